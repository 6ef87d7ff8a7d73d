"""The rules of money: a line followed, and the same year by other models and methods."""

import csv
import io
import sys

import pytest

from dashboard import shell
from dashboard.address import Address
from dashboard.exports.tables import csv_file
from dashboard.view import view_of

PAGE = "/reference/method"


@pytest.fixture
def table(as_reader):
    """A table of the page as rows: ``table("board", "models")``."""

    def rows(reader: str, name: str) -> list[list[str]]:
        as_reader(reader, "sv", PAGE)
        page = shell.page_at(PAGE, reader.partition("-")[0])
        made = sys.modules[page["module"]].tables(view_of(Address(PAGE, {})))[name]
        text = csv_file(made).decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter=";"))

    return rows


def test_a_head_follows_a_line_of_the_own_department(shown):
    """The external account of Fosie: 10 days at 115,00 kr of 31 are 37,10 kr."""
    page = shown("department-SDI", PAGE)

    assert "37,10 kr, följt från objekten till räkningen" in page
    assert "10 × 11 500 ÷ 31 = 3 709,677 öre" in page
    assert "24 817,10 kr" in page
    assert "lika på öret" in page


def test_the_board_follows_the_worked_month_and_no_line_of_a_department(shown):
    page = shown("board", PAGE)

    assert "74,19 kr, följt från objekten till räkningen" in page
    assert "20 × 11 500 ÷ 31 = 7 419,355 öre" in page
    assert "40714" not in page


def test_fee_models_stand_side_by_side_for_the_city(shown):
    """Fosie would pay 400 000 kr more by employee and the schools as much less."""
    page = shown("controller", PAGE)

    assert (
        "Avgift per heltid hade flyttat 400 000 kr mellan förvaltningarna 2007, "
        "den blandade modellen 100 000 kr"
    ) in page
    assert page.index("+400 000") < page.index("−400 000")


def test_a_head_sees_the_own_department_by_each_model(shown):
    page = shown("department-SDI", PAGE)

    assert "SDF Fosie betalade 1,4 mnkr 2007; per heltid hade det varit 400 000 kr mer" in page
    assert "1 500 000" in page
    assert "2 600 000" not in page


def test_methods_are_held_against_step_by_step(table):
    rows = table("department-SDI", "methods")

    assert rows[1][3:] == ["12000,00", "11900,00", "12100,00"]


def test_the_file_holds_every_department_s_models(table):
    rows = table("board", "models")

    assert [row[1] for row in rows[1:3]] == ["UTF", "SDI"]
    assert rows[2][3:] == ["1400000,00", "1500000,00", "1800000,00"]


def test_a_year_that_is_not_whole_is_unknown(shown):
    assert "74,19" not in shown("board", PAGE, "?year=2008")
