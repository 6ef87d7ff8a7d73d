"""What a change of cost is made of: how much was used, and what it cost to use."""

from chargeback.money import rounded_ore


def price_and_volume(
    amount_ore: int, before_ore: int, quantity: int, quantity_before: int
) -> tuple[int, int]:
    """Split a change into what more or less use made and what dearer or cheaper use made.

    >>> price_and_volume(1_200_00, 1_000_00, 15, 10)
    (-30000, 50000)

    Volume is the change of quantity at the earlier mean price, rounded once; price is the
    later quantity at the change of the mean price. Their sum is the change to the öre.

    Args:
        amount_ore: Öre of the later months.
        before_ore: Öre of the earlier months.
        quantity: What was used in the later months, in any whole unit.
        quantity_before: The same in the earlier months; above zero.

    Returns:
        Öre by price and öre by volume.

    Raises:
        ValueError: Nothing was used earlier, so there is no earlier price.

    Source:
        docs/method.md, "Price and volume".
    """
    if quantity_before <= 0:
        raise ValueError(f"there is no earlier price of {quantity_before} units")
    volume_ore = rounded_ore(before_ore * (quantity - quantity_before), quantity_before)
    return amount_ore - before_ore - volume_ore, volume_ore
