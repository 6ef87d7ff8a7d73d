"""What can be told of the action plan from a form: by a strategist, or by an activity's owner.

Which activity is the reader's own is looked up in the plan as it stands when the word is written;
a word about another's activity is refused like one about what does not exist.
"""

from collections.abc import Callable

from actionplan.plan import ORE_A_THOUSAND_KRONOR, Entity, Kind
from dashboard import access
from dashboard.access import RefusedActError
from dashboard.decisions.form import Form
from journal import plan
from journal.facts import By, Fact, RefusedError
from journal.plan import PLAN, About, Word
from journal.store import Writing


def _of_milestone(kind: Kind) -> Callable[[Writing, Form], Fact]:
    """A day told of a milestone."""

    def say(pen: Writing, form: Form) -> Fact:
        day = form.day("value").isoformat()
        return _tell(pen, form, "milestone", Word(kind, day, form.day("report")))

    return say


def _reopen(pen: Writing, form: Form) -> Fact:
    """The milestone was not reached after all."""
    return _tell(pen, form, "milestone", Word("actual", "", form.day("report")))


def _of_activity(kind: Kind) -> Callable[[Writing, Form], Fact]:
    """Something told of an activity, in words or in a whole number."""

    def say(pen: Writing, form: Form) -> Fact:
        return _tell(pen, form, "activity", Word(kind, form.text("value"), form.day("report")))

    return say


def _cost(pen: Writing, form: Form) -> Fact:
    """What an activity has cost in the tertial, in thousands of kronor."""
    ore = form.number("value") * ORE_A_THOUSAND_KRONOR
    return _tell(pen, form, "activity", Word("cost", str(ore), form.day("report")))


def _risk(pen: Writing, form: Form) -> Fact:
    """A risk by likelihood and consequence."""
    size = f"{form.number('likelihood')}x{form.number('consequence')}"
    return _tell(pen, form, "activity", Word("risk", size, form.day("report")))


def _comment(pen: Writing, form: Form) -> Fact:
    """A comment on a milestone."""
    return _tell(pen, form, "milestone", Word("comment", "", form.day("report")))


def _baseline(pen: Writing, form: Form) -> Fact:
    """A new baseline, by the decision of a body."""
    word = Word("baseline", form.day("value").isoformat(), form.day("report"))
    return _tell(pen, form, "milestone", word, form.text("decided_by"))


def _decision(pen: Writing, form: Form) -> Fact:
    """A decision on the whole plan or on one activity, by the body that took it.

    Named as minutes are: the body, its day, and the paragraph where there is one.

    Raises:
        RefusedError: ``not_taken``: the day has not come; or as :func:`journal.plan.decide`.
    """
    body, day = form.text("decided_by"), form.day("decided_on")
    if day > pen.moment.date():
        raise RefusedError("not_taken", day=day)
    minute = " ".join(filter(None, (body, day.isoformat(), form.optional("paragraph"))))
    id_ = form.optional("activity") or PLAN
    entity: Entity = "plan" if id_ == PLAN else "activity"
    about = About(form.by, entity, id_, form.text("why"), form.number("seen"), body)
    word = Word("decision", minute, form.day("report"))
    return plan.decide(pen, about, word, is_replanned=form.raw("days") == "promised")


def _tell(pen: Writing, form: Form, entity: Entity, word: Word, post: str = "") -> Fact:
    """Write a word about a milestone or an activity that the viewer may tell of.

    Raises:
        RefusedActError: It is another's, or there is none.
    """
    viewer, id_ = form.viewer, form.text(entity)
    parts = plan.fold(pen.facts(plan.REGISTER)).register
    milestone = parts.milestones.get(id_)
    activity_id = milestone.activity_id if entity == "milestone" and milestone else id_
    activity = parts.activities.get(activity_id)
    if activity is None or not access.tells_of(viewer, activity.owner_org, activity.owner_role):
        raise RefusedActError
    if entity == "milestone" and milestone is None:
        raise RefusedError("unknown", id=id_)
    by = By(viewer.id, viewer.role)
    told_by = post or viewer.post
    return plan.tell(
        pen, About(by, entity, id_, form.text("why"), form.number("seen"), told_by), word
    )


ACTS = {
    "plan.baseline": _baseline,
    "plan.forecast": _of_milestone("forecast"),
    "plan.actual": _of_milestone("actual"),
    "plan.reopen": _reopen,
    "plan.self_rating": _of_activity("self_rating"),
    "plan.progress": _of_activity("progress"),
    "plan.cost": _cost,
    "plan.comment": _comment,
    "plan.risk": _risk,
    "plan.decision": _decision,
}
