"""The simulator: other prices and fee models on the tiny world's two months."""

import csv
import io
import re
import sys

import pytest

from dashboard import shell
from dashboard.address import Address
from dashboard.exports.tables import csv_file
from dashboard.figures.scenario import Scenario
from dashboard.view import view_of
from tests.dashboard.conftest import signed_in  # noqa: F401

PAGE = "/strategy/simulator"
CALLBACK = "/_dash-update-component"
PARTS = ("simulator-top", "simulator-effects", "simulator-prices-head", "simulator-costs")


@pytest.fixture
def scenario(as_reader):
    """A scenario of the board's: ``scenario(model="mixed")``."""

    def tried(**parameters: str) -> Scenario:
        as_reader("board", "sv", PAGE)
        return Scenario(view_of(Address(PAGE, parameters)))

    return tried


def moved(search: str) -> dict:
    """What a browser posts while a price is dragged."""
    parts = [{"id": part, "property": "children"} for part in PARTS]
    cells = [
        [{"id": {"price": "WS-ADM", "part": part}, "property": "children"}]
        for part in ("share", "brought")
    ]
    named = [f"{part}.children" for part in PARTS]
    named += [f'{{"part":"{part}","price":["ALL"]}}.children' for part in ("share", "brought")]
    return {
        "output": f"..{'...'.join(named)}..",
        "outputs": [*parts, *cells],
        "inputs": [{"id": "simulator-scenario", "property": "data", "value": search}],
        "changedPropIds": ["simulator-scenario.data"],
        "state": [],
    }


def test_today_s_prices_give_the_bills_to_the_ore(scenario):
    tried = scenario()

    assert tried.is_today
    assert tried.amount_ore == tried.today_ore == 1_117_749_64


def test_a_dearer_workstation_costs_whoever_has_one(scenario, shown):
    """Two and three machines of Fosie at 500 instead of 440 kr a month."""
    dearer = {"p-WS-ADM": "6000"}

    assert scenario(**dearer).amount_ore - scenario().amount_ore == 300_00
    assert "En förvaltning betalar mer, SDF Fosie" in shown("board", PAGE, "?p-WS-ADM=6000")


def test_a_price_holds_from_its_first_month(scenario):
    from_august = {"p-WS-ADM": "6000", "from": "2008-08"}

    assert scenario(**from_august).amount_ore - scenario().amount_ore == 180_00


def test_a_price_nobody_could_mean_is_no_price(scenario):
    for text in ("abc", "-1", "1,005", "99999999", "60000000"):
        assert scenario(**{"p-WS-ADM": text}).changed == []


def test_a_fee_model_moves_and_neither_adds_nor_takes(scenario):
    tried = scenario(model="per_employee")

    assert sum(tried.amounts.values()) == tried.amount_ore == 1_117_749_64
    assert sum(one.model_ore for one in tried.effects) == 0


def test_the_mixed_model_shares_out_accounts_by_full_time_employee(scenario):
    """Fosie has two of three employees: of 10 + 2 standard accounts' 218 500 öre 145 667."""
    tried = scenario(model="mixed")
    accounts = {
        department_id: ore
        for (department_id, service_id), ore in tried.amounts.items()
        if service_id == "ACC-STD"
    }

    assert accounts == {"SDI": 1_456_67, "UTF": 728_33}
    assert "WS-ADM" not in tried.shared


def test_the_scenario_is_in_the_links_of_its_page(shown):
    page = shown("board", PAGE, "?p-WS-ADM=6000&model=mixed")

    assert "/export/strategy/simulator.csv?p-WS-ADM=6000&amp;model=mixed" in page
    assert re.search(r'href="/strategy/simulator\?p-WS-ADM=6000&amp;model=per_employee"', page)
    assert 'id="price-text-WS-ADM"' in page
    assert 'value="6000"' in page


def test_the_file_holds_the_compensating_grants(as_reader):
    as_reader("board", "sv", PAGE)
    page = shell.page_at(PAGE, "board")
    address = Address(PAGE, {"p-WS-ADM": "6000"})
    table = sys.modules[page["module"]].tables(view_of(address))["departments"]

    rows = list(csv.reader(io.StringIO(csv_file(table).decode("utf-8-sig")), delimiter=";"))

    assert rows[1][0] == "SDI"
    assert rows[1][4:] == ["300,00", "0,00", "300,00"]


def test_what_is_dragged_answers_with_what_moves(signed_in):  # noqa: F811 - pytest's way
    answer = signed_in("board").post(
        CALLBACK, json=moved("?p-WS-ADM=6000"), headers={"X-CSRFToken": "word"}
    )

    told = answer.get_json()["response"]

    assert "SDF Fosie" in str(told["simulator-effects"])
    assert told['{"part":"share","price":"WS-ADM"}']["children"].startswith("+13,6")


def test_a_head_of_department_gets_nothing_by_asking_for_it(signed_in, shown):  # noqa: F811
    answer = signed_in("department-SDI").post(
        CALLBACK, json=moved("?p-WS-ADM=6000"), headers={"X-CSRFToken": "word"}
    )

    assert answer.status_code == 204
    assert "Utbildningsförvaltningen" not in shown("department-SDI", PAGE)
