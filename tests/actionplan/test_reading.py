"""Plans out of files: what cannot be read is told by its place, and no file harms its reader."""

import datetime
import io
import zipfile

import openpyxl
import pytest
import xlsxwriter

from actionplan.differences import Known, differences
from actionplan.exchange import LARGEST_FILE, MOST_LINES
from actionplan.msproject import project_file
from actionplan.plan import Dependency
from actionplan.reading import read
from tests.actionplan import plans

TODAY = datetime.date(2008, 9, 1)
HEADS = "milestone_id;activity_id;title_sv;weight;baseline;forecast;actual"


def standing():
    """Two activities of two milestones each: N-M1 is reached, N waits for T."""
    parts = plans.register({"N": 2, "T": 2}, [plans.link("T", "N")])
    log = plans.Log()
    for id_ in parts.milestones:
        log.baseline(id_, "2008-06-30")
    log.reached("N-M1", "2008-06-20")
    return plans.view(parts, log)


def compared(data, view=None, known=Known()):  # noqa: B008 - a value
    text = data.encode() if isinstance(data, str) else data
    return differences(view or standing(), read(text), known, TODAY)


def rules(found):
    return [(one.place.line, one.column, one.rule) for one in found.faults]


def workbook(rows, name="milestones"):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
        sheet = book.add_worksheet(name)
        day = book.add_format({"num_format": "yyyy-mm-dd"})
        for line, row in enumerate(rows):
            for place, cell in enumerate(row):
                if isinstance(cell, datetime.date):
                    sheet.write_datetime(line, place, cell, day)
                else:
                    sheet.write(line, place, cell)
    return file.getvalue()


