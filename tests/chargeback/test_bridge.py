"""A change of cost is its causes, to the öre."""

import datetime
import re
from dataclasses import replace
from functools import reduce
from operator import add
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from chargeback.bridge import CAUSES, Move, Moved, Parts, Side, moved_between, parts

METHOD = Path(__file__).resolve().parents[2] / "docs" / "method.md"
LIST, NEW_LIST = frozenset({"528000"}), frozenset({"500000"})
ORE = st.integers(-(10**12), 10**12)
QUANTITY = st.integers(0, 10**15)
PRICES = st.frozensets(st.sampled_from(["100", "200", "17e4"]), max_size=2)
SIDES = st.builds(Side, ORE, QUANTITY, PRICES, ORE)
MOVED = st.builds(Moved, st.integers(-(10**12), 10**12), ORE)
MAY, JUNE, JULY = (datetime.date(2008, month, 1) for month in (5, 6, 7))


def only(found: Parts) -> dict[str, int]:
    """The causes that are anything."""
    return {cause: getattr(found, cause) for cause in CAUSES if getattr(found, cause)}


def test_more_units_at_the_same_price_are_quantity():
    assert only(parts(Side(1_000_00, 10, LIST), Side(1_500_00, 15, LIST))) == {"quantity": 500_00}


def test_the_same_units_at_another_price_are_price():
    assert only(parts(Side(1_000_00, 10, LIST), Side(900_00, 10, NEW_LIST))) == {"price": -100_00}


def test_both_at_once_are_told_at_the_mean_of_the_two():
    """10 at 100 kr, 15 at 80 kr: 5 × 90 kr more, 12,5 × 20 kr cheaper."""
    found = parts(Side(1_000_00, 10, LIST), Side(1_200_00, 15, NEW_LIST))

    assert only(found) == {"price": -250_00, "quantity": 450_00}


def test_a_mean_price_that_moves_at_the_same_prices_is_mix():
    """10 units cost 1 000 kr; ten others, more of them at the dearer price, 1 100 kr."""
    both = LIST | NEW_LIST

    assert only(parts(Side(1_000_00, 10, both), Side(1_100_00, 10, both))) == {"mix": 100_00}


def test_what_moved_is_owner_for_both_and_cancels():
    """Schools had 3 machines at 440 kr and Fosie 5; one moves."""
    moved = Moved(1, 440_00)
    from_schools = parts(
        Side(1_320_00, 3, LIST), Side(880_00, 2, LIST), Moved(-moved.quantity, -moved.amount_ore)
    )
    to_fosie = parts(Side(2_200_00, 5, LIST), Side(2_640_00, 6, LIST), moved)

    assert only(from_schools) == {"owner": -440_00}
    assert only(to_fosie) == {"owner": 440_00}
    assert only(from_schools + to_fosie) == {}


def test_a_first_machine_that_came_from_another_is_owner_and_not_new():
    assert only(parts(Side(), Side(440_00, 1, LIST), Moved(1, 440_00))) == {"owner": 440_00}


def test_a_service_without_earlier_use_is_new_and_one_without_later_use_has_ended():
    side = Side(440_00, 1, LIST)

    assert only(parts(Side(), side)) == {"new": 440_00}
    assert only(parts(side, Side())) == {"ended": -440_00}


def test_a_machine_that_came_and_was_taken_out_of_use_is_owner_and_quantity():
    assert only(parts(Side(), Side(), Moved(1, 440_00))) == {"owner": 440_00, "quantity": -440_00}


def test_a_credit_for_an_earlier_month_is_correction():
    now = Side(440_00, 1, LIST, correction_ore=-40_00)

    assert only(parts(Side(440_00, 1, LIST), now)) == {"correction": -40_00}


def test_a_move_tells_in_every_month_from_its_own_on():
    """From June: one of two earlier months has it, and the only later one."""
    moves = [Move(JUNE, 1000, 440_00)]

    assert moved_between(moves, [MAY], [JULY]) == Moved(1000, 440_00)
    assert moved_between(moves, [MAY, JUNE], [JULY]) == Moved(0, 0)
    assert moved_between(moves, [JUNE], [JULY]) == Moved(0, 0)
    assert moved_between(moves, [JULY], [MAY]) == Moved(-1000, -440_00)


def worked_example() -> dict[str, int]:
    """The öre of each cause as docs/method.md tells them."""
    text = METHOD.read_text(encoding="utf-8")
    table = text[text.index("Example, two Augusts") :]
    rows = re.findall(r"^\| \**(\w+)\** \|.*\| \**(−?[\d ]+,\d\d)\** \|$", table, re.MULTILINE)
    return {
        cause: int(kronor.replace("−", "-").replace(" ", "").replace(",", ""))
        for cause, kronor in rows[: len(CAUSES) + 1]
    }


def test_the_worked_example_of_the_method_is_right():
    services = [
        parts(Side(4_400_00, 10, LIST), Side(5_874_12, 14, NEW_LIST), Moved(2, 880_00)),
        parts(Side(6_80, 20, LIST), Side(10_20, 30, LIST)),
        parts(Side(), Side(250_00, 1, LIST)),
        parts(Side(), Side(correction_ore=-40_00)),
    ]
    found = reduce(add, services)

    assert worked_example() == {
        **{cause: getattr(found, cause) for cause in CAUSES},
        "change": found.change_ore,
    }


@given(SIDES, SIDES, MOVED)
def test_the_causes_add_up_to_the_change(before, now, moved):
    change = now.amount_ore + now.correction_ore - before.amount_ore - before.correction_ore

    assert parts(before, now, moved).change_ore == change


@given(SIDES, SIDES, MOVED)
def test_swapping_the_sides_turns_every_sign(before, now, moved):
    """What is new one way has ended the other."""
    there = parts(before, now, moved)
    back = parts(now, before, Moved(-moved.quantity, -moved.amount_ore))
    turned = Parts(*(-getattr(there, cause) for cause in CAUSES))

    assert back == replace(turned, new=-there.ended, ended=-there.new)


@given(SIDES)
def test_no_change_gives_nothing(side):
    assert only(parts(side, side)) == {}


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_pure_change_of_price_is_all_price(quantity, price, later):
    found = parts(
        Side(quantity * price, quantity, LIST), Side(quantity * later, quantity, NEW_LIST)
    )

    assert only(found) == ({"price": quantity * (later - price)} if later != price else {})


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_pure_change_of_quantity_is_all_quantity(price, quantity, later):
    found = parts(Side(quantity * price, quantity, LIST), Side(later * price, later, LIST))

    assert only(found) == ({"quantity": (later - quantity) * price} if later != quantity else {})


@given(st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**6), st.integers(1, 10**4))
def test_a_machine_moved_between_departments_cancels_in_the_city(ours, theirs, price, count):
    """Whatever both had, ``count`` units more than that go from the one to the other."""
    left = parts(
        Side((ours + count) * price, ours + count, LIST),
        Side(ours * price, ours, LIST),
        Moved(-count, -count * price),
    )
    came = parts(
        Side(theirs * price, theirs, LIST),
        Side((theirs + count) * price, theirs + count, LIST),
        Moved(count, count * price),
    )

    assert only(left) == {"owner": -count * price}
    assert only(came) == {"owner": count * price}
    assert only(left + came) == {}
