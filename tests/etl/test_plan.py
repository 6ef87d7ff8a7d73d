"""The city's plan is taken over once, whole, and its log ends as its tables say."""

import csv
import datetime
import shutil
from pathlib import Path

import pytest

from actionplan.as_of import as_of
from etl.__main__ import FAILED, main
from etl.plan import TABLES, PlanError, take_over
from journal import plan
from journal.facts import RefusedError
from journal.store import Journal

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
NOON = datetime.datetime(2011, 2, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Home whose journal has taken over the sample city's plan."""
    home = tmp_path_factory.mktemp("planned")
    take_over(home, [REFERENCE], NOON)
    return home


def journal(home):
    return Journal(f"sqlite:///{home}/journal/journal.sqlite")


def rows(name):
    with (REFERENCE / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_row_of_every_table_is_a_fact(city):
    assert len(journal(city).facts()) == sum(len(rows(name)) for name in TABLES)
    assert len(plan.plan(journal(city)).facts) == len(rows("plan_facts.csv")) == 1805


def test_a_second_load_changes_nothing(city):
    before = journal(city).last()

    assert take_over(city, [REFERENCE], NOON) == 0
    assert journal(city).last() == before


def test_the_log_ends_as_the_tables_say(city):
    view = as_of(*whole(city), datetime.date(2010, 12, 31), datetime.date(2011, 2, 1))

    for row in rows("milestones.csv"):
        state = view.milestones[row["milestone_id"]]
        assert str(state.first_baseline) == row["planned_date"]
        assert str(state.actual or "") == row["actual_date"]
        if row["baseline_2009"]:
            assert str(state.current_baseline) == row["baseline_2009"]
    for row in rows("action_plan.csv"):
        state = view.activities[row["activity_id"]]
        assert state.cost_ore == int(row["outcome_tkr"]) * 1000_00
        assert state.is_done_on(view.day) == (row["status_2010_12_31"] == "klar")


def whole(home):
    found = plan.plan(journal(home))
    return found.register, found.facts


@pytest.mark.parametrize(
    ("name", "old", "new", "told"),
    [
        ("plan_facts.csv", "2007-01-02,date", "2007-02-30,date", "2, value: '2007-02-30'"),
        ("plan_facts.csv", "milestone,A201-M1", "aktivitet,A201-M1", "2, entity: 'aktivitet'"),
        ("plan_facts.csv", "A201-M1,actual,", "A201-M1,cost,", "2, kind: 'cost'"),
        ("plan_facts.csv", "A201-M1,actual,", "A201-M1,x,", "2, kind: 'x'"),
        ("milestones.csv", ",0.10,", ",1.10,", "2, weight: '1.10'"),
        ("milestones.csv", ",0.10,", ",1/0,", "2, weight: '1/0'"),
        ("milestones.csv", "ö", "\udcf6", "3, UTF-8: 'ö'"),
        ("milestones.csv", "A101-M1,", '"A101-M1"x,', "2, "),
        ("milestones.csv", "\nA101-M1,", "\nA101-M1\nA101-M1,", "2, activity_id"),
        ("dependencies.csv", "A101,A102,FF", "A101,A102,XX", "2, type: 'XX'"),
        ("dependencies.csv", "A101,A102,FF,", "A101,A102,FF,,,,,,,,", "2, "),
        ("action_plan.csv", "activity_id,", "activity,", "2, activity_id"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_by_line_and_column_and_none_is_taken_over(
    tmp_path, name, old, new, told
):
    folder = changed(tmp_path, name, old, new)

    with pytest.raises(PlanError) as refused:
        take_over(tmp_path, [folder], NOON)

    assert str(refused.value).startswith(f"{name}:{told}")
    assert journal(tmp_path).facts() == []


def changed(home, name, old, new):
    folder = home / "reference"
    folder.mkdir()
    for table in TABLES:
        shutil.copy(REFERENCE / table, folder / table)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    data = text.replace(old, new, 1).encode("utf-8", "surrogateescape")
    (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("plan_facts.csv", "A201-M1", "A299-M1"),
        ("dependencies.csv", "A101,A102,FF", "A102,A102,FF"),
    ],
)
def test_a_plan_that_cannot_be_is_not_taken_over_at_all(tmp_path, name, old, new):
    folder = changed(tmp_path, name, old, new)

    with pytest.raises(RefusedError, match="plan:"):
        take_over(tmp_path, [folder], NOON)

    assert journal(tmp_path).facts() == []


def test_the_command_says_in_both_languages_where_a_table_cannot_be_read(
    tmp_path, monkeypatch, capsys
):
    folder = changed(tmp_path, "plan_facts.csv", "milestone,A201-M1", "aktivitet,A201-M1")
    monkeypatch.setenv("NYTTJA_HOME", str(tmp_path))

    assert main(["load", str(folder)]) == FAILED

    where = "plan_facts.csv:2, entity: 'aktivitet'"
    told = capsys.readouterr().err
    assert f"handlingsplanen går inte att läsa: {where}" in told
    assert f"the action plan cannot be read: {where}" in told


def test_a_city_without_a_plan_has_none(tmp_path):
    assert take_over(tmp_path, [tmp_path], NOON) == 0
    assert plan.plan(journal(tmp_path)).facts == ()
