"""X: text that means something to another program. Outcomes stand in cases.csv."""

import io

import pytest
from dash import dcc, html
from openpyxl import load_workbook

from dashboard.exports.tables import Column, Table, csv_file, excel_file
from dashboard.web.markup import markup
from etl.batches import logged
from etl.reasons import shown
from tests.etl.bad_input.conftest import HEADING, of, usage

FORMULAS = ["=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)"]
SCRIPTS = ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "&lt;b&gt;", '" onload="x']
LINKS = ["javascript:alert(1)", "[klicka](javascript:alert(1))", "data:text/html,<script>"]
TEMPLATES = ["{{7*7}}", "%s", "{0.__class__}", "%{x}", "${x}", "{label}"]


def labelled(text: str) -> str:
    quoted = text.replace('"', '""')
    return usage(of().replace("text", f'"{quoted}"'))


def label(shop) -> str:
    return shop.kept("label")[0][0]


@pytest.mark.parametrize("text", FORMULAS)
def test_x01_a_formula_is_text_in_and_text_out(shop, case, text):
    case(shop.usage(labelled(text)))

    assert label(shop) == text
    table = Table("x", [Column("Etikett")], [[label(shop)]])
    cell = load_workbook(io.BytesIO(excel_file([table]))).active["A2"]
    assert (cell.data_type, cell.value.lstrip("'")) == ("s", text)
    assert csv_file(table).decode("utf-8-sig").split("\r\n")[1].lstrip('"').startswith("'")


@pytest.mark.parametrize("text", SCRIPTS)
def test_x02_a_script_is_text_on_a_page(shop, case, text):
    case(shop.usage(labelled(text)))

    assert label(shop) == text
    written = str(markup(html.Td(label(shop), title=label(shop))))
    assert "<script" not in written
    assert "<img" not in written
    assert written.count('"') == 2


@pytest.mark.parametrize("text", LINKS)
def test_x03_a_link_in_text_is_no_link(shop, case, text):
    case(shop.usage(labelled(text)))

    assert label(shop) == text
    assert "href" not in str(markup(html.Td(label(shop))))
    assert not hasattr(html.Td(label(shop)), "dangerously_allow_html")
    assert not isinstance(html.Td(label(shop)), dcc.Markdown)


@pytest.mark.parametrize(
    "text", ["' or 1=1 --", "'; drop table bench; --", "PC-STD' union select 1"]
)
def test_x04_sql_in_a_value_is_an_unknown_service_and_nothing_else(shop, case, text):
    shop.registers()

    case(shop.usage(usage(of(service=f'"{text}"'), of())))

    assert shop.rejects() == [(2, "service", "K05", text)]
    assert shop.kept("service_id") == [("PC-STD",)]


@pytest.mark.parametrize("text", TEMPLATES)
def test_x05_a_template_is_text(shop, case, text):
    case(shop.usage(labelled(text)))

    assert label(shop) == text


@pytest.mark.parametrize("text", TEMPLATES)
def test_x05_a_template_in_a_heading_is_told_as_it_stands(shop, text):
    delivery = shop.usage(usage(f"{of()};1", heading=f"{HEADING};{text}"))

    assert delivery.reason_en == f"unknown columns were not read: {text}"


def test_x06_a_line_break_in_a_value_makes_no_second_record(shop, case):
    shop.registers()
    forged = "PC-STD\r\n2026-01-15 godtaget"

    case(shop.usage(usage(of(service=f'"{forged}"'), of())))

    ((_, _, rule, value),) = shop.rejects()
    assert (rule, value) == ("K05", forged)
    assert shown(value) == "PC-STD\\x0d\\x0a2026-01-15 godtaget"


def test_x06_a_refusal_is_one_record_whatever_the_file_says(shop):
    heading = f'{HEADING};"ny\r\n{{""outcome"": ""loaded""}}"'

    delivery = shop.usage(usage(of(), heading=f"{heading};quantity"))

    assert "\n" not in delivery.reason_en
    assert [entry.outcome for entry in logged(shop.home)] == ["refused"]
