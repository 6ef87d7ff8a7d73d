"""A month on its way to being closed: what stands in its way, who may close it, and its seal."""

import datetime
import fcntl
import re
import shutil

import duckdb
import pytest
from flask import g

from chargeback import builds
from dashboard import access, decide, months, session
from dashboard.access import Viewer
from etl.publish import publish
from journal.facts import ConflictError, RefusedError
from journal.store import Journal

PERIOD = "/control/period"
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
PREPARER = Viewer("controller", "controller")
CLOSER = Viewer("controller-2", "controller")


@pytest.fixture
def home(server, tiny_home, tmp_path, monkeypatch):  # noqa: ARG001 - the server is set up
    """The tiny world in a folder of its own, where months can be sealed."""
    own = tmp_path / "city"
    shutil.copytree(tiny_home, own)
    monkeypatch.setenv("NYTTJA_HOME", str(own))
    return own


@pytest.fixture
def journal(home) -> Journal:
    return Journal(f"sqlite:///{home}/journal/journal.sqlite")


@pytest.fixture
def say(home, shown):  # noqa: ARG001 - in that world
    """Sends the form of a month as the page of the reader has it."""

    def sent(viewer: Viewer, act: str, period: str = "2008-07", **words: str):
        page = shown(viewer.id, PERIOD, f"?period={period}")
        names = ("period", "seen", "lines")
        hidden = {one: re.search(rf'name="{one}" [^>]*value="([^"]*)"', page)[1] for one in names}
        return decide.decide(viewer, act, {**hidden, "why": "dnr 2008/14", **words}, NOON)

    return sent


@pytest.fixture
def reviewed(say):
    """July, reviewed by the controller."""
    say(PREPARER, "period.review")
    return say


@pytest.fixture
def closed(reviewed):
    """July, closed by the finance manager."""
    reviewed(CLOSER, "period.close")
    return reviewed


def form_of(page: str, act: str) -> bool:
    return f'action="/decide/{act}"' in page


def test_a_calculated_month_can_be_sent_out_or_reviewed_but_not_closed(home, shown):  # noqa: ARG001
    page = shown("controller", PERIOD, "?period=2008-07")

    assert "Juli 2008 är beräknad" in page
    assert form_of(page, "period.preliminary")
    assert form_of(page, "period.review")
    assert not form_of(page, "period.close")


def test_the_calendar_says_by_which_working_day_each_step_is_due_and_who_did_it(closed, shown):  # noqa: ARG001
    """August 2008: the first a Friday, the third working day Tuesday 5, the eighth the 12th."""
    page = shown("controller", PERIOD, "?period=2008-07").replace("\N{NO-BREAK SPACE}", " ")

    for day in (
        "fredag 1 augusti 2008",
        "tisdag 5 augusti 2008",
        "tisdag 12 augusti 2008",
    ):
        assert day in page
    assert "gjort, 16 arbetsdagar sent" in page  # closed at noon on 3 September
    assert "2008-09-03 12:00 UTC" in page
    assert "controller-2" in page


def test_the_checklist_says_what_makes_figures_wrong_and_what_only_waits(home, shown):  # noqa: ARG001
    page = shown("controller", PERIOD, "?period=2008-08")

    assert "Augusti 2008 är beräknad, och en sak gör den fel" in page
    row = re.search(r"Filer som väntas har kommit.*?</tr>", page)[0]
    assert "status-bad" in row
    assert 'href="/control/loads?period=2008-08"' in row
    row = re.search(r"Allt som räknats har en betalare.*?</tr>", page)[0]
    assert "status-watch" in row
    assert "115,00" in row


def test_the_causes_add_up_from_the_month_before_to_the_month(home, shown):  # noqa: ARG001
    page = shown("controller", PERIOD, "?period=2008-08")

    assert "558 223,77 kr" in page
    assert "559 525,87 kr" in page


def test_whoever_reviewed_a_month_is_told_beforehand_that_another_closes_it(reviewed, shown):  # noqa: ARG001
    page = shown("controller", PERIOD, "?period=2008-07")

    assert "Du har granskat den: någon annan måste stänga den" in page
    assert not form_of(page, "period.close")


def test_and_is_refused_all_the_same(reviewed, journal):  # noqa: ARG001
    fields = {"period": "2008-07", "seen": "1", "why": "dnr 2008/14"}
    lines = journal.facts()[0].body["fingerprint"]

    with pytest.raises(RefusedError, match="same_person"):
        decide.decide(PREPARER, "period.close", {**fields, "lines": lines}, NOON)

    assert [fact.kind for fact in journal.facts()] == ["period.reviewed"]


def test_another_controller_closes_it_and_it_is_sealed(closed, home, journal, shown):  # noqa: ARG001
    page = shown("controller-2", PERIOD, "?period=2008-07")

    fact = journal.facts()[-1]
    assert (fact.kind, fact.who, fact.body["decision"]) == (
        "period.closed", "controller-2", "dnr 2008/14",
    )  # fmt: skip
    sealed = home / "periods" / "2008-07" / "manifest.json"
    assert builds.sha256_of(sealed) == fact.body["manifest_sha256"]
    assert "Juli 2008 är stängd" in page
    assert fact.body["manifest_sha256"] in page
    assert "En månad är förseglad, byte för byte som den var" in page
    assert not any(form_of(page, act) for act in ("period.review", "period.close"))


