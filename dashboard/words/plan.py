"""The action plan in words: what is late, what its owners say of it, and what was told."""

import datetime
from collections.abc import Iterable, Mapping, Sequence

from actionplan.plan import CLOSED_RISK, Dated, Rating
from actionplan.plan import Fact as Told
from actionplan.progress import Progress
from actionplan.schedule import Link
from actionplan.slip import Slip
from actionplan.status import Judgement
from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, ngettext
from journal.facts import Fact

#: The limit above which the page's title counts: the rule's own for red.
SHAPES: dict[Rating, Status] = {
    "green": "good",
    "yellow": "watch",
    "red": "bad",
    "cannot_be_judged": "unknown",
    "done": "done",
}


def title(judged: Sequence[Judgement], limit: int) -> str:
    """The page's answer: how many are late, and what their owners say of it.

    Args:
        judged: Of every activity shown.
        limit: Calendar days above which the rule says red.
    """
    late = [one for one in judged if one.rating == "red"]
    if not judged:
        return _("No plan was known that day")
    if not late:
        return _("No activity is more than %(limit)s days late", limit=limit)
    is_late = ngettext(
        "One activity is more than %(limit)s days late",
        "%(num)s activities are more than %(limit)s days late",
        len(late),
        limit=limit,
    )
    kind = sum(one.self_rating == "green" for one in late)
    if not kind:
        return is_late
    if len(late) == 1:
        return _("%(late)s, and its owner rates it green", late=is_late)
    owners = ngettext(
        "and one of them is rated green by its owner",
        "and %(num)s of them are rated green by their owners",
        kind,
    )
    return f"{is_late}, {owners}"


def lead(done: int, of: int, without_slack: int) -> str:
    """How many are done, and how many have no slack to the end of the plan."""
    are_done = _("%(done)s of %(of)s activities are done.", done=done, of=of)
    if not without_slack:
        return are_done
    tight = ngettext(
        "One has no slack to the end of the plan: each day it is late moves the whole plan.",
        "%(num)s have no slack to the end of the plan: each day they are late moves the whole "
        "plan.",
        without_slack,
    )
    return f"{are_done} {tight}"


def known_refused(
    wanted: str, first: datetime.date, last: datetime.date, shown: datetime.date
) -> str:
    """That a day of knowing in the address is none of the plan's, and what is shown instead."""
    return _(
        "“%(wanted)s” is no day that the plan was known on (%(first)s to %(last)s). It is shown "
        "as known on %(shown)s.",
        wanted=wanted,
        first=formats.day(first),
        last=formats.day(last),
        shown=formats.day(shown),
    )


def days(number: int) -> str:
    """``91 dagar``."""
    return ngettext("one day", "%(num)s days", number, num=formats.count(number)).replace(
        " ", formats.SPACE
    )


def lateness(number: int | None) -> str:
    """A deviation in words: ``91 dagar sen``, ``i tid``, ``5 dagar tidig``."""
    if number is None:
        return formats.DASH
    if number > 0:
        return _("%(days)s late", days=days(number))
    if number < 0:
        return _("%(days)s early", days=days(-number))
    return _("on time")


def rating(one: Rating | None) -> str:
    """What an owner says of an activity."""
    if one is None:
        return _("not handed in")
    return {
        "green": _("green"),
        "yellow": _("yellow"),
        "red": _("red"),
        "cannot_be_judged": _("cannot be judged"),
        "done": _("done"),
    }[one]


def rating_of(code: str) -> str:
    """The same by its code."""
    return rating(next(one for one in SHAPES if one == code))


def by_rule(one: Judgement) -> str:
    """What the rule says of an activity: ``91 dagar sen``, ``klar, 73 dagar sen``, ``i tid``."""
    if one.rating == "cannot_be_judged":
        return rating(one.rating)
    if one.rating != "done":
        return lateness(one.late_days or 0) if one.rating != "green" else _("on time")
    if not one.late_days or one.late_days < 0:
        return rating("done")
    return _("done, %(late)s", late=lateness(one.late_days))


