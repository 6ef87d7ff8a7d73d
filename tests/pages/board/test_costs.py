"""The city's costs."""

import csv
import io
import sys

from dashboard import shell
from dashboard.address import Address
from dashboard.exports.tables import csv_file
from dashboard.queries import board
from dashboard.view import view_of


def tables(as_reader, reader="board", **parameters):
    as_reader(reader, "sv", "/board/costs")
    page = shell.page_at("/board/costs", "board")
    return sys.modules[page["module"]].tables(view_of(Address("/board/costs", parameters)))


def test_the_city_and_every_department_stand_with_their_sums(shown):
    page = shown("board", "/board/costs")

    assert "559 525,87 kr" in page
    assert "Utbildningsförvaltningen" in page
    assert "7 av 8 tjänster har en källa" in page


def test_a_department_opens_to_its_services_to_the_ore(shown):
    page = shown("board", "/board/costs", "?open=SDI")

    assert "24 817,10" in page
    assert "1 320,00" in page  # 3 workstations
    assert "37,10" in page  # 10 of 31 days of an external account
    assert 'aria-expanded="true"' in page


def test_what_is_opened_is_in_the_address_and_closes_by_the_same_link(shown):
    closed = shown("board", "/board/costs", "?view=year")

    assert 'href="/board/costs?view=year&amp;open=SDI"' in closed


def test_the_year_adds_its_months(shown):
    page = shown("board", "/board/costs", "?view=year")

    assert "1 117 749,64 kr" in page  # 558 223,77 + 559 525,87
    assert "januari–augusti 2008" in page


def test_the_board_sees_no_object_and_no_cost_centre(shown):
    page = shown("board", "/board/costs", "?open=SDI")

    assert "SDI-PC-" not in page
    assert "40715" not in page


def test_a_department_head_has_no_such_page(shown):
    page = shown("department-SDI", "/board/costs")

    assert "534 708,77" not in page
    assert "559 525,87" not in page


def test_a_small_group_is_not_told_per_person(shown, monkeypatch):
    asked = board.departments
    monkeypatch.setattr(
        board,
        "departments",
        lambda *which: asked(*which).replace({"person_months": 2_210, "fewest_persons": 2_210}, 4),
    )

    page = shown("board", "/board/costs")

    assert "färre än 5" in page
    assert "6 204" not in page  # 24 817,10 kr over 4


def test_the_file_holds_the_same_sums_to_the_ore(as_reader):
    table = tables(as_reader)["costs"]

    rows = list(csv.reader(io.StringIO(csv_file(table).decode("utf-8-sig")), delimiter=";"))
    amounts = [int(row[4].replace(",", "")) for row in rows[1:]]

    assert sum(amounts) == 55_952_587
    assert next(row[:3] for row in rows if row[2] == "WS-ADM") == ["SDI", "SDF Fosie", "WS-ADM"]
