"""Registers, licences, storage and usage: the models count what the slow reference counts."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from chargeback import runner
from tests.chargeback import reference_use
from tests.chargeback.cities import PERIODS
from tests.chargeback.source_cities import KINDS, RULES, USAGE, pack
from tests.chargeback.staging import SOURCES, USED_ON, month_ends, staged, with_places
from tests.chargeback.test_properties import OWN

seeds = some.integers(0, 2**32)
# A build takes a second: what fails is told as drawn, not made smaller for minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
loose = {"deadline": None, "phases": PHASES, "suppress_health_check": list(HealthCheck)}
few = settings(max_examples=2, **loose)
many = settings(max_examples=60, **loose)
COUNTED = """
    select period, service_id, cost_centre_id, department_id, reason, sum(quantity)::bigint
    from charges.usage_months group by all
"""
SIDES = """
    select source_id, period, sum(case when side = 'left' then amount else -amount end)::bigint
    from control.equations group by all
"""


def tables(shared, days, cities):
    """One set of staged tables for all cities, with a file for every snapshot and month of use."""
    names = (*OWN, *KINDS)
    merged = {name: [row for city in cities for row in city[name]] for name in names}
    placed = {name: with_places(name, rows) for name, rows in merged.items()}
    files = [
        file_of(kind, f"{SOURCES[kind]}_{day}.csv", day, placed)
        for kind, known in days.items()
        for day in known
    ]
    for kind in USAGE:
        months = {str(row[USED_ON[kind]])[:7] for row in placed[kind]}
        files += [
            file_of(kind, f"{SOURCES[kind]}_{month}.csv", month_ends(month, 1)[0], placed)
            for month in months
        ]
    return {**shared, **placed, "files": files}


def file_of(kind, name, day, placed):
    return {
        "source_id": SOURCES[kind],
        "entity": kind,
        "file_name": name,
        "snapshot_on": day,
        "rows_accepted": sum(row["source_file"] == name for row in placed[kind]),
    }


def built(given_tables, *wanted):
    connection = staged(given_tables)
    runner.run_to(connection, wanted)
    return connection


def check_against_reference(seed, count):
    shared, days, cities = pack(seed, count)
    connection = built(tables(shared, days, cities), "charges.usage_months", "control.equations")
    counted = connection.execute(COUNTED).fetchall()

    made = {row[:-1]: row[-1] for row in counted if row[1] in RULES and row[-1]}
    expected = Counter()
    for city in cities:
        expected.update(reference_use.quantities(city, PERIODS))
    assert made == {key: quantity for key, quantity in expected.items() if quantity}
    assert {row[2] for row in connection.execute(SIDES).fetchall()} == {0}


@few
@given(seeds)
def test_the_models_count_what_the_slow_reference_counts(seed):
    check_against_reference(seed, 8)


@pytest.mark.full
@many
@given(seeds)
def test_the_models_count_what_the_slow_reference_counts_in_thousands_of_cities(seed):
    check_against_reference(seed, 40)


@pytest.mark.parametrize(
    ("model", "right", "wrong"),
    [
        ("register_months", "judged.object_from <= snap", "judged.object_from < snap"),
        ("register_months", "judged.object_from desc", "judged.object_from asc"),
        ("holders", "coalesce(previous_on, date", "coalesce(snapshot_on, date"),
        ("holder_payers", "stretches.changes_on < persons", "stretches.changes_on <= persons"),
        ("owned_calls", "call_rows.used_on < named", "call_rows.used_on <= named"),
        ("connection_shares", "numerator % divisor) desc", "numerator % divisor) asc"),
        ("storage_rows", "(storage_volumes.size_milli + 512)", "(storage_volumes.size_milli)"),
        ("ticket_rows", "tickets.source_line desc", "tickets.source_line asc"),
        ("call_rows", "calls.called_on >= charged", "calls.called_on > charged"),
        ("print_rows", "prints.pages * prints.copies", "prints.pages"),
        ("connection_events", "told.object_from < services", "told.object_from <= services"),
    ],
)
def test_a_changed_rule_is_caught(break_model, model, right, wrong):
    """A boundary moved by a day, another row kept, a factor left out: none goes unseen."""
    break_model(f"quantities.{model}", right, wrong)

    with pytest.raises(AssertionError):
        check_against_reference(seed=1, count=24)
