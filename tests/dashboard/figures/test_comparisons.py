import datetime

from dashboard.figures import comparisons
from dashboard.figures.comparisons import ServiceMonth

JULY, AUGUST = datetime.date(2008, 7, 1), datetime.date(2008, 8, 1)
LAST_AUGUST = datetime.date(2007, 8, 1)


def month(period, service, amount, units=1):
    return ServiceMonth(period, service, service, "", units, units * 31, amount)


def line(period, line_id, service="ACC-STD", **changed):
    plain = {
        "period": period,
        "line_id": line_id,
        "cost_centre_id": "40715",
        "service_id": service,
        "agreement_system": None,
        "fee_kind": "yearly",
        "original_line_id": None,
        "price_ore": 100,
        "price_e4": None,
        "amount_ore": 10,
    }
    return {**plain, **changed}


def test_changes_by_service_add_up_to_the_two_totals():
    months = [month(JULY, "A", 10), month(AUGUST, "A", 15), month(AUGUST, "B", 7)]

    changes = comparisons.changes(months, AUGUST, JULY)

    assert [(one.service_id, one.before_ore, one.amount_ore) for one in changes] == [
        ("A", 10, 15),
        ("B", 0, 7),
    ]


def test_units_in_use_are_unit_days_by_the_days_of_the_month():
    changes = comparisons.changes([month(AUGUST, "A", 10, units=2)], AUGUST, JULY)

    assert (changes[0].in_use, changes[0].in_use_before) == (2, 0)


def test_the_year_to_date_stands_beside_the_same_months_a_year_before():
    last_december = datetime.date(2007, 12, 1)
    months = [
        month(LAST_AUGUST, "A", 100),
        month(last_december, "A", 999),
        month(JULY, "A", 5),
        month(AUGUST, "A", 6),
    ]

    [year] = comparisons.changes_over(months, AUGUST, datetime.date(2008, 1, 1))

    assert (year.before_ore, year.amount_ore) == (100, 11)


def test_months_run_without_gaps_from_the_first_that_has_any():
    amounts = {datetime.date(2008, 6, 1): 5, AUGUST: 7}

    run = comparisons.month_by_month(amounts, LAST_AUGUST, AUGUST)

    assert [ore for _period, ore in run] == [5, 0, 7]


def test_lines_of_two_months_pair_by_cost_centre_service_and_system():
    lines = [
        line(JULY, "L1"),
        line(AUGUST, "L2"),
        line(AUGUST, "L3", "SYS-DRIFT", agreement_system="Elit"),
        line(JULY, "L4", "SYS-DRIFT", agreement_system="Origo"),
    ]

    pairs = comparisons.pair_lines(lines, AUGUST)

    sides = {(p.now and p.now["line_id"], p.before and p.before["line_id"]) for p in pairs}
    assert sides == {("L2", "L1"), ("L3", None), (None, "L4")}


def test_a_price_change_inside_the_month_makes_two_lines_and_nothing_is_counted_twice():
    lines = [
        line(JULY, "L1", price_ore=100, amount_ore=10),
        line(AUGUST, "L2", price_ore=100, amount_ore=6),
        line(AUGUST, "L3", price_ore=120, amount_ore=5),
    ]

    pairs = comparisons.pair_lines(lines, AUGUST)

    assert sum(pair.before_ore for pair in pairs) == 10
    assert sum(pair.amount_ore for pair in pairs) == 11
    assert sum(pair.change_ore for pair in pairs) == 1


def test_a_correction_stands_alone_beside_the_month_before():
    credit = line(AUGUST, "L9", original_line_id="L1")

    pairs = comparisons.pair_lines([line(JULY, "L1"), line(AUGUST, "L2"), credit], AUGUST)

    assert {(p.now and p.now["line_id"], p.before and p.before["line_id"]) for p in pairs} == {
        ("L2", "L1"),
        ("L9", None),
    }


def test_what_is_paid_back_of_a_year_stands_alone():
    paid_back = line(AUGUST, "L9", fee_kind="settlement")

    pairs = comparisons.pair_lines([line(JULY, "L1"), paid_back], AUGUST)

    assert {(p.now and p.now["line_id"], p.before and p.before["line_id"]) for p in pairs} == {
        ("L9", None),
        (None, "L1"),
    }
