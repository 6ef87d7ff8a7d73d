"""What can be done in a round of reporting: open and lock it, and report on an own activity."""

from collections.abc import Iterator

from actionplan.plan import ORE_A_THOUSAND_KRONOR, Entity, Kind, Register
from dashboard import access
from dashboard.access import RefusedActError
from dashboard.decisions.form import Form
from journal import plan, rounds
from journal.facts import By, Fact
from journal.plan import About, Word
from journal.store import Writing

Part = tuple[Entity, str, Word]


def _open(pen: Writing, form: Form) -> Fact:
    return rounds.open_(pen, _about(form))


def _lock(pen: Writing, form: Form) -> Fact:
    return rounds.lock(pen, _about(form))


def _about(form: Form) -> rounds.About:
    by = By(form.viewer.id, form.viewer.role)
    return rounds.About(by, form.day("report"), form.text("why"), form.number("seen"))


def _report(pen: Writing, form: Form) -> Fact:
    """Rating, percent, cost, days of open milestones and the comment, in one act.

    Raises:
        RefusedActError: The activity is another's, or there is none.
    """
    viewer, id_ = form.viewer, form.text("activity")
    found = plan.fold(pen.facts(plan.ALL))
    activity = found.register.activities.get(id_)
    if activity is None or not access.tells_of(viewer, activity.owner_org, activity.owner_role):
        raise RefusedActError
    by = By(viewer.id, viewer.role)
    about = About(by, "activity", id_, form.text("why"), form.number("seen"), viewer.post)
    return plan.report(pen, about, [*_days(form, found), *_figures(form, id_)])


def _days(form: Form, found: plan.Plan) -> Iterator[Part]:
    """The milestones whose day was moved, or that were reached."""
    report = form.day("report")
    for id_ in _own(found.register, form.text("activity")):
        if not form.optional(f"day-{id_}"):
            continue
        day = form.day(f"day-{id_}")
        is_reached = form.optional(f"is-{id_}") == "reached"
        if is_reached or day != found.believed(id_):
            kind: Kind = "actual" if is_reached else "forecast"
            yield "milestone", id_, Word(kind, day.isoformat(), report)


def _own(parts: Register, activity_id: str) -> list[str]:
    return [one.id for one in parts.milestones.values() if one.activity_id == activity_id]


def _figures(form: Form, id_: str) -> Iterator[Part]:
    """What is said of the activity itself; its comment last. A cost may be left out."""
    report = form.day("report")
    yield "activity", id_, Word("self_rating", form.text("rating"), report, is_bare=True)
    yield "activity", id_, Word("progress", form.text("percent"), report, is_bare=True)
    if form.optional("cost"):
        ore = str(form.number("cost") * ORE_A_THOUSAND_KRONOR)
        yield "activity", id_, Word("cost", ore, report, is_bare=True)
    yield "activity", id_, Word("comment", "", report)


ACTS = {
    "round.open": _open,
    "round.lock": _lock,
    "round.report": _report,
}
