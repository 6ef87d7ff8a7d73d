"""Who may open, lock and report: the strategist, and an owner on their own activity alone."""

import pytest

from dashboard import decide
from dashboard.access import RefusedActError, Viewer
from journal import plan, rounds
from journal.facts import RefusedError
from tests.dashboard.decisions.tellers import NOON, OTHERS, OWNER, STRATEGIST

DAY = "2011-04-30"
#: Open at the end of the plan, and the strategist's own word is needed for it.
FOREIGN, OWN = "A704", "A403"


def said(journal, act: str, viewer: Viewer = STRATEGIST, **words: str):
    form = {"report": DAY, "seen": str(journal.last().seq), "why": "dröjer", **words}
    return decide.decide(viewer, act, form, NOON)


def report(journal, viewer: Viewer, activity: str, **words: str):
    given = {"activity": activity, "rating": "yellow", "percent": "90", "cost": "120", **words}
    return said(journal, "round.report", viewer, **given)


def told(journal, before: int):
    return [
        (one.id, one.kind, one.value) for one in plan.plan(journal).facts if one.number > before
    ]


def test_an_owner_reports_in_one_act_as_the_post_they_hold(kept):
    opened = said(kept, "round.open")

    report(kept, OWNER, OWN)

    assert told(kept, opened.seq) == [
        (OWN, "self_rating", "yellow"),
        (OWN, "progress", 90),
        (OWN, "cost", 120_000_00),
        (OWN, "comment", ""),
    ]
    assert plan.plan(kept).facts[-1].by == "Nätansvarig"


def test_a_day_is_told_only_where_it_was_moved_or_reached(kept):
    opened = said(kept, "round.open")
    believed = plan.plan(kept).believed("A704-M4")

    report(kept, STRATEGIST, FOREIGN, **{"day-A704-M4": str(believed)})
    assert next(kind for _id, kind, _value in told(kept, opened.seq)) == "self_rating"
    moved = report(kept, STRATEGIST, FOREIGN, **{"day-A704-M4": "2011-09-30"})
    report(kept, STRATEGIST, FOREIGN, **{"day-A704-M4": "2011-01-31", "is-A704-M4": "reached"})

    kinds = [kind for _id, kind, _value in told(kept, opened.seq)]
    assert kinds.count("forecast") == 1
    assert next(kind for _id, kind, _value in told(kept, moved.seq)) == "actual"


def test_a_cost_may_be_left_out_and_a_rating_may_not(kept):
    said(kept, "round.open")

    report(kept, OWNER, OWN, cost="")

    with pytest.raises(RefusedError, match="rating"):
        report(kept, OWNER, OWN, rating="")


def test_an_owner_reports_on_nobody_elses_and_opens_no_round(kept):
    with pytest.raises(RefusedActError):
        said(kept, "round.open", OWNER)
    said(kept, "round.open")
    before = kept.last()

    for act in (lambda: report(kept, OWNER, FOREIGN), lambda: said(kept, "round.lock", OWNER)):
        with pytest.raises(RefusedActError):
            act()

    assert kept.last() == before


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda one: f"{one.role or 'none'} {one.post}")
@pytest.mark.parametrize("act", ["round.open", "round.lock", "round.report"])
def test_what_another_role_forges_changes_nothing(kept, viewer, act):
    if act != "round.open":
        said(kept, "round.open")
    before = kept.last()

    with pytest.raises(RefusedActError):
        report(kept, viewer, OWN, role="strategist", who="strategist", post="Nätansvarig") if (
            act == "round.report"
        ) else said(kept, act, viewer, role="strategist")

    assert kept.last() == before


def test_a_locked_round_refuses(kept):
    said(kept, "round.open")
    said(kept, "round.lock")

    with pytest.raises(RefusedError, match="locked"):
        report(kept, OWNER, OWN)
    assert not rounds.rounds(kept)[next(iter(rounds.rounds(kept)))].is_open
