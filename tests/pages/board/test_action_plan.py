"""The board's action plan: the calculation's figures, in words, as of the report asked for."""

import csv
import datetime
import html
import io
import re
import sys

import pytest

from actionplan.as_of import as_of
from actionplan.earned_value import earned_value, of_plan, total
from actionplan.on_time import on_time
from actionplan.status import judgements
from dashboard import decide, shell
from dashboard.access import Viewer
from dashboard.address import Address
from dashboard.exports.tables import csv_file
from dashboard.figures.plan_in_short import InShort
from dashboard.plan import Asked
from dashboard.view import view_of
from journal import plan

PAGE, OVERVIEW = "/board/action-plan", "/board/overview"
CHANGES = "/strategy/changes"
APRIL = "?at=2010-04-30"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def seen(journal):
    found = plan.plan(journal)
    days = datetime.date(2010, 4, 30), datetime.date(2010, 5, 20)
    return as_of(found.register, found.facts, *days)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_a_plan_the_page_says_so(shown, tmp_path, monkeypatch, language):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert {"sv": "Ingen plan är inläst", "en": "No plan is loaded"}[language] in shown(
        "board", PAGE, "", language
    )


def test_the_figures_are_the_calculations(kept_plan, shown):
    view = seen(kept_plan)
    judged = judgements(view).values()
    late = sum(one.rating in {"yellow", "red"} for one in judged)
    done = sum(one.rating == "done" for one in judged)
    kept = on_time(view)

    page = text(shown("board", PAGE, APRIL))

    assert f"{done} av 50 aktiviteter är klara och {late} är sena; 9 kräver beslut" in page
    assert f"{kept.on_time} av {kept.due} milstolpar vars dag har kommit nåddes i tid" in page
    kinder = sum(one.is_kinder for one in judged)
    assert f"{kinder} ägare ser ljusare på sina aktiviteter än datumen gör" in page


def in_millions(ore, decimals=1):
    """Öre as the page writes millions, from exact fractions."""
    ten = 10**decimals
    units = (2 * ore.numerator * ten + ore.denominator * 10**8) // (2 * ore.denominator * 10**8)
    return f"{units // ten},{units % ten:0{decimals}d}"


def test_what_the_money_gave_is_the_calculations(kept_plan, shown):
    view = seen(kept_plan)
    found = of_plan(view)

    page = text(shown("board", PAGE, APRIL))

    assert "För 100 kr har planen gett arbete värt 79 kr, och 89 % av det som skulle" in page
    assert (round(100 * found.cpi), round(100 * found.spi)) == (79, 89)
    for label, ore in (
        ("Skulle vara gjort", found.pv),
        ("Är gjort", found.ev),
        ("Har kostat", found.ac_ore),
        ("Allt väntas kosta", found.eac),
    ):
        assert f"{label} {in_millions(ore)} mnkr" in page
    goals = {state.activity.goal_id for state in view.activities.values()}
    for goal in goals:
        ids = [id_ for id_, one in view.activities.items() if one.activity.goal_id == goal]
        whole = total(earned_value(view, id_) for id_ in ids)
        told = " ".join(in_millions(ore, 2) for ore in (whole.bac_ore, whole.pv, whole.ev))
        assert f"{told} {in_millions(whole.ac_ore, 2)}" in page


def test_what_is_taken_along_of_the_money_adds_up(kept_plan, as_reader):
    whole = of_plan(seen(kept_plan))
    as_reader("board", "sv", PAGE)
    page = shell.page_at(PAGE, "board")

    rows = (
        sys.modules[page["module"]]
        .tables(view_of(Address(PAGE, {"at": "2010-04-30"})))["earned"]
        .rows
    )

    first, *parts = rows
    assert first[3:] == [
        whole.bac_ore, whole.pv, whole.ev, whole.ac_ore, round(1000 * whole.spi),
        round(1000 * whole.cpi), round(whole.eac),
    ]  # fmt: skip
    goals = [row for row in parts if not row[1]]
    activities = [row for row in parts if row[1]]
    assert (len(goals), len(activities)) == (9, 50)
    for column in range(3, 7):
        assert sum(row[column] for row in goals) == first[column]
        assert sum(row[column] for row in activities) == first[column]


@pytest.mark.usefixtures("kept_plan")
def test_before_anything_was_due_or_paid_nothing_is_judged(shown):
    page = text(shown("board", "/strategy/plan", "?at=2007-04-30&activity=A606"))

    assert "Varken kostnad eller takt kan bedömas ännu" in page
    assert "Allt väntas kosta kan inte bedömas" in page


def test_every_activity_is_drawn_under_its_goal(kept_plan, shown):  # noqa: ARG001
    page = shown("board", PAGE, APRIL)

    drawn = re.findall(r'class="part-(\w+)"', page)
    assert len(drawn) == 50 + 5  # and the key's five


def test_what_is_taken_along_adds_up(kept_plan, as_reader):  # noqa: ARG001
    as_reader("board", "sv", PAGE)
    page = shell.page_at(PAGE, "board")
    address = Address(PAGE, {"at": "2010-04-30"})
    taken = sys.modules[page["module"]].tables(view_of(address))

    content = csv_file(taken["goals"]).decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(content), delimiter=";"))[1:]
    *goals, whole = [[int(cell) for cell in row[1:]] for row in rows]
    assert [sum(column) for column in zip(*goals, strict=True)] == whole
    assert whole == [50, 29, 12, 2, 6, 1]
    assert set(taken) == {"goals", "slipped", "decisions", "taken", "ratings", "earned"}


