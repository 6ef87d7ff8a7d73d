"""Who may tell of the plan: the strategist of all, an owner of their own, others of nothing."""

import pytest

from dashboard import access, decide
from dashboard.access import RefusedActError, Viewer
from dashboard.decisions.plan import ACTS
from journal import plan
from journal.facts import ConflictError, RefusedError
from journal.store import Journal
from tests.dashboard.decisions.tellers import NOON, OTHERS, OWNER, STRATEGIST

# A403 is the network owner's, A102 is not; A403-M1 was reached long ago.
OWN, FOREIGN = "A403-M2", "A102-M2"


def words(journal: Journal, milestone: str, **more: str) -> dict[str, str]:
    """A form that has seen everything there is."""
    last = journal.last()
    return {
        "milestone": milestone,
        "activity": milestone.partition("-")[0],
        "report": "2010-12-31",
        "seen": str(last.seq if last else 0),
        "why": "leverantören dröjer",
        **more,
    }


def every_word(journal: Journal, milestone: str) -> dict[str, dict[str, str]]:
    """A form for every act, which would be taken from a strategist."""
    return {
        "plan.baseline": words(journal, milestone, value="2011-06-30", decided_by="KS § 71"),
        "plan.forecast": words(journal, milestone, value="2011-06-30"),
        "plan.actual": words(journal, milestone, value="2010-12-30"),
        "plan.reopen": words(journal, milestone),
        "plan.comment": words(journal, milestone),
        "plan.self_rating": words(journal, milestone, value="yellow"),
        "plan.progress": words(journal, milestone, value="55"),
        "plan.cost": words(journal, milestone, value="120"),
        "plan.risk": words(journal, milestone, likelihood="2", consequence="4"),
        "plan.decision": words(
            journal, milestone, value="IT-rådet 2011-01-20", decided_by="IT-rådet"
        ),
    }


def open_again(journal: Journal, milestone: str, act: str) -> None:
    """The sample city's milestone was reached; it is taken back so that it can be forecast."""
    if act == "plan.forecast":
        decide.decide(STRATEGIST, "plan.reopen", words(journal, milestone), NOON)


@pytest.mark.parametrize("act", sorted(ACTS))
def test_a_strategist_tells_of_every_activity(kept, act):
    open_again(kept, FOREIGN, act)

    fact = decide.decide(STRATEGIST, act, every_word(kept, FOREIGN)[act], NOON)

    assert (fact.who, fact.role, fact.why) == ("strategist", "strategist", "leverantören dröjer")
    assert plan.plan(kept).facts[-1].number == fact.seq


@pytest.mark.parametrize("act", sorted(access.OWN_ACTIVITY))
def test_an_owner_tells_of_their_own_activity_as_the_post_they_hold(kept, act):
    open_again(kept, OWN, act)

    decide.decide(OWNER, act, every_word(kept, OWN)[act], NOON)

    assert plan.plan(kept).facts[-1].by == "Nätansvarig"


@pytest.mark.parametrize("act", sorted(ACTS))
def test_an_owner_changes_nothing_of_anothers_activity(kept, act):
    before = len(kept.facts())

    with pytest.raises(RefusedActError):
        decide.decide(OWNER, act, every_word(kept, FOREIGN)[act], NOON)

    assert len(kept.facts()) == before


@pytest.mark.parametrize("act", ["plan.baseline", "plan.decision"])
def test_an_owner_decides_no_baseline_and_nothing_for_the_whole_plan(kept, act):
    with pytest.raises(RefusedActError):
        decide.decide(OWNER, act, every_word(kept, OWN)[act], NOON)


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda one: f"{one.role or 'none'} {one.post}")
@pytest.mark.parametrize("act", sorted(ACTS))
def test_what_another_role_forges_changes_nothing(kept, viewer, act):
    before = kept.last()
    forged = {**every_word(kept, OWN)[act], "role": "strategist", "who": "strategist"}

    with pytest.raises(RefusedActError):
        decide.decide(viewer, act, {**forged, "post": "Nätansvarig"}, NOON)

    assert kept.last() == before


def test_an_owner_of_the_same_post_elsewhere_is_another(kept):
    elsewhere = Viewer("owner", "owner", frozenset({"STK"}), "Nätansvarig")

    with pytest.raises(RefusedActError):
        decide.decide(elsewhere, "plan.comment", words(kept, OWN), NOON)


def test_an_own_milestone_does_not_open_anothers_activity(kept):
    """The activity is the one that the word is about, not one named beside it."""
    crossed = every_word(kept, OWN)["plan.progress"] | {"activity": "A102"}

    with pytest.raises(RefusedActError):
        decide.decide(OWNER, "plan.progress", crossed, NOON)


def test_what_is_not_there_is_refused_like_what_is_anothers(kept):
    with pytest.raises(RefusedActError):
        decide.decide(OWNER, "plan.comment", words(kept, "A999-M1"), NOON)
    with pytest.raises(RefusedError, match="unknown"):
        decide.decide(STRATEGIST, "plan.comment", words(kept, OWN) | {"milestone": "A403"}, NOON)


def test_cost_is_told_in_thousands_and_kept_in_ore(kept):
    decide.decide(STRATEGIST, "plan.cost", every_word(kept, OWN)["plan.cost"], NOON)

    assert plan.plan(kept).facts[-1].value == 120_000_00


def test_of_two_who_tell_at_once_the_second_sees_what_the_first_said(kept):
    first = words(kept, OWN)
    decide.decide(OWNER, "plan.comment", first, NOON)

    with pytest.raises(ConflictError, match="by owner"):
        decide.decide(STRATEGIST, "plan.comment", first, NOON)


@pytest.mark.parametrize("field", ["value", "report", "why", "seen"])
def test_a_field_that_is_missing_is_named(kept, field):
    form = every_word(kept, OWN)["plan.progress"]
    del form[field]

    with pytest.raises(RefusedError) as refused:
        decide.decide(STRATEGIST, "plan.progress", form, NOON)

    assert refused.value.details == {"field": field}
