"""Two runs of the same months differ by causes that add up to the difference."""

import datetime

from hypothesis import given
from hypothesis import strategies as some

from chargeback.bridge import Parts
from chargeback.run_differences import Cell, differences

MARCH, APRIL = datetime.date(2008, 3, 1), datetime.date(2008, 4, 1)


def cell(payer="A 1", quantity=10, amount=1000_00, price="100", service="WS-ADM", **more):
    return Cell(MARCH, service, payer, price, quantity, amount, **more)


def only(before, now):
    return sum(differences(before, now).values(), Parts())


def test_the_same_run_differs_by_nothing():
    assert differences([cell()], [cell()]) == {}


def test_fewer_machines_are_quantity():
    assert only([cell()], [cell(quantity=8, amount=800_00)]) == Parts(quantity=-200_00)


def test_another_price_is_price():
    assert only([cell()], [cell(amount=1100_00, price="110")]) == Parts(price=100_00)


def test_what_one_has_fewer_of_and_another_more_has_changed_owner():
    before = [cell(), cell("B 2", 5, 500_00)]
    now = [cell(quantity=7, amount=700_00), cell("B 2", 8, 800_00)]

    assert differences(before, now) == {
        (MARCH, "WS-ADM", "A 1"): Parts(owner=-300_00),
        (MARCH, "WS-ADM", "B 2"): Parts(owner=300_00),
    }


def test_a_move_with_one_more_is_a_move_and_one_more():
    before = [cell(), cell("B 2", 5, 500_00)]
    now = [cell(quantity=7, amount=700_00), cell("B 2", 9, 900_00)]

    assert only(before, now) == Parts(quantity=100_00)


def test_the_same_quantity_at_the_same_price_to_another_amount_is_the_rule():
    assert only([cell()], [cell(amount=990_00)]) == Parts(mix=-10_00)


def test_a_service_of_one_run_only_is_new_or_ended():
    assert only([], [cell()]) == Parts(new=1000_00)
    assert only([cell()], []) == Parts(ended=-1000_00)


def test_corrections_are_told_as_that():
    credit = cell(quantity=8, amount=-200_00, is_correction=True)

    assert only([cell()], [cell(), credit]) == Parts(correction=-200_00)


cells = some.builds(
    Cell,
    some.sampled_from([MARCH, APRIL]),
    some.sampled_from(["WS-ADM", "ACC-STD"]),
    some.sampled_from(["A 1", "A 2", "B 1"]),
    some.sampled_from(["100", "110"]),
    some.integers(0, 50),
    some.integers(-10_000, 1_000_000),
    some.booleans(),
)
runs = some.lists(cells, max_size=12)


@given(runs, runs)
def test_the_causes_add_up_to_the_difference(before, now):
    found = differences(before, now)

    told = sum(parts.change_ore for parts in found.values())
    assert told == sum(c.amount_ore for c in now) - sum(c.amount_ore for c in before)


@given(runs, runs)
def test_the_order_of_lines_does_not_show(before, now):
    assert differences(before[::-1], now[::-1]) == differences(before, now)