@pytest.mark.parametrize("at", ["", APRIL])
def test_the_board_reads_the_plan_in_short_beside_its_money(kept_plan, shown, at):  # noqa: ARG001
    page = text(shown("board", OVERVIEW, at))

    assert ("Handlingsplanen i korthet" in page) is True
    assert ("29 av 50 aktiviteter är klara" in page) is bool(at)


def test_a_plan_as_it_was_is_not_altered_by_what_is_told_later(kept_plan, shown):
    page, at_the_end = shown("board", PAGE, "?at=2008-08-31"), shown("board", PAGE)
    form = {
        "milestone": "A704-M4", "activity": "A704", "report": "2010-12-31", "value": "2012-06-30",
        "seen": str(kept_plan.last().seq), "why": "leverantören dröjer",
    }  # fmt: skip
    now = datetime.datetime(2011, 3, 1, 12, tzinfo=datetime.UTC)
    decide.decide(Viewer("strategist", "strategist"), "plan.forecast", form, now)

    assert shown("board", PAGE, "?at=2008-08-31") == page
    assert shown("board", PAGE) != at_the_end


def test_what_is_reached_after_the_reports_day_has_slipped_as_before(kept_plan, as_reader):
    """Before its day has come it is open, as the dates say."""
    form = {
        "milestone": "A704-M4", "report": "2010-12-31", "value": "2011-02-15",
        "seen": str(kept_plan.last().seq), "why": "klar",
    }  # fmt: skip
    now = datetime.datetime(2011, 3, 1, 12, tzinfo=datetime.UTC)
    decide.decide(Viewer("strategist", "strategist"), "plan.actual", form, now)
    as_reader("board", "sv", PAGE)

    short = InShort(Asked(view_of(Address(PAGE, {}))))

    (found,) = (one for one in short.slipped if one.line.id == "A704")
    assert (found.worst.id, found.days) == ("A704-M4", 47)
    assert not found.line.is_done
    assert short.lines["A704"].row.state == "begun"


# --- a decision on the plan ---------------------------------------------------------------------

ACTION = 'action="/decide/plan.decision"'


def sent(journal, client, reader: str, **words: str):
    form = {
        "csrf_token": "word", "report": "2010-12-31", "seen": str(journal.last().seq),
        "decided_by": "kommunstyrelsen", "decided_on": "2011-01-26", "paragraph": "§ 12",
        "why": "Pengarna räcker inte till båda näten", **words,
    }  # fmt: skip
    return client(reader).post("/decide/plan.decision", data=form)


def test_a_strategist_writes_a_decision_down_and_the_board_reads_it(kept_plan, signed_in, shown):
    answer = sent(kept_plan, signed_in, "strategist")

    place, _mark, search = answer.headers["Location"].partition("?")
    assert place == PAGE
    assert "Antecknat om planen: beslut." in text(shown("strategist", PAGE, f"?{search}"))
    told = "Pengarna räcker inte till båda näten kommunstyrelsen 2011-01-26 § 12 Hela planen"
    assert told in text(shown("board", PAGE))
    assert "Pengarna räcker inte" in text(shown("board", CHANGES, "?since=2010-12-31"))
    taken = signed_in("board").get(f"/export{PAGE}.csv?table=taken").get_data(as_text=True)
    assert "Pengarna räcker inte" in taken


def test_a_decision_is_not_in_the_plan_as_it_was_before(kept_plan, shown):
    before = shown("board", PAGE, APRIL)
    form = {
        "report": "2010-12-31", "seen": str(kept_plan.last().seq), "activity": "A102",
        "decided_by": "kommunstyrelsen", "decided_on": "2011-01-26", "why": "Pengarna räcker inte",
    }  # fmt: skip
    now = datetime.datetime(2011, 3, 1, 12, tzinfo=datetime.UTC)
    decide.decide(Viewer("strategist", "strategist"), "plan.decision", form, now)

    assert shown("board", PAGE, APRIL) == before
    assert "Pengarna räcker inte" in shown("board", PAGE)


@pytest.mark.parametrize("reader", ["board", "controller", "auditor", "owner", "department-SDI"])
def test_a_decision_forged_by_another_role_changes_nothing(kept_plan, signed_in, reader):
    before = kept_plan.last()

    answer = sent(kept_plan, signed_in, reader, role="strategist", who="strategist")

    assert answer.status_code == 404
    assert kept_plan.last() == before


def test_only_a_strategist_is_offered_the_form_and_not_of_a_day_that_has_passed(
    kept_plan,  # noqa: ARG001
    shown,
):
    assert ACTION in shown("strategist", PAGE)
    assert ACTION not in shown("strategist", PAGE, APRIL)
    for reader in ("board", "controller", "auditor"):
        assert ACTION not in shown(reader, PAGE)


def test_the_page_of_changes_leads_to_the_form(kept_plan, shown):  # noqa: ARG001
    assert f'href="{PAGE}#decide"' in shown("strategist", CHANGES)
    assert f'href="{PAGE}#decide"' not in shown("board", CHANGES)


def test_a_department_head_has_no_such_page(shown):
    assert "kräver beslut" not in shown("department-SDI", PAGE)
