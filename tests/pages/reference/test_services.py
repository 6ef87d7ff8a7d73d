"""The catalogue."""

import pytest

from tests.dashboard.conftest import signed_in  # noqa: F401


def test_what_is_charged_and_what_has_no_source_stand_apart(shown):
    page = shown("board", "/reference/services", language="en")

    assert "7 of 8 services are charged" in page
    assert "no source yet" in page
    assert page.index("STO-GB") > page.index("SYS-DRIFT")


def test_a_service_opens_to_every_price_it_has_had(shown):
    page = shown("board", "/reference/services", "?open=WS-ADM", language="en")

    assert "5,520.00" in page
    assert "5,280.00" in page
    assert "4.3% lower" in page
    assert "PL-2008-v1" in page


def test_a_service_by_agreement_says_why_it_has_no_price(shown):
    page = shown("board", "/reference/services", "?open=SYS-DRIFT")

    assert "därför finns inget listpris" in page


@pytest.mark.parametrize("reader", ["board", "department-SDI", "controller", "auditor"])
def test_everybody_may_read_the_catalogue(shown, reader):
    assert "ACC-STD" in shown(reader, "/reference/services")


def test_names_follow_the_language(shown):
    assert "Pedagogical workstation" in shown("board", "/reference/services", language="en")


def test_self_cost_stands_beside_price_for_the_latest_whole_year(shown):
    page = shown("board", "/reference/services", language="en")
    part = page[page.index("In 2007 the fees covered") :]

    assert "In 2007 the fees covered 106.6% of what the services cost" in part
    assert "6,000.00 kr/year" in part
    assert "5,520.00 kr/year" in part
    assert "92%" in part
    assert "960" in part
    assert "under" in part


def test_a_year_that_is_not_whole_yet_has_no_self_costs(shown):
    page = shown("board", "/reference/services", "?period=2007-11", language="en")

    assert "the fees covered" not in page


# --- what is decided about a year's result ----------------------------------------------------

SENT = {
    "csrf_token": "word", "one": "WS-ADM 2007", "kind": "carry", "seen": "0", "period": "2008-08",
    "decision": "KS 2008-02-13", "why": "årsbokslut",
}  # fmt: skip


@pytest.fixture
def send(server, tmp_path, monkeypatch, signed_in):  # noqa: ARG001, F811 - the tiny world
    """What a reader's form answers; it is written in a journal of its own."""
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/journal.sqlite")

    def sent(reader: str, **words: str):
        return signed_in(reader).post("/decide/settlement.decide", data=SENT | words)

    return sent


def test_a_result_that_is_carried_stands_with_its_decision_and_on_the_prices(send, shown):
    """2007's workstations brought 960 kr less than they cost: the next price is to cover it."""
    answer = send("controller")
    services = shown("controller", "/reference/services", "?said=1")
    prices = shown("controller", "/control/prices")

    assert "said=1" in answer.location
    assert "Nedskrivet: resultatet för WS-ADM 2007" in services
    assert "förs till nästa års pris, KS 2008-02-13" in services
    assert "Ett överfört resultat höjer vad priserna ska täcka med 960 kr" in prices
    assert "+480,00" in prices


def test_a_result_that_is_paid_back_waits_for_the_next_run(send, shown):
    send("controller", kind="pay_back")
    services = shown("controller", "/reference/services", "?said=1")

    assert "betalas tillbaka efter årets avgifter, KS 2008-02-13" in services
    assert "Nästa körning ger raderna." in services


def test_only_a_controller_is_offered_the_decision(send, shown):
    for reader in ("board", "strategist", "auditor", "department-SDI"):
        assert send(reader).status_code == 404
        assert "/decide/settlement" not in shown(reader, "/reference/services")
    assert "/decide/settlement" in shown("controller", "/reference/services")


def test_the_second_of_two_who_decide_is_told_who_was_first(send, shown):
    send("controller")
    answer = send("controller", why="en gång till")

    assert "conflict=1" in answer.location
    assert "har beslutat om WS-ADM 2007" in shown(
        "controller", "/reference/services", "?conflict=1"
    )


@pytest.mark.parametrize(
    ("words", "rule"),
    [
        ({"one": "WS-ADM 1999"}, "unknown"),
        ({"one": "WS-ADM"}, "form"),
        ({"kind": "forget"}, "kind"),
        ({"decision": ""}, "form"),
    ],
)
def test_what_cannot_be_decided_is_refused(send, words, rule):
    assert f"refused={rule}" in send("controller", **words).location
