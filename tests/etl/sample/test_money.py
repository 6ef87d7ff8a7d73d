import pytest

from etl.sample.money import kronor


@pytest.mark.parametrize(
    ("amount_ore", "text"),
    [(0, "0,00"), (5, "0,05"), (11_485_00, "11 485,00"), (-1_234_567_89, "-1 234 567,89")],
)
def test_ore_are_printed_as_swedish_kronor(amount_ore, text):
    assert kronor(amount_ore) == text


def test_thousands_may_be_parted_by_a_no_break_space():
    assert kronor(11_485_00, "\u00a0") == "11\u00a0485,00"
