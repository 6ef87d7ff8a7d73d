"""A person's yes: what it is about, that it stays, and where it is shown."""

import datetime
from dataclasses import replace

import pytest

from etl import questions, run
from etl.batches import deliveries
from journal.acceptances import Acceptance, accept, acceptances, accepted
from tests.etl.conftest import NOON
from tests.etl.test_intake import FEBRUARY, OCTOBER, pupil, pupils

BAD = [pupil(number).replace(";N", ";?") for number in range(51)]
YES = Acceptance(NOON, "Controllern", "skolan rättar i maj", "0f", "R03", OCTOBER, "sv", "en")


def say_yes(town, subject: str) -> list[Acceptance]:
    asked = questions.about(run.waiting(town.home), subject)
    return run.answer(town.home, asked, "Controllern", "skolan rättar i maj")


def test_a_yes_is_written_after_the_others_and_none_is_taken_away(town):
    accept(town.journal, YES, "controller")
    accept(town.journal, replace(YES, why="en gång till"), "controller")

    first, second = acceptances(town.journal)

    assert first == YES
    assert second.why == "en gång till"
    assert second.when > first.when


def test_it_says_who_when_why_and_about_which_content(town):
    town.deliver(OCTOBER, pupils(pupil(99), *BAD))

    (given,) = say_yes(town, OCTOBER)

    (fact,) = town.journal.facts()
    assert (fact.who, fact.role, fact.why) == ("Controllern", "command_line", given.why)
    assert fact.subject == f"content:{given.sha256}"
    assert fact.recorded_at.tzinfo == datetime.UTC
    assert "51 of 52 rows were rejected" in fact.body["said_en"]


@pytest.mark.parametrize("subject", [OCTOBER, "elevregister"])
def test_a_file_that_was_said_yes_to_is_taken_in_with_its_rejected_rows(town, subject):
    town.deliver(OCTOBER, pupils(pupil(99), *BAD))
    assert town.rows("select count(*) from staging.pupils") == [(0,)]

    say_yes(town, subject)
    delivery = town.load(town.inbox / OCTOBER)

    assert (delivery.outcome, delivery.notes) == ("loaded", ("E03", "R04"))
    assert (delivery.batch.rows_accepted, delivery.batch.rows_rejected) == (1, 51)
    assert len(town.rejects()) == 51
    assert "accepted by Controllern: skolan rättar i maj" in delivery.reason_en
    assert run.waiting(town.home) == []


def test_a_yes_is_about_one_content(town):
    town.deliver(OCTOBER, pupils(pupil(99), *BAD))
    say_yes(town, OCTOBER)

    other = town.deliver(OCTOBER, pupils(pupil(98), *BAD))

    assert (other.outcome, other.rule) == ("refused", "R03")


def test_of_a_file_sent_again_only_the_last_waits(town):
    town.deliver(OCTOBER, pupils(pupil(99), *BAD))
    town.deliver(OCTOBER, pupils(pupil(98), *BAD))

    assert len(run.waiting(town.home)) == 1


def test_a_file_put_right_waits_no_more(town):
    town.deliver(OCTOBER, pupils(pupil(99), *BAD))

    town.deliver(OCTOBER, pupils(pupil(99)))

    assert run.waiting(town.home) == []


def test_a_yes_to_something_else_is_none(town):
    town.deliver(OCTOBER, pupils(pupil(99), *BAD))

    assert say_yes(town, FEBRUARY) == []
    assert accepted(town.journal) == {}


def test_a_yes_stands_among_the_deliveries(town):
    town.deliver(OCTOBER, pupils(pupil(99), *BAD))
    say_yes(town, OCTOBER)
    town.load(town.inbox / OCTOBER)

    told = {entry.outcome: entry for entry in deliveries(town.home)}

    assert set(told) == {"refused", "accepted", "loaded"}
    assert told["accepted"].reason_en.startswith("Controllern: skolan rättar i maj (51 of 52")


def test_the_limit_is_the_citys(town):
    (town.home / "settings.yaml").write_text("rejects_allowed: 0\nrejects_allowed_per_cent: 0\n")

    assert town.deliver(OCTOBER, pupils(pupil(99), BAD[0])).rule == "R03"
