"""The catalogue and its prices as tables to take along."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Table
from dashboard.i18n import _, language, name
from dashboard.rows import Row
from dashboard.words import kpis as kpi_words
from dashboard.words import reference as words


def services_table(services: Sequence[Row], notes: Sequence[str]) -> Table:
    """Every service, how it is counted and from whom it comes."""
    columns = [
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Area")),
        Column(_("Unit")),
        Column(_("Counted")),
        Column(_("Fee")),
        Column(_("Supplier")),
        Column(_("Source")),
        Column(_("Charged")),
    ]
    rows = [
        [
            row["service_id"],
            name(row),
            words.area(row["area"]),
            name(row, "unit"),
            words.counting_rule(row["rule"], row["rule_days"] or "", row["allowance"] or ""),
            words.fee_kind(row["fee_kind"]),
            name(row, "supplier") if row["supplier_sv"] else None,
            row["source"],
            _("yes") if row["is_charged"] else _("no"),
        ]
        for row in services
    ]
    return Table(_("Services"), columns, rows, notes)


def prices_table(prices: Sequence[Row], notes: Sequence[str]) -> Table:
    """Every price; a price in 1/10 000 kr stands as text, to the last digit."""
    columns = [
        Column(_("Service id")),
        Column(_("Price list")),
        Column(_("Price a year or each, kr"), "ore"),
        Column(_("Price by use, kr")),
        Column(_("From"), "day"),
        Column(_("Until")),
        Column(_("Decision")),
    ]
    rows = [
        [
            row["service_id"],
            row["price_list_id"],
            row["price_ore"],
            None if row["price_e4"] is None else words.small_price(row["price_e4"]),
            row["valid_from"],
            words.until(row),
            words.decision(row),
        ]
        for row in prices
    ]
    return Table(_("Prices"), columns, rows, notes)


def recovery_table(rows: Sequence[Row], notes: Sequence[str]) -> Table:
    """What each service cost and was charged in a year; rows of ``queries.reference.recovery``."""
    columns = [
        Column(_("Year")),
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Fees, kr"), "ore"),
        Column(_("Self-cost, kr"), "ore"),
        Column(_("of it idle capacity, kr"), "ore"),
        Column(_("of it the supplier's own use, kr"), "ore"),
        Column(_("Result, kr"), "ore"),
        Column(_("Self-cost a unit")),
    ]
    told = [
        [
            str(row["year"]),
            row["service_id"],
            name(row),
            row["fees_ore"],
            row["self_cost_ore"],
            row["idle_ore"],
            row["own_use_ore"],
            row["result_ore"],
            words.unit_cost(row),
        ]
        for row in rows
    ]
    return Table(_("Self-costs"), columns, told, notes)


def kpis_table(kpis: Sequence[Row], notes: Sequence[str]) -> Table:
    """Every key figure with its definition; rows of :func:`dashboard.queries.kpis.definitions`."""
    columns = [
        Column(_("Key figure id")),
        Column(_("Code")),
        Column(_("Key figure")),
        Column(_("Unit")),
        Column(_("Better")),
        Column(_("Means")),
        Column(_("A year's figure")),
    ]
    rows = [
        [
            row["kpi_id"],
            row["code"],
            name(row, "title"),
            row["unit"],
            kpi_words.better(row["better"]),
            row[f"definition_{language()}"] or row["definition_sv"],
            kpi_words.year_rule(row["year_rule"], row["frequency"]),
        ]
        for row in kpis
    ]
    return Table(_("Key figures"), columns, rows, notes)
