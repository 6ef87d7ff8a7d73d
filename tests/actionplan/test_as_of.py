"""The plan as it was known: what was told later is not in it, now or ever."""

import dataclasses
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.as_of import as_of
from actionplan.changes import changes
from actionplan.earned_value import of_plan
from actionplan.on_time import on_time
from actionplan.plan import CLOSED_RISK, Fact
from actionplan.schedule import schedule
from actionplan.slip import slips
from actionplan.status import judgements
from tests.actionplan.plans import ADOPTED, AFTERWARDS, T1, T2, T3, Log, link, on, register, view

PARTS = register({"A": 2, "B": 3, "C": 1}, [link("A", "B"), link("B", "C", "FF", 2)])


def test_a_move_is_seen_from_the_day_it_was_known():
    log = Log().baseline("A-M1", "2008-06-02").forecast("A-M1", "2008-07-01", "2008-03-03")

    before = view(PARTS, log, known=on("2008-03-02")).milestones["A-M1"]
    after = view(PARTS, log, known=on("2008-03-03")).milestones["A-M1"]

    assert before.believed == on("2008-06-02")
    assert after.believed == on("2008-07-01")
    assert after.first_baseline == on("2008-06-02")


def test_what_belongs_to_a_later_report_is_not_in_this_one():
    log = Log().tell("A", "progress", 40, "2008-05-08", T1).tell("A", "progress", 55, "2008-09-08")

    state = view(PARTS, log, T1).activities["A"]

    assert [told.value for told in state.progress] == [40]


def test_a_report_told_of_afterwards_speaks_of_its_own_day():
    assert view(PARTS, Log(), T2, on("2008-09-14")).day == T2
    assert view(PARTS, Log(), T2, on("2008-06-30")).day == on("2008-06-30")


def test_a_report_corrected_later_counts_once():
    log = Log().tell("A", "cost", 500, "2008-05-08", T1).tell("A", "cost", 300, "2008-09-08", T2)
    log.tell("A", "cost", 450, "2008-09-09", T1)
    log.tell("A", "self_rating", "green", "2008-05-08", T1)
    log.tell("A", "self_rating", "red", "2008-05-20", T1)

    state = view(PARTS, log).activities["A"]

    assert state.cost_ore == 750
    assert state.self_rating(T1).value == "red"
    assert state.self_rating(T2) is None
    assert view(PARTS, log, known=on("2008-09-08")).activities["A"].cost_ore == 800


def test_an_actual_can_be_corrected_and_taken_back():
    log = Log().baseline("A-M1", "2008-06-02").reached("A-M1", "2008-06-03")
    log.reached("A-M1", "2008-06-05", known="2008-06-09").reached("A-M1", None, known="2008-06-20")

    days = ["2008-06-04", "2008-06-10", "2008-06-20"]
    found = [view(PARTS, log, known=on(day)).milestones["A-M1"].actual for day in days]

    assert found == [on("2008-06-03"), on("2008-06-05"), None]


def test_a_baseline_decided_after_the_last_forecast_is_the_promise():
    log = Log().baseline("A-M1", "2008-06-02").forecast("A-M1", "2008-07-01", "2008-03-03")
    log.baseline("A-M1", "2008-09-01", "2008-05-02", by="board", reason="Review")

    state = view(PARTS, log).milestones["A-M1"]

    assert state.forecast == state.current_baseline == on("2008-09-01")
    assert state.first_baseline == on("2008-06-02")
    assert (state.baselines[-1].by, state.baselines[-1].reason) == ("board", "Review")


def test_the_last_word_on_a_risk_holds_and_what_was_told_before_stays():
    log = Log().tell("A", "comment", "", reason="Slow").tell("A", "risk", "2x3", reason="Cables")
    log.tell("A", "comment", "", "2008-02-04", reason="Slower")
    log.tell("A", "risk", CLOSED_RISK, "2008-02-04")

    old = view(PARTS, log, known=ADOPTED).activities["A"]
    new = view(PARTS, log).activities["A"]

    assert [told.reason for told in old.comments] == ["Slow"]
    assert [told.reason for told in new.comments] == ["Slow", "Slower"]
    assert (old.risk.value, new.risk.value) == ("2x3", CLOSED_RISK)
    assert [told.value for told in new.risks] == ["2x3", CLOSED_RISK]
    assert view(PARTS, log).activities["B"].risk is None


