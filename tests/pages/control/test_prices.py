"""Price lists: what stands there, what a proposal would cost, and what can be said of it."""

import datetime

import pytest

from dashboard import decide, session
from dashboard.access import Viewer
from journal import prices
from journal.facts import By
from journal.store import Journal

PRICES = "/control/prices"
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
CONTROLLER = Viewer("controller", "controller")
YEAR = {"valid_from": datetime.date(2008, 1, 1), "valid_until": datetime.date(2009, 1, 1)}
FILE = {"basis": None, "source_line": 2}
LIST = {
    "price_list_id": "PL-2008-v1", "decided_on": datetime.date(2007, 11, 21),
    "decision": "KS 2007-11-21", **YEAR, "prepared_by_body": None, "note_sv": None,
    "source_file": "price_lists.csv", **FILE,
}  # fmt: skip
WORKSTATION = {
    "price_list_id": "PL-2008-v1", "service_id": "WS-ADM", "price_ore": 528_000,
    "price_e4": None, "unit": "öre/år", **YEAR, "ended_by": None, "source_file": "prices.csv",
    **FILE,
}  # fmt: skip


@pytest.fixture
def desk(server, tmp_path, monkeypatch):  # noqa: ARG001 - the tiny world is served
    """2008's list, loaded; what a controller then says is written after it."""
    url = f"sqlite:///{tmp_path}/journal.sqlite"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    with Journal(url).writing(NOON) as pen:
        prices.load_lists(pen, By("etl load", "program"), [LIST])
        prices.load_prices(pen, By("etl load", "program"), [WORKSTATION])

    def say(act: str, list_id: str = "PL-2009-v1", **words: str):
        seen = str(decide.book(CONTROLLER).seen(list_id))
        sent = {"list": list_id, "seen": seen, "why": "årlig prislista", **words}
        return decide.decide(CONTROLLER, act, sent, NOON)

    return say


@pytest.fixture
def journal(desk, tmp_path) -> Journal:  # noqa: ARG001 - the journal of it
    return Journal(f"sqlite:///{tmp_path}/journal.sqlite")


@pytest.fixture
def drafted(desk):
    """2009's list with a dearer workstation, a draft."""
    days = {"valid_from": "2009-01-01", "valid_until": "2010-01-01"}
    desk("price_list.draft", **days)
    desk("price.set", service="WS-ADM", price="6 000,00", **days)
    return desk


def test_decided_lists_stand_with_their_decision_and_their_prices(desk, shown):  # noqa: ARG001
    page = shown("controller", PRICES)

    assert "En prislista, beslutad" in page
    assert "KS 2007-11-21" in page
    assert "5 280,00 kr/år" in page
    assert "etl load" in page


def test_a_draft_shows_what_it_would_make_of_the_last_twelve_months(drafted, shown):  # noqa: ARG001
    """Two machines in July and three in August: five months at 500 kr instead of 440 kr."""
    page = shown("controller", PRICES)

    assert "En prislista är under arbete" in page
    assert "13,6 % högre" in page
    assert "hade de senaste tolv månaderna kostat 300 kr mer" in page
    assert ">2 200<" in page
    assert ">2 500<" in page


def test_a_service_opens_to_its_price_through_time(drafted, shown):  # noqa: ARG001
    page = shown("controller", PRICES, "?list=PL-2009-v1&open=WS-ADM 2009-01-01")

    assert "price-steps" in page
    assert "Priset på" in page


def test_what_can_be_said_follows_the_state(drafted, shown):
    def offered() -> set[str]:
        page = shown("controller", PRICES, "?list=PL-2009-v1")
        return {act for act in decide.ACTS if f'action="/decide/{act}"' in page}

    assert offered() == {"price.set", "price.remove", "price_list.propose", "price_list.draft"}

    drafted("price_list.propose")
    assert offered() == {"price_list.decide", "price_list.give_back", "price_list.draft"}

    drafted("price_list.decide", decided_on="2008-11-19", decision="KS § 200")
    assert offered() == {"price.end", "price.supersede", "price_list.draft"}


def test_an_auditor_reads_it_all_and_is_offered_nothing(drafted, shown):  # noqa: ARG001
    page = shown("auditor", PRICES)

    assert "En prislista är under arbete" in page
    assert "Vem sade vad" in page
    assert "<form" not in page


