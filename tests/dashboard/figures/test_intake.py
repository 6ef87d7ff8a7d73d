"""A month's intake, gathered."""

from dashboard.address import Address
from dashboard.figures.intake import MonthIntake, difference
from dashboard.view import view_of


def month(key="2008-08"):
    return MonthIntake(view_of(Address("/control/loads", {"period": key})))


def test_the_month_in_figures(as_reader):
    as_reader("controller")

    found = month().summary

    assert (found.equations, found.broken, found.missing) == (3, 0, 0)
    assert (found.rejected, found.unallocated, found.unallocated_ore) == (1, 1, 11_500)


def test_equations_that_fail_come_first(as_reader, monkeypatch):
    as_reader("controller")
    asked = month()
    key = ("cost", "")
    broken = [dict(row) for row in asked.equations[key]]
    broken[0]["amount"] += 1
    rows = [row for terms in asked.equations.values() for row in terms if row["equation"] != "cost"]
    monkeypatch.setattr("dashboard.figures.intake.rows_of", lambda _frame: [*rows, *broken])

    found = month()

    assert next(iter(found.equations)) == key
    assert found.broken == [key]


def test_a_difference_is_the_left_side_less_the_right():
    terms = [
        {"side": "left", "amount": 14},
        {"side": "right", "amount": 12},
        {"side": "right", "amount": 1},
    ]

    assert difference(terms) == 1
