"""A round of reporting on its page: how many, who is missing, and an owner's report in one form."""

import datetime
import re

import pytest

from actionplan.as_of import as_of
from dashboard import decide
from dashboard.access import Viewer
from journal import plan, rounds
from tests.pages.strategy.test_plan import text

ROUND = "/strategy/round"
DAY = "2011-04-30"
ENDS = [
    datetime.date(year, *end) for year in range(2006, 2011) for end in ((4, 30), (8, 31), (12, 31))
]


def sent(journal, client, reader: str, act: str, **words: str):
    form = {
        "csrf_token": "word", "report": DAY, "seen": str(journal.last().seq), "why": "inför KS",
        **words,
    }  # fmt: skip
    return client(reader).post(f"/decide/{act}", data=form)


@pytest.fixture
def opened(kept_plan, signed_in):
    sent(kept_plan, signed_in, "strategist", "round.open")
    return kept_plan


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "Ingen plan är inläst"), ("en", "No plan is loaded")]
)
def test_without_a_plan_it_says_so(shown, tmp_path, monkeypatch, language, told):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert told in shown("strategist", ROUND, "", language)


def test_a_report_that_lacks_three_says_which_and_whom_to_remind(kept_plan, shown):  # noqa: ARG001
    page = text(shown("board", ROUND, "?at=2008-08-31"))

    assert "28 av 31 lämnade i rapporten för 31 augusti 2008" in page
    assert "Av planens 50 aktiviteter: 10 börjar senare och 9 var klara tidigare." in page
    assert "3 aktiviteter saknas, " in page
    assert "ägare att påminna" in page
    assert "ingen omgång hölls här" in page


@pytest.mark.parametrize("day", ["2007-04-30", "2008-08-31", "2010-12-31"])
def test_those_to_be_handed_in_are_those_begun_and_not_done_a_report_ago(kept_plan, shown, day):
    """Counted here from the journal's own words, activity by activity."""
    found = plan.plan(kept_plan)
    report = datetime.date.fromisoformat(day)
    known = report + datetime.timedelta(days=20)
    view = as_of(found.register, found.facts, report, known)
    rated = {
        one.id
        for one in found.facts
        if one.kind == "self_rating" and one.report_date == report and one.known_on <= known
    }
    before = max((one for one in ENDS if one < report), default=datetime.date.min)
    not_begun = done_before = 0
    for id_, state in view.activities.items():
        days = [one.actual for one in state.milestones]
        if id_ in rated:
            continue
        if state.activity.planned_start > report:
            not_begun += 1
        elif None not in days and max(days) <= before:
            done_before += 1

    page = text(shown("board", ROUND, f"?at={day}"))

    of = 50 - not_begun - done_before
    handed_in = f"Alla {of}" if len(rated) == of else f"{len(rated)} av {of}"
    assert f"{handed_in} lämnade i rapporten för" in page
    assert f"Lämnade {len(rated)} av {of} Av planens 50 aktiviteter:" in page
    for number, words in ((not_begun, "börjar senare"), (done_before, "var klara tidigare")):
        if number > 1:
            assert f"{number} {words}" in page


def test_before_a_round_is_opened_nobody_reports(kept_plan, shown):  # noqa: ARG001
    assert 'action="/decide/round.report"' not in shown("owner", ROUND)
    assert 'action="/decide/round.open"' in shown("strategist", ROUND)
    assert 'action="/decide/round.open"' not in shown("owner", ROUND)


def own_form(page: str) -> str:
    return re.search(r'<form[^>]*action="/decide/round.report".*?</form>', page, re.DOTALL).group(0)


def test_the_last_text_stands_in_the_owners_form(opened, shown):
    words = plan.plan(opened).facts
    form = own_form(shown("strategist", ROUND, "?open=A704"))
    last = [one.reason for one in words if (one.id, one.kind) == ("A704", "comment")][-1]

    assert last in text(form.replace('value="', ">").replace('"', "<"))
    assert 'name="day-A704-M4"' in form


