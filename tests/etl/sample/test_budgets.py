from collections import defaultdict
from datetime import date

import duckdb
import openpyxl
import pytest

from etl.sample import budgets
from etl.sample.city import open_city
from etl.sample.files import Outbox


@pytest.fixture(scope="module")
def workbooks(tmp_path_factory, reference):
    folder = tmp_path_factory.mktemp("budgets")
    with open_city(reference, 0.02, 1) as connection:
        budgets.write_years(connection, Outbox(folder), date(2008, 3, 1), date(2010, 12, 31))
    return folder


def sheet_of(folder, year, *, formulas=False):
    book = openpyxl.load_workbook(folder / f"budget_{year}.xlsx", data_only=not formulas)
    return list(book["Budget"].iter_rows(values_only=True))


def test_each_year_of_the_span_has_its_workbook(workbooks):
    names = sorted(path.name for path in workbooks.iterdir())

    assert names == ["budget_2008.xlsx", "budget_2009.xlsx", "budget_2010.xlsx"]


def test_the_header_stands_on_row_four(workbooks):
    assert sheet_of(workbooks, 2009)[3] == budgets.HEADER


@pytest.mark.parametrize("year", [2008, 2009, 2010])
def test_the_months_are_the_citys_budget_to_the_ore(workbooks, reference, year):
    wanted = defaultdict(int)
    for version, months in duckdb.execute(
        "select version, months_ore from read_parquet(?) where year = ?",
        [str(reference / "budgets.parquet"), year],
    ).fetchall():
        wanted[version] += sum(ore or 0 for ore in months)

    found = defaultdict(int)
    for row in sheet_of(workbooks, year)[4:]:
        found[row[2]] += sum(round(100 * (kronor or 0)) for kronor in row[3:15])

    assert found == wanted


def test_a_unit_that_began_in_july_has_blank_months_before_it(workbooks):
    rows = {row[:3]: row for row in sheet_of(workbooks, 2008)}

    row = rows[30000, "Telefoni", "Reviderad"]

    assert row[3:9] == (None,) * 6
    assert sum(round(100 * kronor) for kronor in row[9:15]) == round(100 * row[15])


def test_three_totals_a_year_were_typed_over(workbooks):
    rows = sheet_of(workbooks, 2009)[4:]

    odd = [
        row
        for row in rows
        if sum(round(100 * (month or 0)) for month in row[3:15]) != round(100 * row[15])
    ]

    assert len(odd) == 3
    assert all(round(100 * row[15]) % 100_000 == 0 for row in odd)


def test_some_cells_are_formulas_with_a_kept_value(workbooks):
    formulas, values = sheet_of(workbooks, 2009, formulas=True), sheet_of(workbooks, 2009)

    worked_out = [
        (text, value)
        for with_text, with_value in zip(formulas[4:], values[4:], strict=True)
        for text, value in zip(with_text, with_value, strict=True)
        if isinstance(text, str) and text.startswith("=")
    ]

    assert any(text.startswith("=SUM(") for text, _ in worked_out)
    assert any(text.startswith("=ROUND(") for text, _ in worked_out)
    assert all(isinstance(value, int | float) for _, value in worked_out)


def test_cost_centres_are_numbers_as_a_spreadsheet_makes_them(workbooks):
    assert {type(row[0]) for row in sheet_of(workbooks, 2009)[4:]} == {int}


def test_the_same_city_gives_the_same_bytes(workbooks, tmp_path, reference):
    with open_city(reference, 1.0, 1) as connection:
        budgets.write_years(connection, Outbox(tmp_path), date(2009, 1, 1), date(2009, 12, 31))

    assert (tmp_path / "budget_2009.xlsx").read_bytes() == (
        workbooks / "budget_2009.xlsx"
    ).read_bytes()
