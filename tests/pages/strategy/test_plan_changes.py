"""What has changed in the plan since a day: as calculated, in words, chosen by the address."""

import datetime
import re

import pytest

from actionplan.as_of import as_of
from actionplan.changes import changes
from journal import plan
from tests.pages.strategy.test_plan import OPEN, say, text

CHANGES = "/strategy/changes"
TWO = "?at=2009-08-31&since=2009-04-30"


def known(found: plan.Plan, day: datetime.date):
    return as_of(found.register, found.facts, day, day + datetime.timedelta(days=20))


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "Ingen plan är inläst"), ("en", "No plan is loaded")]
)
def test_without_a_plan_it_says_so(shown, tmp_path, monkeypatch, language, told):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert told in shown("strategist", CHANGES, "", language)


def test_the_file_holds_what_is_calculated(kept_plan, signed_in):
    found = plan.plan(kept_plan)
    expected = changes(
        known(found, datetime.date(2009, 4, 30)), known(found, datetime.date(2009, 8, 31))
    )

    rows = signed_in("board").get(f"/export{CHANGES}.csv{TWO}").get_data(as_text=True)

    assert expected
    assert rows.count("\n") >= len(expected)
    for one in expected:
        assert re.search(rf"^{one.id};", rows, re.MULTILINE)


def test_a_moved_day_is_told_with_both_days_who_and_why(kept_plan, shown):  # noqa: ARG001
    page = text(shown("board", CHANGES, f"{TWO}&kind=dates&all=forecast"))

    assert "till 2009-09-29" in page
    assert re.search(r"från \d{4}-\d\d-\d\d till 2009-09-29, \d+ dagar senare", page)
    assert "Plattformsansvarig" in page


@pytest.mark.parametrize("kind", ["dates", "ratings", "work", "words"])
def test_the_address_chooses_the_kind(kept_plan, shown, kind):  # noqa: ARG001
    whole, part = (shown("board", CHANGES, TWO + more) for more in ("", f"&kind={kind}"))

    heads = re.findall(r'id="kind-(\w+)"', part)
    assert heads
    assert set(heads) < set(re.findall(r'id="kind-(\w+)"', whole))


def test_a_goal_leaves_the_others_out(kept_plan, shown):  # noqa: ARG001
    page = shown("board", CHANGES, f"{TWO}&goal=G4&all=forecast&kind=dates")

    assert set(re.findall(r"milestone=A(\d)", page)) <= {"4"}


def test_what_was_told_today_has_changed_since_yesterday(kept_plan, shown):
    before = text(shown("strategist", CHANGES, "?since=2011-02-28"))
    assert "Inget har ändrats sedan 28 februari 2011" in before

    say(kept_plan, "plan.forecast", OPEN, value="2011-09-30")

    after = text(shown("strategist", CHANGES, "?since=2011-02-28"))
    assert "Sedan 28 februari 2011 är en milstolpe lovad senare" in after
    assert "till 2011-09-30" in after
    assert "leverantören dröjer" in after


@pytest.mark.parametrize("since", ["2008-13-40", "igår", "2099-01-01", "1980-01-01"])
def test_a_day_that_cannot_be_is_the_report_before(kept_plan, shown, since):  # noqa: ARG001
    page = text(shown("board", CHANGES, f"?at=2009-08-31&since={since}"))

    assert "Sedan 30 april 2009" in page


def test_an_earlier_pair_of_days_is_the_same_after_later_edits(kept_plan, shown):
    before = shown("board", CHANGES, TWO)

    say(kept_plan, "plan.forecast", OPEN, value="2011-09-30")

    assert shown("board", CHANGES, TWO) == before


def test_a_department_has_no_changes_of_the_plan(kept_plan, shown):  # noqa: ARG001
    assert "Klientplattform" not in shown("department-SDI", CHANGES, TWO)
