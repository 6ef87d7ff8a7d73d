"""The bill: its figures to the öre, and two links from an amount to its source row."""

import datetime
import io
import re

import duckdb
import pytest
from openpyxl import load_workbook

from dashboard.access import Viewer
from dashboard.queries import bill
from dashboard.rows import rows_of
from etl.publish import publish
from tests.dashboard.conftest import nobody, signed_in  # noqa: F401
from tests.worlds import tiny_build

FOSIE = "department-SDI"
BILL = "/department/bill"


def link(page, key):
    """The address behind a link of the page."""
    found = re.search(rf'href="([^"]*)"[^>]*id="{key}"|id="{key}"[^>]*href="([^"]*)"', page)
    return (found[1] or found[2]).replace("&amp;", "&")


def opened(shown, page, key):
    """The page a link leads to."""
    return shown(FOSIE, BILL, "?" + link(page, key).partition("?")[2])


def test_the_month_is_told_to_the_ore_with_its_lines_and_cost_centres(shown):
    page = shown(FOSIE, BILL)

    assert "24 817,10" in page
    assert "5 rader på 3 kostnadsställen" in page
    assert "SDF Fosie betalar 2,4 % mer än i juli" in page


def test_a_first_bill_tells_no_change_against_a_month_without_a_bill(shown):
    page = shown(FOSIE, BILL, "?period=2008-07")

    assert "24 225,00" in page
    assert "+24 225" not in page
    assert ">0,00<" not in page


def test_the_bridge_adds_up_to_the_ore(shown):
    page = shown(FOSIE, BILL)

    assert "24 225,00 kr" in page  # July
    for step in ("+440,00", "+115,00", "+37,10"):  # together 592,10
        assert step in page


def test_two_links_lead_from_a_cost_centre_to_the_source_row(shown):
    page = opened(shown, shown(FOSIE, BILL), "open-40715")
    line = re.search(r'id="(line-L\w+)"', page)[1]

    explained = opened(shown, page, line)

    assert "omräknad nu, stämmer på öret" in explained
    assert "SDI-PC-0001" in explained
    assert "sccm_datorer_2008-08-31.csv" in explained
    assert "sha256 dddd…dddd" in explained
    assert "7591-40715-4400-00000-111" in explained


def test_opening_the_open_row_closes_it(shown):
    page = shown(FOSIE, BILL, "?open=40715")

    assert "open=40715" not in link(page, "open-40715")


@pytest.mark.parametrize(("view", "group"), [("service", "WS-ADM"), ("agreement", "AV-2008-002")])
def test_the_same_amount_is_shown_by_service_and_by_agreement(shown, view, group):
    page = shown(FOSIE, BILL, f"?view={view}&open={group}")

    assert "24 817,10" in page
    assert 'aria-expanded="true"' in page


def test_what_lacks_a_signature_is_told_where_the_amount_stands(shown):
    page = shown("department-UTF", BILL)

    assert "1 rad, 533 333 kr, debiteras utan avtal i kraft" in page


@pytest.mark.parametrize("search", ["?line=L000000000000", "?open=60001", "?view=x", "?open=%27"])
def test_what_is_not_the_readers_opens_nothing(shown, search):
    page = shown(FOSIE, BILL, search)

    assert "24 817,10" in page
    assert "Gymnasieskola" not in page
    assert 'class="explanation"' not in page


def test_a_foreign_line_is_as_unknown_as_none(shown):
    foreign = re.search(r'id="line-(L\w+)"', shown("department-UTF", BILL, "?open=60001"))[1]

    page = shown(FOSIE, BILL, f"?line={foreign}")

    assert "UTF" not in page
    assert 'class="explanation"' not in page


def test_english_says_the_same(shown):
    page = shown(FOSIE, BILL, language="en")

    assert "pays 2.4% more than in July" in page
    assert "24,817.10" in page


def test_the_csv_holds_every_group_and_adds_up(signed_in):  # noqa: F811
    answer = signed_in(FOSIE).get("/export/department/bill.csv?period=2008-08")

    rows = [row.split(";") for row in answer.get_data(as_text=True).lstrip("\ufeff").split("\r\n")]
    amounts = [int(row[6].replace(",", "")) for row in rows[1:] if len(row) > 6]
    assert amounts[0] == 2_481_710 == sum(amounts[1:])
    assert "nyttja-department-bill-SDI-2008-08-bill.csv" in answer.headers["Content-Disposition"]


def test_the_workbook_holds_what_is_shown_and_every_line(signed_in):  # noqa: F811
    answer = signed_in(FOSIE).get("/export/department/bill.xlsx?period=2008-08")

    book = load_workbook(io.BytesIO(answer.get_data()))
    lines = list(book.worksheets[1].iter_rows(values_only=True))
    amount = lines[0].index("Belopp, kr")
    assert round(sum(row[amount] for row in lines[1:6]), 2) == 24_817.10


@pytest.mark.parametrize(
    ("reader", "address"),
    [
        ("board", "/export/department/bill.csv"),
        (FOSIE, "/export/department/bill.csv?department=UTF"),
        (FOSIE, "/export/department/bill.csv?table=nothing"),
        (FOSIE, "/export/department/bill.exe"),
        (FOSIE, "/export/home.csv"),
    ],
)
def test_files_keep_the_rights_of_their_page(signed_in, reader, address):  # noqa: F811
    assert signed_in(reader).get(address).status_code == 404


def test_files_are_not_for_nobody(nobody):  # noqa: F811
    assert nobody.get("/export/department/bill.csv").status_code in {302, 401}


CREDIT = """
    insert into marts.bill_lines by name
    select
        * replace (
            'L0credit00000' as line_id,
            date '2008-07-01' as charge_period,
            -440_00 as amount_ore,
            true as is_correction,
            line_id as original_line_id,
            amount_ore - 440_00 as now_ore,
            amount_ore as before_ore,
            'quantity' as correction_cause
        )
    from marts.bill_lines
    where period = '2008-08-01' and service_id = 'WS-ADM' and cost_centre_id = '40715'
"""


def test_the_bill_specifies_what_it_corrects_of_a_closed_month(tmp_path, monkeypatch):
    """440 kr less for July's workstations, with what was charged and what it is now."""
    build = tiny_build(tmp_path / "build.duckdb")
    with duckdb.connect(build) as connection:
        connection.execute(CREDIT)
    publish(build, tmp_path / "home")
    monkeypatch.setenv("NYTTJA_HOME", str(tmp_path / "home"))
    viewer = Viewer("reader", "department", frozenset({"SDI"}))

    (credit,) = rows_of(bill.corrections(viewer, "SDI", datetime.date(2008, 8, 1)))
    months = rows_of(
        bill.services_by_month(viewer, "SDI", datetime.date(2008, 8, 1), datetime.date(2008, 8, 1))
    )
    (since,) = rows_of(bill.corrected_since(viewer, credit["original_line_id"]))

    assert (credit["before_ore"], credit["now_ore"], credit["amount_ore"]) == (
        1320_00, 880_00, -440_00,
    )  # fmt: skip
    assert sum(row["amount_ore"] for row in months) == 24_817_10 - 440_00
    assert [r["amount_ore"] for r in months if r["service_id"] == "corrections"] == [-440_00]
    assert (since["line_id"], since["amount_ore"]) == ("L0credit00000", -440_00)


def test_a_month_that_is_not_closed_is_preliminary(shown):
    assert "Preliminär: månaden är inte stängd" in shown(FOSIE, BILL)
