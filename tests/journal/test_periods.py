"""Periods: who may say what of a month and when, and how far it has come after it."""

import datetime

import pytest

from journal.facts import By, ConflictError, RefusedError
from journal.periods import (
    About,
    PeriodState,
    Sealed,
    book,
    close,
    closings,
    next_to_close,
    preliminary,
    review,
    states,
)
from journal.store import Journal
from tests.journal.conftest import NOON, later

JANUARY, FEBRUARY, MARCH = (datetime.date(2008, month, 1) for month in (1, 2, 3))
#: The months that the published build has lines for.
LINES = {JANUARY: "11", FEBRUARY: "22"}
PREPARER, CLOSER = By("controller-1", "controller"), By("controller-2", "controller")


class Office:
    """Two controllers who always have seen the last word, at one journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal
        self.lines = dict(LINES)

    def state(self, period=JANUARY, moment=None) -> PeriodState:
        return states(self.journal, [JANUARY, FEBRUARY, MARCH], self.lines, moment)[period]

    def about(self, by, period, expected=None) -> About:
        seen = self.state(period).seen if expected is None else expected
        return About(by, period, "KS 2008-04-02 § 71", seen)

    def preliminary(self, period=JANUARY):
        with self.journal.writing(NOON) as pen:
            return preliminary(pen, self.about(PREPARER, period))

    def review(self, period=JANUARY, *, by=PREPARER, expected=None):
        with self.journal.writing(NOON) as pen:
            about = self.about(by, period, expected)
            return review(pen, about, self.lines.get(period), "b1")

    def close(self, period=JANUARY, *, by=CLOSER, expected=None):
        sealed = Sealed("ab" * 32, "b1", self.lines.get(period, ""))
        with self.journal.writing(NOON) as pen:
            return close(pen, self.about(by, period, expected), sealed, JANUARY)

    def book(self, period=JANUARY):
        with self.journal.writing(NOON) as pen:
            return book(pen, self.about(CLOSER, period), ["IT 1", "IT 2"], "cd" * 32)


@pytest.fixture
def office(journal) -> Office:
    return Office(journal)


def refused(act, *arguments, **more) -> str:
    with pytest.raises(RefusedError) as told:
        act(*arguments, **more)
    return told.value.rule


def test_a_month_is_open_until_a_build_has_its_lines(office):
    assert [office.state(month).state for month in (JANUARY, MARCH)] == ["calculated", "open"]


def test_a_month_goes_from_calculated_to_booked(office):
    way = [office.state().state]
    for act in (office.preliminary, office.review, office.close, office.book):
        act()
        way.append(office.state().state)

    assert way == ["calculated", "preliminary", "reviewed", "closed", "booked"]


def test_a_closed_month_tells_who_prepared_it_who_closed_it_and_by_what(office):
    office.review()
    office.close()
    found = office.state()

    assert (found.prepared_by, found.closed_by) == ("controller-1", "controller-2")
    assert (found.decision, found.manifest_sha256) == ("KS 2008-04-02 § 71", "ab" * 32)
    assert [fact.valid_from for fact in closings(office.journal)] == [JANUARY]


def test_a_review_falls_back_when_the_lines_are_others(office):
    office.review()
    office.lines[JANUARY] = "12"

    assert (office.state().state, office.state().fell_back) == ("calculated", True)
    assert refused(office.close) == "fallen_back"


def test_a_review_falls_back_to_nothing_when_the_month_is_gone(office):
    office.review()
    del office.lines[JANUARY]

    assert office.state().state == "open"
    assert refused(office.close) == "not_calculated"


def test_a_closed_month_stays_closed_whatever_the_build_says(office):
    office.review()
    office.close()
    office.lines[JANUARY] = "12"

    assert (office.state().state, office.state().fell_back) == ("closed", False)


def test_a_month_that_is_not_reviewed_is_not_closed(office):
    assert refused(office.close) == "not_reviewed"
    office.review()
    office.preliminary()
    assert refused(office.close) == "not_reviewed"


@pytest.mark.parametrize("typed", ["controller-1", " Controller-1 "])
def test_whoever_reviewed_does_not_close(office, typed):
    office.review()

    assert refused(office.close, by=By(typed, "controller")) == "same_person"


def test_months_close_in_order(office):
    office.review(FEBRUARY)
    assert refused(office.close, FEBRUARY) == "not_in_order"

    office.review()
    office.close()
    office.close(FEBRUARY)
    assert next_to_close([JANUARY, FEBRUARY], JANUARY) == MARCH


def test_nothing_is_said_of_a_closed_month_but_its_booking(office):
    office.review()
    office.close()

    assert refused(office.preliminary) == "closed"
    assert refused(office.review) == "closed"
    assert refused(office.close) == "closed"
    office.book()
    assert refused(office.book) == "booked"


def test_a_month_without_lines_is_not_reviewed(office):
    assert refused(office.review, MARCH) == "not_calculated"


def test_an_open_month_is_not_booked(office):
    office.review()

    assert refused(office.book) == "not_closed"


def test_who_closes_on_an_older_word_is_told_the_newer(office):
    seen = office.review().seq
    office.review(by=By("controller-3", "controller"))

    with pytest.raises(ConflictError, match=r"period:2008-01 has changed.*controller-3"):
        office.close(expected=seen)


def test_a_word_about_one_month_is_no_news_about_another(office):
    office.review()
    office.review(FEBRUARY)

    assert office.close(expected=1).kind == "period.closed"


def test_what_was_known_at_a_moment_stays_so(office):
    office.review()
    office.close()

    assert office.state(moment=NOON).state == "reviewed"
    assert office.state(moment=later(1)).state == "closed"
