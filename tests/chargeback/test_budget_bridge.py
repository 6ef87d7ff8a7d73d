"""A budget and an outcome are held together by causes that add up to the öre."""

import datetime
import re
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chargeback.bridge import Move, Side
from chargeback.budget_bridge import (
    CAUSES,
    KNOWN,
    Known,
    causes,
    januaries,
    owner_since,
    price_since,
)

METHOD = Path(__file__).resolve().parents[2] / "docs" / "method.md"
LIST, NEW_LIST = frozenset({"528000"}), frozenset({"500000"})
ORE = st.integers(-(10**12), 10**12)
SIDES = st.builds(Known, *(ORE for _part in KNOWN))
QUANTITY = st.integers(0, 10**15)
PRICES = st.frozensets(st.sampled_from(["100", "200", "17e4"]), max_size=2)
JANUARY, JUNE, JULY = (datetime.date(2008, month, 1) for month in (1, 6, 7))


@given(ORE, SIDES, ORE, SIDES)
def test_the_causes_add_up_to_the_change(before_ore, before, amount_ore, now):
    assert sum(causes(before_ore, before, amount_ore, now).values()) == amount_ore - before_ore


@given(ORE, SIDES, ORE, SIDES)
def test_swapping_the_sides_turns_every_sign(before_ore, before, amount_ore, now):
    there = causes(before_ore, before, amount_ore, now)
    back = causes(amount_ore, now, before_ore, before)

    assert back == {cause: -ore for cause, ore in there.items()}


@given(ORE, SIDES)
def test_a_side_against_itself_is_nothing(ore, known):
    assert not any(causes(ore, known, ore, known).values())


@given(st.lists(st.tuples(ORE, SIDES, ORE, SIDES), max_size=5))
def test_the_areas_together_are_the_whole(areas):
    """What is told of each area adds up to what would be told of all of them as one."""
    apart = [causes(*area) for area in areas]
    whole = causes(
        sum(area[0] for area in areas),
        sum((area[1] for area in areas), start=Known()),
        sum(area[2] for area in areas),
        sum((area[3] for area in areas), start=Known()),
    )

    assert {cause: sum(one[cause] for one in apart) for cause in CAUSES} == whole


@given(st.builds(Side, ORE, QUANTITY, PRICES), st.builds(Side, ORE, QUANTITY, PRICES))
def test_what_is_paid_for_use_at_one_price_has_no_price_in_it(now, then):
    same = Side(then.amount_ore, then.quantity, now.prices)

    assert price_since(now, same) == 0


def test_fees_that_fell_since_january_are_told_for_what_is_used():
    """12 machines at 419,58 kr; in January ten cost 440,00 kr each."""
    assert price_since(Side(5_034_96, 12, NEW_LIST), Side(4_400_00, 10, LIST)) == -245_04


def test_a_service_without_a_january_has_no_price_to_be_told_from():
    assert price_since(Side(250_00, 1, LIST), Side()) == 0


def test_a_move_tells_from_its_own_month_on_and_not_in_its_january():
    moves = [Move(JUNE, 1000, 440_00)]

    assert owner_since(moves, {JANUARY: JANUARY}) == 0
    assert owner_since(moves, {JUNE: JANUARY, JULY: JANUARY}) == 880_00
    assert owner_since(moves, {JANUARY: JULY}) == -440_00


def test_a_month_is_held_against_its_own_year_or_the_nearest_with_a_budget():
    years = [datetime.date(year, 3, 1) for year in (2006, 2008, 2010)]

    found = januaries(years, [datetime.date(2007, 1, 1), datetime.date(2008, 12, 1)])

    assert [january.year for january in found.values()] == [2007, 2008, 2008]


def worked_example() -> dict[str, int]:
    """The öre of each cause as docs/method.md tells them."""
    text = METHOD.read_text(encoding="utf-8")
    table = text[text.index("Example, a budget") :]
    rows = re.findall(r"^\| \**(\w+)\** \|.*\| \**(−?[\d ]+,\d\d)\** \|$", table, re.MULTILINE)
    return {
        cause: int(kronor.replace("−", "-").replace(" ", "").replace(",", ""))
        for cause, kronor in rows[: len(CAUSES) + 1]
    }


def test_the_worked_example_of_the_method_is_right():
    known = Known(
        price=price_since(Side(5_874_12, 14, NEW_LIST), Side(4_400_00, 10, LIST)),
        owner=owner_since([Move(JULY, 2, 880_00)], {JULY: JANUARY}),
        correction=-40_00,
    )
    found = causes(5_000_00, Known(), 5_874_12 - 40_00, known)

    assert worked_example() == {**found, "change": sum(found.values())}