def test_what_the_plan_got_later_is_not_in_an_earlier_view():
    later = {**PARTS.activities, "C": dataclasses.replace(PARTS.activities["C"], known_on=T2)}
    parts = dataclasses.replace(PARTS, activities=later)

    before, after = view(parts, Log(), known=T1), view(parts, Log(), known=T2)

    assert set(before.activities) == {"A", "B"}
    assert set(before.milestones) == {"A-M1", "A-M2", "B-M1", "B-M2", "B-M3"}
    assert before.register.dependencies == (PARTS.dependencies[0],)
    assert set(after.activities) == {"A", "B", "C"}


def test_a_milestone_added_later_is_not_in_an_earlier_view():
    later = {**PARTS.milestones, "A-M2": dataclasses.replace(PARTS.milestones["A-M2"], known_on=T2)}
    parts = dataclasses.replace(PARTS, milestones=later)

    counts = [len(view(parts, Log(), known=day).activities["A"].milestones) for day in (T1, T2)]

    assert counts == [1, 2]


def test_the_last_word_is_the_one_recorded_last_whenever_it_was_known():
    """A paper of March, found and written down after the word of May."""
    log = Log().baseline("A-M1", "2008-06-02").forecast("A-M1", "2008-06-20", "2008-05-05")
    log.forecast("A-M1", "2008-06-09", "2008-03-03", report=T2)
    log.reached("A-M1", "2008-06-20", "2008-06-25").reached("A-M1", "2008-06-12", report=T2)

    state = view(PARTS, log).milestones["A-M1"]

    assert (state.forecast, state.actual) == (on("2008-06-09"), on("2008-06-12"))


def test_a_fact_about_something_else_is_told():
    with pytest.raises(ValueError, match="fact 1 is about X, which the plan does not have"):
        view(PARTS, Log().tell("X", "progress", 3))


# --- properties -------------------------------------------------------------------------------

DAYS = st.dates(datetime.date(2008, 1, 1), datetime.date(2008, 12, 31))
RATINGS = st.sampled_from(["green", "yellow", "red", "cannot_be_judged", "done"])
OF_MILESTONE = {"baseline": DAYS, "forecast": DAYS, "actual": st.none() | DAYS}
OF_ACTIVITY = {
    "self_rating": RATINGS,
    "progress": st.integers(0, 100),
    "cost": st.integers(0, 10**9),
    "comment": st.just(""),
    "risk": st.sampled_from(["1x1", "5x5", CLOSED_RISK]),
    "decision": st.just("KS"),
}


@st.composite
def facts(draw, number=1, known=DAYS):
    entity = draw(st.sampled_from(["milestone", "activity", "plan"]))
    kinds = {"milestone": OF_MILESTONE, "activity": OF_ACTIVITY, "plan": {"decision": st.just("V")}}
    ids = {"milestone": sorted(PARTS.milestones), "activity": "ABC", "plan": ["PLAN"]}
    kind = draw(st.sampled_from(sorted(kinds[entity])))
    return Fact(
        number=number,
        known_on=draw(known),
        report_date=draw(st.sampled_from([T1, T2, T3])),
        entity=entity,
        id=draw(st.sampled_from(ids[entity])),
        kind=kind,
        value=draw(kinds[entity][kind]),
    )


@st.composite
def logs(draw):
    return [draw(facts(number)) for number in range(1, draw(st.integers(0, 14)) + 1)]


def everything(found):
    """All that is calculated from a view, as far as it can be compared."""
    return (
        found,
        schedule(found),
        slips(found),
        judgements(found),
        of_plan(found),
        on_time(found),
    )


@settings(max_examples=60)
@given(logs(), st.sampled_from([T1, T2, T3]), DAYS, st.data())
def test_later_facts_never_alter_what_was_known(log, report, known, data):
    """Whatever is told after the day, of whatever report, and in whatever order it is read."""
    later = st.dates(known + datetime.timedelta(days=1), AFTERWARDS)
    number = len(log)
    more = [data.draw(facts(number + place, later)) for place in range(1, 4)]

    before = everything(as_of(PARTS, log, report, known))
    after = everything(as_of(PARTS, [*reversed(more), *log], report, known))

    assert after == before


@settings(max_examples=40)
@given(logs(), st.sampled_from([T1, T2]), DAYS)
def test_nothing_has_changed_between_a_view_and_itself(log, report, known):
    found = as_of(PARTS, log, report, known)

    assert changes(found, found) == ()
