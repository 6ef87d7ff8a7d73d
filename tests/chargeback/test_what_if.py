"""The same use at other prices: by the rules of the bills, on the sample city too."""

import datetime

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from chargeback import builds, what_if
from chargeback.what_if import LISTED, ByDays, TriedPrice

FIRST, LAST = datetime.date(2007, 1, 1), datetime.date(2010, 12, 1)
DEPARTMENTS = ("A", "B", "C")
AMOUNTS = st.dictionaries(
    st.tuples(st.sampled_from([*DEPARTMENTS, "outside"]), st.sampled_from(["net", "pages"])),
    st.integers(0, 10**12),
    min_size=1,
)
EMPLOYEES = st.fixed_dictionaries({one: st.integers(0, 10**6) for one in DEPARTMENTS})


@pytest.fixture(scope="module")
def published(city):
    """The sample city's build, its tables by their bare names."""
    path = builds.build_path(city, builds.current_id(city))
    with duckdb.connect(path, read_only=True) as connection:
        connection.execute("set schema = 'marts'")
        yield connection


def asked(connection, prices, first=FIRST, last=LAST, days=()):
    """Öre tried and charged by department and service."""
    parameters = what_if.values(prices, first, last, days)
    rows = connection.execute(what_if.question(), parameters).fetchall()
    return {(row[0], row[1]): row[2:4] for row in rows}


def list_prices(connection, share=100):
    """Every price of the list as it was decided, or so many per cent of it."""
    rows = connection.execute(
        """
        select
            service_id,
            case when fee_kind = 'metered' then price_e4 else price_ore end,
            prices.valid_from,
            prices.valid_until
        from prices
        join services using (service_id)
        where fee_kind in (select unnest($listed))
        """,
        {"listed": sorted(LISTED)},
    ).fetchall()
    return [
        TriedPrice(service_id, price * share // 100, *days) for service_id, price, *days in rows
    ]


def test_the_list_s_own_prices_give_every_department_its_bills_to_the_ore(published):
    """Each month apart: nothing that is too much in one is made up for in another."""
    prices = list_prices(published)
    months = [row[0] for row in published.execute("select period from periods").fetchall()]

    wrong = {
        (month, *key): amounts
        for month in months
        for key, amounts in asked(published, prices, month, month).items()
        if amounts[0] != amounts[1]
    }

    assert len(months) == 48
    assert wrong == {}


def test_what_was_charged_is_the_bills(published):
    bills = published.execute(
        """
        select department_id, service_id, sum(amount_ore)::bigint
        from bill_lines
        group by department_id, service_id
        """
    ).fetchall()

    charged = {
        key: amounts[1]
        for key, amounts in asked(published, list_prices(published, share=50)).items()
    }

    assert charged == {(one, service): ore for one, service, ore in bills}


def test_only_what_is_at_a_list_price_follows_a_price(published):
    """Passed through and agreed amounts stay as they are; all else moves with its price."""
    kinds = dict(published.execute("select service_id, fee_kind from services").fetchall())
    dearer = asked(published, list_prices(published, share=200))

    still = {kinds[key[1]] for key, (tried, charged) in dearer.items() if tried == charged > 0}

    assert still == {"passed_through", "agreement"}


def test_a_tried_price_is_charged_as_the_bills_would_be(published):
    """A workstation at 6 000,00 kr a year is 500,00 kr in each month it was counted."""
    tried = asked(published, [TriedPrice("WS-ADM", 600000, FIRST, datetime.date(2011, 1, 1))])
    counted = published.execute(
        """
        select department_id, sum(quantity)::bigint // 1000
        from bill_lines
        where service_id = 'WS-ADM'
        group by department_id
        """
    ).fetchall()

    assert {key[0]: amounts[0] for key, amounts in tried.items() if key[1] == "WS-ADM"} == {
        one: 500_00 * months for one, months in counted
    }


def test_a_month_in_which_the_list_changes_is_one_line_at_one_price(published):
    """May 2009: laptops at the price of the list to the 14th all month are rounded once a line."""
    may = datetime.date(2009, 5, 1)
    tried = asked(
        published, [TriedPrice("WS-LAP", 588000, may, datetime.date(2009, 6, 1))], may, may
    )
    lines = published.execute(
        """
        select department_id, sum(ore)::bigint
        from (
            select
                department_id,
                (2 * sum(quantity_days) * 49000 + 31000) // 62000 as ore
            from bill_lines
            where service_id = 'WS-LAP' and period = $may
            group by department_id, cost_centre_id
        ) as lines
        group by department_id
        """,
        {"may": may},
    ).fetchall()

    assert {key[0]: amounts[0] for key, amounts in tried.items() if key[1] == "WS-LAP"} == dict(
        lines
    )


def test_the_day_cube_s_own_days_give_the_bills_to_the_ore(published):
    """Every service with a yearly fee, each month apart, priced by its days and not its lines."""
    prices = list_prices(published)
    months = [row[0] for row in published.execute("select period from periods").fetchall()]
    services = [
        row[0] for row in published.execute("select distinct service_id from day_cube").fetchall()
    ]

    wrong = {
        (month, *key): amounts
        for month in months
        for key, amounts in asked(
            published, prices, month, month, [ByDays(one, month, month) for one in services]
        ).items()
        if amounts[0] != amounts[1]
    }

    assert len(services) > 20
    assert wrong == {}


@given(AMOUNTS, EMPLOYEES)
def test_sharing_out_by_employee_neither_adds_nor_takes(amounts, employees):
    shared = what_if.by_employees(amounts, {"net"}, employees)

    for service in ("net", "pages"):
        before = sum(ore for key, ore in amounts.items() if key[1] == service)
        assert sum(ore for key, ore in shared.items() if key[1] == service) == before


@given(AMOUNTS, EMPLOYEES)
def test_a_customer_outside_the_city_pays_for_its_use(amounts, employees):
    shared = what_if.by_employees(amounts, {"net", "pages"}, employees)

    for key, ore in amounts.items():
        if key[0] == "outside":
            assert shared[key] == ore


def test_the_year_s_fee_models_are_those_of_the_simulator(published):
    """marts.fee_models shares out in SQL what by_employees shares out in Python."""
    year = (datetime.date(2009, 1, 1), datetime.date(2009, 12, 1))
    prices = list_prices(published)
    amounts = {key: ore[0] for key, ore in asked(published, prices, *year).items()}
    employees = dict(
        published.execute(
            """
            select department_id, sum(full_time_hundredths)::bigint
            from full_time_employees
            join departments using (department_id)
            where year(period) = 2009 and not is_external
            group by department_id
            """
        ).fetchall()
    )
    outside = {
        row[0]
        for row in published.execute(
            "select department_id from departments where is_external"
        ).fetchall()
    }
    kinds = {
        row[0]: row[1:]
        for row in published.execute("select service_id, fee_kind, area from services").fetchall()
    }
    charged = {price.service_id for price in prices} & {key[1] for key in amounts}
    every = {one for one in charged if kinds[one][0] != "one_off"}
    mixed = {one for one in every if kinds[one][1] in {"Nät", "Anslutning", "Konto"}}

    for model, shared in (("per_unit", set()), ("mixed", mixed), ("per_employee", every)):
        expected = what_if.totals(what_if.by_employees(amounts, shared, employees), 0)
        told = published.execute(
            "select department_id, amount_ore from fee_models where year = 2009 and model = $m",
            {"m": model},
        ).fetchall()
        assert dict(told) == {one: ore for one, ore in expected.items() if one not in outside}
