"""A price on a known quantity."""

import pytest

from chargeback.price_effect import effect_ore


def test_twelve_months_of_two_machines_cost_two_years_prices():
    assert effect_ore(12 * 2000, "yearly", 528_000, None) == 2 * 528_000


def test_a_piece_costs_its_price_each_time():
    assert effect_ore(3000, "one_off", 60_000, None) == 180_000


def test_pages_cost_parts_of_an_ore():
    """7 pages at 0,35 kr."""
    assert effect_ore(7000, "metered", None, 3500) == 245


def test_half_an_ore_is_rounded_up():
    """One month at 6 öre a year."""
    assert effect_ore(1000, "yearly", 6, None) == 1


@pytest.mark.parametrize(
    ("kind", "ore", "e4"), [("yearly", None, 3500), ("metered", 100, None), ("yearly", None, None)]
)
def test_a_price_of_another_kind_is_refused(kind, ore, e4):
    with pytest.raises(ValueError, match="expected a price"):
        effect_ore(1000, kind, ore, e4)
