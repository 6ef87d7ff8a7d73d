"""A price in the address is whole parts of a krona, and nothing else is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.scenario import price_of, price_text


@pytest.mark.parametrize("text", ["", "-1", "1,", ",5", "1e3", "0x1", "1 0,5.5", "1,23456", "٣"])
def test_what_is_no_price_is_none(text):
    assert price_of(text, 4) is None


def test_more_decimals_than_a_price_has_are_no_price():
    assert price_of("1,005", 2) is None
    assert price_of("1,500", 2) == 150


@pytest.mark.usefixtures("as_swedish")
@given(st.integers(0, 10**9 - 1), st.sampled_from([2, 4]))
def test_a_price_survives_its_text(value, digits):
    assert price_of(price_text(value, digits), digits) == value


@pytest.fixture(scope="module")
def as_swedish(whole_server):
    """A request, as the comma is the reader's."""
    with whole_server.test_request_context("/"):
        yield
