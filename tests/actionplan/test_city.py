"""What is known to be in the sample city's plan is what the calculation finds in it."""

import csv
from collections import Counter

import pytest

from actionplan.as_of import as_of
from actionplan.changes import changes
from actionplan.earned_value import of_plan
from actionplan.on_time import on_time
from actionplan.schedule import schedule
from actionplan.slip import slips
from actionplan.status import is_due, judgements
from tests.actionplan.plans import REFERENCE, on

BREAKS = [("A303", "A102"), ("A303", "A304"), ("A402", "A405")]
AUGUST = on("2009-08-31")


@pytest.fixture(scope="module")
def at_the_end(the_city):
    return as_of(*the_city, on("2010-12-31"), on("2011-01-31"))


@pytest.fixture(scope="module")
def in_august(the_city):
    """The second report of 2009, as it lay before the board in the middle of September."""
    return as_of(*the_city, AUGUST, on("2009-09-14"))


def test_there_are_50_activities_179_milestones_and_1805_facts(the_city):
    parts, facts = the_city

    assert (len(parts.activities), len(parts.milestones), len(facts)) == (50, 179, 1805)
    assert len(parts.dependencies) == 58


def test_103_milestones_moved_twice_or_more_and_27_four_times(at_the_end):
    found = slips(at_the_end).values()

    assert tuple(sum(one.moves >= times for one in found) for times in (2, 4)) == (103, 27)
    assert sum(each.moves for each in found) == 285
    assert max(each.moves for each in found) == 4


def test_79_of_164_reached_milestones_were_late(at_the_end):
    reached = [each for each in slips(at_the_end).values() if each.last_forecast_miss is not None]

    assert len(reached) == 164
    assert sum(each.against_first > 0 for each in reached) == 79
    assert sum(each.last_forecast_miss != 0 for each in reached) == 54


def test_the_review_of_2009_gave_six_milestones_new_dates(at_the_end):
    found = [each for each in slips(at_the_end).values() if each.rebaselined]

    assert len(found) == 6
    assert all(each.against_first > each.against_current for each in found)


def test_85_of_179_milestones_were_on_time(at_the_end):
    found = on_time(at_the_end)

    assert (found.on_time, found.late, found.missing, found.due) == (85, 79, 15, 179)


def test_the_three_planted_breaks_and_no_other_are_found(the_city, at_the_end):
    adopted = as_of(*the_city, on("2007-04-30"), on("2007-02-28"))

    for found in (adopted, at_the_end):
        broken = schedule(found).broken
        ends = [(each.dependency.predecessor, each.dependency.successor) for each in broken]
        assert sorted(ends) == BREAKS
    assert all(schedule(at_the_end).rows[before].free_float < 0 for before, _after in BREAKS)


def test_40_of_50_activities_were_finished(at_the_end):
    assert sum(state.is_done_on(at_the_end.day) for state in at_the_end.activities.values()) == 40


def test_what_was_spent_is_127_5_million(at_the_end):
    assert of_plan(at_the_end).ac_ore == sum(
        told.value for state in at_the_end.activities.values() for told in state.costs
    )
    assert round(of_plan(at_the_end).ac_ore / 100_000_000, 1) == 127.5
    assert of_plan(at_the_end).bac_ore == 126_240_000_00


def test_four_systems_slipped_about_half_a_year(at_the_end):
    """A602, A403, A502 and A104 by their last milestone."""
    days = {
        id_: slips(at_the_end)[at_the_end.activities[id_].milestones[-1].milestone.id].against_first
        for id_ in ("A602", "A403", "A502", "A104")
    }

    assert days == {"A602": 211, "A403": 183, "A502": 182, "A104": 182}


def test_in_august_2009_four_are_more_than_60_days_late_and_three_call_themselves_green(in_august):
    red = {id_: each for id_, each in judgements(in_august).items() if each.rating == "red"}

    assert {id_: each.late_days for id_, each in red.items()} == {
        "A303": 91, "A402": 91, "A403": 92, "A502": 120,
    }  # fmt: skip
    assert sorted(id_ for id_, each in red.items() if each.self_rating == "green") == [
        "A303", "A402", "A403",
    ]  # fmt: skip


def test_in_august_2009_25_are_done_and_nine_have_no_slack(in_august):
    found = schedule(in_august)

    assert sum(row.state == "done" for row in found.rows.values()) == 25
    assert len(found.critical) == 9
    floats = {id_: found.rows[id_].total_float for id_ in ("A103", "A303", "A403", "A502", "A805")}
    assert floats == {"A103": 130, "A303": 317, "A403": 130, "A502": 253, "A805": 8}


def test_who_did_not_report(the_city):
    missing = {}
    for end in ("2008-08-31", "2009-08-31", "2010-04-30", "2010-12-31"):
        found = as_of(*the_city, on(end), on("2011-01-31"))
        missing[end] = [
            id_
            for id_, state in found.activities.items()
            if is_due(found, id_) and state.self_rating(on(end)) is None
        ]

    assert missing == {
        "2008-08-31": ["A303", "A408", "A504"],
        "2009-08-31": ["A106", "A404", "A602"],
        "2010-04-30": ["A408", "A502", "A704"],
        "2010-12-31": [],
    }


def test_who_could_not_judge_is_never_green(the_city):
    for end in sorted({fact.report_date for fact in the_city[1]}):
        found = judgements(as_of(*the_city, end, on("2011-01-31")))
        own = [each for each in found.values() if each.self_rating == "cannot_be_judged"]
        assert all(each.rating != "green" for each in own)


def test_the_plan_of_august_2008_is_the_same_before_and_after_all_that_came_later(the_city):
    parts, facts = the_city
    end, known = on("2008-08-31"), on("2008-09-15")
    told = [fact for fact in facts if fact.known_on <= known]

    before, after = as_of(parts, told, end, known), as_of(parts, facts, end, known)

    assert after == before
    assert schedule(after) == schedule(before)
    assert judgements(after) == judgements(before)


def test_each_change_of_a_tertial_is_told_once(the_city, in_august):
    april = as_of(*the_city, on("2009-04-30"), on("2009-05-18"))

    found = changes(april, in_august)

    assert len({(each.what, each.id, each.after, each.reason) for each in found}) == len(found)
    counted = Counter(each.what for each in found)
    assert counted["baseline"] == 6
    assert counted["reached"] == 11
    assert counted["decision"] == 3


def rows_of(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_effect_is_measured_every_key_figure_measures_and_fees_are_of_services():
    links = rows_of("effect_measures")

    assert {row["effect_id"] for row in links} == {row["effect_id"] for row in rows_of("effects")}
    assert {row["kpi_id"] for row in links} == {row["kpi_id"] for row in rows_of("kpis")}
    assert {row["service_id"] for row in links} - {""} <= {
        row["service_id"] for row in rows_of("services")
    }


def test_a_key_figure_measures_one_effect_and_its_fees_are_told_by_one_reason():
    links = rows_of("effect_measures")

    effects = {(row["kpi_id"], row["effect_id"]) for row in links}
    reasons = {(row["kpi_id"], row["reason_sv"]) for row in links}

    assert len(effects) == len(reasons) == len({row["kpi_id"] for row in links})
