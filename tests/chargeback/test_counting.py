"""Every source is counted, a row of it cannot be lost, and what is missing is told."""

import datetime

import pytest

from chargeback import runner
from tests.chargeback.busy_town import ALL_SOURCES, busy_town, extension
from tests.chargeback.staging import SOURCES, staged
from tests.chargeback.town import FEBRUARY, MARCH, accounts, town, workstations

MARCH_1 = datetime.date(2008, 3, 1)
COUNTED = ("accounts", "workstations", *ALL_SOURCES)


def charged(tables):
    connection = staged(tables)
    runner.run(connection)
    return connection


@pytest.fixture(scope="module")
def busy():
    return charged(busy_town())


def test_a_town_with_every_source_is_sound(busy):
    assert runner.audit(busy) == []
    assert runner.warnings(busy) == []


def test_every_source_is_charged(busy):
    lines = busy.execute(
        "select service_id, sum(quantity)::bigint from charges.lines "
        "where charge_period = $march group by service_id order by service_id",
        {"march": MARCH_1},
    ).fetchall()

    assert dict(lines) == {
        "ACC-STD": 1_000,
        "CONN-SITE-10": 1_000,
        "CONN-SITE-NY": 1_000,
        "KON-TIM": 6_500,
        "LIC-OFF": 3_000,
        "PRT-SV": 8_000,
        "SRV-VIRT": 1_000,
        "STO-GB": 7_500,
        "SUP-TIM": 1_500,
        "TEL-FAST": 1_000,
        "TEL-TRAF": 4_680,
        "WEB-ETJ": 1_000,
        "WS-ADM": 14_000,
    }


def broken(connection):
    """The sources whose volume equation does not hold."""
    found = runner.audit(connection)
    return {row.row["source_id"] for row in found if row.audit == "broken_equations"}


def test_a_row_dropped_before_it_is_counted_breaks_its_sources_equation():
    connection = staged(busy_town())
    for source in COUNTED:
        connection.execute(
            f"delete from staging.{source} where (source_file, source_line) in "
            f"(select max((source_file, source_line)) from staging.{source})"
        )

    runner.run(connection)

    assert broken(connection) == {SOURCES[source] for source in COUNTED}


def test_a_row_lost_on_the_way_to_the_objects_breaks_its_sources_equation():
    connection = charged(busy_town())
    for source in COUNTED:
        connection.execute(
            "delete from detail.objects where (source_file, source_line) in "
            f"(select max((source_file, source_line)) from staging.{source})"
        )

    runner.build(connection, runner.MODELS / "control" / "equations.sql")

    assert broken(connection) == {SOURCES[source] for source in COUNTED}


def test_a_row_counted_and_set_aside_is_found():
    connection = charged(busy_town())
    for source in ALL_SOURCES:
        connection.execute(
            "insert into detail.set_aside_rows "
            "select $march, $source_id, 'twice', 'x', source_file, source_line "
            f"from staging.{source} order by source_file, source_line limit 1",
            {"march": MARCH_1, "source_id": SOURCES[source]},
        )

    found = [row.row["source_file"] for row in runner.audit(connection)]

    assert {name.split("_")[0] for name in found} == {SOURCES[source] for source in ALL_SOURCES}
    assert len(found) == len(ALL_SOURCES)


def test_rows_of_no_file_stop_the_run():
    connection = staged(busy_town())
    connection.execute("delete from staging.files")

    with pytest.raises(runner.RunStoppedError) as stopped:
        runner.run(connection)

    named = {row.row["source_file"].split("_2")[0] for row in stopped.value.findings}
    assert named == {SOURCES[source] for source in (*COUNTED, "employments")}


def test_sources_that_have_never_delivered_stop_nothing():
    connection = charged(busy_town(**{source: [] for source in ALL_SOURCES}))

    assert runner.audit(connection) == []
    assert runner.warnings(connection) == []


def test_a_use_without_a_service_of_its_rule_stops_the_run():
    tables = busy_town()
    for service in tables["services"]:
        if service["service_id"] == "PRT-SV":
            service |= {"rule": "month_end", "fee_kind": "yearly"}

    with pytest.raises(runner.RunStoppedError, match=r"uncountable_services: service_id PRT-SV"):
        charged(tables)


def test_a_missing_month_of_calls_is_a_warning_and_the_month_is_charged_without_it():
    calls = [{"called_on": "2008-02-11", "extension_no": "341234", "amount_ore": 468}]
    owed = [{"source_id": "samtal", "first_file": "2007-01-31", "rhythm": "monthly"}]

    connection = charged(busy_town(calls=calls, source_availability=owed))

    assert [str(finding) for finding in runner.warnings(connection)] == [
        "missing_files: source_id samtal, period 2008-03-01"
    ]


def test_a_missing_register_is_carried_and_after_45_days_stops_the_run():
    carried = charged(busy_town(extensions=[extension(FEBRUARY)]))

    assert [finding.audit for finding in runner.warnings(carried)] == ["carried_snapshots"]
    assert runner.audit(carried) == []
    later = {
        "extensions": [extension(FEBRUARY)],
        "accounts": accounts(FEBRUARY, MARCH, "2008-04-30"),
        "workstations": workstations(14, FEBRUARY, MARCH, "2008-04-30"),
    }
    with pytest.raises(runner.RunStoppedError, match=r"stale_snapshots.*anknytningar"):
        charged(town(services=busy_town()["services"], **later))


def stored(*days):
    row = {"volume": "hem", "owner_name": "p104233", "size_milli": 7_500, "size_unit": "GB"}
    return [{**row, "snapshot_on": day} for day in days]


def test_a_missing_reading_of_the_storage_is_carried_with_a_warning():
    connection = charged(busy_town(storage_volumes=stored("2008-02-20")))

    carried = [finding.row for finding in runner.warnings(connection)]
    assert [(row["source_id"], row["days_old"]) for row in carried] == [("lagring", 29)]
    assert runner.audit(connection) == []


def test_a_reading_of_the_storage_more_than_45_days_old_stops_the_run():
    with pytest.raises(runner.RunStoppedError, match=r"stale_storage.*days_old 60"):
        charged(busy_town(storage_volumes=stored("2008-01-20")))
