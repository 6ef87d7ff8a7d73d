"""Mendings: what may be said of what nobody pays for, and what stands after it."""

import datetime
import threading

import pytest

from journal.facts import ConflictError, RefusedError
from journal.mendings import About, City, NewMending, mend, mendings, withdraw
from journal.store import Journal
from tests.journal.conftest import CONTROLLER, NOON

OPEN = datetime.date(9999, 12, 31)
LONG_AGO, NEW_YEAR, MARCH, JULY, NEXT = (
    datetime.date(*day)
    for day in ((1996, 1, 1), (2007, 1, 1), (2008, 3, 1), (2008, 7, 1), (2009, 1, 1))
)
CITY = City(
    NEW_YEAR,
    {"SDI": [(LONG_AGO, OPEN)], "VAV": [(LONG_AGO, JULY)]},
    {"40730": [(LONG_AGO, JULY), (JULY, OPEN)], "40713": [(LONG_AGO, JULY)]},
)
ALIAS = NewMending("alias", "fosi", "SDI", MARCH)
OWNER = NewMending("owner", "workstation:PC-9", "40730", MARCH, NEXT)
CODE = NewMending("code", "40799", "40730", MARCH, NEXT)
ACTIVITY = NewMending("activity", "40713", "4070", MARCH)
COUNTERPARTY = NewMending("counterparty", "VAV", "125", MARCH)


@pytest.fixture
def journal(tmp_path) -> Journal:
    return Journal(f"sqlite:///{tmp_path}/journal.sqlite")


def about(journal: Journal, new: NewMending, why: str = "so says the head") -> About:
    return About(CONTROLLER, why, mendings(journal).seen(new.way, new.subject))


def say(journal: Journal, new: NewMending):
    with journal.writing(NOON) as pen:
        return mend(pen, about(journal, new), new, CITY)


def take_back(journal: Journal, new: NewMending, seq: int):
    with journal.writing(NOON) as pen:
        return withdraw(pen, about(journal, new, "it was another one"), seq)


@pytest.mark.parametrize(
    "new", [ALIAS, OWNER, CODE, ACTIVITY, COUNTERPARTY], ids=lambda new: new.way
)
def test_what_is_said_stands_with_who_when_for_when_and_why(journal, new):
    fact = say(journal, new)

    (one,) = mendings(journal).in_force(new.way)
    assert (one.seq, one.subject, one.target, one.valid_from) == (
        fact.seq, new.subject, new.target, MARCH,
    )  # fmt: skip
    assert (one.who, one.role, one.why) == ("controller-1", "controller", "so says the head")
    assert fact.valid_from == MARCH


def test_an_owner_is_said_of_a_kind_of_object_by_its_id(journal):
    say(journal, OWNER)

    (one,) = mendings(journal).in_force()
    assert (one.object_kind, one.object_id) == ("workstation", "PC-9")


def test_without_an_end_it_holds_as_long_as_what_it_means_exists(journal):
    say(journal, ALIAS)
    say(journal, NewMending("alias", "vatten", "VAV", MARCH))
    say(journal, NewMending("owner", "account:a1", "40730", MARCH))

    assert [one.valid_until for one in mendings(journal).in_force()] == [OPEN, JULY, OPEN]


@pytest.mark.parametrize(
    ("rule", "new"),
    [
        ("days", NewMending("alias", "fosi", "SDI", MARCH, MARCH)),
        ("before", NewMending("alias", "fosi", "SDI", LONG_AGO, MARCH)),
        ("unknown", NewMending("alias", "fosi", "XXX", MARCH, NEXT)),
        ("unknown", NewMending("owner", "workstation:PC-9", "SDI", MARCH, NEXT)),
        ("unknown", NewMending("owner", "coffee:1", "40730", MARCH, NEXT)),
        ("not_in_force", NewMending("alias", "vatten", "VAV", MARCH, NEXT)),
        ("not_in_force", NewMending("alias", "vatten", "VAV", NEXT)),
        ("names_one", NewMending("code", "40713", "40730", MARCH, NEXT)),
    ],
)
def test_what_cannot_be_said_is_refused_and_writes_nothing(journal, rule, new):
    with pytest.raises(RefusedError) as refused:
        say(journal, new)

    assert refused.value.rule == rule
    assert journal.facts() == []


def test_a_code_may_be_mended_from_the_day_it_names_no_cost_centre(journal):
    say(journal, NewMending("code", "40713", "40730", JULY, NEXT))

    assert [one.subject for one in mendings(journal).in_force("code")] == ["40713"]


def test_two_mendings_of_a_subject_never_hold_on_the_same_day(journal):
    say(journal, OWNER)

    with pytest.raises(RefusedError, match="overlap"):
        say(journal, NewMending("owner", OWNER.subject, "40730", JULY))
    say(journal, NewMending("owner", OWNER.subject, "40730", NEXT))
    say(journal, NewMending("owner", "account:PC-9", "40730", MARCH))

    assert len(mendings(journal).in_force()) == 3


def test_what_is_withdrawn_holds_no_more_and_was_known_before(journal):
    said = say(journal, OWNER)
    take_back(journal, OWNER, said.seq)

    assert mendings(journal).in_force() == []
    assert mendings(journal).all[said.seq].withdrawn.why == "it was another one"
    assert [one.seq for one in mendings(journal, said.recorded_at).in_force()] == [said.seq]
    say(journal, OWNER)


def test_nothing_is_withdrawn_twice(journal):
    said = say(journal, OWNER)
    take_back(journal, OWNER, said.seq)

    with pytest.raises(RefusedError, match="unknown"):
        take_back(journal, OWNER, said.seq)
    with pytest.raises(RefusedError, match="unknown"):
        take_back(journal, OWNER, 77)


def test_of_two_who_speak_at_once_the_second_is_told_what_changed(journal):
    together, told = threading.Barrier(2), []

    def speak(target: str) -> None:
        new = NewMending("owner", "workstation:PC-9", target, MARCH, JULY)
        seen = about(journal, new)
        together.wait()
        try:
            with journal.writing(NOON) as pen:
                mend(pen, seen, new, CITY)
        except ConflictError as error:
            told.append(error.changes[0].body["target"])

    writers = [threading.Thread(target=speak, args=[target]) for target in ("40730", "40713")]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()

    (one,) = mendings(journal).in_force()
    assert told == [one.target]


@pytest.mark.parametrize("new", [ACTIVITY, COUNTERPARTY], ids=lambda new: new.way)
def test_a_code_strings_part_holds_as_long_as_what_has_it_exists(journal, new):
    say(journal, new)

    (one,) = mendings(journal).in_force(new.way)
    assert one.valid_until == JULY


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        (NewMending("activity", "40999", "4070", MARCH), "unknown"),
        (NewMending("activity", "40713", "school", MARCH), "figures"),
        (NewMending("counterparty", "SDI", "1-2", MARCH), "figures"),
        (NewMending("counterparty", "VAV", "125", NEXT), "not_in_force"),
    ],
)
def test_a_code_strings_part_is_figures_of_something_known(journal, new, rule):
    with pytest.raises(RefusedError) as refused:
        say(journal, new)

    assert refused.value.rule == rule
