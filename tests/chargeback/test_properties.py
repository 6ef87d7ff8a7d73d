"""The models against the slow reference, and what must hold for any city at all."""

import datetime
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from chargeback import runner
from tests.chargeback import reference
from tests.chargeback.cities import PERIODS, pack
from tests.chargeback.staging import SOURCES, month_ends, staged, with_places
from tests.chargeback.town import services, town, workstations

OWN = [
    "departments",
    "cost_centres",
    "organisation_units",
    "accounts",
    "workstations",
    "employments",
    "pupils",
    "size_classes",
    "agreements",
]
seeds = some.integers(0, 2**32)
few = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
many = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LINES = """
    select period, cost_centre_id, department_id, service_id, price_ore, unit_days, amount_ore
    from charges.lines
"""
WHOLE = "select line_id, units, amount_ore, agreement_id, source_files from marts.bill_lines"


def tables(shared, days, cities):
    """One set of staged tables for all cities, with a file for every snapshot, empty or not."""
    merged = {name: [row for city in cities for row in city[name]] for name in OWN}
    placed = {name: with_places(name, rows) for name, rows in merged.items()}
    files = [
        {
            "source_id": SOURCES[kind],
            "entity": kind,
            "file_name": f"{SOURCES[kind]}_{day}.csv",
            "snapshot_on": day,
            "rows_accepted": sum(row["snapshot_on"] == day for row in placed[kind]),
        }
        for kind, known in days.items()
        for day in known
    ]
    return {**shared, **placed, "files": files}


def built(given_tables, *wanted):
    """A whole run, or what the wanted tables are made of."""
    connection = staged(given_tables)
    if wanted:
        runner.run_to(connection, wanted)
    else:
        runner.run(connection)
    return connection


def rows(connection, query):
    return sorted(connection.execute(query).fetchall(), key=str)


def check_against_reference(seed, count):
    shared, days, cities = pack(seed, count)
    connection = built(tables(shared, days, cities))
    made = {row[:5]: row[5:] for row in rows(connection, LINES)}

    for number, city in enumerate(cities):
        expected = reference.lines(city, PERIODS)
        mine = {key: value for key, value in made.items() if key[2].startswith(f"c{number}A")}
        mine |= {key: value for key, value in made.items() if key[2].startswith(f"c{number}B")}
        assert mine == expected, f"city {number} of seed {seed}"
    assert runner.audit(connection) == []


@few
@given(seeds)
def test_the_models_charge_what_the_slow_reference_charges(seed):
    check_against_reference(seed, 12)


@pytest.mark.full
@many
@given(seeds)
def test_the_models_charge_what_the_slow_reference_charges_in_thousands_of_cities(seed):
    check_against_reference(seed, 40)


def shuffled(given_tables, seed):
    """The same rows in another order; their files and lines go with them."""
    dice = random.Random(seed)
    return {name: dice.sample(rows_, len(rows_)) for name, rows_ in given_tables.items()}


@few
@given(seeds)
def test_the_order_of_rows_changes_nothing(seed):
    whole = tables(*pack(seed, 8))

    turned = built(shuffled(whole, seed), "marts.bill_lines")

    assert rows(turned, WHOLE) == rows(built(whole, "marts.bill_lines"), WHOLE)


@few
@given(seeds)
def test_another_departments_data_never_change_my_lines(seed):
    shared, days, cities = pack(seed, 8)
    mine = "select * exclude source_files from charges.lines where department_id like 'c0%'"

    alone = rows(built(tables(shared, days, cities[:1]), "charges.lines"), mine)

    assert rows(built(tables(shared, days, cities), "charges.lines"), mine) == alone


def split_in_two(price, day):
    """A price row as two rows at the same price, cut on a day inside it."""
    if not price["valid_from"] < day < price["valid_until"]:
        return [price]
    later = f"{price['price_list_id']}-later"
    return [
        {**price, "valid_until": day},
        {**price, "valid_from": day, "price_list_id": later},
    ]


@few
@given(seeds, some.dates(datetime.date(2008, 1, 2), datetime.date(2008, 4, 29)))
def test_splitting_a_price_row_at_the_same_price_changes_nothing(seed, day):
    whole = tables(*pack(seed, 8))
    split = [part for price in whole["prices"] for part in split_in_two(price, day)]
    figures = "select line_id, units, unit_days, amount_ore, source_rows from charges.lines"

    cut = built({**whole, "prices": split}, "charges.lines")

    assert rows(cut, figures) == rows(built(whole, "charges.lines"), figures)


@few
@given(seeds, some.integers(1, 10**6))
def test_a_higher_price_never_lowers_a_line(seed, more):
    whole = tables(*pack(seed, 8))
    dearer = [{**row, "price_ore": row["price_ore"] + more} for row in whole["prices"]]
    payers = """
        select period, cost_centre_id, department_id, service_id, sum(amount_ore)::bigint
        from charges.lines group by all order by all
    """

    first = built(whole, "charges.lines")
    second = built({**whole, "prices": dearer}, "charges.lines")
    before = {row[:4]: row[4] for row in rows(first, payers)}
    after = {row[:4]: row[4] for row in rows(second, payers)}

    assert after.keys() == before.keys()
    assert all(after[key] >= before[key] for key in before)


@few
@given(seeds)
def test_object_days_of_all_payers_are_the_days_the_objects_were_there(seed):
    """However owners change, a row's days are shared out whole, 29 February too."""
    connection = built(tables(*pack(seed, 12)), "quantities.day_rows", "quantities.owned_uses")

    days = """
        select source_file, source_line, valid_until - valid_from from quantities.day_rows
        where valid_until > valid_from
    """
    shared_out = """
        select source_file, source_line, sum(valid_until - valid_from)::bigint
        from quantities.owned_uses where rule = 'day_exact' group by all
    """
    assert rows(connection, shared_out) == rows(connection, days)


@few
@given(seeds)
def test_every_accepted_row_is_charged_unallocated_or_set_aside(seed):
    connection = built(tables(*pack(seed, 12)), "control.equations")

    sides = """
        select period, source_id,
            sum(case when side = 'left' then amount else -amount end)::bigint
        from control.equations group by all
    """
    assert {row[2] for row in rows(connection, sides)} <= {0}


def test_without_use_there_is_no_line():
    shared, days, cities = pack(1, 1)
    nothing = {name: [] for name in OWN}

    connection = built(tables(shared, days, [{**cities[0], **nothing}]))

    assert rows(connection, "select * from charges.lines") == []


def test_twelve_months_of_one_unit_at_one_price_are_the_price():
    """5 035,01 kr a year, which twelve does not divide."""
    days = [str(day) for day in month_ends("2008-01", 12)]
    price = {"service_id": "WS-ADM", "price_list_id": "PL", "price_ore": 5035_01}
    connection = built(
        town(
            services=services(),
            prices=[price],
            workstations=workstations(1, *days),
            accounts=[],
            employments=[],
        )
    )

    assert rows(connection, "select sum(amount_ore)::bigint from marts.bill_lines") == [(5035_01,)]


def test_a_mended_model_that_is_broken_again_is_caught(break_model):
    """Counting up to and with the first day after an interval must not go unseen."""
    right = "uses.owned_on < persons.valid_until"
    break_model("quantities.owned_objects", right, right.replace("<", "<="))

    with pytest.raises((AssertionError, runner.RunStoppedError)):
        check_against_reference(seed=1, count=72)
