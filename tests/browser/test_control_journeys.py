"""What a controller decides on the screen, and what an auditor then finds in the log."""

import datetime
import hashlib
import re
import sqlite3
from contextlib import closing
from fractions import Fraction

import pytest
from playwright.sync_api import Page, expect

from dashboard import formats
from tests.browser.published import ask, swedish
from tests.browser.reading import Keys, arrive, follow, rows, say, settled, stands, told

pytestmark = [
    pytest.mark.browser,
    pytest.mark.full,
    pytest.mark.xdist_group("browser"),
]

HISTORY = "section[aria-labelledby=history] table"
MENDINGS = "section[aria-labelledby=mendings] table"
ENTRIES = "section[aria-labelledby=entries] table"


def line_of(page: Page, table: str, name: str) -> list[str]:
    """The cells of the one row whose first cell begins so."""
    (found,) = [line for line in rows(page, table) if line[0].startswith(name)]
    return found


# --- prices -------------------------------------------------------------------------------------

NEW, SERVICE = "PL-2011-v1", "WS-LAP"
YEAR = {"valid_from": "2011-01-01", "valid_until": "2012-01-01"}


def effect(city, before_ore: int, after_ore: int) -> dict[str, tuple[int, int]]:
    """What each department's last twelve months come to at two prices a year, worked out anew."""
    months = ask(
        city,
        "select name_sv, sum(quantity)::bigint from marts.department_services "
        "join marts.departments using (department_id) "
        "where service_id = $service and period between date '2010-01-01' and date '2010-12-01' "
        "group by name_sv",
        service=SERVICE,
    )
    return {
        name: tuple(
            int(Fraction(quantity * price, 12_000) + Fraction(1, 2))
            for price in (before_ore, after_ore)
        )
        for name, quantity in months
    }


def test_a_price_is_drafted_previewed_and_proposed_and_another_decides(open_as, kept, city):
    page = open_as("controller")
    arrive(page, "/control/prices")
    say(page, "price_list.draft", list=NEW, why="Årlig prislista.", **YEAR)
    assert "utkast" in line_of(page, "section[aria-labelledby=lists] table", NEW)[1]

    written = kept.last().seq
    price = {"service": SERVICE, "why": "Ny upphandling.", **YEAR}
    answer = say(page, "price.set", price="6 000,005", **price)
    assert answer.startswith("Inget antecknades. Priset är inget belopp i hela öre")
    expect(page.locator("form[action='/decide/price.set'] [name=price]")).to_have_value("6 000,005")
    outside = {**price, "valid_from": "2010-06-01"}
    answer = say(page, "price.set", price="6 000,00", **outside)
    assert answer.startswith("Inget antecknades. Priset ligger utanför listans dagar")
    assert kept.last().seq == written
    say(page, "price.set", price="6 000,00", **price)

    ((before,),) = ask(
        city,
        "select price_ore from marts.prices where service_id = $service "
        "and valid_until = date '2011-01-01'",
        service=SERVICE,
    )
    worked_out = effect(city, before, 600_000)
    previewed = {line[0]: line[3] for line in rows(page, "section[aria-labelledby=effect] table")}
    both = [sum(part) for part in zip(*worked_out.values(), strict=True)]
    assert previewed == {
        name: formats.whole_change(after - was)
        for name, (was, after) in {**worked_out, "Hela staden": both}.items()
    }

    say(page, "price_list.propose", why="Till kommunstyrelsen.")
    expect(page.locator("form[action='/decide/price.set']")).to_have_count(0)
    other = open_as("controller-2")
    arrive(other, "/control/prices")
    expect(other.locator("h1")).to_contain_text("väntar på beslut")
    decided = {"decided_on": "2010-11-24", "decision": "KS 2010-11-24 § 300"}
    say(other, "price_list.decide", why="Protokoll finns.", **decided)

    assert "beslutad" in line_of(other, "section[aria-labelledby=lists] table", NEW)[1]
    history = [line[1:4] for line in rows(other, HISTORY)]
    assert [who for _what, who, _why in history] == ["controller-2", *["controller"] * 3]
    assert "KS 2010-11-24 § 300" in history[0][0]
    assert [why for _what, _who, why in history] == [
        "Protokoll finns.", "Till kommunstyrelsen.", "Ny upphandling.", "Årlig prislista.",
    ]  # fmt: skip

    stale = say(page, "price_list.give_back", why="För sent.")
    assert "controller-2" in stale
    assert [line[1] for line in rows(page, HISTORY)] == [what for what, _who, _why in history]


# --- mendings -----------------------------------------------------------------------------------

ORPHAN, PAYER = "N0004", "40600"


def press(page: Page, keys: Keys, key: str = "Enter") -> None:
    """A key that sends a form, and the page it brings."""
    with page.expect_navigation():
        keys.press(key)
    stands(page)


