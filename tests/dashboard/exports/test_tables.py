import datetime
import io
import zipfile

import pytest
from openpyxl import load_workbook

from dashboard.exports.tables import Column, Table, csv_file, excel_file

DANGEROUS = ["=1+1", "+46", "-1", "@SUM(A1)", "\t=1", "\r=1"]


def bill(rows):
    columns = [
        Column("Namn"),
        Column("Belopp", "ore"),
        Column("Antal", "whole"),
        Column("Dag", "day"),
    ]
    return Table("Räkning", columns, rows, ["Källa: fakturarader"])


def test_csv_is_what_a_swedish_spreadsheet_opens():
    file = csv_file(bill([["Lindängen", 123456_50, 32, datetime.date(2008, 8, 31)]]))

    assert file == ("\ufeffNamn;Belopp;Antal;Dag\r\nLindängen;123456,50;32;2008-08-31\r\n".encode())


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_like_a_formula_stays_text_in_csv(text):
    cell = csv_file(Table("x", [Column("Namn")], [[text]])).decode("utf-8-sig").split("\r\n", 1)[1]

    assert cell.lstrip('"').startswith("'")


def test_negative_numbers_stay_numbers_in_csv():
    file = csv_file(bill([["Rättelse", -5, -3, None]])).decode("utf-8-sig")

    assert file.splitlines()[1] == "Rättelse;-0,05;-3;"


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_like_a_formula_stays_text_in_excel(text):
    sheet = load_workbook(io.BytesIO(excel_file([bill([[text, -5, 1, None]])]))).active

    assert sheet["A2"].data_type == "s"
    assert sheet["A2"].value.endswith(text.strip())
    assert (sheet["B2"].data_type, sheet["B2"].value) == ("n", -0.05)


def test_excel_holds_a_sheet_for_each_table_and_where_it_comes_from():
    book = load_workbook(
        io.BytesIO(excel_file([bill([["A", 1, 1, None]]), Table("Rader", [], [])]))
    )

    assert book.sheetnames == ["Räkning", "Rader"]
    assert book["Räkning"]["A4"].value == "Källa: fakturarader"


def test_no_formula_is_written_into_the_workbook():
    file = excel_file([bill([[text, 1, 1, None] for text in DANGEROUS])])

    sheet = zipfile.ZipFile(io.BytesIO(file)).read("xl/worksheets/sheet1.xml")

    assert b"<f>" not in sheet
