"""Months in words: how far they have come, what waits before they close, and the sealed chain."""

import datetime
from collections.abc import Mapping, Sequence

from chargeback.bridge import Parts
from chargeback.closing import Fault
from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, ngettext
from dashboard.words import changes
from dashboard.words.causes import listed
from journal.periods import PeriodState

STATUSES: Mapping[str, Status] = {
    "open": "waiting",
    "calculated": "unknown",
    "preliminary": "watch",
    "reviewed": "done",
    "closed": "good",
    "booked": "good",
}
#: What must be mended before a month can be right, before what only ought to be.
WRONG = frozenset({"broken_equation", "code_string", "missing_file"})


def state(name: str) -> str:
    """How far a month has come."""
    return {
        "open": _("open"),
        "calculated": _("calculated"),
        "preliminary": _("preliminary"),
        "reviewed": _("reviewed"),
        "closed": _("closed"),
        "booked": _("booked"),
    }[name]


def meaning(name: str) -> str:
    """What a state means, in a sentence."""
    return {
        "open": _("Nothing is calculated yet."),
        "calculated": _("Its lines are published; nobody has said that they are right."),
        "preliminary": _("The departments see their bills and can question them."),
        "reviewed": _("Its lines are said to be right; somebody else closes it."),
        "closed": _("Sealed. What is found later comes as corrections."),
        "booked": _("Sealed, and booked in the ledger."),
    }[name]


def title(found: PeriodState, wrong: int, waiting: int) -> str:
    """The page's answer: how far the month has come, and whether something is in its way.

    Args:
        found: The month.
        wrong: How many things make its figures wrong.
        waiting: How many more wait.
    """
    month = formats.capital(formats.month(found.period))
    if found.fell_back:
        return _(
            "%(month)s was reviewed, and its lines have changed since: it must be reviewed anew",
            month=month,
        )
    told = _("%(month)s is %(state)s", month=month, state=state(found.state))
    if found.state in {"closed", "booked", "open"}:
        return told
    if wrong:
        return ngettext(
            "%(told)s, and one thing makes it wrong",
            "%(told)s, and %(num)s things make it wrong",
            wrong,
            told=told,
        )
    if waiting:
        return ngettext(
            "%(told)s; one thing waits", "%(told)s; %(num)s things wait", waiting, told=told
        )
    return _("%(told)s, and nothing waits", told=told)


def check(kind: str) -> str:
    """A row of the checklist."""
    return {
        "missing_file": _("Files expected have come"),
        "rejected_rows": _("Every row could be read"),
        "broken_equation": _("The equations hold"),
        "code_string": _("Every code string can be booked"),
        "booking_error": _("Booked as delivered"),
        "no_pool": _("Every ledger row has a pool"),
        "unallocated": _("Everything counted has a payer"),
        "agreement": _("Everything charged has a signed agreement"),
        "question": _("Every question on a bill has an answer"),
        "corrections": _("Corrections of closed months"),
        "waiting_corrections": _("Corrections that wait for this month"),
        "self_cost": _("Fees beside self-cost"),
    }[kind]


def checked(kind: str, things: int) -> str:
    """What was found, in words."""
    if not things:
        return _("none") if kind.endswith("corrections") else _("yes")
    return {
        "missing_file": ngettext("one is missing", "%(num)s are missing", things),
        "rejected_rows": ngettext(
            "one file has rejected rows", "%(num)s files have rejected rows", things
        ),
        "broken_equation": ngettext("one does not", "%(num)s do not", things),
        "code_string": ngettext("one cannot", "%(num)s cannot", things),
        "booking_error": ngettext("one error", "%(num)s errors", things),
        "no_pool": ngettext("one account has none", "%(num)s accounts have none", things),
        "unallocated": ngettext("one kind has none", "%(num)s kinds have none", things),
        "agreement": ngettext("one department's has not", "%(num)s departments' have not", things),
        "question": ngettext("one waits", "%(num)s wait", things),
        "corrections": ngettext("one line", "%(num)s lines", things),
        "waiting_corrections": ngettext("one line", "%(num)s lines", things),
    }[kind]


