"""The rule: total, monotone, never green on what is not known; and the owner's word beside it."""

import datetime
import typing

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.decisions import questions
from actionplan.msproject import project_file
from actionplan.plan import Rating
from actionplan.schedule import schedule
from actionplan.status import RULES, StatusRule, colour, is_due, judge, judgements, rule_on
from tests.actionplan.plans import T1, T2, T3, Log, on, register, view

PARTS = register({"A": 3, "B": 1})
WORSE = {"green": 0, "yellow": 1, "red": 2}
FIRST = "2008-02-01"


def planned(forecast=None, known="2008-03-01"):
    """Milestones of 1 February, 2 June and 1 December; the first is reached."""
    log = Log().baseline("A-M1", FIRST).baseline("A-M2", "2008-06-02")
    log.baseline("A-M3", "2008-12-01").reached("A-M1", FIRST, report=T1)
    return log.forecast("A-M2", forecast, known, report=T1) if forecast else log


def judged(log, report=T1, known="2008-05-15", against="first"):
    return judge(view(PARTS, log, report, on(known)), "A", against)


@pytest.mark.parametrize(
    ("forecast", "rating", "days"),
    [
        ("2008-06-02", "green", 0),
        ("2008-06-16", "green", 14),
        ("2008-06-17", "yellow", 15),
        ("2008-08-01", "yellow", 60),
        ("2008-08-02", "red", 61),
    ],
)
def test_two_weeks_late_is_yellow_and_more_than_sixty_days_red(forecast, rating, days):
    found = judged(planned(forecast))

    assert (found.rating, found.late_days, found.rule_version) == (rating, days, 1)


def test_a_late_middle_is_found_behind_an_end_date_nobody_touched():
    found = judged(planned("2008-09-01"))

    assert (found.rating, found.milestone_id, found.reason) == ("red", "A-M2", "late")


def test_an_open_milestone_whose_day_has_passed_is_late_though_nobody_said_so():
    log = planned().tell("A", "progress", 50, "2008-08-20", T2)

    assert judged(log, T2, "2008-09-15").late_days == 90
    assert judged(log, T2, "2008-09-15").rating == "red"


def test_a_new_baseline_makes_it_green_against_itself_and_leaves_it_red_against_the_first():
    log = planned("2008-09-01").baseline("A-M2", "2008-09-01", "2008-04-01", report=T1)

    assert judged(log).rating == "red"
    assert judged(log, against="current").rating == "green"


def test_done_when_the_last_milestone_is_reached_with_the_days_it_was_late():
    log = planned().reached("A-M2", "2008-06-02", report=T2).reached("A-M3", "2008-12-11")

    found = judged(log, T3, "2009-01-15")

    assert (found.rating, found.reason, found.late_days) == ("done", "done", 10)


def test_what_was_reached_after_the_reports_day_is_open_in_all_that_is_said_of_it():
    """Reached on 5 September and told on the 10th, in the round of 31 August."""
    log = planned().reached("A-M2", "2008-06-02", report=T2)
    log.baseline("A-M3", "2008-05-26", "2008-03-02").reached(
        "A-M3", "2008-09-05", "2008-09-10", report=T2
    )
    seen = view(PARTS, log, T2, on("2008-09-20"))

    found, planned_rows = judge(seen, "A", "current"), schedule(seen)

    assert (found.rating, found.late_days) == ("red", 102)
    assert not seen.activities["A"].is_done_on(T2)
    assert planned_rows.rows["A"].state == "begun"
    asked = questions(seen, planned_rows, judgements(seen))
    assert [(one.kind, one.milestone_id) for one in asked if one.activity_id == "A"] == [
        ("new_day", "A-M3")
    ]
    assert b"<PercentComplete>66</PercentComplete>" in project_file(seen, "Plan")
    assert is_due(view(PARTS, log, T3, on("2009-01-10")), "A")
    assert seen.activities["A"].is_done_on(on("2008-09-05"))


@pytest.mark.parametrize(("own", "differs"), [("done", False), ("green", False), ("red", True)])
def test_an_owner_who_says_green_of_what_is_done_agrees(own, differs):
    log = Log().baseline("B-M1", "2008-06-02").reached("B-M1", "2008-06-02")
    log.tell("B", "self_rating", own, "2008-09-08", T2)

    found = judge(view(PARTS, log, T2), "B")

    assert (found.rating, found.differs, found.is_kinder) == ("done", differs, False)


@pytest.mark.parametrize(
    ("log", "reason"),
    [
        (Log(), "no_baseline"),
        (Log().baseline("A-M2", "2008-06-02"), "no_baseline"),
        (planned().tell("A", "self_rating", "cannot_be_judged", "2008-05-08", T1),
         "owner_cannot_judge"),
    ],
)  # fmt: skip
def test_what_is_not_known_is_never_green(log, reason):
    found = judged(log)

    assert (found.rating, found.reason) == ("cannot_be_judged", reason)


def test_an_activity_without_milestones_cannot_be_judged():
    found = judge(view(register({"A": 0}), Log()), "A")

    assert (found.rating, found.reason, found.milestone_id) == (
        "cannot_be_judged", "no_milestones", None,
    )  # fmt: skip


