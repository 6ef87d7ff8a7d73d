"""The city's plan is taken over once, whole, and its log ends as its tables say."""

import csv
import datetime
import shutil
from pathlib import Path

import pytest

from actionplan.as_of import as_of
from etl.plan import TABLES, take_over
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
    assert len(plan.facts(journal(city))) == len(rows("plan_facts.csv")) == 1805


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
    ("name", "old", "new"),
    [
        ("plan_facts.csv", "2007-01-02,date", "2007-02-30,date"),
        ("milestones.csv", ",0.10,", ",1.10,"),
        ("dependencies.csv", "A101,A102,FF", "A101,A102,XX"),
        ("action_plan.csv", "activity_id,", "activity,"),
        ("plan_facts.csv", "A201-M1", "A299-M1"),
    ],
)
def test_a_plan_that_cannot_be_read_is_not_taken_over_at_all(tmp_path, name, old, new):
    folder = tmp_path / "reference"
    folder.mkdir()
    for table in TABLES:
        shutil.copy(REFERENCE / table, folder / table)
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(RefusedError, match="plan:"):
        take_over(tmp_path, [folder], NOON)

    assert journal(tmp_path).facts() == []


def test_a_city_without_a_plan_has_none(tmp_path):
    assert take_over(tmp_path, [tmp_path], NOON) == 0
    assert plan.facts(journal(tmp_path)) == ()
