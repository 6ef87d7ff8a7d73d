"""Months, checklist, causes and chain to take along, and a month's protocol to keep."""

import datetime
from collections.abc import Sequence

from dashboard import formats
from dashboard.exports.sheet import Part, sheet
from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.changes import CAUSES
from dashboard.figures.month_calendar import Step
from dashboard.figures.months import Closing
from dashboard.i18n import _, language
from dashboard.months import PeriodState, SealedMonth
from dashboard.words import changes as change_words
from dashboard.words import log as log_words
from dashboard.words import month_calendar as day_words
from dashboard.words import months as words


def months_table(asked: Closing, notes: Sequence[str]) -> Table:
    """Every month with its state."""
    columns = [
        Column(_("Month"), "day"),
        Column(_("State")),
        Column(_("Lines"), "whole"),
        Column(_("Amount, kr"), "ore"),
        Column(_("Prepared by")),
        Column(_("Closed by")),
        Column(_("Decision")),
        Column(_("sha256 of the manifest")),
    ]
    rows: list[list[Value]] = [
        [
            month,
            words.state(found.state),
            asked.sums[month]["line_count"] if month in asked.sums else None,
            asked.sums[month]["amount_ore"] if month in asked.sums else None,
            found.prepared_by,
            found.closed_by,
            found.decision,
            found.manifest_sha256,
        ]
        for month, found in asked.months.items()
    ]
    return Table(_("Months"), columns, rows, notes)


def calendar_table(steps: Sequence[Step], today: datetime.date, notes: Sequence[str]) -> Table:
    """The steps of the month by their working day, and when they were done."""
    columns = [
        Column(_("Working day"), "whole"),
        Column(_("Due"), "day"),
        Column(_("Step")),
        Column(_("How it stands")),
        Column(_("Done (UTC)")),
        Column(_("By")),
    ]
    rows: list[list[Value]] = [
        [
            step.number,
            step.due,
            day_words.name(step.key),
            day_words.standing(step, today),
            formats.moment(step.done_at) if step.done_at else None,
            step.who or None,
        ]
        for step in steps
    ]
    return Table(_("Calendar"), columns, rows, notes)


def checks_table(asked: Closing, notes: Sequence[str]) -> Table:
    """The month's checklist."""
    columns = [Column(_("To be so")), Column(_("Found")), Column(_("Kr"), "ore")]
    rows: list[list[Value]] = [
        [words.check(one.kind), words.checked(one.kind, one.things), one.amount_ore]
        for one in asked.checks
    ]
    result = asked.result
    told = (
        words.result(result["result_ore"]) if result["services"] else _("no ledger for the month")
    )
    rows.append([words.check("self_cost"), told, result["result_ore"]])
    return Table(_("Checklist"), columns, rows, notes)


def causes_table(asked: Closing, notes: Sequence[str]) -> Table:
    """What lies between the month before and this one; the causes add up to the change."""
    columns = [Column(_("Cause")), Column(_("Kr"), "ore")]
    compared = asked.compared
    if compared is None:
        return Table(_("Causes"), columns, [], notes)
    rows: list[list[Value]] = [
        [formats.capital(compared.words_before), asked.before_ore],
        *([change_words.cause(key), getattr(asked.parts, key)] for key in CAUSES),
        [formats.capital(compared.words), asked.amount_ore],
    ]
    return Table(_("Causes"), columns, rows, notes)


def since_review_table(asked: Closing, notes: Sequence[str]) -> Table:
    """What the month charges beyond what was reviewed, payer by payer; empty where nothing."""
    columns = [
        Column(_("Service")),
        Column(_("Cost centre")),
        *(Column(f"{change_words.cause(key)}, kr", "ore") for key in CAUSES),
        Column(_("Difference, kr"), "ore"),
    ]
    rows: list[list[Value]] = [
        [
            one.service,
            one.cost_centre,
            *(getattr(one.parts, key) for key in CAUSES),
            one.parts.change_ore,
        ]
        for one in asked.since_review
    ]
    return Table(_("Since the review"), columns, rows, notes)


def said_table(month: PeriodState, notes: Sequence[str]) -> Table:
    """What was said of the month, in order."""
    columns = [
        Column(_("Fact"), "whole"),
        Column(_("When (UTC)")),
        Column(_("What")),
        Column(_("Who")),
        Column(_("Role")),
        Column(_("Why")),
        Column(_("Hash")),
    ]
    rows: list[list[Value]] = [
        [
            fact.seq,
            log_words.utc(fact.recorded_at),
            log_words.kind(fact.kind),
            fact.who,
            log_words.role(fact.role),
            fact.why,
            fact.hash,
        ]
        for fact in month.facts
    ]
    return Table(_("Who said what"), columns, rows, notes)


def chain_table(sealed: Sequence[SealedMonth], notes: Sequence[str]) -> Table:
    """The sealed months with their hashes, each held against the journal now."""
    columns = [
        Column(_("Month"), "day"),
        Column(_("sha256 of the manifest")),
        Column(_("The manifest before")),
        Column(_("As sealed")),
        Column(_("Amount, kr"), "ore"),
        Column(_("Build")),
    ]
    rows: list[list[Value]] = [
        [
            one.period,
            one.sha256,
            str(one.manifest.get("previous", "")),
            "; ".join(words.fault(fault) for fault in one.faults) or _("yes"),
            one.manifest.get("amount_ore"),
            str(one.manifest.get("build_id", "")),
        ]
        for one in sealed
    ]
    return Table(_("Sealed months"), columns, rows, notes)


def protocol(asked: Closing, build: str) -> bytes:
    """All of a month on one page: state, sums, checklist, causes, who said what, its seal."""
    month = asked.month
    sealed = [one for one in asked.sealed if one.period == month.period]
    title = _("Protocol of %(month)s", month=formats.month(month.period))
    terms = [
        (_("State"), words.state(month.state)),
        (_("Amount"), formats.kronor(asked.sum["amount_ore"])),
        (_("Lines"), formats.count(asked.sum["line_count"])),
        (_("Fingerprint of the lines"), str(asked.sum["fingerprint"])),
        (_("Prepared by"), month.prepared_by or formats.DASH),
        (_("Closed by"), month.closed_by or formats.DASH),
        (_("Decision"), month.decision or formats.DASH),
        (_("sha256 of the manifest"), month.manifest_sha256 or _("not sealed yet")),
        (_("Build"), build),
    ]
    parts = [
        Part(_("Month"), terms),
        Part(_("Checklist"), (), checks_table(asked, ())),
        Part(_("Causes"), (), causes_table(asked, ())),
        *_since_review(asked),
        Part(_("Who said what"), (), said_table(month, ())),
        Part(_("Sealed months"), (), chain_table(sealed, ())),
    ]
    told = [words.title(month, asked.wrong, asked.waiting), words.meaning(month.state)]
    return sheet(language(), title, told, parts)


def _since_review(asked: Closing) -> list[Part]:
    if not asked.since_review:
        return []
    return [Part(_("Since the review"), (), since_review_table(asked, ()))]
