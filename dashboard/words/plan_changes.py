"""What has changed in the plan, one sentence for each change."""

import datetime
from collections.abc import Iterable

from actionplan.changes import Change, Side, What
from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words import plan as words


def title(found: Iterable[Change], since: datetime.date) -> str:
    """The page's answer: how many were moved later, how many were reached, how many turned red."""
    told = list(found)
    day = formats.day_in_words(since)
    if not told:
        return _("Nothing has changed since %(day)s", day=day)
    later = sum(one.what == "forecast" and (one.days or 0) > 0 for one in told)
    reached = sum(one.what == "reached" for one in told)
    red = sum(one.what == "rule_rating" and one.after == "red" for one in told)
    parts = []
    if later:
        parts.append(
            ngettext(
                "one milestone is promised later", "%(num)s milestones are promised later", later
            )
        )
    if reached:
        parts.append(_reached(reached, is_first=not later))
    if red:
        parts.append(ngettext("one activity turned red", "%(num)s activities turned red", red))
    if not parts:
        return ngettext(
            "One thing has changed since %(day)s",
            "%(num)s things have changed since %(day)s",
            len(told),
            day=day,
        )
    if len(parts) == 1:
        return _("Since %(day)s %(what)s", day=day, what=parts[0])
    return _(
        "Since %(day)s %(first)s and %(last)s",
        day=day, first=", ".join(parts[:-1]), last=parts[-1],
    )  # fmt: skip


def _reached(number: int, *, is_first: bool) -> str:
    if is_first:
        return ngettext("one milestone was reached", "%(num)s milestones were reached", number)
    return ngettext("one was reached", "%(num)s were reached", number)


def group(what: What, number: int) -> str:
    """What the changes of a kind are."""
    heads = {
        "decision": ngettext("One decision", "%(num)s decisions", number),
        "added": ngettext("One is new in the plan", "%(num)s are new in the plan", number),
        "baseline": ngettext("One day was decided anew", "%(num)s days were decided anew", number),
        "forecast": ngettext("One promise was moved", "%(num)s promises were moved", number),
        "reached": ngettext("One milestone was reached", "%(num)s milestones were reached", number),
        "reopened": ngettext(
            "One was not reached after all", "%(num)s were not reached after all", number
        ),
        "rule_rating": ngettext(
            "One has another colour by the rule",
            "%(num)s have another colour by the rule",
            number,
        ),
        "self_rating": ngettext(
            "One owner rates it otherwise", "%(num)s owners rate it otherwise", number
        ),
        "critical": ngettext(
            "One has lost its slack or got some", "%(num)s have lost their slack or got some",
            number,
        ),
        "progress": ngettext(
            "One owner tells of more or less done", "%(num)s owners tell of more or less done",
            number,
        ),
        "cost": ngettext("One cost was told", "%(num)s costs were told", number),
        "risk": ngettext("One new risk", "%(num)s new risks", number),
        "risk_closed": ngettext("One risk is over", "%(num)s risks are over", number),
        "comment": ngettext("One comment", "%(num)s comments", number),
    }  # fmt: skip
    return heads[what]


def kind(one: str) -> str:
    """What can be asked for together."""
    return {
        "dates": _("days"),
        "ratings": _("colours and slack"),
        "work": _("work and cost"),
        "words": _("decisions, risks and comments"),
    }[one]


def sentence(one: Change, name: str) -> str:
    """A change in words.

    Args:
        one: The change.
        name: Of the milestone or activity it is of; empty for the whole plan.
    """
    before, after = side(one, one.before), side(one, one.after)
    said = {"name": name, "before": before, "after": after}
    if one.what in {"baseline", "forecast"}:
        return _moved(one, said)
    if one.what == "reached":
        return _("%(name)s was reached %(after)s%(when)s", when=_when(one), **said)
    if one.what == "decision":
        return f"{name}: {after}" if name else after
    if one.what in {"risk", "risk_closed", "comment", "added", "reopened", "critical"}:
        return _alone(one, said)
    if one.before is None:
        return _("%(name)s: %(after)s", **said)
    return _("%(name)s: %(before)s before, %(after)s now", **said)


def _alone(one: Change, said: dict[str, str]) -> str:
    if one.what == "critical":
        return (
            _("%(name)s has no slack left", **said)
            if one.after
            else _("%(name)s has slack again", **said)
        )
    return {
        "risk": _("%(name)s: %(after)s", **said),
        "risk_closed": _("The risk of %(name)s is over", **said),
        "comment": said["name"],
        "added": _("%(name)s is new in the plan", **said),
        "reopened": _("%(name)s was not reached %(before)s after all", **said),
    }[one.what]


def _moved(one: Change, said: dict[str, str]) -> str:
    """From which day to which, and how far."""
    if one.before is None:
        first = {
            "baseline": _("%(name)s was decided for %(after)s", **said),
            "forecast": _("%(name)s is promised for %(after)s", **said),
        }
        return first[one.what]
    far = words.days(abs(one.days or 0))
    if (one.days or 0) > 0:
        return _("%(name)s: from %(before)s to %(after)s, %(far)s later", far=far, **said)
    return _("%(name)s: from %(before)s to %(after)s, %(far)s earlier", far=far, **said)


def _when(one: Change) -> str:
    """How a day reached stands to the promise before it."""
    days = one.days or 0
    if not days:
        return _(", on the day promised")
    far = words.days(abs(days))
    return (
        _(", %(far)s after the day promised", far=far)
        if days > 0
        else _(", %(far)s before the day promised", far=far)
    )


def side(one: Change, value: Side) -> str:
    """How something was or is: a day, a colour, per cent, kronor, a risk's size."""
    if value is None:
        return formats.DASH
    if isinstance(value, datetime.date):
        return formats.day(value)
    if isinstance(value, int):
        return (
            formats.percent(value, 100) if one.what == "progress" else formats.whole_kronor(value)
        )
    if one.what in {"self_rating", "rule_rating"}:
        return words.rating_of(value)
    return words.risk(value) if one.what in {"risk", "risk_closed"} else value