def why_so(one: Judgement) -> str:
    """Why the rule says what it says, where it is not seen at once."""
    return {
        "no_milestones": _("It has no milestones."),
        "no_baseline": _("A milestone has no decided day."),
        "owner_cannot_judge": _("Its owner says that it cannot be judged."),
        "silent": _("Nothing has been told of it for two tertials."),
    }.get(one.reason, "")


def state(one: str) -> str:
    """A status to choose among."""
    if one == "differs":
        return _("rule and owner differ")
    if one == "critical":
        return _("without slack")
    return {
        "green": _("on time"),
        "yellow": _("late"),
        "red": _("very late"),
        "cannot_be_judged": _("cannot be judged"),
        "done": _("done"),
    }[one]


def line(name: str, planned: Sequence[datetime.date], believed: Sequence[datetime.date]) -> str:
    """An activity's line in one sentence, for those who do not see it."""
    return _(
        "%(name)s: decided %(first)s to %(last)s, now %(start)s to %(end)s",
        name=name,
        first=formats.day(planned[0]),
        last=formats.day(planned[-1]),
        start=formats.day(believed[0]),
        end=formats.day(believed[-1]),
    )


def mark(name: str, day: datetime.date, *, is_reached: bool, late: int | None) -> str:
    """A milestone where it is pointed at."""
    kind = _("reached") if is_reached else _("forecast")
    told = f"{name}, {kind} {formats.day(day)}"
    return f"{told}, {lateness(late)}" if late else told


def kind(one: str) -> str:
    """What was told."""
    return {
        "baseline": _("Decided day"),
        "forecast": _("Forecast"),
        "actual": _("Reached"),
        "self_rating": _("Own rating"),
        "progress": _("Progress"),
        "cost": _("Cost"),
        "comment": _("Comment"),
        "risk": _("Risk"),
        "decision": _("Decision"),
    }[one]


def value(one: Told) -> str:
    """A told value as text: a day, a rating, per cent, kronor, the size of a risk."""
    told = one.value
    if one.kind == "actual" and told is None:
        return _("not reached after all")
    if isinstance(told, datetime.date):
        return formats.day(told)
    if one.kind == "progress" and isinstance(told, int):
        return formats.percent(told, 100)
    if one.kind == "cost" and isinstance(told, int):
        return formats.whole_kronor(told)
    if one.kind == "self_rating":
        ratings: Iterable[Rating] = ("green", "yellow", "red", "cannot_be_judged", "done")
        return rating(next(code for code in ratings if code == told))
    return risk(str(told)) if one.kind == "risk" else str(told or "")


def risk(size: str) -> str:
    """A risk's size: likelihood × consequence."""
    if size == CLOSED_RISK:
        return _("over")
    likelihood, _x, consequence = size.partition("x")
    return _(
        "likelihood %(likelihood)s, consequence %(consequence)s",
        likelihood=likelihood,
        consequence=consequence,
    )


def by(one: str) -> str:
    """Who told: a post or body as the plan names it, or the reader's role here."""
    return {"strategist": _("IT strategist, city office"), "owner": _("the owner")}.get(one, one)


def moved(before: Dated | None, day: datetime.date) -> str:
    """How far a day was moved from the one before it: ``+36 dagar``."""
    if before is None:
        return formats.DASH
    number = (day - before.day).days
    sign = "+" if number > 0 else formats.MINUS
    return f"{sign}{days(abs(number))}" if number else _("unchanged")


def slipped_title(name: str, slip: Slip) -> str:
    """What the trend of a milestone shows."""
    if not slip.moves:
        return _("%(name)s has never moved", name=name)
    times = ngettext("one time", "%(num)s times", slip.moves)
    if slip.net_days > 0:
        return _(
            "%(name)s has moved %(times)s, %(days)s later in all",
            name=name,
            times=times,
            days=days(slip.net_days),
        )
    return _("%(name)s has moved %(times)s", name=name, times=times)


