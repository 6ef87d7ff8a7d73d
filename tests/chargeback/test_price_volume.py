"""A change of cost is use and price, to the öre."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chargeback.price_volume import price_and_volume

ORE = st.integers(-(10**12), 10**12)
UNITS = st.integers(0, 10**9)


def test_more_units_at_the_same_price_are_volume():
    assert price_and_volume(1_500_00, 1_000_00, 15, 10) == (0, 500_00)


def test_the_same_units_at_another_price_are_price():
    assert price_and_volume(900_00, 1_000_00, 10, 10) == (-100_00, 0)


def test_a_part_of_an_ore_is_rounded_once_and_the_rest_is_price():
    """10,00 kr for 3 units; one more unit is 3,333… kr."""
    assert price_and_volume(14_00, 10_00, 4, 3) == (67, 333)


def test_without_earlier_use_there_is_no_earlier_price():
    with pytest.raises(ValueError, match="no earlier price"):
        price_and_volume(1, 0, 1, 0)


@given(ORE, ORE, UNITS, st.integers(1, 10**9))
def test_price_and_volume_are_the_change(amount, before, quantity, quantity_before):
    assert sum(price_and_volume(amount, before, quantity, quantity_before)) == amount - before
