"""What proposed prices would make of the last twelve months' quantities, by department."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from chargeback.price_effect import effect_ore
from dashboard.rows import Row
from journal.prices import Book, Price


@dataclass(frozen=True)
class Effect:
    """A department's months at the price before and at the proposed one, in öre."""

    department: Row
    before_ore: int
    after_ore: int

    @property
    def change_ore(self) -> int:
        """What the department would pay more; below nothing for less."""
        return self.after_ore - self.before_ore


def price_before(book: Book, price: Price) -> Price | None:
    """The last price in force of the same service and kind that begins before another."""
    earlier = [
        other
        for other in book.in_force()
        if other.service_id == price.service_id
        and other.valid_from < price.valid_from
        and (other.price_ore is None) == (price.price_ore is None)
    ]
    return max(earlier, key=lambda other: other.valid_from, default=None)


def effects(book: Book, proposed: Iterable[Price], quantities: Iterable[Row]) -> list[Effect]:
    """The effect of proposed prices, the department that pays most more first.

    Args:
        book: The prices in force.
        proposed: Of one list; of a service with several the first.
        quantities: What each department had of each service
            (:func:`dashboard.queries.prices.quantities`).

    A service without an earlier price has no effect to tell: nobody has paid for it.
    """
    changed = _changed(book, proposed)
    by_department: dict[str, list[Row]] = {}
    for row in quantities:
        if row["service_id"] in changed:
            by_department.setdefault(row["department_id"], []).append(row)
    found = [_effect(rows, changed) for rows in by_department.values()]
    return sorted(found, key=lambda effect: (-effect.change_ore, effect.department["name_sv"]))


def _changed(book: Book, proposed: Iterable[Price]) -> dict[str, tuple[Price, Price]]:
    by_day = sorted(proposed, key=lambda price: price.valid_from, reverse=True)
    pairs = ((price, price_before(book, price)) for price in by_day)
    return {price.service_id: (before, price) for price, before in pairs if before}


def _effect(rows: Sequence[Row], changed: Mapping[str, tuple[Price, Price]]) -> Effect:
    before, after = (
        sum(_ore(row, changed[row["service_id"]][place]) for row in rows) for place in (0, 1)
    )
    return Effect(rows[0], before, after)


def _ore(row: Row, price: Price) -> int:
    return effect_ore(row["quantity"], row["fee_kind"], price.price_ore, price.price_e4)