def result(result_ore: int) -> str:
    """Fees less self-cost, in words."""
    size = formats.whole_kronor(abs(result_ore))
    if result_ore == 0:
        return _("fees cover the cost exactly")
    if result_ore > 0:
        return _("%(size)s more than the cost", size=size)
    return _("%(size)s less than the cost", size=size)


def why_not(found: PeriodState, viewer_id: str, wanted: datetime.date) -> str:
    """Why a reviewed month cannot be closed by this reader now; empty where it can.

    Args:
        found: The month.
        viewer_id: Who reads.
        wanted: The month that is next to be closed.
    """
    if found.prepared_by == viewer_id:
        return _("You reviewed it: somebody else must close it.")
    if found.period != wanted:
        return _("Months close in order: %(month)s is next.", month=formats.month(wanted))
    return ""


def refused(rule: str) -> str:
    """Why nothing was written."""
    reasons = {
        "form": _("A field is missing or cannot be read."),
        "closed": _("The month is closed."),
        "not_calculated": _("No published build has lines for the month."),
        "not_reviewed": _("The month must be reviewed first."),
        "fallen_back": _("Its lines are no longer those that were reviewed."),
        "same_person": _("Whoever reviewed a month cannot close it."),
        "not_in_order": _("Months close in order, and another one is next."),
        "busy": _("A run is going on. Wait until it has ended and look at the month again."),
        "other_lines": _("Another build has been published since you opened the page."),
    }
    return _("Nothing was written. %(why)s", why=reasons.get(rule, _("It cannot be said so.")))


def conflict(who: str, at: datetime.datetime, what: str) -> str:
    """That somebody else was first."""
    return _(
        "Nothing was written: %(who)s has spoken of the month since you opened it, at %(when)s: "
        "%(what)s. Look at it and say it again.",
        who=who,
        when=formats.moment(at),
        what=what,
    )


def since_review_title(parts: Parts, *, is_kept: bool) -> str:
    """What has changed since a month was reviewed.

    Args:
        parts: By cause.
        is_kept: Whether what was reviewed was kept whole.
    """
    if not is_kept:
        return _("What was reviewed was not kept: the difference cannot be told")
    if parts == Parts():
        return _("Every amount is as it was reviewed; what the lines cite has changed")
    size = formats.kronor(abs(parts.change_ore))
    why = changes.bridge_title(parts)
    if parts.change_ore > 0:
        return _("%(size)s more than was reviewed. %(why)s", size=size, why=why)
    if parts.change_ore < 0:
        return _("%(size)s less than was reviewed. %(why)s", size=size, why=why)
    return _("As much as was reviewed, but not for the same. %(why)s", why=why)


def chain_title(sealed: int, faults: Sequence[Fault]) -> str:
    """Whether the sealed months are as they were sealed."""
    if not sealed:
        return _("No month is sealed yet")
    if faults:
        months = sorted({fault.period for fault in faults})
        names = listed([formats.month(month) for month in months])
        return _("The chain is broken in %(months)s", months=names)
    return ngettext(
        "One month is sealed, byte for byte as it was",
        "%(num)s months are sealed, byte for byte as they were",
        sealed,
    )


def fault(one: Fault) -> str:
    """What is not as it was sealed."""
    said = {
        "is not there": _("is not there"),
        "is not the one that was closed": _("is not the one that was closed"),
        "is not as it was sealed": _("is not as it was sealed"),
        "was not sealed": _("was not sealed"),
        "does not follow the month before": _("does not follow the month before"),
    }.get(one.said, one.said)
    return f"{one.file_name} {said}"


def head_found(head: str, period: datetime.date | None) -> str:
    """Which month's seal the hash of a paper is."""
    if period is None:
        return _("%(head)s is no sealed month's manifest.", head=formats.short_id(head))
    return _(
        "%(head)s is the manifest of %(month)s.",
        head=formats.short_id(head),
        month=formats.month(period),
    )
