"""The customers' budgets, one workbook a year, as people keep such workbooks.

The amounts are those of data/reference/budgets.parquet. A month nobody had a budget for is a blank
cell, some cells are formulas with the value they had when the workbook was saved, and a few totals
were typed over by hand.
"""

from __future__ import annotations

import datetime
import random
from typing import TYPE_CHECKING, Any

import xlsxwriter

if TYPE_CHECKING:
    import duckdb

    from etl.sample.files import Outbox

MONTHS = ("Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec")
HEADER = ("Ansvar", "Område", "Version", *MONTHS, "Summa")

#: The header stands on row 4 of the sheet, the rows below it.
TITLE_ROWS = 3

#: Rows a year whose total was typed over by hand, upwards to whole thousands.
EDITED_TOTALS = 3

ROWS = """
    select ansvar, area, version, months_ore
    from budgets
    where year = ?
    order by ansvar, area, version
"""

ORE = 100
THOUSAND_KRONOR = 1000 * ORE


def write_years(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, first: datetime.date, last: datetime.date
) -> None:
    """Write budget_<year>.xlsx for each year of the span that has a budget."""
    (seed,) = connection.execute("select getvariable('seed')").fetchone() or (0,)
    for year in range(first.year, last.year + 1):
        rows = connection.execute(ROWS, [year]).fetchall()
        if rows:
            _write_year(outbox, year, rows, random.Random(f"{seed} budget {year}"))


def _write_year(
    outbox: Outbox,
    year: int,
    rows: list[tuple[str, str, str, list[int | None]]],
    dice: random.Random,
) -> None:
    path = outbox.folder / f"budget_{year}.xlsx"
    edited = set(dice.sample([row[:3] for row in rows if None not in row[3]], EDITED_TOTALS))
    with xlsxwriter.Workbook(path) as workbook:
        # A fixed day, so that the same city gives the same bytes.
        workbook.set_properties({"created": datetime.datetime(year, 1, 1)})  # noqa: DTZ001 - as a workbook has it
        sheet = workbook.add_worksheet("Budget")
        sheet.write_string(0, 0, f"Budget {year}, IT-tjänster per ansvar")
        sheet.write_string(1, 0, "Kronor. KF = kommunfullmäktiges beslut; Reviderad ersätter KF.")
        sheet.write_row(TITLE_ROWS, 0, HEADER)
        for number, row in enumerate(rows, start=TITLE_ROWS + 1):
            _write_row(sheet, number, row, is_edited=row[:3] in edited, dice=dice)
        notes = workbook.add_worksheet("Läs mig")
        notes.write_string(0, 0, "Ändra inte i kolumnen Summa.")
    outbox.written.append(path)


def _write_row(
    sheet: Any,  # noqa: ANN401 - xlsxwriter has no types
    number: int,
    row: tuple[str, str, str, list[int | None]],
    *,
    is_edited: bool,
    dice: random.Random,
) -> None:
    ansvar, area, version, months = row
    first = len(HEADER) - len(MONTHS) - 1
    # A number, as a spreadsheet makes of it where nobody asked for text.
    sheet.write_number(number, 0, int(ansvar))
    sheet.write_string(number, 1, area)
    sheet.write_string(number, 2, version)
    for column, ore in enumerate(months, start=first):
        if ore is None:
            continue
        if dice.randrange(40) == 0:
            _write_formula(sheet, number, column, f"=ROUND({ore * 12}/12,0)/{ORE}", ore)
        else:
            sheet.write_number(number, column, ore / ORE)
    total = sum(ore or 0 for ore in months)
    if is_edited:
        total += THOUSAND_KRONOR - total % THOUSAND_KRONOR
        sheet.write_number(number, len(HEADER) - 1, total / ORE)
    elif dice.randrange(2) == 0:
        _write_formula(sheet, number, len(HEADER) - 1, f"=SUM(D{number + 1}:O{number + 1})", total)
    else:
        sheet.write_number(number, len(HEADER) - 1, total / ORE)


def _write_formula(sheet: Any, row: int, column: int, formula: str, ore: int) -> None:  # noqa: ANN401
    """A cell that is worked out; its value is the one last saved."""
    sheet.write_formula(row, column, formula, None, ore / ORE)
