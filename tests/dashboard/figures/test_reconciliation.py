"""The equations added up: each holds only where every part of it does."""

import datetime

import pytest

from dashboard.address import Address
from dashboard.figures.reconciliation import Reconciliation
from dashboard.view import view_of

JULY = datetime.date(2008, 7, 1)


def term(equation, side, name, amount, source_id=None):
    unit = "rows" if equation == "volume" else "ore"
    return {
        "equation": equation,
        "source_id": source_id,
        "side": side,
        "term": name,
        "amount": amount,
        "unit": unit,
    }


@pytest.fixture
def found(as_reader):
    as_reader("controller")
    return Reconciliation(view_of(Address("/control/reconciliation", {"period": "2008-07"})))


def given(found, *terms):
    """Let the month have these terms."""
    found.__dict__["terms"] = [term(*one) for one in terms]
    return {balance.equation: balance for balance in found.balances}


def test_rows_lost_in_one_source_and_doubled_in_another_do_not_hold(found):
    volume = given(
        found,
        ("volume", "left", "accepted_rows", 5, "samtal"),
        ("volume", "right", "charged", 4, "samtal"),
        ("volume", "left", "accepted_rows", 5, "lagring"),
        ("volume", "right", "charged", 4, "lagring"),
        ("volume", "right", "set_aside:ended", 1, "lagring"),
        ("volume", "right", "unallocated", 1, "lagring"),
    )["volume"]

    assert volume.difference == 0
    assert not volume.holds


def test_cost_goes_from_the_ledger_to_what_bears_it(found):
    cost = given(
        found,
        ("cost", "left", "ledger", 100),
        ("cost", "right", "pool:NAT", 90),
        ("cost", "right", "without_pool", 10),
        ("self_cost", "left", "pools", 90),
        ("self_cost", "right", "services", 80),
        ("self_cost", "right", "idle", 10),
    )["cost"]

    assert cost.right == (("services", 80), ("idle", 10), ("without_pool", 10))
    assert (cost.left, cost.difference, cost.holds) == (100, 0, True)


def test_a_pool_row_lost_after_the_ledger_breaks_the_cost(found):
    cost = given(
        found,
        ("cost", "left", "ledger", 100),
        ("cost", "right", "pool:NAT", 100),
        ("self_cost", "left", "pools", 100),
        ("self_cost", "right", "services", 99),
    )["cost"]

    assert (cost.difference, cost.holds) == (1, False)


def test_income_holds_only_without_a_booking_error(found):
    """A row on another cost centre leaves the sum as it was."""
    balances = given(found, ("income", "left", "delivered", 7), ("income", "right", "booked", 7))

    assert balances["income"].difference == 0
    assert not balances["income"].holds


def test_nothing_loaded_is_no_equation(found):
    found.__dict__["ledger_months"] = []

    assert given(found) == {}


def test_an_error_leads_to_its_own_rows_and_the_suppliers(found):
    moved, wrong, twice = sorted(found.errors, key=lambda row: row["difference_ore"])

    assert [row["cost_centre_id"] for row in found.behind(moved)] == ["40714", "40715", "11100"]
    assert [row["cost_centre_id"] for row in found.behind(wrong)] == ["40700", "11100"]
    assert {row["department_id"] for row in found.behind(twice)} == {"UTF"}
    assert len(found.behind(twice)) == 3
