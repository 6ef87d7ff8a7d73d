"""Earned value and progress: published examples, and the sums that must hold."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.earned_value import EarnedValue, course, earned_value, of_plan, total
from actionplan.progress import progress, s_curve
from tests.actionplan.plans import T1, T2, Log, on, register, view


def test_a_published_example_of_three_tasks():
    """Design 200, build 200, test 100; 200 earned of 300 planned, for 250.

    Source: wnwk.com/doc/3476926, "Earned Value". It prints SPI .67; two thirds is meant, and
    EAC 625 is exact.
    """
    found = EarnedValue(500, Fraction(300), Fraction(200), 250)

    assert (found.cv, found.sv) == (-50, -100)
    assert found.cpi == Fraction(4, 5)
    assert found.spi == Fraction(2, 3)
    assert (found.eac, found.etc, found.vac) == (625, 375, -125)
    assert found.tcpi == Fraction(300, 250)


def test_a_published_example_whose_printed_values_are_rounded():
    """100 hours of 100 dollars planned, 110 spent, 10 more to come: 11 twelfths are done.

    Source: simplilearn.com, "What's in Earned Value Management, part IV", example I. It prints EV
    9 166.667, SPI 0.9167 and SV −833.33; from its rounded CPI 0.833 EAC would be 12 004.80.
    """
    found = EarnedValue(10_000, Fraction(10_000), Fraction(10_000) * Fraction(11, 12), 11_000)

    assert found.spi == Fraction(11, 12)
    assert found.sv == Fraction(-2_500, 3)
    assert found.cpi == Fraction(5, 6)
    assert (found.eac, found.vac) == (12_000, -2_000)


def test_where_the_divisor_is_zero_there_is_no_answer():
    nothing = EarnedValue(100, Fraction(0), Fraction(0), 0)
    spent = EarnedValue(100, Fraction(50), Fraction(0), 30)

    assert nothing.spi is nothing.cpi is nothing.eac is nothing.etc is nothing.vac is None
    assert (spent.spi, spent.cpi, spent.eac) == (0, 0, None)
    overspent = [EarnedValue(100, Fraction(50), Fraction(50), cost) for cost in (99, 100, 101)]
    assert [found.tcpi for found in overspent] == [50, None, None]


def half_done():
    """Four milestones of a quarter each, due every other month; two reached, 45 kr spent."""
    log = Log()
    for seq, due in enumerate(["2008-02-01", "2008-04-01", "2008-06-02", "2008-12-01"], 1):
        log.baseline(f"A-M{seq}", due)
    log.reached("A-M1", "2008-02-01").reached("A-M2", "2008-05-05", report=T1)
    log.tell("A", "cost", 30_00, "2008-05-10", T1).tell("A", "cost", 15_00, "2008-09-10", T2)
    return log.tell("A", "progress", 60, "2008-05-08", T1)


PARTS = register({"A": 4, "B": 1}, budget_ore=100_00)


def test_an_activity_earns_the_weight_of_its_milestones_when_they_are_reached():
    found = earned_value(view(PARTS, half_done(), T1, on("2008-05-15")), "A")

    assert found == EarnedValue(100_00, Fraction(50_00), Fraction(25_00), 30_00)


def test_a_later_report_brings_its_own_cost():
    found = earned_value(view(PARTS, half_done(), T2), "A")

    assert found == EarnedValue(100_00, Fraction(75_00), Fraction(50_00), 45_00)


def test_the_plan_is_the_sum_and_its_index_is_of_the_sums():
    found = of_plan(view(PARTS, half_done(), T2))

    assert found == EarnedValue(200_00, Fraction(75_00), Fraction(50_00), 45_00)
    assert found.cpi == Fraction(10, 9)


def test_progress_stands_beside_what_the_owner_says():
    found = progress(view(PARTS, half_done(), T2), "A")

    assert (found.reached, found.planned) == (Fraction(1, 2), Fraction(3, 4))
    assert found.overstated == Fraction(1, 10)
    assert progress(view(PARTS, half_done(), T2), "B").overstated is None


def test_the_curve_counts_activities_by_budget_and_stops_today():
    """A is half of the plan: each of its milestones is an eighth."""
    log = half_done().forecast("A-M3", "2008-10-01", "2008-08-01")
    days = [on(f"2008-{end}") for end in ("02-28", "06-30", "08-31", "10-31", "12-31")]

    points = s_curve(view(PARTS, log, T2), days)

    eighths = [(8 * point.planned, 8 * point.promised) for point in points]
    assert eighths == [(1, 1), (3, 2), (3, 2), (3, 3), (4, 4)]
    assert [point.reached for point in points] == [
        Fraction(1, 8), Fraction(2, 8), Fraction(2, 8), None, None,
    ]  # fmt: skip


def test_what_should_have_been_reached_is_promised_for_today_at_best():
    """The third was due on 2 June: planned from that very day, promised from 31 August."""
    days = [on("2008-06-01"), on("2008-06-02"), on("2008-08-30"), T2]

    points = s_curve(view(PARTS, half_done(), T2), days)

    assert [8 * point.planned for point in points] == [2, 3, 3, 3]
    assert [8 * point.promised for point in points] == [2, 2, 2, 3]


def test_a_plan_without_money_has_a_flat_curve():
    parts = register({"A": 1}, budget_ore=0)

    assert s_curve(view(parts, Log()), [T1])[0].planned == 0


def test_the_course_in_money_ends_in_the_earned_value_of_its_day():
    """100 kr each for A and B; 45 kr told, 30 of them in the report of April."""
    shown = view(PARTS, half_done(), T2)

    first, before, last, after = course(shown, [on("2008-04-29"), T1, T2, on("2008-09-30")])

    assert (first.planned, first.earned, first.spent_ore) == (50_00, 25_00, 0)
    assert (before.planned, before.earned, before.spent_ore) == (50_00, 25_00, 30_00)
    assert last.value(200_00) == of_plan(shown)
    assert (after.earned, after.spent_ore, after.value(200_00)) == (None, None, None)


def test_a_part_of_the_plan_has_a_course_of_its_own():
    shown = view(PARTS, half_done(), T2)

    (own,), (other,) = (course(shown, [T2], activity_ids=[id_]) for id_ in "AB")

    assert own.value(100_00) == earned_value(shown, "A")
    assert other.value(100_00) == earned_value(shown, "B") == EarnedValue(100_00, 0, 0, 0)


AMOUNTS = st.integers(0, 10**12)
PARTS_OF = st.builds(
    EarnedValue,
    AMOUNTS,
    st.fractions(0, 10**12, max_denominator=100),
    st.fractions(0, 10**12, max_denominator=100),
    AMOUNTS,
)


@given(PARTS_OF)
def test_what_is_spent_and_what_is_left_make_the_estimate(found):
    if found.eac is not None:
        assert found.eac == found.ac_ore + found.etc == found.bac_ore - found.vac
        assert (found.vac >= 0) == (found.cpi >= 1) or found.bac_ore == 0
    assert found.sv - found.cv == found.ac_ore - found.pv


@settings(max_examples=25)
@given(st.lists(PARTS_OF, max_size=5), st.randoms(use_true_random=False))
def test_the_sum_of_parts_is_the_same_in_any_order(parts, chance):
    mixed = list(parts)
    chance.shuffle(mixed)

    assert total(mixed) == total(parts)
    assert total(parts).cv == sum((part.cv for part in parts), Fraction(0))


@pytest.mark.parametrize("against", ["first", "current"])
def test_a_new_baseline_moves_planned_value_only_when_it_is_compared_with(against):
    log = half_done().baseline("A-M3", "2008-11-03", "2008-05-02")

    found = earned_value(view(PARTS, log, T2), "A", against)

    assert found.pv == (75_00 if against == "first" else 50_00)
    assert found.ev == 50_00
