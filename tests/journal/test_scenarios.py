"""Saved scenarios: version after version, until ended; nothing of them is lost."""

import datetime

import pytest

from journal import scenarios
from journal.facts import By, ConflictError, RefusedError
from journal.scenarios import About
from journal.store import Journal

NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
STRATEGIST, CONTROLLER = By("strategist", "strategist"), By("controller", "controller")
DEARER = {"p-WS-ADM": "6000"}


@pytest.fixture
def kept(tmp_path):
    return Journal(f"sqlite:///{tmp_path}/journal.sqlite")


def save(journal, of="", seen=0, by=STRATEGIST, **said):
    with journal.writing(NOON) as pen:
        about = About(by, of, "inför budgeten", seen)
        return scenarios.save(
            pen, about, said.get("name", "Dyrare dator"), said.get("tried", DEARER)
        )


def test_a_later_version_stands_and_the_earlier_is_in_the_journal(kept):
    first = save(kept)
    save(kept, of="S1", seen=first.seq, by=CONTROLLER, tried={"p-WS-ADM": "6100"})

    (one,) = scenarios.scenarios(kept)

    assert (one.version, one.tried, one.who) == (2, {"p-WS-ADM": "6100"}, "controller")
    assert [fact.body["tried"] for fact in kept.facts()] == [DEARER, {"p-WS-ADM": "6100"}]


def test_the_second_of_two_writers_is_told_what_the_first_said(kept):
    first = save(kept)
    save(kept, of="S1", seen=first.seq)

    with pytest.raises(ConflictError) as told:
        save(kept, of="S1", seen=first.seq, by=CONTROLLER)

    assert [change.who for change in told.value.changes] == ["strategist"]


def test_two_new_ones_at_once_are_two(kept):
    save(kept)
    save(kept, name="Billigare dator")

    assert [one.scenario_id for one in scenarios.scenarios(kept)] == ["S1", "S2"]


def test_an_ended_one_is_changed_no_more_and_its_name_is_free(kept):
    first = save(kept)
    with kept.writing(NOON) as pen:
        ended = scenarios.end(pen, About(CONTROLLER, "S1", "klart", first.seq))

    with pytest.raises(RefusedError, match="ended"):
        save(kept, of="S1", seen=ended.seq)
    save(kept)

    assert [one.is_ended for one in scenarios.scenarios(kept)] == [True, False]
