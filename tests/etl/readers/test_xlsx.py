"""Workbooks: what can be read comes through, what cannot is told, and no file takes the machine.

The workbooks are made here, by openpyxl or part by part; the worst of them never lie in the tree.
"""

import dataclasses
import datetime
import io
import random
import zipfile

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from etl.readers import xlsx
from tests.etl.conftest import City

MONTHS = ["Jan", "Feb", "Mar", "Apr", "Maj", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dec"]
HEADING = ["Ansvar", "Område", "Version", *MONTHS, "Summa"]
ROW = ["40730", "Telefoni", "KF", *[100] * 12, 1200]
AMOUNTS = "jan_ore, feb_ore, total_ore"
DATES = """
entity: pupils
recognise: {file: '^elever_[0-9-]+\\.xlsx$'}
format: {reader: xlsx, sheet: Elever}
snapshot: {from: filename, pattern: '(?P<date>[0-9]{4}-[0-9]{2}-[0-9]{2})'}
fields:
  pupil_id:       {column: ElevId}
  school_name:    {constant: Skolan}
  school_code:    {constant: S1}
  principal:      {constant: Malmö}
  enrolled_from:  {column: Från}
  enrolled_until: {constant: "", open: [""]}
  is_protected:   {constant: "false", map: {"false": "false"}}
blank: [Namn]
"""


def book(*rows, sheet="Budget", heading=HEADING):
    """A budget workbook: three rows of title, the heading, and these rows."""
    workbook = openpyxl.Workbook()
    page = workbook.active
    page.title = sheet
    page["A1"] = "Budget"
    for number, row in enumerate([heading, *rows], start=4):
        for place, value in enumerate(row, start=1):
            page.cell(number, place, value)
    return workbook


def packed(workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def repacked(content: bytes, change) -> bytes:
    """The workbook with its parts changed: a function from names and texts to names and texts."""
    with zipfile.ZipFile(io.BytesIO(content)) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name, text in change(parts).items():
            new.writestr(name, text)
    return stream.getvalue()


def sheet_changed(content: bytes, old: bytes, new: bytes) -> bytes:
    """The workbook with a text of its first sheet changed."""

    def change(parts):
        text = parts["xl/worksheets/sheet1.xml"]
        assert old in text
        return parts | {"xl/worksheets/sheet1.xml": text.replace(old, new, 1)}

    return repacked(content, change)


class Office(City):
    """A city that gets budgets as workbooks."""

    def budget(self, content, name="budget_2009.xlsx"):
        return self.deliver(name, content if isinstance(content, bytes) else packed(content))

    def amounts(self):
        return self.rows(f"select {AMOUNTS} from staging.budgets order by source_line")


@pytest.fixture
def office(tmp_path):
    return Office(tmp_path)


@pytest.fixture
def limits(monkeypatch):
    """Sets other limits for the rest of a test."""
    return lambda **changed: monkeypatch.setattr(
        xlsx, "LIMITS", dataclasses.replace(xlsx.LIMITS, **changed)
    )


def row_with(place, value):
    row = list(ROW)
    row[place] = value
    return row


def test_a_workbook_gives_the_rows_of_its_twin_in_text(office, tmp_path):
    cells = ["8083,34", "1 234 567,5", "0", "", "-5", *["7,00"] * 7, "1 242 694,84"]
    text = ";".join(HEADING) + "\n40730;Telefoni;KF;" + ";".join(cells) + "\n"
    numbers = [8083.34, 1234567.5, 0, None, -5, *[7] * 7, 1242694.84]
    (tmp_path / "twin").mkdir()
    twin = Office(tmp_path / "twin")
    columns = "* exclude (source_file, source_line)"

    office.budget(book(["40730", "Telefoni", "KF", *numbers]))
    twin.deliver("budget_2009.csv", text)

    found = office.rows(f"select {columns} from staging.budgets")
    assert found
    assert found == twin.rows(f"select {columns} from staging.budgets")


def test_a_workbook_with_its_texts_in_one_place_is_read_too(office):
    """As Excel and XlsxWriter write it: cells point to a part of shared texts."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as workbook:
        page = workbook.add_worksheet("Budget")
        page.write_row(3, 0, HEADING)
        page.write_row(4, 0, ROW)
        page.write_formula(4, 3, "=40+60", None, 100)

    office.budget(stream.getvalue())

    found = office.rows("select cost_centre_id, area, version, jan_ore from staging.budgets")
    assert found == [("40730", "Telefoni", "KF", 10000)]


def test_a_row_stands_where_the_sheet_has_it(office):
    office.budget(book(ROW, [], ["40740", *ROW[1:]]))

    assert office.rows("select source_line from staging.budgets order by 1") == [(5,), (7,)]


def test_a_formula_counts_by_the_value_saved_with_it(office):
    content = sheet_changed(
        packed(book(row_with(3, "=40+60"))), b"<f>40+60</f><v />", b"<f>40+60</f><v>100</v>"
    )

    office.budget(content)

    assert office.amounts() == [(10000, 10000, 120000)]


def test_a_formula_without_a_saved_value_is_told_with_its_cell(office):
    """L01."""
    office.budget(book(row_with(3, "=40+60"), ["40740", *ROW[1:]]))

    assert office.rows("select line, rule, reason_en from staging.rejects") == [
        (5, "L01", "formula without a saved value in cell D5")
    ]
    assert len(office.amounts()) == 1


@pytest.mark.parametrize("error", ["#REF!", "#DIV/0!", "#N/A"])
def test_an_error_is_told_with_its_cell(office, error):
    """L02."""
    office.budget(book(row_with(4, error)))

    assert office.rows("select rule, reason_en from staging.rejects") == [
        ("L02", "error in cell E5")
    ]


def test_an_id_stored_as_a_number_is_read_and_noted(office):
    """L03."""
    delivery = office.budget(book(row_with(0, 40730)))

    assert office.rows("select cost_centre_id from staging.budgets") == [("40730",)]
    assert "1 numbers read as text, first in cell A5" in delivery.reason_en


def test_an_id_keeps_the_zeros_its_cell_shows(office):
    """L03."""
    workbook = book(row_with(0, 730))
    workbook.active["A5"].number_format = "00000"

    office.budget(workbook)

    assert office.rows("select cost_centre_id from staging.budgets") == [("00730",)]


def test_a_number_stored_as_text_is_read_and_noted(office):
    """L03."""
    delivery = office.budget(book(row_with(3, "100,00")))

    assert office.amounts() == [(10000, 10000, 120000)]
    assert "1 numbers written as text, first in cell D5" in delivery.reason_en


@pytest.mark.parametrize("is_1904", [False, True])
def test_a_day_is_the_same_in_both_of_excels_calendars(office, is_1904):
    """L04."""
    office.own_source("elever", DATES)
    workbook = openpyxl.Workbook()
    if is_1904:
        workbook.epoch = CALENDAR_MAC_1904
    workbook.active.title = "Elever"
    workbook.active.append(["ElevId", "Namn", "Från"])
    workbook.active.append(["E1", "SECRET", datetime.date(2007, 5, 1)])

    delivery = office.deliver("elever_2008-10-15.xlsx", packed(workbook))

    assert delivery.outcome == "loaded", delivery.reason_en
    assert office.rows("select pupil_id, enrolled_from::varchar from staging.pupils") == [
        ("E1", "2007-05-01")
    ]


@pytest.mark.parametrize("serial", [0, 59, 60])
def test_a_day_that_excel_cannot_tell_for_certain_is_told(office, serial):
    """L05: 60 is 29 February 1900, which never was."""
    office.own_source("elever", DATES)
    workbook = openpyxl.Workbook()
    workbook.active.title = "Elever"
    workbook.active.append(["ElevId", "Från"])
    workbook.active.append(["E1", serial])
    workbook.active["B2"].number_format = "yyyy-mm-dd"

    office.deliver("elever_2008-10-15.xlsx", packed(workbook))

    ((rule,),) = office.rows("select rule from staging.rejects")
    assert rule == "L05" if serial else rule in {"L05", "D03"}


HEADINGS = {
    "on another row": (book(ROW), lambda page: page.insert_rows(1), "L06"),
    "merged into one cell": (book(ROW), lambda page: page.merge_cells("A4:P4"), "S06"),
    "in two rows": (book(ROW), lambda page: page.insert_rows(4), "L06"),
    "not there": (book(ROW), lambda page: page.delete_rows(1, 4), "L06"),
    "without a column": (book(ROW), lambda page: page.delete_cols(5), "S06"),
}


@pytest.mark.parametrize("case", HEADINGS)
def test_a_heading_that_is_not_where_it_should_be_refuses_the_file(office, case):
    """L06."""
    workbook, change, rule = HEADINGS[case]
    change(workbook.active)

    assert office.budget(workbook).rule == rule


def test_hidden_rows_are_read_and_counted(office):
    """L07."""
    workbook = book(ROW, ["40740", *ROW[1:]], ["40750", *ROW[1:]])
    workbook.active.row_dimensions[5].hidden = True
    workbook.active.row_dimensions[7].hidden = True
    workbook.active.auto_filter.ref = "A4:P7"

    delivery = office.budget(workbook)

    assert len(office.amounts()) == 3
    assert "the sheet has 2 hidden rows" in delivery.reason_en


def test_a_hidden_sheet_is_read_and_noted(office):
    """L07."""
    workbook = book(ROW)
    workbook.create_sheet("Annat")
    workbook.active = 1
    workbook["Budget"].sheet_state = "hidden"

    delivery = office.budget(workbook)

    assert len(office.amounts()) == 1
    assert "is hidden" in delivery.reason_en


def test_of_several_sheets_the_named_one_is_read(office):
    """L08."""
    workbook = book(ROW)
    workbook.create_sheet("Kladd", 0)["A1"] = "Ansvar"

    office.budget(workbook)

    assert len(office.amounts()) == 1


def test_a_workbook_without_the_named_sheet_is_refused(office):
    """L08."""
    delivery = office.budget(book(ROW, sheet="Blad1"))

    assert delivery.rule == "L08"
    assert "there is no sheet Budget (there are Blad1)" in delivery.reason_en


def test_a_sheet_with_a_cell_in_its_last_corner_is_refused(office):
    """L09: five kilobytes that some readers take 549 GB for."""
    workbook = book(ROW)
    workbook.active["XFD1048576"] = 1

    delivery = office.budget(workbook)

    assert delivery.rule == "L09"
    assert "A1:XFD1048576" in delivery.reason_en


def test_nor_does_a_sheet_that_hides_how_large_it_is_take_the_machine(office):
    """L09: the size is not told, or told wrongly; the rows before it come through."""
    workbook = book(ROW)
    workbook.active["XFD1048576"] = 1
    content = sheet_changed(packed(workbook), b'<dimension ref="A1:XFD1048576" />', b"")

    delivery = office.budget(content)

    assert delivery.outcome == "loaded"
    assert "reading ended after 1000 blank rows, from row 6" in delivery.reason_en
    assert len(office.amounts()) == 1


def test_a_value_far_to_the_right_of_a_row_is_told(office):
    content = sheet_changed(
        packed(book(ROW)), b"</row></sheetData>", (b'<c r="XFC5"><v>1</v></c></row></sheetData>')
    )

    office.budget(content)

    assert office.rows("select rule, reason_en from staging.rejects") == [
        ("L20", "value outside the heading in cell XFC5")
    ]


def test_a_text_of_200_megabytes_in_200_kilobytes_is_refused_unpacked(office):
    """L10."""
    content = repacked(
        packed(book(ROW)),
        lambda parts: parts | {"xl/sharedStrings.xml": b"<sst>" + b"a" * 200_000_000},
    )

    assert len(content) < 250_000
    assert office.budget(content).rule == "L10"


@pytest.mark.parametrize("limit", [{"unpacked": 5_000}, {"entries": 5}])
def test_a_workbook_of_too_many_parts_or_bytes_is_refused_unpacked(office, limits, limit):
    """L10: the table of contents tells."""
    limits(**limit)

    assert office.budget(book(ROW)).rule == "L10"


def rows_of(number: int, cells: str = "") -> bytes:
    """So many rows after the first of a budget, as a sheet has them."""
    return "".join(f'<row r="{at}">{cells}</row>' for at in range(6, 6 + number)).encode()


def with_rows(rows: bytes) -> bytes:
    return sheet_changed(packed(book(ROW)), b"</sheetData>", rows + b"</sheetData>")


def test_a_workbook_that_takes_too_long_is_refused_and_the_next_is_read(office, limits):
    """L10: 200 000 rows within one second."""
    limits(seconds=1)
    slow = office.budget(with_rows(rows_of(200_000, "<c><v>1</v></c>")), "budget_2010.xlsx")
    limits(seconds=20)

    assert slow.rule == "L10"
    assert office.budget(book(ROW)).outcome == "loaded"


def test_a_workbook_that_takes_too_much_memory_is_refused_and_the_next_is_read(office, limits):
    """L10: a row of a million cells within 150 megabytes."""
    cells = "".join(f"<c><v>{number}</v></c>" for number in range(1_000_000))
    content = with_rows(rows_of(1, cells))

    limits(memory=150 << 20)
    large = office.budget(content, "budget_2010.xlsx")
    limits(memory=1 << 30)

    assert large.rule == "L10"
    assert office.budget(book(ROW)).outcome == "loaded"


BOMB = b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;">]>'
#: A megabyte that does not pack well.
NOISE = random.Random(1).randbytes(1 << 19).hex().encode()
OUTSIDE = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'
DECLARED = {
    "a bomb in the sheet": ("xl/worksheets/sheet1.xml", BOMB),
    "a file from outside": ("xl/workbook.xml", OUTSIDE),
    "in UTF-16": ("xl/styles.xml", BOMB.decode().encode("utf-16-le")),
    "far into a part": ("xl/styles.xml", NOISE + BOMB),
    "across two chunks": ("xl/styles.xml", NOISE[4:] + BOMB),
    "in lower case": ("xl/styles.xml", BOMB.lower()),
}


@pytest.mark.parametrize("case", DECLARED)
def test_a_workbook_that_declares_entities_is_refused(office, case):
    """L11."""
    name, text = DECLARED[case]
    content = repacked(packed(book(ROW)), lambda parts: parts | {name: text + parts[name]})

    assert office.budget(content).rule == "L11"


def encrypted(content: bytes) -> bytes:
    """The workbook with the flag of a password in its table of contents."""
    at = content.index(b"PK\x01\x02") + 8
    return content[:at] + bytes([content[at] | 1]) + content[at + 1 :]


def opendocument() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as container:
        container.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        container.writestr("content.xml", "<office/>")
    return stream.getvalue()


OTHERS = {
    "under password": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(1000),
    "under a zip password": encrypted(packed(book(ROW))),
    "with macros": repacked(packed(book(ROW)), lambda parts: parts | {"xl/vbaProject.bin": b"x"}),
    "as a macro workbook": repacked(
        packed(book(ROW)),
        lambda parts: (
            parts
            | {
                "[Content_Types].xml": parts["[Content_Types].xml"].replace(
                    b"officedocument.spreadsheetml.sheet.main", b"ms-excel.sheet.macroEnabled.main"
                )
            }
        ),
    ),
    "as OpenDocument": opendocument(),
    "as text": ";".join(HEADING).encode("cp1252"),
}


@pytest.mark.parametrize("case", OTHERS)
def test_other_kinds_of_workbook_are_refused(office, case):
    """L12."""
    assert office.budget(OTHERS[case]).rule == "L12"


@pytest.mark.parametrize("name", ["budget_2009.xls", "budget_2009.xlsm", "budget_2009.ods"])
def test_other_names_than_xlsx_are_nobodys(office, name):
    """L12."""
    assert office.budget(book(ROW), name).rule in {"R01", "S20"}


def test_links_to_other_files_are_noted_and_not_followed(office):
    """L13."""
    content = repacked(
        packed(book(ROW)),
        lambda parts: parts | {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"},
    )

    delivery = office.budget(content)

    assert "links to other files" in delivery.reason_en
    assert len(office.amounts()) == 1


def test_what_binary_floats_add_is_taken_away(office):
    """L14."""
    office.budget(book([*ROW[:3], 0.1 + 0.2, 1.005 + 1e-13 - 0.005, *[0] * 10, 1.3]))

    assert office.amounts() == [(30, 100, 130)]


@pytest.mark.parametrize(("value", "rule"), [(0.125, "N11"), (0.300001, "N12"), (1e13, "N13")])
def test_a_number_that_is_no_amount_is_told(office, value, rule):
    """L14: parts of an öre are not rounded away."""
    office.budget(book(row_with(3, value)))

    assert office.rows("select line, column_name, rule from staging.rejects") == [(5, "Jan", rule)]


def test_true_is_no_amount(office):
    """L15."""
    office.budget(book(row_with(3, value=True)))

    assert office.rows("select rule, value from staging.rejects") == [("N00", "TRUE")]


def test_a_million_blank_rows_are_not_read_to_the_end(office):
    """L16."""
    delivery = office.budget(with_rows(rows_of(1_000_000, '<c s="0"/>')))

    assert delivery.outcome == "loaded", delivery.reason_en
    assert "reading ended after 1000 blank rows, from row 6" in delivery.reason_en
    assert len(office.amounts()) == 1


def doubled(content: bytes) -> bytes:
    stream = io.BytesIO(content)
    with zipfile.ZipFile(stream, "a") as container, pytest.warns(UserWarning, match="Duplicate"):
        container.writestr("xl/workbook.xml", b"<workbook/>")
    return stream.getvalue()


def test_a_part_that_stands_twice_refuses_the_workbook(office):
    """L17."""
    assert office.budget(doubled(packed(book(ROW)))).rule == "L17"


@pytest.mark.parametrize("name", ["../x.xml", "/etc/x.xml", "a\\..\\x.xml", "XL/Workbook.xml"])
def test_a_part_outside_the_workbook_refuses_it(office, name):
    """L17."""
    content = repacked(packed(book(ROW)), lambda parts: parts | {name: b"<x/>"})

    assert office.budget(content).rule == "L17"


@pytest.mark.parametrize("cut", [30, 3000])
def test_a_workbook_that_was_cut_off_is_refused(office, cut):
    assert office.budget(packed(book(ROW))[:-cut]).rule == "L18"


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"])
def test_a_workbook_with_a_broken_part_is_refused(office, part):
    content = repacked(
        packed(book(ROW)), lambda parts: parts | {part: parts[part][: len(parts[part]) // 2]}
    )

    assert office.budget(content).rule == "L18"


def test_an_empty_workbook_is_an_empty_file(office):
    assert office.budget(b"").rule == "S01"


def test_a_workbook_called_text_is_refused(office):
    """S20."""
    assert office.budget(book(ROW), "budget_2009.csv").rule == "S20"


def test_a_text_that_looks_like_a_formula_is_text(office):
    """X01."""
    workbook = book(ROW)
    workbook.active["B5"] = "=cmd|' /C calc'!A0"
    workbook.active["B5"].data_type = "s"

    office.budget(workbook)

    assert office.rows("select area from staging.budgets") == [("=cmd|' /C calc'!A0",)]


def test_total_rows_and_repeated_headings_are_told(office):
    office.budget(book(ROW, HEADING, ["Summa", None, None, *ROW[3:]]))

    assert [(line, rule) for line, _, rule, _ in office.rejects()] == [(6, "S28"), (7, "S18")]


def test_personal_columns_reach_no_file(office):
    office.own_source("elever", DATES)
    workbook = openpyxl.Workbook()
    workbook.active.title = "Elever"
    workbook.active.append(["ElevId", "Namn", "Från"])
    workbook.active.append(["E1", "SECRET", datetime.date(2007, 5, 1)])
    workbook.active.append(["E2", "SECRET", "no day"])

    office.deliver("elever_2008-10-15.xlsx", packed(workbook))

    written = [path for path in office.home.rglob("*") if path.is_file()]
    assert len(written) > 2
    assert not any(b"SECRET" in path.read_bytes() for path in written)