@pytest.mark.parametrize("reader", ["board", "department-SDI"])
def test_nobody_else_has_the_page(desk, shown, reader):  # noqa: ARG001
    assert "PL-2008-v1" not in shown(reader, PRICES)


def test_a_decided_price_is_in_the_history_with_who_and_why(drafted, shown):
    drafted("price_list.propose")
    drafted("price_list.decide", decided_on="2008-11-19", decision="KS § 200")

    page = shown("controller", PRICES, "?list=PL-2009-v1")

    assert "beslutad 2008-11-19: KS § 200" in page
    assert "föreslagen" in page
    assert "årlig prislista" in page


def test_what_was_refused_is_told_and_stands_in_the_form(drafted, signed_in, shown):  # noqa: ARG001
    form = {
        "csrf_token": "word", "list": "PL-2009-v1", "seen": "1", "service": "WS-ADM",
        "price": "1,005", "valid_from": "2009-01-01", "valid_until": "2010-01-01",
        "ends_running": "no", "why": "dyrare",
    }  # fmt: skip
    answer = signed_in("controller").post("/decide/price.set", data=form)

    page = shown("controller", PRICES, f"?{answer.location.partition('?')[2]}")

    assert "Inget antecknades. Priset är inget belopp i hela öre" in page
    assert 'value="1,005"' in page


def test_the_form_says_what_was_seen(drafted, shown):  # noqa: ARG001
    page = shown("controller", PRICES, "?list=PL-2009-v1")

    assert 'type="hidden" name="seen" value="4"' in page


def test_it_is_taken_along_with_who_said_what(drafted, shown, server):
    drafted("price_list.propose")
    shown("controller", PRICES)
    path = "/export/control/prices.csv"

    def taken(table: str) -> str:
        request = server.test_request_context(f"{path}?list=PL-2009-v1&table={table}")
        with request:
            session.sign_in("controller")
            return server.view_functions["export"]("control/prices", "csv").get_data(as_text=True)

    assert "PL-2009-v1;föreslagen, väntar på beslut;2009-01-01;2010-01-01;;" in taken("lists")
    assert "PL-2008-v1;WS-ADM;5280,00;;2008-01-01;2009-01-01;prices.csv;2" in taken("prices")
    assert ";controller;controller;föreslagen;årlig prislista;" in taken("history")


def test_a_list_that_is_not_there_is_not_found(desk, shown):  # noqa: ARG001
    assert "PL-2099" not in shown("controller", PRICES, "?list=PL-2099")


def test_without_any_list_the_page_says_so(server, tmp_path, monkeypatch, shown):  # noqa: ARG001
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/journal.sqlite")

    page = shown("controller", PRICES)

    assert "Ingen prislista ännu" in page
    assert "Börja på en ny lista" in page


def test_steps_and_agreed_prices_stand_with_the_lists_and_in_the_history(desk, journal, shown):  # noqa: ARG001
    by = By("etl load", "program")
    same = {"price_e4": None, **YEAR, "source_line": 2}
    tier = {
        **same, "price_list_id": "PL-2008-v1", "service_id": "ACC-STD", "tier_kind": "graduated",
        "package_size": None, "source_file": "price_tiers.csv",
    }  # fmt: skip
    agreed = {
        **same, "agreement_id": "AV-2008-001", "service_id": "WS-ADM", "price_ore": 4_800_00,
        "decision": "KS § 9", "source_file": "agreement_prices.csv",
    }  # fmt: skip
    steps = [{**tier, "from_quantity": 0, "price_ore": 1_380_00}]
    steps.append({**tier, "from_quantity": 100, "price_ore": 1_200_00})
    with journal.writing(NOON) as pen:
        prices.load_tiers(pen, by, steps)
        prices.load_agreed(pen, by, [agreed])

    page = shown("controller", PRICES)

    assert "Priser efter mängd i PL-2008-v1" in page
    assert "från 100 enheter, varje steg till sitt pris" in page
    assert "1 200,00" in page
    assert "Priser avtalade med en förvaltning" in page
    assert "AV-2008-001" in page
    assert "2 priser övertagna" in page
    assert "Avtalat pris övertaget" in shown("controller", "/audit/log")