def open_row(page: Page, keys: Keys, opener: str) -> None:
    keys.tab_to(opener, most=200)
    with page.expect_response("**/_dash-update-component*"):
        keys.press("Enter")
    settled(page)


def test_an_orphan_gets_an_owner_and_loses_it_again_by_keyboard_alone(open_as, kept, city):
    """What it would do is shown first; what was said stands in the log, also when taken back."""
    ((ore, months),) = ask(
        city,
        "select sum(amount_ore)::bigint, count(distinct period) from control.mendable "
        "where way = 'owner' and subject = $subject",
        subject=ORPHAN,
    )
    page = open_as("controller")
    keys, head = Keys(page), kept.last().seq
    arrive(page, "/control/mending")

    opener = page.get_by_role("link", name=ORPHAN, exact=True).get_attribute("id")
    open_row(page, keys, f"#{opener}")
    keys.tab_to("form.question [name=target]")
    keys.type(PAYER)
    keys.tab_to("form.question button")
    press(page, keys)
    opened = page.locator(".explained")
    expect(opened).to_contain_text(
        f"Skulle ge {formats.whole_kronor(ore)} i {months} månader en betalare"
    )
    expect(opened).to_contain_text(PAYER)
    assert rows(page, ".explained table")[0][-1] == swedish(ore)
    expect(opened.locator(".status-watch")).to_contain_text("rättelser")
    assert kept.last().seq == head

    keys.tab_to("form[action='/decide/mending.owner'] [name=why]", most=200)
    keys.type("Enligt nätansvarig.")
    keys.press("Tab")
    press(page, keys)
    assert "Nästa körning lyder det." in told(page)
    (line,) = rows(page, MENDINGS)
    assert ORPHAN in line[0]
    assert PAYER in line[0]
    assert (line[1], line[4], line[5]) == (
        "väntar på nästa körning", "Enligt nätansvarig.", str(head + 1),
    )  # fmt: skip
    assert (
        "lagat, väntar på nästa körning"
        in line_of(page, "section[aria-labelledby=subjects] table", ORPHAN)[0]
    )

    opener = page.locator(f"{MENDINGS} a.opener").get_attribute("id")
    open_row(page, keys, f"#{opener}")
    keys.tab_to("form[action='/decide/mending.withdraw'] [name=why]", most=200)
    keys.type("Fel anslutning.")
    keys.press("Tab")
    press(page, keys)
    assert rows(page, MENDINGS)[0][1] == "återtagen"

    auditor = open_as("auditor")
    arrive(auditor, "/audit/log?part=decisions")
    newest = rows(auditor, ENTRIES)[:2]
    assert [(one[3], one[2].splitlines()[0]) for one in newest] == [
        ("Fel anslutning.", "controller"), ("Enligt nätansvarig.", "controller"),
    ]  # fmt: skip
    assert [one[5].splitlines()[0] for one in newest] == [
        formats.count(head + 2), formats.count(head + 1),
    ]  # fmt: skip


def test_a_spelling_is_said_to_mean_a_department_from_a_day_on(open_as, kept, city):
    """Days the wrong way round are told; those asked for are the ones that are counted."""
    name, first = "Projekt Öresund", datetime.date(2009, 1, 1)
    ((ore,),) = ask(
        city,
        "select sum(amount_ore)::bigint from control.mendable "
        "where way = 'alias' and written = $name and period >= $first",
        name=name,
        first=first,
    )
    page = open_as("controller")
    arrive(page, "/control/mending")
    follow(page, page.get_by_role("link", name=name, exact=True))
    question = page.locator("form.question")
    question.locator("[name=target]").select_option(label="Gatukontoret")
    question.locator("[name=valid_from]").fill(first.isoformat())
    question.locator("[name=valid_until]").fill("2008-01-01")
    with page.expect_navigation():
        question.locator("button").click()
    stands(page)
    expect(page.locator(".explained .status-watch")).to_contain_text("den sista före den")
    expect(page.locator("form[action='/decide/mending.alias']")).to_have_count(0)

    question.locator("[name=valid_until]").fill("")
    with page.expect_navigation():
        question.locator("button").click()
    stands(page)
    expect(page.locator(".explained")).to_contain_text(f"Skulle ge {formats.whole_kronor(ore)}")
    say(page, "mending.alias", why="Projektet ligger under Gatukontoret.")

    (line,) = rows(page, MENDINGS)
    assert "Gatukontoret" in line[0]
    assert "från 2009-01-01" in line[0]
    fact = kept.last()
    assert (fact.kind, fact.who, fact.valid_from) == ("mending.alias", "controller", first)


# --- periods ------------------------------------------------------------------------------------

NEXT = "2009-01"