def moves_title(name: str, moves: int, *, is_end_touched: bool) -> str:
    """Which activity has moved most."""
    if is_end_touched:
        return ngettext(
            "%(name)s has moved once", "%(name)s has moved %(num)s times", moves, name=name
        )
    return ngettext(
        "%(name)s has moved once without its last day being touched",
        "%(name)s has moved %(num)s times without its last day being touched",
        moves,
        name=name,
    )


def milestones_title(late: int, of: int, often: int) -> str:
    """How many milestones are or came late, and how many have moved often."""
    are_late = _("%(late)s of %(of)s milestones are or came late", late=late, of=of)
    if not often:
        return are_late
    return _("%(late)s, and %(often)s have moved twice or more", late=are_late, often=often)


def milestone_title(
    name: str, activity: str, late: int | None, slip: Slip, *, is_reached: bool
) -> str:
    """Whether a milestone was reached, how late, and how often it moved."""
    moves = (
        ngettext("after one move", "after %(num)s moves", slip.moves)
        if slip.moves
        else _("never moved")
    )
    said = {"name": name, "activity": activity, "moves": moves}
    if is_reached:
        when = _when(late)
        return _("%(name)s in %(activity)s was reached %(when)s, %(moves)s", when=when, **said)
    return _("%(name)s in %(activity)s is %(late)s, %(moves)s", late=lateness(late), **said)


def _when(late: int | None) -> str:
    """When it was reached, by the day first decided."""
    if late is None:
        return _("without a decided day")
    if late > 0:
        return _("%(days)s after the day first decided", days=days(late))
    if late < 0:
        return _("%(days)s before the day first decided", days=days(-late))
    return _("on the day first decided")


def written(fact: Fact) -> str:
    """That a word was written down."""
    sort, _colon, id_ = fact.subject.partition(":")
    return _("Written down of %(id)s: %(what)s.", id=id_ if sort != "plan" else _("the plan"),
             what=kind(fact.kind.partition(".")[2]).lower())  # fmt: skip


def changed(fact: Fact) -> str:
    """That somebody else was first, with what, who and when."""
    return _(
        "Nothing was written: %(who)s has told of %(id)s since you opened the page, at %(when)s: "
        "%(what)s (%(why)s). Look at it and say it again.",
        who=by(fact.who),
        id=fact.subject.partition(":")[2],
        when=formats.moment(fact.recorded_at),
        what=kind(fact.kind.partition(".")[2]).lower(),
        why=fact.why,
    )


def refused(rule: str) -> str:
    """Why nothing was written."""
    reasons = {
        "form": _("A field is missing or cannot be read."),
        "unknown": _("The plan does not have it."),
        "reached": _("The milestone is reached. Take that back first if it is not."),
        "same": _("That is what the plan says already."),
        "not_taken": _("A decision is written down once it has been taken."),
        "no_days": _("No open milestone is promised for another day than the one decided."),
        "future": _("The day has not come: tell it as a forecast."),
        "report": _("A report ends on 30 April, 31 August or 31 December."),
        "locked": _("That report is locked."),
    }
    return _("Nothing was written. %(why)s", why=reasons.get(rule, _("It cannot be said so.")))


def broken_title(number: int) -> str:
    """How many dependencies the dates do not keep."""
    return ngettext(
        "One activity did not wait for what it needs",
        "%(num)s activities did not wait for what they need",
        number,
    )


def broken(names: Mapping[str, str], link: Link) -> str:
    """Who did not wait for whom, and by how many working days."""
    waits = link.dependency
    return _(
        "%(after)s is %(days)s ahead of %(before)s (%(type)s)",
        after=names.get(waits.successor, waits.successor),
        before=names.get(waits.predecessor, waits.predecessor),
        days=ngettext("one working day", "%(num)s working days", -link.slack),
        type=dependency(waits.type),
    )


def dependency(one: str) -> str:
    """What a dependency means."""
    return {
        "FS": _("begins when the other has ended"),
        "SS": _("begins when the other has begun"),
        "FF": _("ends when the other has ended"),
        "SF": _("ends when the other has begun"),
    }[one]


