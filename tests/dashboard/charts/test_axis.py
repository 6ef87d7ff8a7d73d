"""Round figures on a scale from zero."""

import pytest

from dashboard.charts.axis import apart, heights, ticks


@pytest.mark.parametrize(
    ("largest", "expected"),
    [
        (10_240, [0, 5_000, 10_000, 15_000]),
        (8, [0, 2, 4, 6, 8]),
        (0, [0, 1]),
        (1_010_599_999, [0, 500_000_000, 1_000_000_000, 1_500_000_000]),
    ],
)
def test_lines_stand_at_round_figures_and_reach_past_the_largest(largest, expected):
    assert ticks(largest) == expected


@pytest.mark.parametrize("largest", [1, 7, 99, 12_345, 10**12])
def test_there_are_never_more_steps_than_asked_for(largest):
    found = ticks(largest, most=3)

    assert len(found) <= 4
    assert found[-1] >= largest


def test_zero_lies_at_the_bottom_and_the_largest_at_the_top():
    assert heights([0, 25, 100], 100, 200) == [200.0, 150.0, 0.0]


def test_words_that_would_touch_stand_a_gap_apart_in_their_order():
    assert apart([50.0, 48.0, 0.0], 10, 100) == [58.0, 48.0, 0.0]


def test_words_at_the_floor_push_those_above_them_up():
    assert apart([99.0, 98.0, 97.0], 10, 100) == [100.0, 90.0, 80.0]