def test_one_changed_byte_is_told_with_month_and_file(closed, home, shown):  # noqa: ARG001
    inputs = home / "periods" / "2008-07" / "inputs.csv"
    inputs.write_bytes(inputs.read_bytes().replace(b"ad_users", b"ad_usars", 1))

    page = shown("auditor", PERIOD, "?period=2008-07")

    assert "Kedjan är bruten i juli 2008" in page
    assert "inputs.csv är inte som den förseglades" in page


def test_a_head_on_paper_is_held_against_the_chain(closed, journal, shown):  # noqa: ARG001
    head = journal.facts()[-1].body["manifest_sha256"]

    assert "är manifestet för juli 2008" in shown(
        "auditor", PERIOD, f"?period=2008-07&head={head[:16]}"
    )
    assert "är ingen förseglad månads manifest" in shown(
        "auditor", PERIOD, f"?period=2008-07&head={'0' * 16}"
    )


def test_a_question_nobody_has_answered_waits_and_leads_to_its_bill(home, shown):  # noqa: ARG001
    head = Viewer("department-SDI", "department", frozenset({"SDI"}))
    asked = {"department": "SDI", "month": "2008-07-01", "text": "Vad är detta?"}
    decide.decide(head, "comment.make", asked, NOON)

    row = re.search(
        r"Varje fråga på en räkning.*?</tr>", shown("controller", PERIOD, "?period=2008-07")
    )[0]
    assert "en väntar" in row
    assert 'href="/department/bill?period=2008-07&amp;department=SDI"' in row
    assert "en väntar" not in shown("controller", PERIOD, "?period=2008-08")


def test_months_close_in_order_and_the_page_says_which_is_next(say, shown):
    say(PREPARER, "period.review", "2008-08")

    page = shown("controller-2", PERIOD, "?period=2008-08")

    assert "Månader stängs i ordning: juli 2008 är nästa" in page
    assert not form_of(page, "period.close")


def test_two_who_speak_at_once_the_second_is_told_what_the_first_said(say):
    say(PREPARER, "period.preliminary")

    with pytest.raises(ConflictError, match=r"period\.preliminary by controller"):
        say(CLOSER, "period.review", seen="0")


def test_lines_other_than_those_seen_are_not_reviewed(say, journal):
    with pytest.raises(RefusedError, match="other_lines"):
        say(PREPARER, "period.review", lines="f" * 64)

    assert journal.facts() == []


def test_a_month_is_not_sealed_while_a_run_goes_on(reviewed, home):
    with (home / "warehouse" / ".lock").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)

        with pytest.raises(RefusedError, match="busy"):
            reviewed(CLOSER, "period.close")

    assert not (home / "periods").exists()


@pytest.mark.parametrize("rule", ["busy", "other_lines", "same_person", "form"])
def test_a_refusal_is_told_on_the_page(home, shown, rule):  # noqa: ARG001
    assert "Inget antecknades." in shown("controller", PERIOD, f"?period=2008-07&refused={rule}")


def test_the_auditor_reads_all_of_it_and_has_no_form_that_writes(reviewed, shown):  # noqa: ARG001
    page = shown("auditor", PERIOD, "?period=2008-07")

    assert "Månad granskad" in page
    assert 'method="post"' not in page
    assert not access.may(Viewer("auditor", "auditor"), "period.close")


@pytest.mark.parametrize("reader", ["board", "department-SDI"])
def test_for_others_there_is_no_such_page(home, signed_in, reader):  # noqa: ARG001
    client = signed_in(reader)

    assert client.get("/export/control/period.html").status_code == 404
    assert "Checklista" not in client.get(PERIOD).get_data(as_text=True)


def test_the_protocol_holds_the_month_on_one_page(closed, home, server):  # noqa: ARG001
    with server.test_request_context("/export/control/period.html?period=2008-07"):
        session.sign_in("controller-2")
        answer = server.view_functions["export"]("control/period", "html")

    page = answer.get_data(as_text=True).replace("\N{NO-BREAK SPACE}", " ")
    for words in ("Protokoll för juli 2008", "dnr 2008/14", "controller-2", "stängd"):
        assert words in page
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_form_sent_by_another_reader_in_the_same_role_counts_for_that_reader(say, journal):
    """Who says it comes from the session, whatever the form holds."""
    say(CLOSER, "period.preliminary", who="controller", role="board")

    (fact,) = journal.facts()
    assert (fact.who, fact.role) == ("controller-2", "controller")


