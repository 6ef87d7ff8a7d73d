"""From staged rows to lines: the order of the models, what stops a run, what an audit finds."""

import datetime

import pytest

from chargeback import runner
from tests.chargeback.staging import staged
from tests.chargeback.town import FEBRUARY, MARCH, accounts, prices, town, workstations


def charged(tables):
    connection = staged(tables)
    runner.run(connection)
    return connection


def lines(connection, columns):
    return connection.execute(f"select {columns} from marts.bill_lines").fetchall()


def test_fourteen_workstations_and_an_account_become_two_lines_a_month():
    """March: 14 × 440,00 kr and 1 × 115,00 kr on the cost centre of the pre-school."""
    connection = charged(town())

    february_and_march = lines(connection, "period, cost_centre_id, service_id, amount_ore")

    assert february_and_march[2:] == [
        (datetime.date(2008, 3, 1), "40730", "ACC-STD", 115_00),
        (datetime.date(2008, 3, 1), "40730", "WS-ADM", 6160_00),
    ]


def test_a_sound_build_has_no_finding_and_no_warning():
    connection = charged(town())

    assert runner.audit(connection) == []
    assert runner.warnings(connection) == []


def test_an_empty_city_builds_empty_tables():
    connection = charged({})

    assert lines(connection, "line_id") == []
    assert runner.audit(connection) == []


def test_a_quantity_without_a_price_stops_the_run_and_names_service_days_and_rows():
    without = [row for row in prices() if row["service_id"] != "WS-ADM"]

    with pytest.raises(runner.RunStoppedError) as stopped:
        charged(town(prices=without))

    assert "service_id WS-ADM" in str(stopped.value)
    assert "first_on 2008-02-01, last_on 2008-02-29" in str(stopped.value)
    assert "source_file sccm_datorer_2008-02-29.csv, source_rows 14" in str(stopped.value)


def test_a_price_that_ends_inside_the_month_stops_the_run():
    shorter = [{**row, "valid_until": "2008-03-31"} for row in prices()]

    with pytest.raises(runner.RunStoppedError, match="WS-ADM, period 2008-03-01"):
        charged(town(prices=shorter))


def test_two_prices_the_same_day_stop_the_run():
    twice = [*prices(), {**prices()[0], "price_list_id": "PL-2008-v2"}]

    with pytest.raises(runner.RunStoppedError, match="WS-ADM"):
        charged(town(prices=twice))


def test_a_missing_snapshot_is_carried_with_a_warning():
    carried = charged(town(workstations=workstations(14, FEBRUARY)))

    assert [row[0] for row in lines(carried, "amount_ore") if row[0] == 6160_00] == [6160_00] * 2
    assert [finding.row for finding in runner.warnings(carried)] == [
        {
            "source_id": "sccm_datorer",
            "period": datetime.date(2008, 3, 1),
            "newest_snapshot_on": datetime.date(2008, 2, 29),
            "days_old": 31,
        }
    ]
    assert runner.audit(carried) == []


def test_a_snapshot_older_than_45_days_stops_the_run():
    later = accounts(FEBRUARY, MARCH, "2008-04-30")

    with pytest.raises(runner.RunStoppedError, match=r"stale_snapshots.*days_old 61"):
        charged(town(accounts=later, workstations=workstations(14, FEBRUARY)))


def test_a_dropped_row_breaks_the_equation():
    connection = staged(town())
    connection.execute("delete from staging.workstations where asset_name = 'PC-7'")
    runner.run(connection)

    found = [str(finding) for finding in runner.audit(connection)]

    assert found[0] == (
        "broken_equations: equation volume, period 2008-02-01, source_id sccm_datorer, "
        "left_side 14, right_side 13, unit rows"
    )


def test_a_row_lost_between_two_models_breaks_the_equation():
    connection = charged(town())
    connection.execute("delete from detail.objects where object_id = 'PC-7'")
    runner.build(connection, runner.MODELS / "control" / "equations.sql")

    found = {finding.audit for finding in runner.audit(connection)}

    assert found == {"broken_equations", "lines_without_their_objects"}


def test_a_changed_amount_is_found():
    connection = charged(town())
    connection.execute("update marts.bill_lines set amount_ore = amount_ore + 1 where units = 14")

    found = {finding.audit for finding in runner.audit(connection)}

    assert found == {"bills_that_are_not_their_lines", "corrections_that_do_not_add_up"}


def test_a_line_that_does_not_follow_from_its_figures_is_found():
    connection = charged(town())
    connection.execute(
        "update charges.described_lines set amount_ore = amount_ore + 1 where units = 14"
    )

    found = {finding.audit for finding in runner.audit(connection)}

    assert found == {"lines_that_do_not_recompute"}


def test_models_are_built_after_the_tables_they_read():
    connection = staged({})

    names = [path.stem for path in runner.ordered(connection, [*runner.MODELS.rglob("*.sql")])]

    assert names.index("periods") < names.index("cube") < names.index("lines")
    assert names.index("lines") < names.index("bill_lines") < names.index("department_bills")


def test_a_stop_is_asked_as_soon_as_its_tables_exist():
    built: list[str] = []

    with pytest.raises(runner.RunStoppedError):
        runner.run(staged(town(prices=[])), built.append)

    assert built[-1] == "stops.no_price"
    assert "marts.bill_lines" not in built


def test_reads_tables_without_binding_them():
    sql = "with a as (select * from staging.x) select * from a join quantities.y using (k)"

    assert runner.tables_read(staged({}), sql) == {"staging.x", "quantities.y"}


def test_refuses_a_model_that_does_not_parse():
    with pytest.raises(ValueError, match="cannot parse"):
        runner.tables_read(staged({}), "selekt 1")
