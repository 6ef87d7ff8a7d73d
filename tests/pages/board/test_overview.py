"""The board's first page."""

import csv
import io
import re
import sys

import pytest

from dashboard import shell
from dashboard.address import Address
from dashboard.exports.tables import csv_file
from dashboard.view import view_of

PAGE = "/board/overview"


def tables(as_reader):
    as_reader("board", "sv", PAGE)
    page = shell.page_at(PAGE, "board")
    return sys.modules[page["module"]].tables(view_of(Address(PAGE)))


def test_the_full_year_is_told_against_the_budget_first(shown):
    page = shown("board", PAGE)

    assert "IT väntas kosta" in page
    assert page.index("Helårsprognos 2008 mot budget") < page.index('id="kpis"')
    assert "<span>1,7</span>" in page  # 1 676 624,46


def test_without_a_year_before_the_bridge_says_so(shown):
    assert "Inget tidigare år att jämföra med" in shown("board", PAGE)


def test_the_key_figure_furthest_behind_stands_first(shown):
    page = shown("board", PAGE)

    assert page.index("Andel system med gemensam inloggning") < page.index("Datorer äldre än fyra")
    assert "Enligt banan 15,0. Utgångsläge 5,0." in page


def test_a_key_figure_without_figures_is_not_judged(shown):
    page = shown("board", PAGE)

    assert "inget tal än" in page
    assert "ingen riktning beslutad" in page
    assert page.count("Jämförelse saknas.") == 4


def test_the_largest_deviations_are_told_in_words(shown):
    page = shown("board", PAGE)

    assert "är efter banan:" in page
    assert "10,0 % där banan säger 15,0 %." in page


def test_what_is_taken_along_has_the_same_figures(as_reader):
    taken = tables(as_reader)

    rows = list(csv.reader(io.StringIO(csv_file(taken["kpis"]).decode("utf-8-sig")), delimiter=";"))

    assert set(taken) == {"months", "bridge", "kpis"}
    assert any(row[:1] == ["Andel system med gemensam inloggning"] for row in rows)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_board_sees_no_object_and_no_cost_centre(shown, language):
    page = shown("board", PAGE, language=language)

    assert "SDI-PC-" not in page
    assert "40715" not in page


def test_a_department_head_has_no_such_page(shown):
    assert "Helårsprognos" not in shown("department-SDI", PAGE)


def test_milestones_on_time_stand_among_the_key_figures_as_the_board_read_them(kept_plan, shown):  # noqa: ARG001
    page = re.sub(r"<[^>]+>", " ", shown("board", PAGE, "?period=2008-08"))

    assert re.search(r"Milstolpar i tid\s+66,3\s+%", page)