def test_a_month_is_reviewed_by_one_and_closed_by_another(open_as, kept, home, city):
    ((without_payer,),) = ask(
        city,
        "select sum(amount_ore)::bigint from control.unallocated where period = date '2009-01-01'",
    )
    ((charged,),) = ask(
        city,
        "select sum(amount_ore)::bigint from marts.bill_lines where period = date '2009-01-01'",
    )
    page = open_as("controller")
    arrive(page, f"/control/period?period={NEXT}")
    checklist = "section[aria-labelledby=checklist] table"
    assert line_of(page, checklist, "Allt som räknats har en betalare")[2] == swedish(without_payer)
    expect(page.locator(".fact").first).to_contain_text(swedish(charged))
    expect(page.locator("form[action='/decide/period.close']")).to_have_count(0)

    say(page, "period.review", why="Avstämd mot huvudboken.")
    expect(page.locator("h1")).to_contain_text("granskad")
    expect(page.locator("section[aria-labelledby=say] .status-watch")).to_have_text(
        "Du har granskat den: någon annan måste stänga den."
    )
    expect(page.locator("form[action='/decide/period.close']")).to_have_count(0)

    other = open_as("controller-2")
    arrive(other, f"/control/period?period={NEXT}")
    say(other, "period.close", why="Ekonomichefens beslut 12.")
    expect(other.locator("h1")).to_have_text("Januari 2009 är stängd")
    fact = kept.last()
    assert (fact.kind, fact.who) == ("period.closed", "controller-2")
    manifest = (home / "periods" / NEXT / "manifest.json").read_bytes()
    assert fact.body["manifest_sha256"] == hashlib.sha256(manifest).hexdigest()
    expect(other.locator("h2#chain")).to_contain_text("25 månader är förseglade")
    newest = rows(other, "section[aria-labelledby=chain] table")[0]
    assert newest[:5] == [
        "januari\N{NO-BREAK SPACE}2009", "ja", swedish(charged), "controller, controller-2",
        "Ekonomichefens beslut 12.",
    ]  # fmt: skip

    arrive(page, f"/control/period?period={NEXT}")
    expect(page.locator("form[action^='/decide/period']")).to_have_count(0)
    said = rows(page, "section[aria-labelledby=said] table")
    assert [(line[2], line[3]) for line in said] == [
        ("controller-2", "Ekonomichefens beslut 12."), ("controller", "Avstämd mot huvudboken."),
    ]  # fmt: skip


# --- the log ------------------------------------------------------------------------------------


def hold(page: Page, head: str) -> str:
    """Hold a hash from paper against the chain, and read what is found."""
    page.get_by_label("Kontrollsumma på papper").fill(head)
    with page.expect_navigation():
        page.get_by_role("button", name="Jämför med kedjan").click()
    stands(page)
    return page.locator(".notice[role=status]").inner_text()


def test_an_auditor_verifies_the_chain_and_holds_a_hash_from_paper_against_it(open_as, kept):
    page = open_as("auditor")
    arrive(page, "/audit/log")
    last = kept.last()
    expect(page.locator("h1")).to_contain_text(formats.count(last.seq))
    expect(page.locator(".fact").first).to_contain_text("Obruten")
    expect(page.locator(".fact .hash")).to_have_text(last.hash)

    assert "är huvudet" in hold(page, last.hash[:12])
    assert "finns ingenstans i journalen" in hold(page, "0" * 12)

    arrive(page, "/audit/log?part=decisions")
    with page.expect_response("**/_dash-update-component*"):
        page.locator("#pick-kind").select_option(label="Månad stängd")
    settled(page)
    expect(page.locator("h2#entries")).to_have_text(re.compile(r"24 av \d+\s\d+ poster"))
    follow(page, page.locator(f"{ENTRIES} a.opener").first)
    closed = [fact for fact in kept.facts() if fact.kind == "period.closed"][-1]
    opened = page.locator(".explanation")
    for word in (closed.hash, closed.previous_hash, closed.body["manifest_sha256"]):
        expect(opened).to_contain_text(word)
    follow(page, page.locator(f"{ENTRIES} td > a").first)
    expect(page.locator("h1")).to_contain_text("December 2008")


def test_one_word_changed_in_the_journal_is_found(open_as, kept, home):
    """Behind the program's back, as nobody can by way of it."""
    seq = kept.last().seq - 7
    with closing(sqlite3.connect(home / "journal" / "journal.sqlite")) as journal:
        journal.execute("drop trigger facts_are_not_changed")
        journal.execute("update facts set why = 'annat skäl' where seq = ?", (seq,))
        journal.commit()
    page = open_as("auditor")
    arrive(page, "/audit/log")

    expect(page.locator("h1")).to_contain_text(
        f"Journalen är inte som den skrevs: faktum {formats.count(seq)} är fel"
    )
    expect(page.locator(".fact").first).to_contain_text("Bruten")
