"""A price can be dragged to either side of today's, in steps that reach it."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.components.sliders import PriceInput, step_of
from dashboard.web.markup import markup


def range_of(today, value=None):
    return PriceInput(
        kind="range",
        service="WS-ADM",
        label="Price",
        value=value or today,
        today=today,
        digits=2,
        text="",
    )


@given(st.integers(1, 10**9))
def test_today_s_price_is_one_of_the_steps(today):
    slider = range_of(today)

    assert (today - slider.least) % slider.step == 0
    assert slider.least <= today <= slider.most
    assert (slider.most - slider.least) // slider.step <= 200


def test_steps_are_round():
    assert step_of(503500) == 2000  # 20 kr of 5 035
    assert step_of(3400) == 20  # 0,002 kr of 0,34


def test_the_page_has_the_slider_before_any_script_runs():
    assert 'type="range"' in markup(range_of(503500))
    assert 'data-today="503500"' in markup(range_of(503500))
