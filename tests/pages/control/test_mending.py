"""Mendings: what nobody pays for, what can be said of it, what it would do, and what was said."""

import datetime

import pandas as pd
import pytest

from chargeback import waiting
from dashboard import decide, session
from dashboard.access import Viewer
from dashboard.code_mendings import code_section
from dashboard.decisions import files
from dashboard.figures.mending import key_of_subject
from dashboard.queries import mending as queries
from dashboard.web.markup import markup
from journal.facts import By, NewFact, RefusedError
from journal.store import Journal

MENDING = "/control/mending"
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
CONTROLLER = Viewer("controller", "controller")
ACCOUNT = {"way": "owner", "object_kind": "account", "subject": "okand0001"}
KEY = key_of_subject(ACCOUNT)
SAID = {
    "mend": KEY, "target": "40714", "valid_from": "2008-08-01", "valid_until": "",
    "why": "enligt rektor", "seen": "0",
}  # fmt: skip


@pytest.fixture
def journal(server, tmp_path, monkeypatch) -> Journal:  # noqa: ARG001 - the tiny world is served
    url = f"sqlite:///{tmp_path}/journal.sqlite"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    return Journal(url)


def say(act: str = "mending.owner", **words: str):
    return decide.decide(CONTROLLER, act, {**SAID, **words}, NOON)


def asked(**more: str) -> str:
    words = {"mend": KEY, "target": "40714", "valid_from": "2008-08-01", **more}
    return "?" + "&".join(f"{name}={value}" for name, value in words.items())


def test_what_can_be_mended_is_told_with_kronor_and_source(journal, shown):  # noqa: ARG001
    page = shown("controller", MENDING)

    assert "En sak kan lagas: 115 kr som ingen betalar" in page
    assert "okand0001" in page
    assert "konto: varken kodsträng eller känd användare" in page
    assert "Inget har lagats ännu" in page


def test_first_it_is_shown_what_it_would_do_then_it_can_be_said(journal, shown):  # noqa: ARG001
    opened = shown("controller", MENDING, f"?mend={KEY}")
    assert "Visa vad det skulle göra" in opened
    assert "Anteckna lagningen" not in opened

    page = shown("controller", MENDING, asked())
    assert "Skulle ge 115 kr i en månad en betalare. Till 40714" in page
    assert 'action="/decide/mending.owner"' in page
    assert 'name="seen" value="0"' in page


def test_a_closed_month_is_told_to_be_corrected(journal, shown):
    who, august = By("ekonomichef", "controller"), datetime.date(2008, 8, 1)
    closed = NewFact(who, "period.closed", "period:2008-08", "klart", august)
    journal.append(closed, NOON)

    page = shown("controller", MENDING, asked())

    assert "augusti 2008 är stängd: det kommer som rättelse i den tidigaste öppna månaden" in page


@pytest.mark.parametrize("days", [{"valid_until": "2008-08-01"}, {"valid_from": "augusti"}])
def test_days_the_wrong_way_round_are_told_and_nothing_can_be_said_of_them(journal, shown, days):  # noqa: ARG001
    page = shown("controller", MENDING, asked(**days))

    assert "första dagen saknas, eller så ligger den sista före den" in page
    assert "Anteckna lagningen" not in page
    assert "första dagen saknas" not in shown("controller", MENDING, f"?mend={KEY}")


def test_part_of_a_month_is_told_as_part(journal, shown):  # noqa: ARG001
    page = shown("controller", MENDING, asked(valid_from="2008-08-15"))

    assert "augusti 2008 (delvis)" in page


def test_what_was_said_stands_with_who_and_why_and_waits_for_the_next_run(
    journal,  # noqa: ARG001
    shown,
    monkeypatch,
):
    fact = say()

    page = shown("controller", MENDING, f"?said={fact.seq}")
    assert "Antecknat: konto okand0001 betalas av 40714" in page
    assert "lagat, väntar på nästa körning" in page
    assert "En väntar på nästa körning" in page
    assert "enligt rektor" in page
    assert "controller, 2008-09-03" in page

    head = pd.DataFrame({"seq": [fact.seq]})
    monkeypatch.setattr(queries, "journal_head", lambda _: head)
    assert "Alla är med i det som visas" in shown("controller", MENDING)


def test_it_can_be_withdrawn_with_why_and_both_stand(journal, shown):
    fact = say()
    assert 'action="/decide/mending.withdraw"' in shown("controller", MENDING, f"?open={fact.seq}")

    say("mending.withdraw", mending=str(fact.seq), seen=str(fact.seq), why="fel konto")

    page = shown("controller", MENDING, f"?open={fact.seq}")
    assert "enligt rektor" in page
    assert "Återtagen av controller" in page
    assert "fel konto" in page
    assert 'action="/decide/mending.withdraw"' not in page
    assert [one.kind for one in journal.facts()] == ["mending.owner", "mending.withdrawn"]


@pytest.mark.parametrize(
    ("changed", "rule"),
    [
        ({"mend": "0" * 12}, "unknown"),
        ({"target": "99999"}, "unknown"),
        ({"valid_from": "1999-01-01"}, "before"),
        ({"valid_until": "2008-08-01"}, "days"),
        ({"why": ""}, "form"),
    ],
)
def test_what_cannot_be_said_is_refused(journal, changed, rule):
    with pytest.raises(RefusedError) as refused:
        say(**changed)

    assert refused.value.rule == rule
    assert journal.facts() == []