def change(number: int | None) -> str:
    """Days as a figure of a column headed as a change: ``+91``, ``−5``, ``0``."""
    if number is None:
        return formats.DASH
    sign = "+" if number > 0 else ""
    return f"{sign}{formats.count(number)}"


def against_first(late: int | None) -> str:
    """How a day stands to the one first decided."""
    if late is None:
        return _("No day was decided.")
    return _("%(late)s against the plan first decided.", late=formats.capital(lateness(late)))


def working_days(number: int) -> str:
    """``20 arbetsdagar``."""
    size = ngettext("one working day", "%(num)s working days", abs(number))
    return f"{formats.MINUS}{size}" if number < 0 else size


def slack(number: int) -> str:
    """An activity's slack in words."""
    if number > 0:
        return working_days(number)
    if number == 0:
        return _("none, each day it is late moves the whole plan")
    return _("%(days)s too few", days=working_days(-number))


def around_title(before: int, after: int) -> str:
    """How much the activity waits for, and how much waits for it."""
    waits = ngettext("It waits for one activity", "It waits for %(num)s activities", before)
    if not before:
        waits = _("It waits for nothing")
    if not after:
        return _("%(waits)s, and nothing waits for it", waits=waits)
    return ngettext(
        "%(waits)s, and one waits for it", "%(waits)s, and %(num)s wait for it", after, waits=waits
    )


def progress(one: Progress) -> str:
    """What is reached by weight beside what the owner says."""
    reached = formats.percent(one.reached.numerator, one.reached.denominator)
    if one.self_assessed is None:
        return _("%(reached)s by the milestones reached", reached=reached)
    own = one.self_assessed
    return _(
        "%(reached)s by the milestones reached, %(own)s by its owner's word",
        reached=reached,
        own=formats.percent(own.numerator, own.denominator),
    )


def field(one: str) -> str:
    """The label of a field."""
    return {
        "day": _("Day"),
        "why": _("Why"),
        "text": _("Comment"),
        "decided_by": _("Decided by, and where it stands"),
        "body": _("Decided by"),
        "decided_on": _("Date of the decision"),
        "paragraph": _("Paragraph or version"),
        "decision": _("What was decided"),
        "about": _("Concerns"),
        "days": _("Days of open milestones"),
        "rating": _("Own rating"),
        "percent": _("Per cent done"),
        "tkr": _("Cost in the tertial, thousands of kronor"),
        "likelihood": _("Likelihood, 1 to 5"),
        "consequence": _("Consequence, 1 to 5"),
    }[one]


def button(act: str) -> str:
    """What sending a form does."""
    return {
        "plan.forecast": _("Change the forecast"),
        "plan.actual": _("Say that it is reached"),
        "plan.reopen": _("Say that it is not reached after all"),
        "plan.comment": _("Comment"),
        "plan.baseline": _("Write down a decided day"),
        "plan.self_rating": _("Rate the activity"),
        "plan.progress": _("Tell how much is done"),
        "plan.cost": _("Tell what it has cost"),
        "plan.risk": _("Tell of a risk"),
        "plan.decision": _("Write down a decision"),
    }[act]


def replanned(number: int) -> str:
    """What a decision that follows the promises makes of the milestones' days."""
    return ngettext(
        "the one day promised anew becomes a decided day",
        "the %(num)s days promised anew become decided days",
        number,
    )


def dependency_of(one: Link) -> str:
    """What a dependency means, and what was noted of it."""
    note = one.dependency.note_sv
    means = dependency(one.dependency.type)
    return f"{means}. {note}" if note else means


def own_title(judged: Sequence[Judgement]) -> str:
    """How an owner's activities stand."""
    late = sum(one.rating in {"yellow", "red"} for one in judged)
    done = sum(one.rating == "done" for one in judged)
    have = ngettext("You answer for one activity", "You answer for %(num)s activities", len(judged))
    are_late = ngettext("one is late", "%(num)s are late", late) if late else _("none is late")
    if not done:
        return f"{have}: {are_late}"
    are_done = ngettext("one is done", "%(num)s are done", done)
    return f"{have}: {are_late}, {are_done}"
