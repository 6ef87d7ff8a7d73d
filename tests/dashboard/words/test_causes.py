from fractions import Fraction

import pytest

from dashboard.words.causes import (
    ServiceChange,
    kind_of_reason,
    largest,
    largest_changes,
    reasons,
    running_name,
)


def change(  # noqa: PLR0913, PLR0917 - a service and its two months
    name, amount, before, units=0, units_before=0, plural=None
):
    counted = name if plural is None else plural
    return ServiceChange(
        name, name, counted, amount, before, Fraction(units), Fraction(units_before)
    )


def test_only_services_that_explain_at_least_half_are_named():
    """Ten services of 10 each: none makes 15 %, so none is the reason."""
    many = [change(f"s{number}", 10, 0) for number in range(10)]

    assert largest(many, 1) == []


def test_the_largest_in_the_asked_direction_are_named_and_small_ones_left_out():
    big, middle, small = change("a", 600, 0), change("b", 300, 0), change("c", 100, 0)
    fallen = change("d", 0, 5000)

    assert largest([small, fallen, middle, big], 1) == [big, middle]
    assert largest([small, fallen, middle, big], -1) == [fallen]


def test_a_change_of_nothing_is_never_a_reason():
    assert largest([change("a", 10, 10)], 1) == []


@pytest.mark.parametrize(
    ("amount", "before", "units", "units_before", "kind"),
    [
        (300, 200, 3, 2, "more"),
        (100, 200, 1, 2, "fewer"),
        (0, 200, 0, 2, "gone"),
        (200, 0, 2, 0, "more"),
        (300, 200, 2, 2, "dearer"),
        (100, 200, 2, 2, "cheaper"),
        (200, 190, 1, 2, "dearer"),  # fewer, yet dearer: the price did it
        (300, 100, 2, 1, "more"),  # quantity makes 100 of 200: exactly half
    ],
)
def test_quantity_is_the_reason_when_it_makes_half_of_the_change(
    amount, before, units, units_before, kind
):
    assert kind_of_reason(change("a", amount, before, units, units_before)) == kind


def test_where_nothing_is_counted_only_the_amount_is_told():
    assert kind_of_reason(change("Drift", 200, 100, plural="")) == "higher"


def test_reasons_of_one_kind_are_told_together(speak):
    speak("sv")
    changes = [
        change("a", 300, 200, 3, 2, plural="elevkonton"),
        change("b", 50, 20, 5, 2, plural="tunna klienter"),
        change("Drift av system", 20, 10, plural=""),
    ]

    assert reasons(changes) == (
        "fler elevkonton och tunna klienter och högre belopp för drift av system"
    )


def test_reasons_in_english(speak):
    speak("en")

    assert reasons([change("a", 1, 2, 2, 2, plural="laptops")]) == "a lower price of laptops"


def test_the_largest_changes_are_told_with_signs_both_ways(speak):
    speak("sv")
    told = largest_changes(
        [change("a", 200_00, 0, plural="elevkonton"), change("b", 0, 500_00, plural="baskonton")]
    )

    assert told == "Största ändringar: baskonton (−500) och elevkonton (+200)."


def test_an_abbreviation_keeps_its_capitals():
    assert running_name("IT-konsultation") == "IT-konsultation"