def test_what_is_handed_in_counts_and_takes_its_place(opened, signed_in, shown):
    before = text(shown("strategist", ROUND))
    assert re.search(r"0 av \d+ lämnade i rapporten för 30 april 2011", before)

    answer = sent(
        opened, signed_in, "strategist", "round.report",
        activity="A704", rating="yellow", percent="70", cost="15", why="ny upphandling",
    )  # fmt: skip

    assert answer.status_code == 303
    page = text(shown("strategist", ROUND, f"?{answer.headers['Location'].partition('?')[2]}"))
    assert "Rapporten om A704 är lämnad." in page
    assert re.search(r"1 av \d+ lämnade", page)
    assert "ny upphandling" in page
    assert "15 000" in page


def test_a_refused_form_stands_as_it_was_filled_in(opened, signed_in, shown):
    answer = sent(
        opened, signed_in, "strategist", "round.report",
        activity="A704", rating="yellow", percent="170", why="ny upphandling",
        **{"day-A704-M4": "2011-08-31"},
    )  # fmt: skip
    before = rounds.rounds(opened)

    page = shown("strategist", ROUND, f"?{answer.headers['Location'].partition('?')[2]}")

    assert "Inget antecknades." in page
    assert 'value="2011-08-31"' in own_form(page)
    assert ">\nny upphandling</textarea>" in own_form(page)
    assert rounds.rounds(opened) == before


def test_when_locked_no_form_stands_and_what_was_handed_in_stays(opened, signed_in, shown):
    sent(opened, signed_in, "strategist", "round.lock", why="behandlad")

    now = shown("strategist", ROUND)

    assert 'action="/decide/round.report"' not in now
    assert "31 augusti 2011" in text(now)
    answer = sent(
        opened, signed_in, "strategist", "round.report",
        activity="A704", rating="yellow", percent="70",
    )  # fmt: skip
    assert "refused=locked" in answer.headers["Location"]


@pytest.fixture
def late_round(kept_plan):
    """A round whose report of A704 was handed in 23 days after its day, locked two days later."""
    acts = {
        (2011, 5, 2): ("round.open", {}),
        (2011, 5, 23): ("round.report", {"activity": "A704", "rating": "yellow", "percent": "70"}),
        (2011, 5, 25): ("round.lock", {}),
    }
    for day, (act, words) in acts.items():
        form = {"report": DAY, "seen": str(kept_plan.last().seq), "why": "inför KS", **words}
        moment = datetime.datetime(*day, 12, tzinfo=datetime.UTC)
        decide.decide(Viewer("strategist", "strategist"), act, form, moment)
    return kept_plan


def test_a_locked_round_holds_what_was_handed_in_up_to_its_lock(late_round, shown):  # noqa: ARG001
    assert re.search(r"1 av \d+ lämnade", text(shown("board", ROUND, f"?at={DAY}")))
    assert "till och med 2011-05-25" in text(shown("board", "/strategy/plan", f"?at={DAY}"))


def test_a_locked_report_is_compared_with_as_it_was_locked(late_round, shown):
    form = {
        "milestone": "A704-M4", "report": "2011-08-31", "value": "2012-06-30", "why": "dröjer",
        "seen": str(late_round.last().seq),
    }  # fmt: skip
    moment = datetime.datetime(2011, 6, 1, 12, tzinfo=datetime.UTC)
    decide.decide(Viewer("strategist", "strategist"), "plan.forecast", form, moment)

    since = text(shown("board", "/strategy/changes", f"?since={DAY}&activity=A704"))

    assert "till 2012-06-30" in since
    assert "70 %" not in since


@pytest.mark.parametrize("reader", ["board", "controller", "auditor", "owner", "department-SDI"])
def test_a_write_forged_by_another_role_changes_nothing(opened, signed_in, reader):
    before = opened.last()

    answer = sent(
        opened, signed_in, reader, "round.report",
        activity="A704", rating="green", percent="100", role="strategist",
    )  # fmt: skip

    assert answer.status_code == 404
    assert opened.last() == before


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_it_can_be_taken_along(kept_plan, signed_in, kind):  # noqa: ARG001
    answer = signed_in("board").get(f"/export{ROUND}.{kind}?at=2008-08-31")

    assert answer.status_code == 200
    if kind == "csv":
        assert answer.get_data(as_text=True).count("ej lämnad") == 3
