"""The log as tables to take along: its entries as shown, and the facts as they are sealed."""

from collections.abc import Callable, Sequence

from dashboard.exports.tables import Column, Table
from dashboard.figures.log import Entry
from dashboard.i18n import _
from dashboard.words import log as words
from journal.facts import Fact, canonical, moment_text


def log_table(
    entries: Sequence[Entry],
    said: Callable[[Entry], str],
    why: Callable[[Entry], str],
    notes: Sequence[str],
) -> Table:
    """Decisions, files and builds, newest first."""
    columns = [
        Column(_("When (UTC)")),
        Column(_("Kind")),
        Column(_("What")),
        Column(_("Subject")),
        Column(_("Who")),
        Column(_("Role")),
        Column(_("For when"), "day"),
        Column(_("Why")),
        Column(_("Fact"), "whole"),
        Column(_("Hash")),
    ]
    rows = [
        [
            words.utc(entry.at),
            words.kind(entry.kind),
            said(entry),
            entry.subject,
            entry.who,
            words.role(entry.role),
            entry.valid_from,
            why(entry),
            entry.fact.seq if entry.fact else None,
            entry.fact.hash if entry.fact else "",
        ]
        for entry in entries
    ]
    return Table(_("Processing history"), columns, rows, notes)


def facts_table(facts: Sequence[Fact], notes: Sequence[str]) -> Table:
    """Facts with every text that their hashes are computed from, in the order written."""
    heads = (
        "recorded_at", "who", "role", "kind", "subject", "valid_from", "why", "body",
        "previous_hash", "hash",
    )  # fmt: skip
    rows = [
        [
            fact.seq,
            moment_text(fact.recorded_at),
            fact.who,
            fact.role,
            fact.kind,
            fact.subject,
            fact.valid_from.isoformat() if fact.valid_from else None,
            fact.why,
            canonical(fact.body),
            fact.previous_hash,
            fact.hash,
        ]
        for fact in sorted(facts, key=lambda fact: fact.seq)
    ]
    return Table(_("Facts"), [Column("seq", "whole"), *map(Column, heads)], rows, notes)
