"""D: days, periods and prices through time. Outcomes stand in cases.csv under a test's id.

D12 and D13 are about what is built: test_built.py.
"""

import pytest

from tests.etl.bad_input.conftest import HEADING, of, usage

USED_ON = f"{HEADING};used_on"


def on(day: str) -> str:
    """A file with one row used on a day."""
    return usage(f"{of()};{day}", heading=USED_ON)


def lasting(first: str, last: str) -> str:
    return usage(f"{of()};{first};{last}", heading=f"{HEADING};valid_from;valid_to")


def price(service: str, first: str, last: str) -> dict[str, str]:
    price = {"price_ore": "100", "price_e4": "", "ended_by": ""}
    return {"service_id": service, "valid_from": first, "valid_until": last, **price}


@pytest.mark.parametrize("day", ["0207-05-01", "20007-05-01"])
def test_d01_years_nobody_meant(shop, case, day):
    case(shop.usage(on(day)))

    assert shop.rules() == [(2, "D01")]


def test_d01_a_year_of_two_digits_where_none_was_declared(shop, case):
    case(shop.usage(on("07-01-05")))

    assert shop.rules() == [(2, "D03")]


def test_d02_a_leap_day_is_there_every_fourth_year(shop, case):
    content = [f"{of(service='A')};2008-02-29", f"{of(service='B')};2007-02-29"]

    case(shop.usage(usage(*content, heading=USED_ON)))

    assert shop.rules() == [(3, "D02")]
    assert shop.kept("used_on::varchar") == [("2008-02-29",)]


@pytest.mark.parametrize("day", ["070501", "1/5 2007", "01.05.2007", "5/1/07", "03/04/2007"])
def test_d03_only_declared_forms_are_read(shop, case, day):
    case(shop.usage(on(day)))

    assert shop.rules() == [(2, "D03")]


def test_d04_excels_number_is_told_as_the_day_it_may_mean(shop, case):
    case(shop.usage(on("39203")))

    assert shop.rows("select rule, reason_sv, reason_en from staging.rejects") == [
        ("D04", "Excels datumnummer (2007-05-01)", "Excel's day number (2007-05-01)")
    ]


@pytest.mark.parametrize("period", ["2007-5", "200705", "maj 2007", "2007-13", "2007-05-01"])
def test_d05_a_period_is_written_one_way(shop, case, period):
    case(shop.usage(usage(of(period=period))))

    assert shop.rules() == [(2, "D05")]


def test_d06_a_period_after_the_day_of_the_run(shop, case):
    """The clock of the tests says January 2026."""
    case(shop.usage(usage(of(period="2026-02"), of(period="2026-01"))))

    assert shop.rules() == [(2, "D06")]


def test_d07_a_period_that_was_charged_before_is_taken_in(shop, case):
    shop.usage(usage(of()), "forbrug_2007-06.csv")

    case(shop.usage(usage(of(period="2006-01")), "forbrug_2007-07.csv"))

    assert shop.kept("period::varchar") == [("2007-05-01",), ("2006-01-01",)]


@pytest.mark.parametrize("moment", ["2007-03-25 02:30", "2007-10-28 02:30"])
def test_d08_an_hour_that_is_not_there_or_comes_twice(shop, case, moment):
    case(shop.usage(usage(f"{of()};{moment}", heading=f"{HEADING};used_at")))

    assert shop.rules() == [(2, "D08")]


@pytest.mark.parametrize(
    "moment", ["2007-03-25 01:59", "2007-03-25 03:00", "2007-10-28 03:00", "2007-03-18 02:30"]
)
def test_the_hours_round_it_are_read_as_written(shop, moment):
    shop.usage(usage(f"{of()};{moment}", heading=f"{HEADING};used_at"))

    assert shop.kept("used_at::varchar") == [(f"{moment}:00",)]


@pytest.mark.parametrize(
    "day", ["2007-05-01 00:00", "2007-05-01 24:00", "2007-05-01T00:00:00", "2007-05-01+02:00",
            "2007-05-01Z", "2007-05-01T00:00Z"]
)  # fmt: skip
def test_d09_a_day_takes_no_time(shop, case, day):
    case(shop.usage(on(day)))

    assert shop.rules() == [(2, "D09")]


def test_d10_an_end_before_the_start_names_both(shop, case):
    case(shop.usage(lasting("2007-05-02", "2007-04-30")))

    found = shop.rows("select rule, value, reason_en from staging.rejects")
    assert found == [("D10", "2007-05-02", "ends (2007-04-30) before its first day")]


def test_d10_one_day_alone_is_a_time(shop):
    shop.usage(lasting("2007-05-02", "2007-05-02"))

    assert shop.kept("valid_until - valid_from") == [(1,)]


def test_d11_prices_of_the_same_day_refuse_the_register(shop, case):
    first = price("PC-STD", "2007-01-01", "2007-07-01")
    second = price("PC-STD", "2007-06-30", "2008-01-01")

    delivery = shop.register("reference_prices", "prices.csv", [first, second])

    case(delivery)
    assert delivery.rule == "D11"
    assert "overlap: lines 2 and 3 (PC-STD): both hold 2007-06-30–2007-06-30" in delivery.reason_en


@pytest.mark.parametrize("end", ["9999-12-31", "", "tills vidare"])
def test_d14_every_way_to_say_until_further_notice_is_one(shop, case, end):
    case(shop.usage(lasting("2007-05-02", end)))

    assert shop.kept("valid_until::varchar") == [("9999-12-31",)]
