"""Why one run charges another amount than an earlier run: by cause, to the öre.

The same months are held against each other as two runs have them. What one cost centre has
fewer of and another more, of the same service and month, has changed owner; the rest is told by
the bridge's rule for each cost centre. Docs/method.md, "The bridge" and "Periods and corrections".
"""

import datetime
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from chargeback.bridge import Moved, Parts, Side, parts
from chargeback.money import rounded_ore, split_ore

#: Every length of a month divides it, so that part months are whole numbers too.
MONTH_PARTS = 377_580

#: A run's lines of one service and booked month, and in it what each payer has.
Service = tuple[datetime.date, str]
#: And the payer.
Place = tuple[datetime.date, str, str]


@dataclass(frozen=True)
class Cell:
    """Lines of one payer, service, month and price in one run.

    Attributes:
        period: The booked month.
        service_id: The service, or the system of an agreement.
        payer: Department and cost centre.
        price: What the price is known by.
        quantity: In any whole unit that is the same in both runs.
        amount_ore: Öre.
        is_correction: Of a closed month.
    """

    period: datetime.date
    service_id: str
    payer: str
    price: str
    quantity: int
    amount_ore: int
    is_correction: bool = False


def cell(line: Mapping[str, Any]) -> Cell:
    """A line of a bill as a cell.

    Args:
        line: period, service_id, fee_kind, agreement_id, agreement_system, department_id,
            cost_centre_id, price_ore, price_e4, tiers, quantity, quantity_days, days_in_month,
            amount_ore and is_correction of marts.bill_lines.
    """
    service_id = line["service_id"]
    if line["fee_kind"] == "agreement":
        service_id = line["agreement_system"] or line["agreement_id"]
    return Cell(
        line["period"],
        service_id,
        f"{line['department_id']} {line['cost_centre_id']}",
        _price(line),
        _quantity(line),
        line["amount_ore"],
        # What is paid back belongs to a year that was, as a correction does.
        line["is_correction"] or line["fee_kind"] == "settlement",
    )


def _price(line: Mapping[str, Any]) -> str:
    """What a line's price is known by, whatever its kind."""
    if line["price_ore"] is not None:
        return str(line["price_ore"])
    if line["price_e4"] is not None:
        return f"{line['price_e4']}e4"
    return line["tiers"] or "passed_through"


def _quantity(line: Mapping[str, Any]) -> int:
    """1/1 000 unit-months in so many parts: a unit for half the month is half of one."""
    if line["quantity_days"] is None:
        return int(MONTH_PARTS * line["quantity"])
    return int(line["quantity_days"] * (MONTH_PARTS // line["days_in_month"]))


def differences(before: Iterable[Cell], now: Iterable[Cell]) -> dict[Place, Parts]:
    """What each payer of each service and month differs by, by cause.

    The parts add up to the difference. The cause ``mix`` is what quantity and price do not
    tell: another rule of counting.
    """
    sides = _sides(before), _sides(now)
    found = {
        (*service, payer): told
        for service in sorted(sides[0].keys() | sides[1].keys())
        for payer, told in _of_service(*(side.get(service, {}) for side in sides)).items()
    }
    return {place: told for place, told in found.items() if told != Parts()}


def _sides(cells: Iterable[Cell]) -> dict[Service, dict[str, Side]]:
    """A run's cells added up for each payer of a service in a month."""
    found: defaultdict[Service, dict[str, Side]] = defaultdict(dict)
    for cell in cells:
        payers = found[cell.period, cell.service_id]
        payers[cell.payer] = _added(payers.get(cell.payer, Side()), cell)
    return dict(found)


def _added(side: Side, cell: Cell) -> Side:
    if cell.is_correction:
        return Side(
            side.amount_ore, side.quantity, side.prices, side.correction_ore + cell.amount_ore
        )
    return Side(
        side.amount_ore + cell.amount_ore,
        side.quantity + cell.quantity,
        side.prices | {cell.price},
        side.correction_ore,
    )


def _of_service(before: Mapping[str, Side], now: Mapping[str, Side]) -> dict[str, Parts]:
    payers = sorted(before.keys() | now.keys())
    pairs = {payer: (before.get(payer, Side()), now.get(payer, Side())) for payer in payers}
    moved = _moved(pairs)
    return {payer: parts(*pairs[payer], moved[payer]) for payer in payers}


def _moved(pairs: Mapping[str, tuple[Side, Side]]) -> dict[str, Moved]:
    """What went from payers that have fewer now to those that have more."""
    change = {payer: now.quantity - before.quantity for payer, (before, now) in pairs.items()}
    more = {payer: size for payer, size in change.items() if size > 0}
    fewer = {payer: -size for payer, size in change.items() if size < 0}
    most = min(sum(more.values()), sum(fewer.values()))
    if not most:
        return dict.fromkeys(pairs, Moved())
    came, went = split_ore(most, more), split_ore(most, fewer)
    return {
        payer: _at_its_price(came.get(payer, 0) - went.get(payer, 0), *pairs[payer])
        for payer in pairs
    }


def _at_its_price(quantity: int, before: Side, now: Side) -> Moved:
    """What moved, in öre: at the mean price of the side it is on."""
    side = now if quantity > 0 else before
    if not quantity or not side.quantity:
        return Moved()
    sign = 1 if side.quantity > 0 else -1
    return Moved(quantity, rounded_ore(sign * quantity * side.amount_ore, sign * side.quantity))
