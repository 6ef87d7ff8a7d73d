"""A scenario as tables to take along."""

from collections.abc import Sequence

from dashboard.exports.tables import Column, Kind, Table, Value
from dashboard.figures.scenario import Scenario, price_text
from dashboard.i18n import _, name
from dashboard.words.reference import area, counting_rule


def departments_table(scenario: Scenario, notes: Sequence[str]) -> Table:
    """What every department pays today and in the scenario, and the grant that makes up for it."""
    columns = [
        Column(_("Department id")),
        Column(_("Department")),
        Column(_("Today's prices, kr"), "ore"),
        Column(_("Scenario, kr"), "ore"),
        Column(_("Change, kr"), "ore"),
        Column(_("Of which the fee model, kr"), "ore"),
        Column(_("Compensating grant, kr"), "ore"),
    ]
    rows: list[list[Value]] = [
        [
            one.department_id,
            one.name,
            one.today_ore,
            one.amount_ore,
            one.change_ore,
            one.model_ore,
            one.change_ore,
        ]
        for one in scenario.effects
    ]
    return Table(_("Departments"), columns, rows, notes)


def prices_table(scenario: Scenario, notes: Sequence[str]) -> Table:
    """Every price today and in the scenario, and what its service brings."""
    columns = [
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Today, kr")),
        Column(_("Scenario, kr")),
        Column(_("Counted today")),
        Column(_("Counted in the scenario")),
        Column(_("Tried from")),
        Column(_("Fees today, kr"), "ore"),
        Column(_("Fees in the scenario, kr"), "ore"),
    ]
    today, tried = (_by_service(one) for one in (scenario.today, scenario.per_unit))
    rows: list[list[Value]] = [
        [
            price.service_id,
            name(price.row),
            price_text(price.today, price.digits),
            price_text(price.value, price.digits),
            counting_rule(price.row["rule"], price.row["rule_days"] or "", ""),
            counting_rule(
                scenario.rules.get(price.service_id) or str(price.row["rule"]),
                price.row["rule_days"] or "",
                "",
            ),
            scenario.starts(price).isoformat() if price.is_changed else "",
            today.get(price.service_id, 0),
            tried.get(price.service_id, 0),
        ]
        for price in scenario.prices
    ]
    return Table(_("Prices"), columns, rows, notes)


def areas_table(scenario: Scenario, notes: Sequence[str]) -> Table:
    """Fees and self-cost of every area."""
    kinds: list[tuple[str, Kind]] = [
        (_("Area"), "text"),
        (_("Fees, kr"), "ore"),
        (_("Carried, kr"), "ore"),
        (_("Self-cost, kr"), "ore"),
        (_("Difference, kr"), "ore"),
    ]
    rows: list[list[Value]] = [
        [area(one.area), one.fees_ore, one.carried_ore, one.cost_ore, one.difference_ore]
        for one in scenario.areas
    ]
    return Table(_("Self-costs"), [Column(head, kind) for head, kind in kinds], rows, notes)


def _by_service(amounts: dict[tuple[str, str], int]) -> dict[str, int]:
    added: dict[str, int] = {}
    for (_department, service_id), ore in amounts.items():
        added[service_id] = added.get(service_id, 0) + ore
    return added
