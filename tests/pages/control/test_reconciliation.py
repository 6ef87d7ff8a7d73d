"""The four equations with both sides, the booking errors one by one, and the result."""

import sys

from dashboard import shell
from dashboard.address import Address
from dashboard.view import view_of

PAGE = "/control/reconciliation"
JULY = "?period=2008-07"


def test_the_answer_is_how_many_hold_and_what_is_booked_wrong(shown):
    page = shown("controller", PAGE, JULY)

    assert "Tre av fyra ekvationer går ihop; 542 998,77 kr av intäkten för juli" in page


def test_each_equation_has_both_its_sides(shown):
    page = shown("auditor", PAGE, JULY, language="en")

    for name in ("1. Volume", "2. Cost", "3. Income, July 2008", "4. Customer = supplier"):
        assert name in page
    for amount in ("600,000.00", "558,223.77", "1,101,222.54", "542,998.77 kr"):
        assert f">{amount}<" in page
    assert page.count(">≠<") == 1


def test_each_booking_error_says_what_is_wrong_and_they_sum_to_the_difference(shown):
    page = shown("controller", PAGE, JULY)

    assert "Tre bokföringsfel förklarar hela skillnaden" in page
    assert "Fel ansvar: 40714 i stället för 40715, 345,00" in page
    assert "Omkastade siffror: 32 000,00 bokfört, raden är 23 000,00" in page
    assert "Hela verifikatet är bokfört två gånger: 533 998,77 på 2 rader" in page
    assert "+542 998,77" in page


def test_an_error_opens_to_the_rows_it_was_told_from(shown):
    """The wrong amount: the customer's row and the supplier's, delivered and booked."""
    closed = shown("controller", PAGE, JULY)
    page = shown("controller", PAGE, JULY + "&open=error~1")

    assert "3691-11100-125" not in closed
    assert "3691-11100-125" in page
    assert ">−24 225,00<" in page
    assert ">−33 225,00<" in page


def test_an_equation_opens_to_its_parts(shown):
    assert "Lagring utan" not in shown("controller", PAGE, JULY)
    assert "Konton, AD" in shown("controller", PAGE, JULY + "&open=volume")
    assert "Plattform" in shown("controller", PAGE, JULY + "&open=cost")
    assert "AV-2008-003" in shown("controller", PAGE, JULY + "&open=agreement")


def test_each_part_opens_to_the_rows_it_is_summed_of_with_file_and_line(shown):
    """Two clicks: the equation, and one of its parts."""
    volume = shown("controller", PAGE, "?period=2008-08&open=volume~ad_users")
    cost = shown("controller", PAGE, JULY + "&open=cost~PLATTFORM")
    income = shown("controller", PAGE, JULY + "&open=income~7593")
    agreement = shown("controller", PAGE, JULY + "&open=agreement~UTF~AV-2008-003")

    assert "ad_users_2008-08-31.csv" in volume
    assert volume.index(">Ingen betalar för den<") < volume.index(">Debiterad<")
    assert "L 2" in cost
    assert "6881 Datakommunikation" in cost
    assert ">huvudbok_it_2008-07.csv<" in cost
    assert ">32 000,00<" in income.replace("\N{NO-BREAK SPACE}", " ")
    assert ">internt_2008-07.csv<" in income
    assert "view=service&amp;open=SYS-DRIFT" in agreement


def test_an_account_tells_what_was_delivered_beside_what_was_booked(shown):
    page = shown("controller", PAGE, JULY + "&open=income").replace("\N{NO-BREAK SPACE}", " ")

    assert ">+9 000,00<" in page  # the connection
    assert ">+533 333,33<" in page  # the schools' system, twice


def test_the_rows_of_what_is_open_can_be_taken_along_all_of_them(as_reader):
    as_reader("controller", "sv", PAGE)
    page = shell.page_at(PAGE, "controller")
    view = view_of(Address(PAGE, {"period": "2008-08", "open": "cost~"}))

    (row,) = sys.modules[page["module"]].tables(view)["rows"].rows

    assert row[0] == "L 5"  # the one without a pool
    assert row[-3:] == [2500000, "huvudbok_it_2008-08.csv", 4]


def test_the_parts_add_up_to_what_the_equation_says(as_reader):
    """Pools to the ledger, accounts to the income: the rows are those summed, none left out."""
    as_reader("controller", "sv", PAGE)
    module = sys.modules[shell.page_at(PAGE, "controller")["module"]]

    def ore(opened: str, column: int) -> int:
        view = view_of(Address(PAGE, {"period": "2008-07", "open": opened}))
        return sum(row[column] or 0 for row in module.tables(view)["rows"].rows)

    assert sum(ore(f"cost~{pool}", 6) for pool in ("KLIENT", "PLATTFORM", "")) == 600_000_00
    accounts = ("7591", "7592", "7593", "7595")
    assert sum(ore(f"income~{account}", 3) for account in accounts) == 558_223_77
    assert sum(ore(f"income~{account}", 4) for account in accounts) == 1_101_222_54


def test_a_month_the_ledger_has_not_shown_is_told_by_the_last_it_has(shown):
    page = shown("controller", PAGE, "?period=2008-08")

    assert "3. Intäkt, juli 2008" in page
    assert "Intäkten prövas för juli 2008, den senaste månad som huvudboken visat." in page


def test_the_result_stands_service_by_service_and_is_not_balanced(shown):
    page = shown("controller", PAGE, JULY)

    assert "−556 120,00" in page
    assert "Avgifterna täckte 4 % av självkostnaden i juli 2008" in page


def test_it_is_for_control_only(shown):
    for reader in ("board", "department-SDI"):
        assert shell.page_at(PAGE, reader.partition("-")[0]) is None
    assert shown("auditor", PAGE, JULY)


def test_errors_rows_agreements_results_and_invoices_can_be_taken_along(as_reader):
    as_reader("controller", "sv", PAGE)
    page = shell.page_at(PAGE, "controller")
    view = view_of(Address(PAGE, {"period": "2008-07"}))

    tables = sys.modules[page["module"]].tables(view)

    counts = {name: len(table.rows) for name, table in tables.items()}
    assert counts == {
        "errors": 3,
        "differences": 7,
        "equations": 11,
        "agreements": 3,
        "results": 2,
        "code_strings": 0,
        "invoices": 0,
    }
    assert [row[9] for row in tables["errors"].rows] == [53399877, 900000, 0]