def test_a_refusal_is_told_and_what_was_filled_in_stands(journal, shown):  # noqa: ARG001
    page = shown("controller", MENDING, asked(refused="before"))

    assert "Inget antecknades. Den börjar före den första månad som debiteras." in page
    assert 'value="2008-08-01"' in page


def test_rejected_rows_are_shown_and_not_mended(journal, shown):  # noqa: ARG001
    page = shown("controller", MENDING, "?file=ad_users_2008-08-31.csv")

    assert "ingen ändrar i en källas data" in page
    assert "ad_users_2008-08-31.csv" in page


def test_what_stops_the_run_can_be_said_yes_to(journal, shown, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "home", lambda: tmp_path)
    told = waiting.Waiting("R03", "samtal_2008-08.csv", "ab" * 32, "200 rader avvisade", "200 rows")
    waiting.write(tmp_path, [told])

    page = shown("controller", MENDING)
    assert "En sak stoppar körningen" in page
    assert "200 rader avvisade" in page

    say("file.accept", sha256="ab" * 32)
    assert "stoppar körningen" not in shown("controller", MENDING)
    (fact,) = journal.facts()
    assert (fact.kind, fact.body["subject"]) == ("acceptance.given", "samtal_2008-08.csv")
    with pytest.raises(RefusedError, match="unknown"):
        say("file.accept", sha256="cd" * 32)


def test_an_auditor_reads_it_all_and_is_offered_nothing(journal, shown):  # noqa: ARG001
    fact = say()

    page = shown("auditor", MENDING, asked(open=str(fact.seq)))

    assert "enligt rektor" in page
    assert "<form" not in page


@pytest.mark.parametrize("reader", ["board", "department-SDI"])
def test_nobody_else_has_the_page(journal, shown, reader):  # noqa: ARG001
    say()

    assert "okand0001" not in shown(reader, MENDING)


def test_the_work_list_leads_to_what_mends_it(shown):
    page = shown("controller", "/control/worklist", "?period=2008-08")

    assert "/control/mending?period=2008-08&amp;source=ad_users" in page


def test_the_work_lists_row_shows_its_own_and_the_way_back(journal, shown):  # noqa: ARG001
    row = "?period=2008-08&source=ad_users&service=ACC-STD&reason=no_owner"
    nothing = "?period=2008-08&source=samtal&service=TEL-TRAF&reason=no_owner"

    assert KEY in shown("controller", MENDING, row)
    assert "Inget att laga" in shown("controller", MENDING, nothing)


def test_it_is_taken_along(journal, shown, server):  # noqa: ARG001
    say()
    shown("controller", MENDING)

    def taken(table: str) -> str:
        with server.test_request_context(f"/export/control/mending.csv?table={table}"):
            session.sign_in("controller")
            return server.view_functions["export"]("control/mending", "csv").get_data(as_text=True)

    assert "okand0001;ett objekt utan ägare;konto;" in taken("subjects")
    assert "konto okand0001 betalas av 40714" in taken("mendings")


# --- what code strings lack -------------------------------------------------------------------

LACKING = {
    "one": "activity 40714", "target": "4400", "valid_from": "2008-07-01", "why": "enligt ekonomi",
    "seen": "0",
}  # fmt: skip


def test_a_code_string_that_stops_the_booking_can_be_said_to_have_what_it_lacks(journal, shown):  # noqa: ARG001
    page = shown("controller", MENDING, "?one=activity 40714")
    assert "En kodsträng stoppar bokföringen" in page
    assert 'action="/decide/mending.activity"' in page

    fact = say("mending.activity", **LACKING)
    assert fact.subject == "mending:activity:40714"
    assert "har verksamhet 4400" in shown("controller", MENDING, f"?said={fact.seq}")


def test_of_many_code_strings_the_dearest_stand_and_the_others_one_click_away(as_reader):
    """What stands open is not put away, however cheap it is."""
    as_reader("controller", "sv", MENDING)
    rows = [
        {"way": "activity", "subject": str(40_700 + number), "fault": "activity",
         "code_string": f"7592-{40_700 + number}", "code_strings": 1, "months": 1,
         "amount_ore": 100 - number, "first_period": datetime.date(2008, 8, 1)}
        for number in range(20)
    ]  # fmt: skip

    def shown_of(opened: str, every: str | None) -> str:
        parts = code_section(rows, opened, str, None, {}, every)
        return "".join(str(markup(part)) for part in parts)

    few = shown_of("activity 40719", "?codes=all")

    assert few.count("7592-") == 13
    assert "7592-40719" in few
    assert 'href="?codes=all"' in few
    assert shown_of("", None).count("7592-") == 20


def test_an_auditor_sees_what_stops_the_booking_and_is_offered_nothing(journal, shown):  # noqa: ARG001
    page = shown("auditor", MENDING, "?one=activity 40714")
    assert "En kodsträng stoppar bokföringen" in page
    assert "/decide/mending.activity" not in page


@pytest.mark.parametrize(
    ("words", "rule"),
    [({"one": "activity 40715"}, "unknown"), ({"target": "4400x"}, "figures")],
)
def test_only_what_lacks_a_code_is_given_one_and_that_is_figures(journal, words, rule):  # noqa: ARG001
    with pytest.raises(RefusedError) as refused:
        say("mending.activity", **{**LACKING, **words})

    assert refused.value.rule == rule
