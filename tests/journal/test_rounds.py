"""Rounds of reporting: opened once, in order, locked for good."""

import datetime

import pytest

from journal import plan, rounds
from journal.facts import By, ConflictError, RefusedError
from journal.store import Journal

BY = By("strategist", "strategist")
NOON = datetime.datetime(2008, 9, 1, 12, tzinfo=datetime.UTC)
APRIL, AUGUST = datetime.date(2008, 4, 30), datetime.date(2008, 8, 31)


@pytest.fixture
def kept(tmp_path):
    return Journal(f"sqlite:///{tmp_path}/journal.sqlite")


def about(day: datetime.date, seen: int = 0) -> rounds.About:
    return rounds.About(BY, day, "inför nämnden", seen)


def opened(kept: Journal, day: datetime.date, seen: int = 0):
    with kept.writing(NOON) as pen:
        return rounds.open_(pen, about(day, seen))


def locked(kept: Journal, day: datetime.date, seen: int):
    with kept.writing(NOON) as pen:
        return rounds.lock(pen, about(day, seen))


def test_a_round_is_open_until_it_is_locked(kept):
    opened(kept, APRIL)
    assert rounds.rounds(kept)[APRIL].is_open

    fact = locked(kept, APRIL, 1)

    assert (fact.kind, fact.subject) == ("plan.round_locked", "round:2008-04-30")
    assert not rounds.rounds(kept)[APRIL].is_open
    assert rounds.rounds(kept)[APRIL].last == 2


def test_one_round_is_open_at_a_time(kept):
    opened(kept, APRIL)

    with pytest.raises(RefusedError, match="open"):
        opened(kept, AUGUST)


@pytest.mark.parametrize("day", [APRIL, datetime.date(2007, 12, 31)])
def test_a_locked_round_is_not_opened_again_nor_one_before_it(kept, day):
    opened(kept, APRIL)
    locked(kept, APRIL, 1)

    with pytest.raises(RefusedError, match="order"):
        opened(kept, day, 2)


def test_a_report_ends_with_a_tertial(kept):
    with pytest.raises(RefusedError, match="report"):
        opened(kept, datetime.date(2008, 8, 30))


def test_what_was_never_opened_is_not_locked(kept):
    with pytest.raises(RefusedError, match="round"):
        locked(kept, APRIL, 0)


def test_of_two_who_lock_the_second_is_told(kept):
    opened(kept, APRIL)
    locked(kept, APRIL, 1)

    with pytest.raises(ConflictError, match="round:2008-04-30"):
        locked(kept, APRIL, 1)


def entered(kept: Journal) -> None:
    """A plan of one activity with one milestone, decided for the end of the year."""
    activity = {
        "goal_id": "G1", "title_sv": "Ett", "title_en": "One", "owner_org": "SEF",
        "owner_role": "Nätansvarig", "sponsor": "", "budget_ore": 0, "funding_sv": "",
        "deliverable_sv": "", "effect_ids": [], "need_ids": [], "kpi_ids": [],
        "planned_start": "2008-01-02", "planned_end": "2008-12-30", "source_file": "x",
    }  # fmt: skip
    milestone = {
        "activity_id": "A1", "seq": 1, "title_sv": "Klar", "title_en": "Done",
        "decision_body_sv": "", "weight": "1", "source_file": "x",
    }  # fmt: skip
    with kept.writing(NOON) as pen:
        rows = [
            plan.Row("plan.activity", "activity:A1", activity),
            plan.Row("plan.milestone", "milestone:A1-M1", milestone),
        ]
        for row in rows:
            pen.append(plan.NewFact(BY, row.kind, row.subject, "läst", None, row.body))


def report(kept: Journal, seen: int, day: datetime.date = AUGUST, percent: str = "40"):
    words = [
        ("milestone", "A1-M1", plan.Word("forecast", "2009-03-31", day)),
        ("activity", "A1", plan.Word("self_rating", "yellow", day, is_bare=True)),
        ("activity", "A1", plan.Word("progress", percent, day, is_bare=True)),
        ("activity", "A1", plan.Word("comment", "", day)),
    ]
    with kept.writing(NOON) as pen:
        return plan.report(pen, plan.About(BY, "activity", "A1", "dröjer", seen), words)


def test_a_report_is_handed_in_whole(kept):
    entered(kept)
    opened(kept, AUGUST)

    report(kept, 3)

    told = [(fact.kind, fact.value, fact.reason) for fact in plan.plan(kept).facts]
    assert told == [
        ("forecast", datetime.date(2009, 3, 31), "dröjer"),
        ("self_rating", "yellow", ""),
        ("progress", 40, ""),
        ("comment", "", "dröjer"),
    ]


def test_of_a_report_that_cannot_be_told_nothing_is_written(kept):
    entered(kept)
    opened(kept, AUGUST)

    with pytest.raises(RefusedError, match="form"):
        report(kept, 3, percent="140")

    assert plan.plan(kept).facts == ()


def test_a_report_needs_its_round_and_a_locked_one_takes_nothing(kept):
    entered(kept)
    with pytest.raises(RefusedError, match="round"):
        report(kept, 2)
    opened(kept, AUGUST)
    locked(kept, AUGUST, 3)

    with pytest.raises(RefusedError, match="locked"):
        report(kept, 4)

    assert plan.plan(kept).facts == ()


@pytest.mark.parametrize(
    ("entity", "id_", "kind", "text"),
    [
        ("activity", "A1", "self_rating", "green"),
        ("activity", "A1", "cost", "100"),
        ("activity", "A1", "comment", ""),
        ("milestone", "A1-M1", "forecast", "2009-05-29"),
    ],
)
def test_nothing_at_all_is_told_of_a_locked_report(kept, entity, id_, kind, text):
    entered(kept)
    opened(kept, AUGUST)
    locked(kept, AUGUST, 3)

    with pytest.raises(RefusedError, match="locked"), kept.writing(NOON) as pen:
        plan.tell(pen, plan.About(BY, entity, id_, "sent", 9), plan.Word(kind, text, AUGUST))


def test_who_reports_after_somebody_moved_a_milestone_is_told(kept):
    entered(kept)
    opened(kept, AUGUST)
    with kept.writing(NOON) as pen:
        moved = plan.Word("forecast", "2009-01-30", AUGUST)
        plan.tell(pen, plan.About(BY, "milestone", "A1-M1", "först", 3), moved)

    with pytest.raises(ConflictError, match="A1-M1"):
        report(kept, 3)
    assert len(plan.plan(kept).facts) == 1
