"""The steps of a month: due on Swedish working days, done or not, in time or late."""

import datetime

import pytest

from dashboard.figures.month_calendar import Delivered, Step, steps
from dashboard.words import month_calendar as words
from journal.comments import Bill, Comment
from journal.facts import Fact
from journal.periods import PeriodState

AUGUST, DECEMBER = datetime.date(2008, 8, 1), datetime.date(2008, 12, 1)
LATER = datetime.date(2008, 10, 1)
ALL_CAME = Delivered(14, 0, datetime.datetime(2008, 9, 1, 6, tzinfo=datetime.UTC))


def at(day: int) -> datetime.datetime:
    return datetime.datetime(2008, 9, day, 12, tzinfo=datetime.UTC)


def fact(kind: str, day: int) -> Fact:
    return Fact(
        day, at(day), "controller", "controller", kind, "period:2008-08", "", AUGUST, {}, "", ""
    )


def word(day: int, role: str) -> Comment:
    return Comment(day, at(day), role, role, Bill(AUGUST, "SDI"), "?")


def of(found: list[Step]) -> dict[str, Step]:
    return {step.key: step for step in found}


def test_the_days_are_the_first_third_seventh_and_eighth_working_day_of_the_month_after():
    found = steps(PeriodState(AUGUST, "calculated"), ALL_CAME, [], 0)

    assert [(step.number, step.due.day) for step in found] == [
        (1, 1), (3, 3), (7, 9), (8, 10), (8, 10),
    ]  # fmt: skip


def test_over_new_year_the_days_off_are_no_working_days():
    """1 January, the weekend and Epiphany on Tuesday 6 are none."""
    found = steps(PeriodState(DECEMBER, "calculated"), ALL_CAME, [], 0)

    assert [step.due.isoformat() for step in found[:3]] == [
        "2009-01-02", "2009-01-07", "2009-01-13",
    ]  # fmt: skip


def test_what_is_done_by_its_day_is_in_time_and_after_it_late_by_working_days():
    """Closing is due on Wednesday the 10th: Monday the 15th is three working days later."""
    in_time = PeriodState(AUGUST, "closed", (fact("period.closed", 10),))
    late = PeriodState(AUGUST, "closed", (fact("period.closed", 15),))

    assert of(steps(in_time, ALL_CAME, [], 0))["closed"].late(LATER) == 0
    assert of(steps(late, ALL_CAME, [], 0))["closed"].late(LATER) == 3


def test_what_is_not_done_is_late_once_its_day_has_passed():
    closed = of(steps(PeriodState(AUGUST, "calculated"), ALL_CAME, [], 0))["closed"]

    assert closed.late(closed.due) == 0
    assert closed.late(closed.due + datetime.timedelta(days=1)) == 1


def test_a_day_off_after_its_day_is_late_too():
    """The third working day of a month that ends on a Friday is followed by a weekend."""
    friday = Step("preliminary", datetime.date(2008, 10, 3), is_done=False)

    assert friday.late(datetime.date(2008, 10, 4)) == 1


def test_files_are_late_by_the_first_that_came_of_the_last_source():
    came = Delivered(2, 0, at(3))

    assert of(steps(PeriodState(AUGUST, "calculated"), came, [], 0))["files"].late(LATER) == 2
    missing = of(steps(PeriodState(AUGUST, "calculated"), Delivered(2, 1, at(1)), [], 0))["files"]
    assert (missing.is_done, missing.left) == (False, 1)


def test_questions_are_answered_when_none_waits_and_the_bills_have_been_seen():
    seen = PeriodState(AUGUST, "preliminary", (fact("period.preliminary", 3),))
    asked, answered = word(4, "department"), word(5, "controller")

    assert not of(steps(seen, ALL_CAME, [asked], 1))["answered"].is_done
    step = of(steps(seen, ALL_CAME, [asked, answered], 0))["answered"]
    assert (step.is_done, step.done_at, step.who) == (True, at(5), "controller")
    assert not of(steps(PeriodState(AUGUST, "calculated"), ALL_CAME, [], 0))["answered"].is_done


def test_a_review_shows_the_bills_where_nobody_sent_them_out():
    reviewed = PeriodState(AUGUST, "reviewed", (fact("period.reviewed", 4),))

    assert of(steps(reviewed, ALL_CAME, [], 0))["preliminary"].done_at == at(4)


@pytest.mark.parametrize(
    ("today", "told"),
    [
        (3, "Härnäst senast 3 september 2008: förvaltningarna ser sina räkningar"),
        (
            4,
            "Ett steg är inte gjort fast dagen har passerat: förvaltningarna ser sina räkningar",
        ),
    ],
)
def test_the_title_says_what_is_late_before_what_is_next(speak, today, told):
    speak("sv")
    found = steps(PeriodState(AUGUST, "calculated"), ALL_CAME, [], 0)

    title = words.title(found, datetime.date(2008, 9, today)).replace("\N{NO-BREAK SPACE}", " ")

    assert title == told


def test_what_is_more_than_a_year_late_is_said_so(speak):
    speak("sv")
    step = of(steps(PeriodState(AUGUST, "calculated"), ALL_CAME, [], 0))["closed"]

    assert words.standing(step, datetime.date(2010, 1, 1)) == "inte än, mer än ett år sent"