def packed(**parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as container:
        for name, data in parts.items():
            container.writestr(name.replace("__", "/").replace("_xml", ".xml"), data)
    return file.getvalue()


def test_what_is_new_moved_and_changed_is_told_and_what_is_missing_stays():
    found = compared(
        f"{HEADS}\r\n"
        "N-M2;N;Nytt namn;0,25;;;\r\n"
        "N-M3;N;Ny;0.25;2008-11-30;;\r\n"
        "T-M1;T;1;1/2;2008-07-31;2008-08-31;\r\n"
    )

    told = [(one.row.id, one.kind, [f.column for f in one.fields]) for one in found.changes]
    assert told == [
        ("N-M2", "changed", ["title_sv", "weight"]),
        ("N-M3", "new", ["activity_id", "title_sv", "weight", "baseline"]),
        ("T-M1", "moved", ["baseline", "forecast"]),
    ]
    assert found.missing == (("milestones", "N-M1"), ("milestones", "T-M2"))
    assert found.faults == ()
    assert found.changes[1].part.seq == 3
    assert found.changes[2].days == (
        ("baseline", datetime.date(2008, 7, 31)),
        ("forecast", datetime.date(2008, 8, 31)),
    )


def test_an_empty_cell_and_a_column_left_out_say_nothing():
    assert compared(f"{HEADS}\nN-M1;;;;;;\n").changes == ()
    assert compared("activity_id\nN\nT\n") == compared("activity_id;title_sv\nN;\nT;\n")


def test_a_forecast_that_only_repeats_the_day_decided_before_moves_with_it():
    (change,) = compared(f"{HEADS}\nT-M1;T;1;0,5;2008-07-31;2008-06-30;\n").changes

    assert change.days == (("baseline", datetime.date(2008, 7, 31)),)


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("T-M1;;;;2008-02-30;;", (2, "baseline", "day")),
        ("T-M1;;;;31/8 2008;;", (2, "baseline", "day")),
        ("T-M1;;;;20080831;;", (2, "baseline", "day")),
        ("T-M1;;;;1008-08-31;;", (2, "baseline", "day")),
        ("T-M1;;;1,5;;;", (2, "weight", "weight")),
        ("T-M1;;;1/0;;;", (2, "weight", "weight")),
        ("T-M1;;;0,4;;;", (2, "weight", "weights")),
        (";;;;;2008-01-01;", (2, "milestone_id", "id")),
        ("T>M1;;;;;;", (2, "milestone_id", "id_form")),
        ("T-M1;;;;;;\nT-M1;;;;;;", (3, "milestone_id", "twice")),
        ("T-M1;N;;;;;", (2, "activity_id", "other")),
        ("X-M1;X;Ny;1;2008-01-01;;", (2, "activity_id", "unknown")),
        ("T-M3;T;;0,5;2008-01-01;;", (2, "title_sv", "needed")),
        ("N-M1;;;;;2008-12-31;", (2, "forecast", "reached")),
        ("T-M1;;;;;;2008-09-02", (2, "actual", "future")),
        ("T-M1;;;;;;;;x", (2, "", "cells")),
        ('T-M1;;"öppet;;;;', (2, "", "quotes")),
    ],
)
def test_a_row_that_cannot_be_is_told_by_line_column_and_rule(rows, fault):
    assert rules(compared(f"{HEADS}\n{rows}")) == [fault]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("activity_id;goal_id\nN;G9", (2, "goal_id", "unknown")),
        ("activity_id;owner_org_id\nN;XYZ", (2, "owner_org_id", "unknown")),
        ("activity_id;kpi_ids\nN;K01|K99", (2, "kpi_ids", "unknown")),
        ("activity_id;need_ids\nN;N999", (2, "need_ids", "unknown")),
        ("activity_id;planned_end\nN;2007-01-01", (2, "planned_end", "order")),
        ("activity_id;budget_kr\nN;1,005", (2, "budget_kr", "ore")),
        ("activity_id;budget_kr\nN;=1+1", (2, "budget_kr", "ore")),
        *(
            (f"activity_id;budget_kr\nN;{cell}", (2, "budget_kr", "ore"))
            for cell in ("9e999999", "1e5", "1_000", "１２", "-1", "NaN", "1" * 13)
        ),
        (f"activity_id;title_sv\nN;{'å' * 1001}", (2, "title_sv", "text")),
        ("predecessor_id;type\nN;FS", (1, "successor_id", "column")),
        ("predecessor_id;successor_id;type\nN;X;FS", (2, "successor_id", "unknown")),
        ("predecessor_id;successor_id;type\nN;N;FS", (2, "successor_id", "itself")),
        ("predecessor_id;successor_id;type\nT;N;XX", (2, "type", "type")),
        ("predecessor_id;successor_id;type;lag_days\nT;N;FS;1,5", (2, "lag_days", "whole")),
        ("predecessor_id;successor_id\nN;T", (2, "type", "needed")),
    ],
)
def test_ids_that_are_not_there_and_values_that_are_none_are_told(text, fault):
    known = Known(frozenset({"SEF"}), frozenset({"K01"}))

    assert rules(compared(text, known=known)) == [fault]


def test_a_ring_is_named():
    found = compared("predecessor_id;successor_id;type\nN;T;FS\n")

    assert [(one.rule, one.found) for one in found.faults] == [("ring", "N → T → N")]


def test_windows_letters_tabs_and_marks_against_formulas_are_read():
    text = "activity_id\ttitle_sv\nN\tNät och växlar\nT\t'=1+1\n"

    for data in (text.encode("cp1252"), text.encode("utf-16"), text.encode("utf-8-sig")):
        values = [one.fields[0].after for one in compared(data).changes]
        assert values == ["Nät och växlar", "=1+1"]


def test_a_workbook_says_the_same_as_a_table():
    rows = [HEADS.split(";"), ["T-M1", "T", "Ny", 0.5, datetime.date(2008, 7, 31), "", ""]]

    by_workbook, by_table = (
        compared(workbook(rows)),
        compared(f"{HEADS}\nT-M1;T;Ny;0,5;2008-07-31;;\n"),
    )

    assert by_workbook.digest == by_table.digest
    assert by_workbook.missing == by_table.missing


def test_sheets_and_columns_that_nothing_is_read_from_are_named():
    assert read(b"activity_id;colour\nN;red").unread == ("colour",)
    assert rules(compared(workbook([["x"]], "Annat"))) == [(0, "", "table")]


BOMB = (
    '<?xml version="1.0"?><!DOCTYPE Project [<!ENTITY a "lol">'
    + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 10))
    + "]><Project>&a9;</Project>"
)
FOREIGN = (
    '<!DOCTYPE Project [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    "<Project><Name>&x;</Name></Project>"
)
REMOTE = '<!DOCTYPE Project SYSTEM "http://127.0.0.1:1/x.dtd"><Project/>'