def test_a_form_leads_back_to_the_page_of_its_month(home, signed_in, shown):  # noqa: ARG001
    page = shown("controller", PERIOD, "?period=2008-07")
    lines = re.search(r'name="lines" [^>]*value="([^"]*)"', page)[1]
    fields = {"period": "2008-07", "seen": "0", "lines": lines, "why": "genomgången"}

    answer = signed_in("controller").post(
        "/decide/period.review", data={**fields, "csrf_token": "word"}
    )

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/control/period?period=2008-07&said=1"


def test_a_month_whose_lines_have_changed_since_falls_back(reviewed, shown, monkeypatch):  # noqa: ARG001
    changed = months.queries.sums(PREPARER).assign(fingerprint="f" * 64)
    monkeypatch.setattr(months.queries, "sums", lambda _viewer: changed)

    page = shown("controller-2", PERIOD, "?period=2008-07")

    assert "dess rader har ändrats sedan dess: den måste granskas på nytt" in page
    assert form_of(page, "period.review")
    assert not form_of(page, "period.close")


@pytest.fixture
def published_anew(home):
    """Publishes the build again, after something was done to it and its July has other lines."""

    def anew(*statements: str) -> None:
        build = builds.build_path(home, builds.current_id(home))
        other = shutil.copyfile(build, home / "other.duckdb")
        with duckdb.connect(other) as connection:
            for statement in statements:
                connection.execute(statement)
            connection.execute(
                "update control.period_sums set "
                "fingerprint = repeat('f', 64), "
                "amount_ore = (select sum(amount_ore) from marts.bill_lines as line "
                "where line.period = period_sums.period) "
                "where period = '2008-07-01'"
            )
        publish(other, home)
        # The requests of a test share one context: the next asks for the newest build again.
        g.pop("served", None)

    return anew


OTHERWISE = """
    update marts.bill_lines
    set quantity = {quantity}, quantity_days = 31 * {quantity}, amount_ore = {ore}
    where period = '2008-07-01' and service_id = '{service}'
"""
ENDED = "delete from marts.bill_lines where period = '2008-07-01' and service_id = '{service}'"
CHANGED = (
    # A machine less, at 5 280 kr a year.
    OTHERWISE.format(service="WS-ADM", quantity=1000, ore=440_00),
    # An account from one department to another, at 115 kr.
    OTHERWISE.format(service="ACC-STD", quantity=4000, ore=460_00),
    ENDED.format(service="ACC-ELEV"),
)
LINDANGEN, PUPILS = "Grundskola Lindängen 40715", "Gymnasieskola Borgarskolan 60001"


def since_review(page: str) -> list[list[str]]:
    """The rows of the table of what has changed since the review."""
    part = page.rpartition("Sedan granskningen")[2].partition("</table>")[0]
    rows = re.findall(r"<tr.*?</tr>", part)
    return [re.findall(r">([^<>]+)<", row) for row in rows]


def test_what_has_changed_since_the_review_is_told_by_cause(reviewed, published_anew, shown):  # noqa: ARG001
    published_anew(*CHANGED)

    page = shown("controller-2", PERIOD, "?period=2008-07")

    assert "530,44 kr mindre än vad som granskades" in page
    assert "558 223,77 kr" in page
    assert "557 693,33 kr" in page
    assert since_review(page) == [
        ["Tjänst", "Kostnadsställe", "Mängd", "Ägare", "Upphörda tjänster", "Differens"],
        ["Staden", "\N{MINUS SIGN}440,00", "–", "\N{MINUS SIGN}90,44", "\N{MINUS SIGN}530,44"],
        [
            "Arbetsstation administrativ, stationär",
            LINDANGEN,
            "\N{MINUS SIGN}440,00",
            "–",
            "–",
            "\N{MINUS SIGN}440,00",
        ],
        ["Användarkonto medarbetare, standard", LINDANGEN, "–", "+115,00", "–", "+115,00"],
        [
            "Användarkonto medarbetare, standard",
            PUPILS,
            "–",
            "\N{MINUS SIGN}115,00",
            "–",
            "\N{MINUS SIGN}115,00",
        ],
        ["Användarkonto elev", PUPILS, "–", "–", "\N{MINUS SIGN}90,44", "\N{MINUS SIGN}90,44"],
    ]


def test_what_the_lines_cite_may_change_and_no_amount(reviewed, published_anew, shown):  # noqa: ARG001
    published_anew()

    page = shown("controller-2", PERIOD, "?period=2008-07")

    assert "Varje belopp är som det granskades" in page


def test_a_review_whose_lines_are_not_as_they_were_kept_is_told_as_that(
    reviewed,  # noqa: ARG001 - after it
    published_anew,
    home,
    shown,
):
    (kept,) = (home / "reviewed").iterdir()
    kept.write_text(kept.read_text(encoding="utf-8").replace("88000", "88001"), encoding="utf-8")
    published_anew(*CHANGED)

    page = shown("controller-2", PERIOD, "?period=2008-07")

    assert "Det som granskades är inte bevarat" in page


def test_as_long_as_the_lines_are_those_reviewed_nothing_is_told(reviewed, shown):  # noqa: ARG001
    assert "since-review" not in shown("controller-2", PERIOD, "?period=2008-07")
