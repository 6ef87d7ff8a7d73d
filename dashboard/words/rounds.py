"""Rounds of reporting in words: how many have handed in, who has not, and what became of a form."""

import datetime

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words import plan as words
from journal.facts import Fact
from journal.rounds import LOCKED, OPENED, Round


def title(handed_in: int, of: int, report_date: datetime.date) -> str:
    """How many have handed in: ``37 av 50 lämnade i rapporten för 31 augusti 2008``."""
    day = formats.day_in_words(report_date)
    if not of:
        return _("No activity is to report for %(day)s", day=day)
    if handed_in == of:
        return _("All %(of)s handed in for the report of %(day)s", of=of, day=day)
    return _(
        "%(handed_in)s of %(of)s handed in for the report of %(day)s",
        handed_in=handed_in, of=of, day=day,
    )  # fmt: skip


def asked_for(of: int, not_begun: int, done_before: int) -> str:
    """Why so many are to be handed in, and not one for each activity of the plan."""
    whole = of + not_begun + done_before
    if of == whole:
        return ngettext(
            "The plan's only activity.", "Every one of the plan's %(num)s activities.", whole
        )
    why = [
        ngettext("one begins later", "%(num)s begin later", not_begun) if not_begun else "",
        ngettext("one was done before", "%(num)s were done before", done_before)
        if done_before
        else "",
    ]
    return _(
        "Of the plan's %(whole)s activities: %(why)s.",
        whole=formats.count(whole),
        why=_(" and ").join(part for part in why if part),
    )


def state(one: Round | None, last_day: datetime.date, *, is_told: bool) -> str:
    """Whether the round is open.

    Args:
        one: The round; None where there was none.
        last_day: The last day of handing in.
        is_told: Whether anything was handed in without a round.
    """
    if one is None:
        if is_told:
            return _("Taken over from the city's tables: no round was held here.")
        return _("No round is open. A strategist opens it.")
    if one.locked:
        return _(
            "Locked %(when)s by %(who)s: %(why)s. What was handed in stays as it is.",
            when=formats.moment(one.locked.recorded_at),
            who=words.by(one.locked.who),
            why=one.locked.why,
        )
    return _(
        "Open since %(when)s. To be handed in by %(day)s.",
        when=formats.moment(one.opened.recorded_at),
        day=formats.day(last_day),
    )


def missing_title(activities: int, owners: int) -> str:
    """How many have not handed in, of how many owners."""
    have = ngettext("One activity is missing", "%(num)s activities are missing", activities)
    if not owners:
        return have
    return ngettext(
        "%(have)s, one owner to remind",
        "%(have)s, %(num)s owners to remind",
        owners,
        have=have,
    )


def last_report(day: datetime.date | None) -> str:
    """When an activity was last reported on."""
    return formats.day(day) if day else _("never")


def last_time(day: datetime.date, said: str) -> str:
    """What was said the last time, beside a field."""
    return _("%(day)s: %(said)s", day=formats.day(day), said=said)


def done(fact: Fact) -> str:
    """That something was written down."""
    day = fact.subject.partition(":")[2]
    if fact.kind == OPENED:
        return _("The round of %(day)s is open.", day=day)
    if fact.kind == LOCKED:
        return _("The round of %(day)s is locked.", day=day)
    return _("The report on %(id)s is handed in.", id=day)


def changed(fact: Fact) -> str:
    """That somebody else was first."""
    if fact.kind in {OPENED, LOCKED}:
        return _("Nothing was written: somebody else was first. %(done)s", done=done(fact))
    return words.changed(fact)


def refused(rule: str, field: str) -> str:
    """Why nothing was written."""
    reasons = {
        "round": _("The report's round is not open."),
        "open": _("A round is open already. Lock it first."),
        "order": _("A later report has had its round, or this one."),
    }
    if rule == "form" and field in FIELDS:
        return _("Nothing was written. “%(field)s” is missing or cannot be read.",
                 field=label(field))  # fmt: skip
    if rule in reasons:
        return _("Nothing was written. %(why)s", why=reasons[rule])
    return words.refused(rule)


FIELDS = frozenset({"rating", "percent", "cost", "why"})


def label(field: str) -> str:
    """The label of a field."""
    return {
        "rating": _("Own rating"),
        "percent": _("Per cent done"),
        "cost": _("Cost in the tertial, thousands of kronor"),
        "why": _("What has happened, and why a day was moved"),
        "report": _("Report"),
        "reason": _("Why"),
    }[field]
