"""What leads from one year's cost to the next: use by area, new services, agreements, price."""

from collections.abc import Sequence

from chargeback.bridge import Side, parts
from dashboard.rows import Row
from dashboard.words.overview import Cause, Kind

OWN_AREAS = 3
AGREEMENT = "agreement"
# A year's mean price is another than the year's before, whichever prices made it.
EARLIER, LATER = frozenset({"earlier"}), frozenset({"later"})


def causes(services: Sequence[Row]) -> list[Cause]:
    """The parts of a year's change, increases first, then by size; they add up to it exactly.

    Args:
        services: A row for each service with its area, fee_kind, öre in amount_ore and
            before_ore, and 1/1 000 units in quantity and before_quantity.
    """
    parts = [_parts(row) for row in services]
    told = [
        *_volumes([one for one in parts if one.kind == "volume"]),
        *_together("agreements", parts),
        *_together("new", parts),
        *_together("ended", parts),
    ]
    price_ore = sum(row["amount_ore"] - row["before_ore"] for row in services)
    price_ore -= sum(one.change_ore for one in parts)
    if price_ore:
        told.append(Cause("price", "", price_ore))
    return sorted(told, key=lambda one: -one.change_ore)


def _parts(row: Row) -> Cause:
    """What a service's change is made of but for its price."""
    change_ore = row["amount_ore"] - row["before_ore"]
    if row["fee_kind"] == AGREEMENT:
        return Cause("agreements", row["service_id"], change_ore)
    if not row["before_ore"]:
        return Cause("new", row["service_id"], change_ore)
    if not row["amount_ore"]:
        return Cause("ended", row["service_id"], change_ore)
    if not row["before_quantity"]:
        return Cause("volume", row["area"], change_ore)
    found = parts(
        Side(row["before_ore"], row["before_quantity"], EARLIER),
        Side(row["amount_ore"], row["quantity"], LATER),
    )
    return Cause("volume", row["area"], found.quantity)


def _volumes(parts: Sequence[Cause]) -> list[Cause]:
    """The areas with the largest change by use, and the others together."""
    areas: dict[str, int] = {}
    for part in parts:
        areas[part.key] = areas.get(part.key, 0) + part.change_ore
    ranked = sorted(areas, key=lambda area: (-abs(areas[area]), area))
    own, rest = ranked[:OWN_AREAS], ranked[OWN_AREAS:]
    told = [Cause("volume", area, areas[area]) for area in own if areas[area]]
    rest_ore = sum(areas[area] for area in rest)
    return [*told, Cause("other_volume", "", rest_ore, len(rest))] if rest_ore else told


def _together(kind: Kind, parts: Sequence[Cause]) -> list[Cause]:
    """All services of a kind as one cause; none where nothing changed."""
    own = [part for part in parts if part.kind == kind and part.change_ore]
    change_ore = sum(part.change_ore for part in own)
    if not change_ore:
        return []
    return [Cause(kind, own[0].key if len(own) == 1 else "", change_ore, len(own))]
