"""The plan as known on any day: chosen beside the report, told kindly where there is none."""

import datetime
import html
import io
import re

import openpyxl
import pytest

from actionplan.as_of import as_of
from actionplan.earned_value import of_plan
from dashboard import decide
from dashboard.access import Viewer
from journal import plan

PLAN, MILESTONE = "/strategy/plan", "/strategy/milestone"
PAGES = [
    PLAN, "/strategy/milestones", MILESTONE, "/strategy/changes", "/strategy/risks",
    "/strategy/round", "/strategy/exchange", "/board/action-plan",
]  # fmt: skip
NOW = datetime.datetime(2011, 3, 1, 12, tzinfo=datetime.UTC)
DAY = datetime.date.fromisoformat


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def field(page: str) -> dict[str, str]:
    """What the field of the day holds."""
    (found,) = re.findall(r'<label[^>]*for="pick-known".*?id="pick-known"[^>]*>', page)
    return dict(re.findall(r'([\w-]+)="([^"]*)"', found))


@pytest.mark.usefixtures("kept_plan")
def test_every_page_of_the_plan_offers_the_day_and_shows_what_was_known_then(shown):
    for path in PAGES:
        usual = shown("board", path, "?at=2008-08-31")
        chosen = shown("board", path, "?at=2008-08-31&known=2008-09-02")

        assert field(usual)["value"] == field(usual)["data-usual"] == "2008-09-20", path
        assert field(chosen)["value"] == "2008-09-02", path
        assert field(chosen)["data-usual"] == "2008-09-20", path
        assert "planlogg till och med 2008-09-02" in text(chosen), path


@pytest.mark.usefixtures("kept_plan")
def test_each_page_stands_on_the_first_day_that_anything_was_known(shown):
    first = field(shown("board", PLAN))["min"]

    for path in PAGES:
        assert field(shown("board", path, f"?known={first}"))["value"] == first, path


@pytest.mark.usefixtures("kept_plan")
def test_a_day_that_is_none_is_told_kindly_and_the_usual_one_is_shown(shown):
    asked = [(path, "2008-13-01") for path in PAGES]
    asked += [(PLAN, wanted) for wanted in ("igår", "1999-01-01", "2099-01-01")]

    for path, wanted in asked:
        page = shown("board", path, f"?at=2008-08-31&known={wanted}")

        assert f"”{wanted}” är ingen dag som planen var känd" in text(page), path
        assert field(page)["value"] == "2008-09-20"
    assert "är ingen dag som planen var känd" not in text(shown("board", PLAN, "?at=2008-08-31"))


def test_the_figures_are_those_known_on_the_day_and_no_later(kept_plan, shown):
    found = plan.plan(kept_plan)
    early, usual = (
        of_plan(as_of(found.register, found.facts, DAY("2008-08-31"), DAY(known)))
        for known in ("2008-09-02", "2008-09-20")
    )
    assert early.ac_ore < usual.ac_ore

    page = text(shown("board", PLAN, "?at=2008-08-31&known=2008-09-02"))

    worth, share = (round(100 * one) for one in (early.cpi, early.spi))
    assert f"arbete värt {worth} kr, och {share} % av" in page


def test_without_a_report_the_latest_told_of_by_the_day_stands(kept_plan, shown):
    page = text(shown("board", PLAN, "?known=2008-05-15"))

    found = plan.plan(kept_plan)
    latest = max(one.report_date for one in found.facts if one.known_on <= DAY("2008-05-15"))
    assert f"Rapport {latest}" in page
    assert "planlogg till och med 2008-05-15" in page


def test_a_day_before_the_report_is_the_day_the_plan_speaks_of(kept_plan, shown):  # noqa: ARG001
    page = text(shown("board", "/board/action-plan", "?at=2008-08-31&known=2008-06-30"))

    assert "30 juni 2008, mnkr" in page


def test_nothing_can_be_told_of_a_day_that_has_passed(kept_plan, shown):  # noqa: ARG001
    assert "/decide/plan" in shown("strategist", MILESTONE)
    assert "/decide/plan" not in shown("strategist", MILESTONE, "?known=2010-06-30")


def test_links_and_files_keep_the_day(kept_plan, shown, signed_in):  # noqa: ARG001
    page = html.unescape(shown("board", PLAN, "?at=2008-08-31&known=2008-09-02"))

    links = re.findall(r'href="(/(?:export|strategy)/[^"]*)"', page)
    assert links
    assert all("known=2008-09-02" in link for link in links if "?" in link)
    taken = next(link for link in links if ".xlsx" in link)
    book = openpyxl.load_workbook(io.BytesIO(signed_in("board").get(taken).get_data()))
    cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
    assert any("2008-09-02" in str(cell) for cell in cells)


def test_the_day_is_never_altered_by_what_is_told_later(kept_plan, shown):
    searches = ["?at=2010-12-31&known=2011-02-01", "?known=2010-10-01"]
    before = [shown("board", PLAN, search) for search in searches]
    form = {
        "milestone": "A704-M4", "activity": "A704", "report": "2010-12-31", "value": "2012-06-30",
        "seen": str(kept_plan.last().seq), "why": "leverantören dröjer",
    }  # fmt: skip
    decide.decide(Viewer("strategist", "strategist"), "plan.forecast", form, NOW)

    assert [shown("board", PLAN, search) for search in searches] == before
