"""The processing history: what was decided, delivered and published, and whether it holds."""

import datetime
import sqlite3

import pytest

from chargeback import builds
from dashboard import address, session, shell
from dashboard.web.markup import markup
from journal import chain
from journal.acceptances import Acceptance, accept
from journal.facts import By, NewFact
from journal.store import Journal

LOG = "/audit/log"
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
LATER = datetime.datetime(2008, 9, 20, 8, tzinfo=datetime.UTC)
YES = Acceptance(
    NOON, "anna.ek", "kontrollerat med leverantören", "f" * 64, "R03", "ad_users_2008-08-31.csv",
    "60 rader av 500 avvisade", "60 rows of 500 rejected",
)  # fmt: skip
ODD = NewFact(
    By("bo.alm", "controller"), "owner.named", "object:=SDI-PC-1", "saknade ägare",
    datetime.date(2008, 8, 1), {"cost_centre_id": "40715", "is_school": True},
)  # fmt: skip


@pytest.fixture
def journal(server, tmp_path, monkeypatch) -> Journal:  # noqa: ARG001 - the tiny world is served
    """A yes, and a kind of fact that the page has no words for."""
    url = f"sqlite:///{tmp_path}/journal.sqlite"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    found = Journal(url)
    accept(found, YES, "controller")
    found.append(ODD, LATER)
    return found


@pytest.fixture
def taken(server):
    """A file of the page: ``taken("table=facts")``."""

    def text(query: str) -> str:
        with server.test_request_context(f"/export/audit/log.csv?{query}"):
            session.sign_in("auditor")
            answer = server.view_functions["export"]("audit/log", "csv")
            return answer.get_data(as_text=True)

    return text


def order(page: str, *words: str) -> list[str]:
    """The words in the order they stand on a page."""
    return sorted(words, key=page.index)


def test_a_decision_stands_with_who_role_when_why_and_its_number(journal, shown):  # noqa: ARG001
    page = shown("auditor", LOG)

    for words in ("anna.ek", "Ja till att gå vidare", "60 rader av 500 avvisade",
                  "kontrollerat med leverantören", "2008-09-03 12:00", ">1<"):  # fmt: skip
        assert words in page


def test_everything_is_one_log_with_the_newest_first(journal, shown):  # noqa: ARG001
    page = shown("controller", LOG, language="en")

    told = ("Build published", "Owner: named", "Yes to go on", "File delivered again")
    assert order(page, *(f"</svg>{words}" for words in told)) == [f"</svg>{one}" for one in told]


def test_a_kind_without_words_is_shown_plainly_with_all_it_says(journal, shown):  # noqa: ARG001
    page = shown("auditor", LOG, "?open=2")

    assert "cost centre id 40715; is school ja" in page
    assert "object:=SDI-PC-1" in page
    assert "<dd>owner.named</dd>" in page


def test_the_chain_is_verified_when_the_page_is_shown(journal, shown):
    head = chain.verify(journal).head

    page = shown("auditor", LOG)

    assert "2 beslut är antecknade, och kedjan håller" in page
    assert head in page


def test_one_changed_letter_is_told_with_the_fact_it_stands_in(journal, shown):
    with sqlite3.connect(journal.url.removeprefix("sqlite:///")) as file:
        file.execute("drop trigger facts_are_not_changed")
        file.execute("update facts set why = 'kontrollerat med leverantoren' where seq = 1")

    page = shown("auditor", LOG)

    assert "Journalen är inte som den skrevs: faktum 1 är fel" in page


def test_a_head_on_paper_is_held_against_the_chain(journal, shown):
    first = journal.facts()[0].hash

    assert "är faktum 1; ett till har skrivits sedan dess" in shown(
        "auditor", LOG, f"?head={first}"
    )
    assert "finns ingenstans i journalen" in shown("auditor", LOG, f"?head={'0' * 64}")


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("", ["Yes", "Owner", "File", "Build"]),
        ("?part=decisions", ["Yes", "Owner"]),
        ("?part=loads", ["File"]),
        ("?part=builds", ["Build"]),
        ("?kind=owner.named", ["Owner"]),
        ("?who=anna.ek", ["Yes"]),
        ("?subject=object", ["Owner"]),
        ("?subject=object:%3DSDI-PC-1", ["Owner"]),
        ("?first=2008-09-03&last=2008-09-19", ["Yes"]),
        ("?part=decisions&last=2008-09-02", []),
    ],
)
def test_a_filter_leaves_what_it_names(journal, shown, query, left):  # noqa: ARG001
    page = shown("auditor", LOG, query, language="en")

    names = {"Yes": "Yes to go on", "Owner": "Owner: named", "File": "File loaded",
             "Build": "Build published"}  # fmt: skip
    assert [one for one, words in names.items() if f"</svg>{words}" in page] == left


def test_what_an_entry_is_about_leads_to_where_it_acts(journal, shown):  # noqa: ARG001
    page = shown("auditor", LOG, "?part=loads")

    assert 'href="/control/loads">Fil ad_users_2008-08-31.csv' in page


def test_a_long_log_comes_page_by_page(journal, shown):
    with journal.writing(LATER) as pen:
        for number in range(60):
            pen.append(NewFact(By("bo.alm", "controller"), "note", f"note:{number}", "skäl"))

    first, second = (
        shown("auditor", LOG, "?part=decisions"),
        shown("auditor", LOG, "?part=decisions&page=2"),
    )

    assert "Sida 1 av 2" in first
    assert (first.count('class="opener"'), second.count('class="opener"')) == (50, 12)
    assert "note:59" not in second


def test_facts_are_taken_along_with_all_their_hashes_are_made_of(journal, taken):
    rows = taken("table=facts").splitlines()

    assert rows[1].endswith(journal.facts()[0].hash)
    assert '"{""cost_centre_id"":""40715"",""is_school"":true}"' in rows[2]


def test_text_of_the_log_is_no_formula(journal, taken):
    journal.append(NewFact(By("=bo", "controller"), "note", "=1+1", "@sum"), LATER)

    row = taken("part=decisions").splitlines()[1]

    assert ";'=1+1;'=bo;" in row
    assert ";'@sum;" in row


@pytest.mark.parametrize("reader", ["board", "department-SDI"])
def test_for_others_there_is_no_such_page(journal, as_reader, reader):  # noqa: ARG001
    as_reader(reader, "sv", LOG)

    def answered(path: str) -> str:
        page = shell.page_at(path, session.viewer().role)
        return str(markup(shell.content_of(page, address.read(path, ""))))

    assert answered(LOG) == answered("/audit/nothing")


def test_without_a_decision_the_page_says_so(server, tmp_path, monkeypatch, shown):  # noqa: ARG001
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert "Ingen har beslutat något ännu" in shown("auditor", LOG)


def test_a_build_whose_manifest_is_gone_is_left_out(journal, shown, monkeypatch):  # noqa: ARG001
    monkeypatch.setattr(builds, "build_ids", lambda _home: ["20080903T120000Z-abc"])

    assert "Ingen sådan post finns" in shown("auditor", LOG, "?part=builds")
