"""A month's vouchers and invoices, from a published build."""

import datetime
import shutil

import duckdb
import pytest

from chargeback import booking
from chargeback.booking import NothingToBookError, WrongCodesError
from tests.worlds import tiny_build

JULY = datetime.date(2008, 7, 1)
TODAY = datetime.date(2008, 8, 12)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    return tiny_build(tmp_path_factory.mktemp("tiny") / "tiny.duckdb")


@pytest.fixture
def build(tiny, tmp_path):
    with duckdb.connect(shutil.copy(tiny, tmp_path / "own.duckdb")) as connection:
        yield connection


def lines_of(content):
    return content.decode("cp437").split("\r\n")


def test_each_department_has_one_voucher_and_numbers_run_without_a_gap(build):
    july = booking.month(build, JULY)

    assert [(v.number, v.department_id, v.amount_ore) for v in july.vouchers] == [
        ("200807001", "SDI", 2422500),
        ("200807002", "UTF", 53399877),
    ]
    assert july.charged_ore == 55822377


def test_every_voucher_sums_to_zero(build):
    for voucher in booking.month(build, JULY).vouchers:
        assert sum(entry.amount_ore for entry in (*voucher.paid, *voucher.income)) == 0


def test_a_row_has_its_whole_code_string_on_both_sides(build):
    lines = lines_of(booking.sie_file(booking.month(build, JULY), TODAY))

    paid = '#TRANS 7591 {"1" "40715" "20" "4400" "21" "111"} 880.00 20080731 "WS-ADM 2"'
    income = '#TRANS 3691 {"1" "11100" "20" "9210" "21" "125"} -24225.00 20080731 "SDF Fosie"'
    assert paid in lines
    assert income in lines
    assert '#VER "IT" "200807001" 20080731 "IT-tjänster juli 2008, SDF Fosie"' in lines
    assert "#GEN 20080812" in lines


def test_a_project_is_told_where_there_is_one(build):
    build.execute("update control.bookings set project = 'P2201' where account = '7591'")

    lines = lines_of(booking.sie_file(booking.month(build, JULY), TODAY))

    assert any('{"1" "40715" "6" "P2201" "20" "4400" "21" "111"}' in line for line in lines)


def test_a_wrong_code_string_stops_the_booking_by_name(build):
    build.execute(
        "insert into control.code_strings values "
        "('2008-07-01', 'SDI', 'customer', '40750', '7591-40750--00000-111', 'no_activity', "
        "44000, 1, 'activity', '40750')"
    )

    with pytest.raises(WrongCodesError, match=r"SDI 7591-40750--00000-111 no_activity 440,00 kr"):
        booking.month(build, JULY)

    build.execute("delete from control.code_strings where period <> '2008-07-01'")
    assert booking.month(build, datetime.date(2008, 8, 1)).vouchers


def test_a_month_without_lines_is_not_booked(build):
    with pytest.raises(NothingToBookError):
        booking.month(build, datetime.date(2011, 1, 1))


def test_amounts_that_took_each_other_out_are_no_row(build):
    build.execute("update control.bookings set amount_ore = 0 where department_id = 'SDI'")

    assert [v.department_id for v in booking.month(build, JULY).vouchers] == ["UTF"]


def test_the_suppliers_own_use_is_booked_and_told_apart(build):
    build.execute("update control.bookings set is_own_use = true where department_id = 'SDI'")

    july = booking.month(build, JULY)

    assert july.own_use_ore == 2422500
    assert july.charged_ore - july.own_use_ore == 53399877


def test_a_customer_outside_the_city_is_invoiced_and_not_booked(build):
    build.execute("update control.bookings set is_external = true where department_id = 'UTF'")

    july = booking.month(build, JULY)
    head, *lines = booking.invoice_file(july).decode("utf-8-sig").splitlines()

    assert [v.department_id for v in july.vouchers] == ["SDI"]
    assert july.invoiced_ore == 53399877
    assert head.endswith("Belopp;Moms")
    assert all(line.endswith(";moms tillkommer") for line in lines)
    assert any(";533333,33;" in line for line in lines)


def test_no_name_in_the_basis_of_an_invoice_is_a_formula(build):
    build.execute("update control.bookings set is_external = true where department_id = 'UTF'")
    build.execute("update marts.bill_lines set department_name = '=1+1'")

    text = booking.invoice_file(booking.month(build, JULY)).decode("utf-8-sig")

    assert ";'=1+1;" in text
