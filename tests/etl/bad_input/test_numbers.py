"""N: numbers and ids. A case's outcome stands in cases.csv under its test's id."""

import pytest

from tests.etl.bad_input.conftest import HEADING, of, usage

LEDGER = "Period;Vernr;Datum;Konto;Kontotext;Ansvar;Verksamhet;Projekt;Motpart;Belopp;Text"


def quantities(shop) -> list[int]:
    return [quantity for (quantity,) in shop.kept("quantity")]


def priced(shop, price: str):
    row = {"service_id": "PC-STD", "price_ore": price, "price_e4": "", "ended_by": ""}
    return shop.register("reference_prices", "prices.csv", [row])


def test_n01_a_decimal_comma(shop, case):
    case(shop.usage(usage(of("1234,50"))))

    assert quantities(shop) == [123450]


def test_n02_three_blanks_between_thousands(shop, case):
    gaps = {"A": " ", "B": "\u00a0", "C": "\u202f"}

    case(shop.usage(usage(*(of(f"1{gap}234,50", service=no) for no, gap in gaps.items()))))

    assert quantities(shop) == [123450] * 3


@pytest.mark.parametrize("text", ["1,234", "1.234", "-1,234"])
def test_n03_three_decimals_may_be_thousands_and_are_not_guessed(shop, case, text):
    case(shop.usage(usage(of(text))))

    assert shop.rules() == [(2, "N03")]


@pytest.mark.parametrize("text", ["12 34,5", "1 2345", "1 23"])
def test_n04_thousands_go_in_groups_of_three(shop, case, text):
    case(shop.usage(usage(of(text))))

    assert shop.rules() == [(2, "N04")]


@pytest.mark.parametrize(
    ("text", "rule"), [("−5", "N06"), ("–5", "N05"), ("5-", "N05"), ("(5)", "N05")]
)
def test_n05_only_a_minus_before_the_number_is_a_minus(shop, case, text, rule):
    case(shop.usage(usage(of(text))))

    assert shop.rules() == [(2, rule)]


def test_n06_a_quantity_below_nothing(shop, case):
    case(shop.usage(usage(of("-5"))))

    assert shop.rules() == [(2, "N06")]


def test_n06_an_amount_that_corrects_another_is_below_nothing_and_right(shop):
    """A ledger's row that names what it corrects."""
    row = "200705;A 2;2007-05-31;7591;;40730;4070;;111;-11 485,00;rättar A 1"

    delivery = shop.deliver("huvudbok_it_2007-05.csv", f"{LEDGER}\n{row}\n")

    assert delivery.batch.control_sum_ore == -11_485_00


def test_n07_a_price_below_nothing(shop, case):
    case(priced(shop, "-100"))

    assert shop.rules() == [(2, "N06")]


def test_n07_a_price_of_nothing_is_told(shop):
    delivery = priced(shop, "0")

    assert delivery.notes == ("N07",)
    assert "1 values in price_ore are zero, first on line 2" in delivery.reason_en


@pytest.mark.parametrize("text", ["1_000", "1_0"])
def test_n08_an_underscore_is_no_digit(shop, case, text):
    case(shop.usage(usage(of(text))))

    assert shop.rules() == [(2, "N08")]


@pytest.mark.parametrize("text", ["1e3", "1E+3", "NaN", "nan", "Infinity", "-inf", "0x10"])
def test_n09_what_programs_take_for_numbers(shop, case, text):
    case(shop.usage(usage(of(text))))

    assert shop.rules() == [(2, "N09")]


@pytest.mark.parametrize("text", ["٣", "３", "1२"])
def test_n10_digits_are_0_to_9(shop, case, text):
    case(shop.usage(usage(of(text))))

    assert shop.rules() == [(2, "N10")]


def test_n11_parts_of_an_ore(shop, case):
    case(shop.usage(usage(of("0,125"))))

    assert shop.rules() == [(2, "N11")]


def test_n12_the_digits_of_a_binary_fraction(shop, case):
    case(shop.usage(usage(of("0.30000000000000004"))))

    assert shop.rows("select rule, reason_en from staging.rejects") == [
        ("N12", "more than 2 decimals (looks like a float export)")
    ]


def test_n13_a_number_outside_its_range_is_told_so_by_us(shop, case):
    case(shop.usage(usage(of("99999999999999,99"))))

    assert shop.rules() == [(2, "N13")]


@pytest.mark.parametrize("text", ["1 234,50 kr", "1 234,50 SEK", "1234,50kr"])
def test_n14_kronor_may_be_written_out(shop, case, text):
    case(shop.usage(usage(of(text))))

    assert quantities(shop) == [123450]


@pytest.mark.parametrize("text", ["12 EUR", "12 €", "USD 12"])
def test_n14_another_currency_is_no_kronor(shop, text):
    shop.usage(usage(of(text)))

    assert [line for line, _ in shop.rules()] == [2]


def test_n15_a_percentage_is_no_quantity(shop, case):
    case(shop.usage(usage(of("12%"))))

    assert shop.rules() == [(2, "N15")]


@pytest.mark.parametrize("text", ["1,5", "1.5", "1,0"])
def test_n16_what_cannot_be_divided_has_no_decimals(shop, case, text):
    case(shop.usage(usage(f"{of()};{text}", heading=f"{HEADING};pieces")))

    assert shop.rules() == [(2, "N16")]


def test_n17_ids_are_text_and_what_was_meant_is_told(shop, case):
    shop.registers()

    case(shop.usage(usage(of(service="42"), of(service="0042"))))

    assert shop.kept("service_id") == [("0042",)]
    assert shop.rows("select line, rule, reason_en from staging.rejects") == [
        (2, "K05", "the service is not in the register (0042?)")
    ]


def test_n18_an_id_excel_made_a_number_is_told_so(shop, case):
    shop.registers()

    case(shop.usage(usage(of(service="4,2E+01"))))

    ((rule, sv, en),) = shop.rows("select rule, reason_sv, reason_en from staging.rejects")
    assert rule == "N18"
    assert sv.startswith("Excel har ändrat ett id")
    assert en.startswith("Excel changed an id")


@pytest.mark.parametrize("text", ["NA", "NULL", "nan", "None", "true"])
def test_n19_an_id_that_says_nothing_is_looked_up_as_text(shop, case, text):
    shop.registers()

    case(shop.usage(usage(of(service=text))))

    assert shop.rejects() == [(2, "service", "K05", text)]


def test_n20_a_missing_quantity_is_not_nothing(shop, case):
    case(shop.usage(usage(of(""))))

    assert shop.rules() == [(2, "N20")]
