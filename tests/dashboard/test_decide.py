"""The way in for decisions: who says it comes from the session, and from nowhere else."""

import datetime
import re

import pytest

from dashboard import access, decide
from dashboard.access import Viewer
from dashboard.decide import RefusedActError, whole
from journal import prices
from journal.facts import ConflictError, RefusedError
from journal.store import Journal

CONTROLLER = Viewer("controller", "controller")
DRAFT = {
    "list": "PL-2009-v1", "seen": "0", "valid_from": "2009-01-01", "valid_until": "2010-01-01",
    "why": "årlig prislista",
}  # fmt: skip
OTHERS = [
    Viewer("auditor", "auditor"),
    Viewer("board", "board"),
    Viewer("department-SDI", "department", frozenset({"SDI"})),
    Viewer("somebody", "administrator"),
    Viewer("somebody", ""),
]
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
WORD = {"csrf_token": "word"}


@pytest.fixture
def written(server, tmp_path, monkeypatch) -> Journal:  # noqa: ARG001 - the tiny world is served
    """An empty journal, which the dashboard writes in."""
    url = f"sqlite:///{tmp_path}/journal.sqlite"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    return Journal(url)


def test_a_controller_drafts_and_it_stands_with_who_and_role(written):
    decide.decide(CONTROLLER, "price_list.draft", DRAFT, NOON)

    (fact,) = written.facts()
    assert (fact.who, fact.role, fact.why) == ("controller", "controller", "årlig prislista")
    assert (fact.subject, fact.recorded_at) == ("price_list:PL-2009-v1", NOON)


@pytest.mark.parametrize("viewer", OTHERS, ids=lambda viewer: viewer.role or "none")
@pytest.mark.parametrize("act", [*sorted(set(decide.ACTS) - {"comment.make"}), "price_list.burn"])
def test_nobody_else_decides_anything(written, viewer, act):
    with pytest.raises(RefusedActError):
        decide.decide(viewer, act, DRAFT, NOON)

    assert written.facts() == []


def test_an_act_that_is_not_there_is_refused_like_one_without_the_right(written):
    with pytest.raises(RefusedActError):
        decide.decide(CONTROLLER, "price_list.burn", DRAFT, NOON)

    assert written.facts() == []


def test_every_right_is_to_an_act_there_is():
    assert {act for acts in access.ACTS.values() for act in acts} == set(decide.ACTS)


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"why": " "}, "why"),
        ({"list": "PL 2009; drop"}, "list"),
        ({"seen": "-1"}, "seen"),
        ({"valid_from": "2009-02-30"}, "valid_from"),
        ({"valid_until": "i går"}, "valid_until"),
        ({"why": "x" * 2001}, "why"),
    ],
)
def test_a_field_that_cannot_be_read_is_named(written, changed, field):
    with pytest.raises(RefusedError) as refused:
        decide.decide(CONTROLLER, "price_list.draft", DRAFT | changed, NOON)

    assert (refused.value.rule, refused.value.details["field"]) == ("form", field)
    assert written.facts() == []


@pytest.mark.parametrize(
    ("text", "decimals", "units"),
    [("5 400,50", 2, 540050), ("5400", 2, 540000), ("0,5", 2, 50), ("0,0035", 4, 35)],
)
def test_kronor_are_read_as_whole_units(text, decimals, units):
    assert whole(text, decimals) == units


@pytest.mark.parametrize("text", ["", "5,005", "-1", "1e3", "5 400,00 kr", "٣", "1.2.3"])
def test_what_is_no_whole_amount_is_refused(text):
    with pytest.raises(RefusedError, match="not_whole"):
        whole(text, 2)


# --- over the wire --------------------------------------------------------------------------------


def test_a_forged_form_sets_neither_who_nor_role(signed_in, written):
    forged = {"who": "board", "role": "board", "by": "board", "viewer": "board", "reader": "board"}

    answer = signed_in("controller").post(
        "/decide/price_list.draft", data={**WORD, **DRAFT, **forged}
    )

    assert answer.status_code == 303
    (fact,) = written.facts()
    assert (fact.who, fact.role) == ("controller", "controller")
    assert "board" not in str(fact.body)


@pytest.mark.parametrize("reader", ["auditor", "board", "department-SDI"])
def test_a_forged_form_of_another_reader_is_answered_as_if_there_were_no_such_act(
    signed_in, written, reader
):
    client = signed_in(reader)
    forged = {**WORD, **DRAFT, "who": "controller", "role": "controller"}

    without_right = client.post("/decide/price_list.draft", data=forged)
    unknown = client.post("/decide/price_list.burn", data=forged)

    assert without_right.status_code == unknown.status_code == 404
    assert without_right.data == unknown.data
    assert written.facts() == []


def test_a_form_without_the_sessions_word_or_from_elsewhere_writes_nothing(
    signed_in, nobody, written
):
    client = signed_in("controller")

    assert client.post("/decide/price_list.draft", data=DRAFT).status_code == 403
    elsewhere = {"Origin": "https://example.org"}
    sent = client.post("/decide/price_list.draft", data={**WORD, **DRAFT}, headers=elsewhere)
    assert sent.status_code == 403
    assert nobody.post("/decide/price_list.draft", data={**WORD, **DRAFT}).status_code == 403
    assert written.facts() == []


def test_a_form_sent_twice_is_written_once_and_the_second_is_told(signed_in, written):
    client = signed_in("controller")

    for _time in range(2):
        answer = client.post("/decide/price_list.draft", data={**WORD, **DRAFT})

    place = "/control/prices?list=PL-2009-v1&valid_from=2009-01-01&valid_until=2010-01-01&draft="
    assert re.fullmatch(rf"{re.escape(place)}[\w-]{{22}}&conflict=1", answer.location)
    assert len(written.facts()) == 1
    page = client.get(answer.location).get_data(as_text=True)
    assert "controller har ändrat listan sedan du öppnade den" in page


def test_what_was_refused_leads_back_with_what_was_filled_in(signed_in, written):
    answer = signed_in("controller").post(
        "/decide/price_list.draft", data={**WORD, **DRAFT, "why": "", "next": "https://example.org"}
    )

    assert answer.location.startswith("/control/prices?list=PL-2009-v1&")
    assert answer.location.endswith("&refused=form&field=why")
    assert written.facts() == []


def test_of_two_controllers_the_second_is_told_what_the_first_did(written):
    decide.decide(CONTROLLER, "price_list.draft", DRAFT, NOON)
    price = {
        "list": "PL-2009-v1", "seen": "1", "service": "WS-ADM", "price": "5 400,00",
        "valid_from": "2009-01-01", "valid_until": "2010-01-01", "why": "billigare",
    }  # fmt: skip
    decide.decide(CONTROLLER, "price.set", price, NOON)

    with pytest.raises(ConflictError) as told:
        decide.decide(Viewer("controller-2", "controller"), "price.set", price, NOON)

    assert told.value.changes[0].kind == prices.SET
    assert len(written.facts()) == 2


@pytest.mark.parametrize("viewer", OTHERS[1:], ids=lambda viewer: viewer.role or "none")
@pytest.mark.usefixtures("written")
def test_the_journal_is_read_by_those_who_may(viewer):
    decide.decide(CONTROLLER, "price_list.draft", DRAFT, NOON)

    assert decide.book(viewer).lists == {}
    assert decide.history(viewer, "PL-2009-v1") == []
    assert len(decide.history(OTHERS[0], "PL-2009-v1")) == 1
