"""What was charged for a closed month stays, and what is found later comes as corrections."""

import datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from chargeback import runner
from tests.chargeback.cities import PERIODS, pack
from tests.chargeback.staging import staged
from tests.chargeback.test_properties import tables
from tests.chargeback.town import FEBRUARY, town, workstations

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"
FEB, MAR = datetime.date(2008, 2, 1), datetime.date(2008, 3, 1)
seeds = some.integers(0, 2**32)
few = settings(max_examples=1, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
SEALED = "select * from marts.bill_lines where period < $open_from order by line_id"
OBJECTS = """
    select
        periods.period,
        objects.* replace (
            greatest(objects.valid_from, periods.period) as valid_from,
            least(objects.valid_until, periods.next_period) as valid_until
        )
    from detail.objects
    join quantities.periods
        on objects.valid_from < periods.next_period and objects.valid_until > periods.period
    where periods.period < $open_from
"""


def sealed(connection, open_from):
    """The lines of the months before one, and their objects, as a closing would seal them."""
    return [
        connection.execute(query, {"open_from": open_from}).fetchall()
        for query in (SEALED, OBJECTS)
    ]


def built(given_tables, kept=((), ())):
    """The city built with what is sealed already; every audit is silent."""
    connection = staged(given_tables)
    for name, rows in zip(("sealed_lines", "sealed_objects"), kept, strict=True):
        if rows:
            marks = ", ".join("?" for _ in rows[0])
            connection.executemany(f"insert into staging.{name} values ({marks})", rows)
    runner.run(connection)
    assert runner.audit(connection) == []
    return connection


def asked(connection, query, **values):
    return connection.execute(query, values).fetchall()


def later(seed, other, count):
    """The same cities as told later: other rows of everything, and now and then other prices."""
    changed, days, cities = pack(other, count)
    shared = changed if other % 2 else pack(seed, count)[0]
    return tables(shared, days, cities)


def check_closed_stays_closed(seed, count):
    shared, days, cities = pack(seed, count)
    first = built(tables(shared, days, cities))
    february, march = PERIODS[1][0], PERIODS[2][0]
    kept = sealed(first, february)

    second = built(later(seed, seed + 1, count), kept)
    assert sealed(second, february)[0] == kept[0]
    check_sums(second)

    both = sealed(second, march)
    both[1] = kept[1] + [row for row in both[1] if row[0] == february]
    third = built(later(seed, seed + 2, count), both)
    assert sealed(third, march)[0] == both[0]
    check_sums(third)
    back = built(tables(shared, days, cities), kept)
    assert asked(back, "select count(*) from charges.corrections") == [(0,)]
    assert asked(back, "select count(*) from detail.sealed_objects") == [(0,)]


def check_sums(connection):
    """Booked and waiting, by the month of use, are the lines as they are now."""
    booked = """
        select charge_period, department_id, sum(amount_ore)::bigint
        from (
            select charge_period, department_id, amount_ore from marts.bill_lines
            union all
            select charge_period, department_id, amount_ore from marts.waiting_corrections
        )
        group by all having sum(amount_ore) <> 0 order by all
    """
    now = """
        select charge_period, department_id, sum(amount_ore)::bigint
        from charges.lines group by all having sum(amount_ore) <> 0 order by all
    """
    assert asked(connection, booked) == asked(connection, now)
    zero = "select count(*) from charges.corrections where amount_ore = 0"
    assert asked(connection, zero) == [(0,)]


@few
@given(seeds)
def test_closed_stays_closed_under_any_later_input(seed):
    check_closed_stays_closed(seed, 6)


@pytest.mark.full
@many
@given(seeds)
def test_closed_stays_closed_under_any_later_input_in_many_cities(seed):
    check_closed_stays_closed(seed, 20)


CORRECTIONS = """
    select charge_period, service_id, quantity, now_ore, before_ore, amount_ore, decision
    from marts.bill_lines where is_correction order by amount_ore
"""


@pytest.fixture(scope="module")
def february():
    """February closed with 14 desktops at 440 kr."""
    return sealed(built(town()), MAR)


def worked(found):
    """The rows of docs/method.md, "A worked credit"."""
    text = PAGE.read_text(encoding="utf-8").split("### A worked credit")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in text.splitlines()
        if line.startswith("|")
    ]
    return [tuple(row[1:]) for row in rows[2:] if row[0] == found]


@pytest.mark.parametrize("found", ["two fewer", "price"])
def test_the_worked_credit_is_charged_as_the_page_says(february, found):
    march = [row for row in town()["workstations"] if row["snapshot_on"] != FEBRUARY]
    dearer = [
        {**row, "price_ore": 5400_00} if row["service_id"] == "WS-ADM" else row
        for row in town()["prices"]
    ]
    changed = {
        "two fewer": {"workstations": [*workstations(12, FEBRUARY), *march]},
        "price": {"prices": dearer},
    }[found]
    connection = built(town(**changed), february)

    rows = asked(
        connection,
        """
        select price_ore, before_ore, now_ore, amount_ore, correction_cause
        from marts.bill_lines where is_correction and period = $period order by price_ore
        """,
        period=MAR,
    )
    assert [tuple(map(str, row)) for row in rows] == worked(found)


def test_nothing_found_later_is_no_correction(february):
    connection = built(town(), february)

    assert asked(connection, CORRECTIONS) == []
    assert sealed(connection, MAR) == february


def test_a_file_put_right_credits_what_was_too_much(february):
    """12 desktops, not 14: 2 × 440 kr are paid back in March, for February."""
    march = [row for row in town()["workstations"] if row["snapshot_on"] != FEBRUARY]
    right = town(workstations=[*workstations(12, FEBRUARY), *march])
    connection = built(right, february)

    assert asked(connection, CORRECTIONS) == [
        (FEB, "WS-ADM", 12_000, 5_280_00, 6_160_00, -880_00, "KS 2007-11-21")
    ]
    bills = "select sum(amount_ore)::bigint from marts.bill_lines where period = $period"
    before = asked(built(town()), bills, period=MAR)[0][0]
    assert asked(connection, bills, period=MAR) == [(before - 880_00,)]
    was_there = "select count(distinct object_id) from detail.sealed_objects where period = $period"
    assert asked(connection, was_there, period=FEB) == [(14,)]
