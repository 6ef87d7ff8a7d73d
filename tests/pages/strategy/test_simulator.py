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
PARTS = (
    "simulator-top", "simulator-effects", "simulator-prices-head", "simulator-costs",
    "simulator-grants-head", "simulator-grants",
)  # fmt: skip


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


def test_a_price_may_begin_on_any_day_of_a_month(scenario):
    """Three machines from 11 August: 21 of 31 days at 500 and 10 at 440 kr, 121,94 kr more."""
    inside = {"p-WS-ADM": "6000", "from": "2008-08-11"}

    assert scenario(**inside).amount_ore - scenario().amount_ore == 121_94


def test_a_day_nobody_charges_is_no_day(scenario):
    for day in ("2008-06-30", "2008-09-01", "2008-08-32", "igår"):
        assert scenario(**{"from": day}).begins == scenario().first


def test_another_rule_counts_the_days_that_were_there(scenario):
    """The third machine's 440 kr of August are 298,06 kr by its 21 days."""
    by_day = {"rule-WS-ADM": "day_exact"}

    assert scenario(**by_day).amount_ore - scenario().amount_ore == -141_94


def test_another_rule_counts_who_is_there_at_the_month_s_end(scenario):
    """The external account's 10 days are 37,10 kr; at the month's end it is 115,00 kr."""
    at_end = {"rule-ACC-EXT": "month_end"}

    assert scenario(**at_end).amount_ore - scenario().amount_ore == 77_90


def test_a_rule_tried_from_a_day_begins_with_the_first_whole_month(scenario):
    later = {"rule-WS-ADM": "day_exact", "from": "2008-07-02"}

    assert scenario(**later).rules_begin.isoformat() == "2008-08-01"
    assert scenario(**later).amount_ore - scenario().amount_ore == -141_94


def test_a_rule_the_days_cannot_answer_for_is_not_offered(scenario, shown):
    assert scenario(**{"rule-ACC-STD": "day_exact"}).rules == {}
    assert "rule-ACC-STD" not in shown("board", PAGE)
    assert "rule-WS-ADM=day_exact" in shown("board", PAGE)


def test_fees_are_held_against_the_self_cost_of_their_services(scenario):
    """Workstations cost 380 000 kr in July and August and bring 2 200."""
    areas = {one.area: (one.fees_ore, one.cost_ore) for one in scenario().areas}

    assert areas["Arbetsplats"] == (2_200_00, 380_000_00)


def test_a_carried_result_stands_beside_the_fees(scenario, shown):
    """Of the 960 kr 2007 was short two twelfths fall on July and August 2008."""
    areas = {one.area: one for one in scenario().areas}

    assert areas["Arbetsplats"].carried_ore == -160_00
    assert areas["Arbetsplats"].difference_ore == 2_200_00 - 160_00 - 380_000_00
    assert "Överfört" in shown("board", PAGE)


def test_what_is_left_alone_is_named(shown):
    page = shown("board", PAGE)

    assert "Avtalade priser och stegpriser står kvar som debiterat." in page
    assert "drift av verksamhetssystem enligt tjänsteavtal (1,1 mnkr)" in page


def test_what_is_dragged_answers_with_what_moves(signed_in):  # noqa: F811 - pytest's way
    answer = signed_in("board").post(
        CALLBACK, json=moved("?p-WS-ADM=6000"), headers={"X-CSRFToken": "word"}
    )

    told = answer.get_json()["response"]

    assert "SDF Fosie" in str(told["simulator-effects"])
    assert told['{"part":"share","price":"WS-ADM"}']["children"].startswith("+13,6")


def test_the_opened_table_of_grants_is_not_drawn_anew_and_so_stays_open(signed_in):  # noqa: F811
    """What is dragged moves the table inside it, and its heading."""
    answer = signed_in("board").post(
        CALLBACK, json=moved("?p-WS-ADM=6000"), headers={"X-CSRFToken": "word"}
    )

    told = answer.get_json()["response"]

    assert "Details" not in str(told)
    assert "+300,00" in str(told["simulator-grants"])
    assert "mer i kommunbidrag" in str(told["simulator-grants-head"])


def test_a_head_of_department_gets_nothing_by_asking_for_it(signed_in, shown):  # noqa: F811
    answer = signed_in("department-SDI").post(
        CALLBACK, json=moved("?p-WS-ADM=6000"), headers={"X-CSRFToken": "word"}
    )

    assert answer.status_code == 204
    assert "Utbildningsförvaltningen" not in shown("department-SDI", PAGE)


# --- saved scenarios --------------------------------------------------------------------------

SENT = {
    "csrf_token": "word", "tried": "period=2008-08&p-WS-ADM=6000&rule-ACC-EXT=month_end",
    "seen": "0", "name": "Dyrare dator", "why": "inför budgeten",
}  # fmt: skip


@pytest.fixture
def own_journal(server, tmp_path, monkeypatch):  # noqa: ARG001 - the tiny world is served
    """An empty journal."""
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/journal.sqlite")


@pytest.fixture
def send(own_journal, signed_in):  # noqa: ARG001, F811 - what follows is written in it
    """What a reader's form answers: ``send("controller", "scenario.save", name="…")``."""

    def sent(reader: str, act: str, **words: str):
        return signed_in(reader).post(f"/decide/{act}", data=SENT | words)

    return sent


@pytest.mark.parametrize("reader", ["strategist", "controller"])
def test_a_saved_scenario_is_opened_by_its_link(send, shown, reader):
    answer = send(reader, "scenario.save")
    page = shown("board", PAGE)

    assert "said=1" in answer.location
    assert "scenario=S1" in answer.location
    assert "Ett scenario är sparat" in page
    assert "ett pris, en räkneregel" in page
    assert (
        "/strategy/simulator?p-WS-ADM=6000&amp;period=2008-08"
        "&amp;rule-ACC-EXT=month_end&amp;scenario=S1"
    ) in page


def test_who_may_only_read_is_offered_no_form_and_is_heard_by_none(send, shown):
    send("controller", "scenario.save")

    for reader in ("board", "auditor", "department-SDI"):
        assert send(reader, "scenario.save", name="Min").status_code == 404
        assert "/decide/scenario" not in shown(reader, PAGE)


def test_two_who_save_a_later_version_lose_nothing_and_the_second_is_told(send, shown):
    send("controller", "scenario.save")
    send("strategist", "scenario.save", scenario="S1", seen="1", why="först")

    answer = send("controller", "scenario.save", scenario="S1", seen="1", why="sedan")
    page = shown("controller", answer.location.partition("?")[0], "?conflict=2&scenario=S1")

    assert "conflict=2" in answer.location
    assert "strategist har ändrat scenariot sedan du öppnade det" in page
    assert "sedan</td>" not in page


def test_an_ended_scenario_is_told_no_longer(send, shown):
    send("controller", "scenario.save")
    send("controller", "scenario.end", scenario="S1", seen="1")

    assert "Dyrare dator" not in shown("controller", PAGE)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ({"tried": "p-WS-ADM=<script>"}, "refused=form"),
        ({"tried": "role=controller"}, "refused=form"),
        ({"name": " "}, "refused=form"),
        ({"scenario": "S7", "seen": "0"}, "refused=unknown"),
    ],
)
def test_what_cannot_be_saved_is_refused_with_its_reason(send, words, told):
    assert told in send("controller", "scenario.save", **words).location


def test_two_scenarios_have_two_names(send):
    send("controller", "scenario.save")

    assert "refused=taken" in send("controller", "scenario.save", name="dyrare DATOR").location
