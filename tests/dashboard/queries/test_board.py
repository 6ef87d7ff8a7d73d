"""What the board is told of the city, and no one else of others."""

import datetime

import pandas as pd
import pytest

from dashboard.access import Viewer
from dashboard.gate import RefusedQueryError
from dashboard.queries import board, control, home, reference
from tests.dashboard.conftest import tiny_home  # noqa: F401

JULY, AUGUST = datetime.date(2008, 7, 1), datetime.date(2008, 8, 1)
BOARD = Viewer("board", "board")
CONTROLLER = Viewer("controller", "controller")
FOSIE = Viewer("department-SDI", "department", frozenset({"SDI"}))
CITY_ORE, FOSIE_ORE = 55_952_587, 2_481_710


@pytest.fixture(autouse=True)
def published(tiny_home, monkeypatch):  # noqa: F811 - pytest's way of asking for it
    monkeypatch.setenv("NYTTJA_HOME", str(tiny_home))


def test_the_months_of_the_city_are_the_sums_of_its_bills():
    months = board.city_months(BOARD)

    assert months["amount_ore"].tolist() == [55_822_377, CITY_ORE]


def test_services_add_up_to_the_city():
    services = board.city_services(BOARD, AUGUST)

    assert services["month_ore"].sum() == CITY_ORE
    assert services["year_ore"].sum() == 55_822_377 + CITY_ORE
    assert services["month_before_ore"].sum() == 0
    assert services["service_id"].iloc[0] == "SYS-DRIFT"


def test_departments_are_sorted_by_what_they_pay():
    departments = board.departments(BOARD, AUGUST, JULY)

    assert departments["department_id"].tolist() == ["UTF", "SDI"]
    assert departments["month_ore"].sum() == CITY_ORE


def test_cells_add_up_to_the_city_over_several_months():
    cells = board.departments_and_services(BOARD, JULY, AUGUST)

    assert cells["amount_ore"].sum() == 55_822_377 + CITY_ORE


def test_a_departments_services_add_up_to_its_bill():
    services = board.department_services(BOARD, "SDI", AUGUST)

    assert services["month_ore"].sum() == FOSIE_ORE
    assert services.set_index("service_id").loc["ACC-EXT", "month_unit_days"] == 10


def test_persons_are_added_up_over_the_months_and_the_fewest_told():
    departments = board.departments(BOARD, AUGUST, JULY).set_index("department_id")

    assert departments.loc["SDI", ["person_months", "fewest_persons"]].tolist() == [4_410, 2_200]


@pytest.mark.parametrize(
    "ask",
    [
        lambda viewer: board.city_months(viewer)["amount_ore"].iloc[-1],
        lambda viewer: board.city_services(viewer, AUGUST)["month_ore"].sum(),
        lambda viewer: board.departments(viewer, AUGUST, AUGUST)["month_ore"].sum(),
        lambda viewer: board.departments_and_services(viewer, AUGUST, AUGUST)["amount_ore"].sum(),
    ],
)
def test_a_department_head_who_asks_the_same_gets_only_the_own_amounts(ask):
    assert ask(FOSIE) == FOSIE_ORE


def test_a_department_head_gets_nothing_of_another_department():
    assert board.department_services(FOSIE, "UTF", AUGUST).empty
    assert board.departments(FOSIE, AUGUST, JULY)["department_id"].tolist() == ["SDI"]


def test_key_figures_are_summed_over_what_the_reader_may_see():
    city, own = home.kpi_months(BOARD), home.kpi_months(FOSIE)

    assert city["numerator"].tolist() == [55_822_377, CITY_ORE]
    assert own["denominator"].tolist() == [2_200, 2_210]


@pytest.mark.parametrize("viewer", [BOARD, FOSIE])
@pytest.mark.parametrize(
    "ask",
    [
        control.turned_away,
        control.all_rejects,
        lambda viewer: control.rejects(viewer, "ad_users_2008-08-31.csv"),
        lambda viewer: control.set_aside(viewer, AUGUST),
        lambda viewer: control.set_aside_rows(viewer, "ad_users", "D10", AUGUST),
        lambda viewer: control.unallocated(viewer, AUGUST),
        lambda viewer: control.unallocated_objects(viewer, "ACC-STD", "no_owner", AUGUST),
        lambda viewer: control.all_unallocated_objects(viewer, AUGUST),
        lambda viewer: control.equations(viewer, AUGUST),
        control.broken_periods,
    ],
)
def test_what_control_asks_does_not_exist_for_others(viewer, ask):
    with pytest.raises(RefusedQueryError):
        ask(viewer)


def test_control_is_told_what_came_in_and_for_which_month():
    files = control.files(CONTROLLER).set_index("file_name")

    assert files.loc["elevregister_2008-02-15.csv", "covers"] == pd.Timestamp("2008-02-01")
    assert files.loc["huvudbok_it_2008-08.csv", "control_sum_ore"] == 61_000_000


def test_a_years_agreements_cover_it_from_january_though_read_for_its_last_day():
    files = control.files(CONTROLLER).set_index("file_name")

    assert files.loc["tjansteavtal_2008.csv", "covers"] == pd.Timestamp("2008-01-01")


def test_an_object_without_an_owner_is_told_in_its_month_alone():
    august = control.unallocated_objects(CONTROLLER, "ACC-STD", "no_owner", AUGUST)
    july = control.unallocated_objects(CONTROLLER, "ACC-STD", "no_owner", JULY)

    assert august["source_line"].tolist() == [901]
    assert july.empty


def test_no_equation_of_the_tiny_world_is_broken():
    assert control.broken_periods(CONTROLLER).empty


def test_the_catalogue_names_the_supplier_and_keeps_every_price():
    services = reference.catalogue(FOSIE).set_index("service_id")
    prices = reference.prices(FOSIE)

    assert services.loc["WS-ADM", "supplier_sv"] == "Serviceförvaltningen"
    assert prices[prices["service_id"] == "WS-ADM"]["price_ore"].tolist() == [552_000, 528_000]
