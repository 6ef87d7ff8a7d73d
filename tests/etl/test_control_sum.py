"""The amounts counted in Python, beside the SQL."""

import pytest

from etl.control_sum import control_sum, ore


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("11 485,00", 11_485_00),
        ("-11\u00a0485,5", -11_485_50),
        ("−5", -5_00),
        ("1\u202f000 kr", 1_000_00),
        ("0.05", 5),
    ],
)
def test_an_amount_in_kronor_is_whole_ore(text, expected):
    assert ore(text, 2) == expected


@pytest.mark.parametrize("text", ["", "1,234", "1e3", "(5)", "1_000", "٣"])
def test_what_is_no_amount_is_an_error(text):
    with pytest.raises(ValueError, match="expected"):
        ore(text, 2)


def test_ore_take_no_decimals():
    assert ore("1250", 0) == 1250
    with pytest.raises(ValueError, match="expected 0 decimals"):
        ore("12,5", 0)


def test_an_amount_on_many_rows_counts_for_each_of_them():
    assert control_sum([("1,00", 3), ("2,00", 1)], 2) == 500
