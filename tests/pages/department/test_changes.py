"""The bridge between two months: its causes to the öre, and down to the lines."""

import csv
import io
import sys

from dashboard import shell
from dashboard.address import Address
from dashboard.exports.tables import csv_file
from dashboard.view import view_of

FOSIE, SCHOOLS = "department-SDI", "department-UTF"
CHANGES = "/department/changes"


def test_the_causes_of_a_department_add_up_to_the_ore(shown):
    page = shown(FOSIE, CHANGES)

    assert "24 225,00 kr" in page  # July
    assert "24 817,10" in page  # August
    for cause in ("+440,00", "+115,00", "+37,10"):  # a PC that came, an account, an external one
        assert cause in page


def test_a_machine_that_came_from_another_department_is_owner(shown):
    page = shown(FOSIE, CHANGES)

    assert "Ägare" in page
    assert "det som kommit från andra förvaltningar" in page


def test_moves_are_nothing_in_the_city(shown):
    page = shown("controller", CHANGES)

    assert "Staden betalar" in page
    assert "Ägare" not in page


def test_a_service_opens_to_its_cost_centres_and_they_to_their_lines(shown):
    page = shown(FOSIE, CHANGES, "?open=WS-ADM")

    assert "Grundskola Lindängen 40715" in page
    assert "period=2008-08&amp;department=SDI&amp;view=service&amp;open=WS-ADM" in page


def test_in_the_city_a_service_opens_to_departments(shown):
    page = shown("controller", CHANGES, "?open=ACC-STD")

    assert "Utbildningsförvaltningen" in page
    assert "open=ACC-STD&amp;department=UTF" in page or "department=UTF" in page


def test_months_the_other_way_round_turn_every_sign(shown):
    page = shown(FOSIE, CHANGES, "?period=2008-07&before=2008-08")

    for cause in ("−440,00", "−115,00", "−37,10"):
        assert cause in page


def test_one_month_has_nothing_before_it(shown):
    page = shown(FOSIE, CHANGES, "?before=2008-08")

    assert "Ingen tidigare månad att jämföra med" in page


def test_a_month_that_is_not_there_is_unknown(shown):
    assert "Lindängen" not in shown(FOSIE, CHANGES, "?before=1999-01")


def test_the_board_has_no_such_page(shown):
    assert "24 817,10" not in shown("board", CHANGES)


def test_the_file_holds_every_cause_of_every_service(as_reader):
    as_reader(FOSIE, "sv", CHANGES)
    page = shell.page_at(CHANGES, "department")
    table = sys.modules[page["module"]].tables(view_of(Address(CHANGES)))["services"]

    rows = list(csv.reader(io.StringIO(csv_file(table).decode("utf-8-sig")), delimiter=";"))

    assert [row[0] for row in rows[1:]] == ["WS-ADM", "ACC-STD", "ACC-EXT", "CONN-FORV-L"]
    assert rows[1][2:] == [
        "880,00",
        "0,00",
        "0,00",
        "440,00",
        "0,00",
        "0,00",
        "0,00",
        "0,00",
        "1320,00",
    ]
