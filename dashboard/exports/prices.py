"""Price lists, their prices and what was said of them, as tables to take along."""

from collections.abc import Callable, Sequence

from dashboard.exports.tables import Column, Table, Value
from dashboard.i18n import _
from dashboard.words import prices as words
from journal.facts import Fact
from journal.prices import AgreedPrice, Price, PriceList, Tier


def lists_table(lists: Sequence[PriceList], notes: Sequence[str]) -> Table:
    """Every list with its state and decision."""
    columns = [
        Column(_("Price list")),
        Column(_("State")),
        Column(_("From"), "day"),
        Column(_("Until, not included"), "day"),
        Column(_("Decision")),
        Column(_("Day of decision"), "day"),
    ]
    rows = [
        [
            one.price_list_id,
            words.state(one.state),
            one.valid_from,
            one.valid_until,
            one.decision,
            one.decided_on,
        ]
        for one in lists
    ]
    return Table(_("Price lists"), columns, rows, notes)


def prices_table(prices: Sequence[Price], notes: Sequence[str]) -> Table:
    """Every price of every list, drafts too, with the file and line or the fact that says it."""
    columns = [
        Column(_("Price list")),
        Column(_("Service id")),
        *_shared(),
    ]
    rows = [[one.price_list_id, one.service_id, *_values(one)] for one in prices]
    return Table(_("Prices"), columns, rows, notes)


def tiers_table(tiers: Sequence[Tier], notes: Sequence[str]) -> Table:
    """Every step of a price that depends on quantity, with the file and line that says it."""
    columns = [
        Column(_("Price list")),
        Column(_("Service id")),
        Column(_("Kind of step")),
        Column(_("From, units"), "whole"),
        Column(_("Units in a package"), "whole"),
        *_shared(),
    ]
    rows = [
        [
            one.price_list_id,
            one.service_id,
            words.tier_kind(one.tier_kind),
            one.from_quantity,
            one.package_size,
            *_values(one),
        ]
        for one in tiers
    ]
    return Table(_("Prices by quantity"), columns, rows, notes)


def agreed_table(agreed: Sequence[AgreedPrice], notes: Sequence[str]) -> Table:
    """Every price agreed with one department, with the file and line that says it."""
    columns = [Column(_("Agreement")), Column(_("Service id")), *_shared()]
    rows = [[one.agreement_id, one.service_id, *_values(one)] for one in agreed]
    return Table(_("Agreed prices"), columns, rows, notes)


def _shared() -> list[Column]:
    return [
        Column(_("Price a year or each, kr"), "ore"),
        Column(_("Price by use, kr"), "e4"),
        Column(_("From"), "day"),
        Column(_("Until, not included"), "day"),
        Column(_("Source")),
        Column(_("Line or fact"), "whole"),
    ]


def _values(one: Price | Tier | AgreedPrice) -> list[Value]:
    return [
        one.price_ore,
        one.price_e4,
        one.valid_from,
        one.valid_until,
        one.source_file,
        one.source_line,
    ]


def history_table(
    facts: Sequence[Fact], service_of: Callable[[Fact], str], notes: Sequence[str]
) -> Table:
    """What was said of one list, newest first, with each fact's hash."""
    columns = [
        Column(_("Fact"), "whole"),
        Column(_("When")),
        Column(_("Who")),
        Column(_("Role")),
        Column(_("What")),
        Column(_("Why")),
        Column(_("Hash")),
    ]
    rows: list[list[Value]] = [
        [
            fact.seq,
            fact.recorded_at.isoformat(),
            fact.who,
            fact.role,
            words.said(fact, service_of(fact)),
            fact.why,
            fact.hash,
        ]
        for fact in facts
    ]
    return Table(_("Who said what"), columns, rows, notes)
