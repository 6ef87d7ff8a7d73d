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
        "plan.decision": words(journal, milestone, decided_by="IT-rådet", decided_on="2011-01-20"),
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


def decision(journal: Journal, **more: str) -> dict[str, str]:
    """A decision on the whole plan, as the form sends it."""
    return {
        "report": "2010-12-31", "seen": str(journal.last().seq), "why": "Pengarna räcker inte",
        "decided_by": "kommunstyrelsen", "decided_on": "2011-01-26", "paragraph": "§ 12", **more,
    }  # fmt: skip


def test_a_decision_is_named_as_minutes_are_and_stands_in_the_bodys_name(kept):
    decide.decide(STRATEGIST, "plan.decision", decision(kept), NOON)

    told = plan.plan(kept).facts[-1]
    assert (told.entity, told.id, told.value, told.by, told.reason) == (
        "plan", "PLAN", "kommunstyrelsen 2011-01-26 § 12", "kommunstyrelsen",
        "Pengarna räcker inte",
    )  # fmt: skip


def test_a_decision_on_an_activity_is_told_of_that(kept):
    decide.decide(STRATEGIST, "plan.decision", decision(kept, activity="A102"), NOON)

    assert (plan.plan(kept).facts[-1].entity, plan.plan(kept).facts[-1].id) == ("activity", "A102")


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"decided_on": "2011-02-02"}, "not_taken"),
        ({"decided_on": "i går"}, "form"),
        ({"decided_by": " "}, "form"),
        ({"activity": "A999"}, "unknown"),
        ({"days": "promised", "activity": "A102"}, "no_days"),
    ],
)
def test_a_decision_that_cannot_be_so_is_refused_and_nothing_is_written(kept, changed, rule):
    before = kept.last()

    with pytest.raises(RefusedError, match=rule):
        decide.decide(STRATEGIST, "plan.decision", decision(kept, **changed), NOON)

    assert kept.last() == before


def moved(journal: Journal, milestone: str, day: str) -> None:
    """Open a milestone again and promise it for a day."""
    for act, value in (("plan.reopen", ""), ("plan.forecast", day)):
        decide.decide(STRATEGIST, act, words(journal, milestone, value=value), NOON)


def test_a_decision_may_make_the_days_promised_anew_the_decided_ones(kept):
    moved(kept, OWN, "2011-06-30")
    moved(kept, FOREIGN, "2011-09-30")
    form = decision(kept, activity="A403", days="promised")

    fact = decide.decide(STRATEGIST, "plan.decision", form, NOON)

    *_before, said, day = plan.plan(kept).facts
    assert (said.number, said.kind) == (fact.seq, "decision")
    assert (day.kind, day.id, str(day.value), day.by) == (
        "baseline", OWN, "2011-06-30", "kommunstyrelsen",
    )  # fmt: skip
    assert OWN not in plan.plan(kept).promised_anew()
    assert FOREIGN in plan.plan(kept).promised_anew()


def test_a_decision_on_the_whole_plan_decides_all_days_promised_anew(kept):
    moved(kept, OWN, "2011-06-30")
    moved(kept, FOREIGN, "2011-09-30")

    decide.decide(STRATEGIST, "plan.decision", decision(kept, days="promised"), NOON)

    assert plan.plan(kept).promised_anew() == {}


def test_days_moved_since_the_reader_looked_are_not_decided(kept):
    moved(kept, OWN, "2011-06-30")
    form = decision(kept, days="promised")
    decide.decide(OWNER, "plan.forecast", words(kept, OWN, value="2011-08-31"), NOON)
    before = kept.last()

    with pytest.raises(ConflictError):
        decide.decide(STRATEGIST, "plan.decision", form, NOON)

    assert kept.last() == before


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
