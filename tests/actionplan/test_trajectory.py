"""How far a KPI is from its line on the day of a view."""

from fractions import Fraction

from actionplan.trajectory import Outcome, distance
from tests.actionplan.plans import on

# K01, e-services in operation: 4 at the end of 2006, 8 a year later, 19 after two.
TARGETS = [
    (on("2006-12-31"), 4_000),
    (on("2007-12-31"), 8_000),
    (on("2008-12-31"), 19_000),
]
OUTCOMES = [Outcome(on("2007-12-31"), 8_000), Outcome(on("2008-12-31"), 16_000)]


def test_an_outcome_is_held_against_the_line_of_its_own_day():
    """In June 2008 the newest is that of December: on the line, and 182 days old."""
    found = distance(TARGETS, OUTCOMES, "higher", on("2008-06-30"), 4_000)

    assert (found.outcome, found.should_be, found.gap) == (OUTCOMES[0], 8_000, 0)
    assert (found.standing, found.days_old) == ("good", 182)


def test_three_short_of_fifteen_is_four_fifths_of_the_way():
    found = distance(TARGETS, reversed(OUTCOMES), "higher", on("2008-12-31"), 4_000)

    assert (found.gap, found.part, found.standing) == (-3_000, Fraction(12, 15), "bad")


def test_what_was_not_measured_is_unknown():
    found = distance(TARGETS, OUTCOMES, "higher", on("2007-07-02"), 4_000)

    assert (found.outcome, found.gap, found.standing) == (None, None, "unknown")
    assert found.should_be == 6_005


def test_what_has_no_target_is_unknown():
    found = distance([], OUTCOMES, "higher", on("2008-12-31"), None)

    assert (found.should_be, found.gap, found.standing) == (None, None, "unknown")


def test_without_a_starting_value_the_way_begins_at_nought():
    """The first target is no starting value: 72 of 80 is nine tenths, not nothing."""
    targets = [(on("2007-12-31"), 80_000), (on("2008-12-31"), 80_000)]
    outcomes = [Outcome(on("2008-12-31"), 72_000)]

    assert distance(targets, outcomes, "higher", on("2008-12-31"), None).part == Fraction(9, 10)