def test_silence_over_two_whole_tertials_cannot_be_judged():
    """Told of in April, nothing since: at the end of the year nobody knows."""
    log = Log().baseline("B-M1", "2009-02-02").tell("B", "comment", "", "2008-04-30", T1)

    found = [
        judge(view(PARTS, log, report, on(known)), "B").reason
        for report, known in ((T2, "2008-09-15"), (T3, "2009-01-15"))
    ]

    assert found == ["on_time", "silent"]


def test_what_is_known_to_be_late_stays_red_when_the_owner_cannot_judge():
    log = planned("2008-09-01").tell("A", "self_rating", "cannot_be_judged", "2008-05-08", T1)

    found = judged(log)

    assert (found.rating, found.differs, found.is_kinder) == ("red", True, False)


@pytest.mark.parametrize(
    ("forecast", "own", "differs", "kinder"),
    [
        ("2008-06-02", "green", False, False),
        ("2008-09-01", "green", True, True),
        ("2008-09-01", "yellow", True, True),
        ("2008-09-01", "red", False, False),
        ("2008-06-02", "red", True, False),
        ("2008-06-02", "done", True, True),
        ("2008-06-02", None, False, False),
    ],
)
def test_the_owners_word_stands_beside_the_rule(forecast, own, differs, kinder):
    log = planned(forecast)
    if own:
        log.tell("A", "self_rating", own, "2008-05-08", T1)

    found = judged(log)

    assert (found.self_rating, found.differs, found.is_kinder) == (own, differs, kinder)


def test_the_word_of_an_earlier_report_is_not_this_ones():
    log = planned().tell("A", "self_rating", "green", "2008-05-08", T1)

    assert judged(log, T2, "2008-09-15").self_rating is None


def test_a_word_is_due_from_the_start_until_the_report_in_which_it_was_done():
    log = Log().baseline("B-M1", "2008-06-02").reached("B-M1", "2008-06-02", report=T2)
    ends = [datetime.date(2007, 12, 31), T1, T2, T3]

    assert [is_due(view(PARTS, log, end), "B") for end in ends] == [False, True, True, False]


def test_each_report_is_judged_by_the_rule_of_its_time(monkeypatch):
    strict = StatusRule(2, T2, 0, 7, 1)
    monkeypatch.setattr("actionplan.status.RULES", (*RULES, strict))

    assert [rule_on(end).version for end in (T1, T2, T3)] == [1, 2, 2]
    assert judged(planned("2008-06-12")).rating == "green"


# --- properties -------------------------------------------------------------------------------

DAYS = st.dates(datetime.date(2008, 1, 1), datetime.date(2009, 6, 30))
TOLD = st.lists(
    st.tuples(
        st.sampled_from(["A-M1", "A-M2", "A-M3", "B-M1"]),
        st.sampled_from(["baseline", "forecast", "actual"]),
        DAYS,
    ),
    max_size=8,
)
OWN = st.none() | st.sampled_from(typing.get_args(Rating))


def log_of(told, own):
    log = Log()
    for id_, kind, day in told:
        log.tell(id_, kind, day, report=T1)
    if own:
        log.tell("A", "self_rating", own, report=T1)
    return log


@given(TOLD, OWN, DAYS, st.sampled_from(["first", "current"]))
def test_the_rule_answers_whatever_is_told(told, own, known, against):
    found = judgements(view(PARTS, log_of(told, own), T1, known), against)

    assert set(found) == {"A", "B"}
    for each in found.values():
        assert each.rating in typing.get_args(Rating)
        assert (each.reason == "done") == (each.rating == "done")
        assert (each.reason == "late") == (each.rating in {"yellow", "red"})
        assert not (each.is_kinder and not each.differs)


@given(TOLD, OWN, st.sampled_from(["A-M1", "A-M2", "A-M3"]), DAYS, st.integers(1, 400))
def test_a_later_promise_never_makes_it_better(told, own, id_, day, days):
    later = day + datetime.timedelta(days=days)
    one, other = (log_of([*told, (id_, "forecast", when)], own) for when in (day, later))

    sooner, delayed = (judge(view(PARTS, log, T1), "A") for log in (one, other))

    if {sooner.rating, delayed.rating} <= WORSE.keys():
        assert WORSE[delayed.rating] >= WORSE[sooner.rating]
    assert delayed.rating != "green" or sooner.rating == "green"
    assert (delayed.late_days or 0) >= (sooner.late_days or 0)


@given(TOLD, OWN)
def test_the_owner_who_cannot_judge_never_leaves_it_green(told, own):
    log = log_of(told, own).tell("A", "self_rating", "cannot_be_judged", report=T1)

    assert judge(view(PARTS, log, T1), "A").rating != "green"


@given(st.integers(-50, 400), st.integers(-50, 400))
def test_more_days_late_is_never_a_better_colour(one, other):
    fewer, more = sorted((one, other))
    assert WORSE[colour(more, RULES[0])] >= WORSE[colour(fewer, RULES[0])]
