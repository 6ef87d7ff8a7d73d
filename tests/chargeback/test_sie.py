"""SIE 4I as text: quotes, amounts and the control sum."""

from pathlib import Path

import pytest

from chargeback import sie

# A file of another maker, whose control sum is right.
FOREIGN = Path(__file__).resolve().parents[1] / "etl" / "readers" / "it_debitering_2008-08.si"


def test_the_control_sum_of_a_foreign_file_comes_out():
    _, between, _ = FOREIGN.read_bytes().split(b"#KSUMMA")

    assert sie.control_sum(between) == 3568896695


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (b"#KONTO 7591\r\n", b"#KONTO\t7591\n"),
        (b'"IT" {1}', b"IT 1"),
        (rb'"SDF \"aug\""', b'"SDF aug"'),
    ],
)
def test_line_ends_separators_quotes_and_braces_do_not_count(one, other):
    """But an escaped quote does: it is part of the text."""
    same = sie.control_sum(one) == sie.control_sum(other)

    assert same is (b"aug" not in one)


def test_a_blank_inside_quotes_counts():
    assert sie.control_sum(b'"IT tjanst"') != sie.control_sum(b'"ITtjanst"')


@pytest.mark.parametrize(
    ("ore", "text"), [(1148500, "11485.00"), (-7, "-0.07"), (0, "0.00"), (-100, "-1.00")]
)
def test_an_amount_has_a_decimal_point_and_two_digits(ore, text):
    assert sie.kronor(ore) == text


def test_a_text_cannot_end_its_quotes_or_its_line():
    assert sie.quoted('a"b\r\n#VER \\') == r'"a\"b #VER /"'


def test_a_sign_the_code_page_lacks_is_a_question_mark():
    assert sie.quoted("Škola på Österlen") == '"?kola på Österlen"'


def test_a_file_opens_with_its_flag_and_holds_its_own_sum():
    content = sie.sealed(['#FNAMN "Malmö stad"'])

    assert content.startswith(b"#FLAGGA 0\r\n#KSUMMA\r\n")
    assert b'"Malm\x94 stad"' in content
    between = content.split(b"#KSUMMA")[1]
    assert content.endswith(f"#KSUMMA {sie.control_sum(between)}\r\n".encode())
