"""What a price would make of a quantity that is known: for whoever proposes one."""

from chargeback.money import METERED_PARTS, MILLI, MONTHS_A_YEAR, rounded_ore

#: Of these a month costs a twelfth of the price; the others cost it each time.
BY_YEAR = frozenset({"yearly", "decision"})


def effect_ore(quantity: int, fee_kind: str, price_ore: int | None, price_e4: int | None) -> int:
    """Öre for the quantities of some months at one price, rounded once.

    Args:
        quantity: 1/1 000 unit, the months' quantities added up; of a yearly price the units of
            each month.
        fee_kind: Of the service: yearly, decision, one_off or metered.
        price_ore: Öre a year or a piece; None for a metered price.
        price_e4: 1/10 000 kr a unit; None for the others.

    Raises:
        ValueError: The price is of another kind than the fee.
    """
    if (price_e4 is None) == (fee_kind == "metered") or (price_ore is None) != (
        fee_kind == "metered"
    ):
        raise ValueError(f"expected a price for {fee_kind}, found {price_ore} and {price_e4}")
    if price_e4 is not None:
        return rounded_ore(quantity * price_e4, METERED_PARTS)
    months = MONTHS_A_YEAR if fee_kind in BY_YEAR else 1
    return rounded_ore(quantity * (price_ore or 0), months * MILLI)
