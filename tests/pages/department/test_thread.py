"""Departments ask about their bill on the bill, and read the answer there."""

import datetime

import pytest

from dashboard import decide
from dashboard.access import Viewer
from dashboard.decide import RefusedActError
from journal.store import Journal

FOSIE = Viewer("department-SDI", "department", frozenset({"SDI"}))
HYLLIE = Viewer("department-SDH", "department", frozenset({"SDH"}))
CONTROLLER = Viewer("controller", "controller")
BILL = "/department/bill"
AUGUST = {"department": "SDI", "month": "2008-08-01"}
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)


@pytest.fixture
def written(server, tmp_path, monkeypatch) -> Journal:  # noqa: ARG001 - the tiny world is served
    url = f"sqlite:///{tmp_path}/journal.sqlite"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    return Journal(url)


def say(viewer, text, **about):
    return decide.decide(viewer, "comment.make", {**AUGUST, "text": text, **about}, NOON)


def test_a_question_and_its_answer_are_read_by_both(written, shown):
    say(FOSIE, "Varför fler bärbara?", line="L0123456789ab")
    say(CONTROLLER, "Två kom i augusti.")

    for reader in ("department-SDI", "controller", "auditor"):
        page = shown(reader, BILL, "?period=2008-08&department=SDI")
        assert "Varför fler bärbara?" in page
        assert "L0123456789ab" in page
        assert "Besvarad 3 september 2008" in page
    assert [fact.role for fact in written.facts()] == ["department", "controller"]


@pytest.mark.usefixtures("written")
def test_a_question_without_an_answer_waits(shown):
    say(FOSIE, "Varför?")

    page = shown("controller", BILL, "?period=2008-08&department=SDI")
    assert "väntar på svar" in page
    assert 'action="/decide/comment.make"' in page


def test_another_departments_bill_is_neither_asked_about_nor_read(written):
    say(FOSIE, "Varför?")

    with pytest.raises(RefusedActError):
        say(HYLLIE, "Vad betalar de?")
    assert decide.thread(HYLLIE, "SDI", datetime.date(2008, 8, 1)) == []
    assert len(written.facts()) == 1


@pytest.mark.parametrize("role", ["auditor", "board", "administrator", ""])
def test_nobody_else_speaks(written, role):
    with pytest.raises(RefusedActError):
        say(Viewer("somebody", role, frozenset({"SDI"})), "Varför?")

    assert written.facts() == []


@pytest.mark.usefixtures("written")
def test_who_only_reads_sees_no_form_and_no_empty_thread(shown):
    page = shown("auditor", BILL, "?period=2008-08&department=SDI")

    assert "comment.make" not in page
    assert "Inget har frågats" not in page


@pytest.mark.usefixtures("written")
def test_a_text_of_markup_stays_text(shown):
    say(FOSIE, "<img src=x onerror=alert(1)>")

    page = shown("department-SDI", BILL, "?period=2008-08&department=SDI")
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