@pytest.mark.parametrize("text", [BOMB, FOREIGN, REMOTE], ids=["laughs", "file", "remote"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_with_entities_or_a_document_type_is_refused_unread(text, encoding):
    assert rules(compared(text.encode(encoding))) == [(0, "", "entities")]


def test_a_workbook_whose_parts_define_entities_is_refused():
    good = zipfile.ZipFile(io.BytesIO(workbook([["activity_id"], ["N"]])))
    parts = {name: good.read(name) for name in good.namelist()}
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as container:
        for name, data in parts.items():
            bad = name.endswith("sheet1.xml")
            container.writestr(name, BOMB.replace("Project", "worksheet") if bad else data)

    assert rules(compared(file.getvalue())) == [(0, "", "entities")]


def test_a_workbook_that_unpacks_to_far_more_is_refused_before_it_is_unpacked():
    zeros = packed(xl__big_xml=b"\0" * (41 * 1024 * 1024))
    many = packed(**{f"part{n}_xml": b"<a/>" for n in range(301)})

    assert len(zeros) < LARGEST_FILE
    assert rules(compared(zeros)) == [(0, "", "unpacked")]
    assert rules(compared(many)) == [(0, "", "unpacked")]


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty"),
        (b" \n", "empty"),
        (b"PK\x03\x04 no workbook", "workbook"),
        (packed(a_xml=b"<a/>"), "workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old"),
        (b"<Project", "xml"),
        (b"<html></html>", "project"),
        (b"\x81\x00\x8d", "encoding"),
        (b"a;b\n1;2\n", "table"),
        (b"x" * (LARGEST_FILE + 1), "size"),
        (b"activity_id\n" + b"N\n" * (MOST_LINES + 1), "lines"),
    ],
)
def test_a_file_that_is_none_of_a_plan_is_told_as_a_whole(data, rule):
    assert [one[2] for one in rules(compared(data))] == [rule]


def test_a_project_file_tells_its_faults_by_the_rows_of_the_program():
    text = project_file(standing(), "Plan").decode()
    broken = text.replace("<Value>N-M2</Value>", "<Value></Value>").replace(
        "<LinkLag>0</LinkLag>", "<LinkLag>2400</LinkLag>"
    )

    assert rules(compared(broken)) == [(3, "LinkLag", "lag"), (5, "Text1", "id")]


@pytest.mark.parametrize("bad", ["N>T", "", "N" * 41])
def test_a_link_of_a_task_with_no_readable_id_is_no_dependency(bad):
    text = (
        project_file(standing(), "Plan")
        .decode()
        .replace("<Value>N</Value>", f"<Value>{bad}</Value>")
    )
    document = read(text.encode())

    assert [row.id for row in document.rows if row.table == "dependencies"] == []
    assert {one[1:] for one in rules(compared(text))} >= {("Text1", "id_form" if bad else "id")}


def test_links_of_every_kind_with_lag_go_out_and_come_in():
    links = [
        Dependency("A", "B", "FS", 3),
        Dependency("A", "C", "SS", -2),
        Dependency("B", "D", "FF", 0),
        Dependency("C", "D", "SF", 15),
    ]
    view = plans.view(plans.register(dict.fromkeys("ABCD", 1), links), plans.Log())
    text = project_file(view, "Plan")

    read_links = [row for row in read(text).rows if row.table == "dependencies"]

    assert {(r.id, r.values["type"], r.values["lag_days"]) for r in read_links} == {
        (one.id, one.type, one.lag_days) for one in links
    }
    assert b"<LinkLag>14400</LinkLag>" in text


def test_the_calendar_of_a_project_file_keeps_swedish_holidays():
    text = project_file(standing(), "Plan").decode()

    # Midsummer's eve 2008, once for each generation of readers; a plain Friday is worked.
    assert text.count("<FromDate>2008-06-20T00:00:00</FromDate>") == 2
    assert "<FromDate>2008-06-13" not in text


def test_openpyxl_reads_through_defusedxml():
    assert openpyxl.DEFUSEDXML is True
