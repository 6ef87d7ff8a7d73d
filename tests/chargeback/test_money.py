"""Splitting, month shares and rounding: every öre is where the rule says."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from chargeback.money import (
    Tier,
    month_share_ore,
    price_parts_ore,
    rounded_ore,
    split_ore,
    tier_parts,
)

ore = some.integers(min_value=-(10**12), max_value=10**12)
weights = some.dictionaries(some.text(min_size=1), some.integers(0, 10**6), min_size=1).filter(
    lambda chosen: sum(chosen.values()) > 0
)


def test_left_over_ore_goes_to_the_largest_remainder():
    """100,00 kr over 3, 3 and 1 workstations: 42,857…, 42,857… and 14,285… kr."""
    parts = split_ore(100_00, {"school": 3, "social_care": 3, "streets": 1})

    assert parts == {"school": 42_86, "social_care": 42_86, "streets": 14_28}


def test_equal_remainders_are_settled_in_key_order():
    assert split_ore(1, {"b": 1, "a": 1}) == {"b": 0, "a": 1}


def test_a_credit_is_the_mirror_of_the_charge():
    assert split_ore(-100_00, {"a": 3, "b": 4}) == {"a": -42_86, "b": -57_14}


def test_refuses_to_split_when_nobody_used_the_service():
    with pytest.raises(ValueError, match="cannot split 5000 öre"):
        split_ore(50_00, {"school": 0, "streets": 0})


def test_refuses_a_negative_weight():
    with pytest.raises(ValueError, match="cannot split"):
        split_ore(50_00, {"school": 2, "streets": -1})


@given(ore, weights)
def test_parts_sum_to_the_amount_and_are_within_one_ore_of_their_share(total, chosen):
    parts = split_ore(total, chosen)

    assert sum(parts.values()) == total
    whole = sum(chosen.values())
    assert all(abs(parts[key] * whole - total * chosen[key]) < whole for key in chosen)


@given(some.integers(0, 10**12))
def test_twelve_months_make_the_price(price):
    assert sum(month_share_ore(price, month) for month in range(1, 13)) == price


@given(some.integers(0, 10**12), some.integers(1, 12))
def test_a_higher_price_never_lowers_a_month(price, month):
    assert month_share_ore(price, month) <= month_share_ore(price + 1, month)


def test_the_odd_ore_come_late_in_the_year():
    """5 035,00 kr is 12 × 419,58 kr and 4 öre: September to December have one more."""
    shares = [month_share_ore(5035_00, month) for month in range(1, 13)]

    assert shares == [419_58] * 8 + [419_59] * 4


@pytest.mark.parametrize(("price", "month"), [(-1, 1), (100, 0), (100, 13)])
def test_refuses_a_month_that_is_none(price, month):
    with pytest.raises(ValueError, match="no month share"):
        month_share_ore(price, month)


@pytest.mark.parametrize(
    ("numerator", "denominator", "rounded"),
    [(1, 2, 1), (-1, 2, -1), (3, 2, 2), (1, 3, 0), (2, 3, 1), (-2, 3, -1), (0, 31, 0)],
)
def test_half_an_ore_goes_away_from_zero(numerator, denominator, rounded):
    assert rounded_ore(numerator, denominator) == rounded


def test_refuses_a_month_of_no_days():
    with pytest.raises(ValueError, match="cannot round"):
        rounded_ore(1, 0)


STEPS = [Tier(0, 1, 3500), Tier(1000, 1, 3000)]
PACKAGES = [Tier(0, 400, 35_0000), Tier(1000, 400, 30_0000)]


@pytest.mark.parametrize(
    ("kind", "tiers", "quantity", "ore"),
    [
        ("graduated", STEPS, 1_500_000, 500_00),
        ("graduated", STEPS, 1_000_000, 350_00),
        ("volume", STEPS, 999_999, 350_00),
        ("volume", STEPS, 1_000_000, 300_00),
        ("package", PACKAGES, 1_500_000, 3 * 35_00 + 2 * 30_00),
        ("package", PACKAGES, 1, 35_00),
        ("flat", [Tier(0, 1, 50_0000), Tier(1000, 1, 2000_0000)], 999_000, 50_00),
        ("flat", [Tier(0, 1, 50_0000), Tier(1000, 1, 2000_0000)], 1_000_000, 2000_00),
    ],
)
def test_a_step_begins_where_it_says(kind, tiers, quantity, ore):
    assert price_parts_ore(tier_parts(kind, tiers, quantity)) == ore


@pytest.mark.parametrize("kind", ["graduated", "volume", "package", "flat"])
def test_nothing_used_costs_nothing(kind):
    assert tier_parts(kind, STEPS, 0) == []


def test_a_department_is_rounded_once_whatever_its_steps():
    """3 × 0,005 kr and 3 × 0,005 kr are 3 öre; rounded step by step they would be 4."""
    half = [Tier(0, 1, 50), Tier(3, 1, 50)]

    assert price_parts_ore(tier_parts("graduated", half, 6_000)) == 3
