"""What is decided about a year's result; a later decision stands in an earlier one's place."""

import datetime

import pytest

from journal import settlements
from journal.facts import By, ConflictError, RefusedError
from journal.settlements import About
from journal.store import Journal

NOON = datetime.datetime(2009, 2, 11, 12, tzinfo=datetime.UTC)
CONTROLLER = By("controller", "controller")


@pytest.fixture
def kept(tmp_path):
    return Journal(f"sqlite:///{tmp_path}/journal.sqlite")


def decide(journal, kind="carry", result_ore=100_00, seen=0, decision="KS 2009-02-11"):
    with journal.writing(NOON) as pen:
        about = About(CONTROLLER, "ACC-STD", 2008, "årsbokslut", seen)
        return settlements.decide(pen, about, kind, result_ore, 3000, decision)


def test_the_last_decision_about_a_year_stands(kept):
    first = decide(kept)
    decide(kept, "pay_back", seen=first.seq)

    (one,) = settlements.settlements(kept)

    assert (one.service_id, one.year, one.kind, one.result_ore) == (
        "ACC-STD", 2008, "pay_back", 100_00,
    )  # fmt: skip
    assert one.decided_on == datetime.date(2009, 2, 11)


def test_as_known_before_a_decision_there_is_none(kept):
    decide(kept)

    assert settlements.settlements(kept, NOON - datetime.timedelta(seconds=1)) == []


def test_the_second_of_two_writers_is_told(kept):
    decide(kept)

    with pytest.raises(ConflictError):
        decide(kept)


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ({"kind": "forget"}, "kind"),
        ({"result_ore": 0}, "nothing"),
        ({"decision": " "}, "no_decision"),
    ],
)
def test_what_is_no_decision_is_refused(kept, words, rule):
    with pytest.raises(RefusedError, match=rule):
        decide(kept, **words)
