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

    assert "Inget att jämföra med" in page


def test_the_outcome_stands_against_its_budget_by_area_and_cause(shown):
    """24 817,10 against 24 500,00: all of it use of workplaces, for January has no lines."""
    page = shown(FOSIE, CHANGES, "?before_as=budget").replace("\N{NO-BREAK SPACE}", " ")

    assert "SDF Fosie: utfallet augusti 2008 är 1,3 % mer än budgeten augusti 2008" in page
    for figure in ("24 500,00", "24 817,10", "Annat nyttjande: Arbetsplats och konto"):
        assert figure in page


def test_what_moved_since_january_is_owner_against_the_adopted_budget_alone(shown):
    """The revised budget in force was laid on the move too, and tells of none."""
    assert "+440,00" in shown(FOSIE, CHANGES, "?before_as=adopted")
    assert "+440,00" not in shown(FOSIE, CHANGES, "?before_as=budget")


def test_between_two_budgets_the_revision_is_told(shown):
    page = shown(FOSIE, CHANGES, "?now=2008&now_as=budget&before=2008&before_as=adopted")

    assert "Revidering" in page
    assert "+1 200,00" in page  # twelve months of 100,00 kr


def test_an_area_opens_to_cost_centres_and_in_the_city_to_departments(shown):
    of_fosie = shown(FOSIE, CHANGES, "?before_as=budget&open=Arbetsplats+och+konto")
    of_the_city = shown("controller", CHANGES, "?before_as=budget&open=Arbetsplats+och+konto")

    assert "Grundskola Lindängen 40715" in of_fosie
    assert "department=UTF" in of_the_city


def test_stretches_of_any_kind_stand_on_either_side(shown):
    """Two months of lines against the tertial's budget; the tertial has no outcome yet."""
    page = shown(FOSIE, CHANGES, "?now=2008-07..2008-08&before=2008-T2&before_as=budget")

    assert "49 042,10" in page
    assert "98 000,00 kr" in page
    assert "okänd" not in page


def test_swapping_the_sides_is_a_link(shown):
    page = shown(FOSIE, CHANGES, "?before_as=budget")

    assert "now=2008-08&amp;now_as=budget&amp;before=2008-08" in page.replace(
        "before_as=budget&amp;", ""
    )


def test_an_unknown_figure_or_stretch_is_unknown(shown):
    for search in ("?now_as=forecast", "?now=2008-Q9", "?now=2008-T2", "?now=2008-08..2008-07"):
        assert "24 817,10" not in shown(FOSIE, CHANGES, search)


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
