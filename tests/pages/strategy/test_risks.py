"""The plan's risks: the newest of each open activity once, in the matrix and in the list."""

import re

import pytest

from journal import plan
from tests.pages.strategy.test_plan import OPEN, STRATEGIST, say, text

RISKS = "/strategy/risks"
AUGUST = "?at=2009-08-31"


def told(page: str) -> tuple[int, int]:
    """Risks in the matrix, and rows of the list."""
    matrix = re.search(r'<table class="plain risk-matrix">.*?</table>', page, re.DOTALL).group(0)
    cells = re.findall(r"<td[^>]*>(?:<a[^>]*>)?(\d+)", matrix)
    return sum(map(int, cells)), len(re.findall(r'id="open-A\d', page))


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Ingen plan är inläst"), ("en", "No plan is loaded")]
)
def test_without_a_plan_it_says_so(shown, tmp_path, monkeypatch, language, words):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert words in shown("strategist", RISKS, "", language)


def test_each_open_activity_stands_once_in_the_matrix_and_in_the_list(kept_plan, shown):
    found = plan.plan(kept_plan).facts
    page = shown("board", RISKS)

    matrix, rows = told(page)

    assert matrix == rows > 0
    assert rows < len({one.id for one in found if one.kind == "risk"})
    assert f"{rows} risker står i planen" in text(page)


def test_a_place_in_the_matrix_is_a_way_to_its_risks(kept_plan, shown):  # noqa: ARG001
    whole, part = (shown("board", RISKS, AUGUST + more) for more in ("", "&size=4x4"))

    assert told(whole)[0] == told(part)[0]
    assert 0 < told(part)[1] < told(whole)[1]
    assert 'aria-current="true"' in part
    assert "16, stor" in text(part)
    assert "9, medelstor" not in text(part)


def test_a_new_word_takes_the_place_of_the_one_before_which_is_kept(kept_plan, shown):
    before = told(shown("board", RISKS))
    say(kept_plan, "plan.risk", OPEN, likelihood="5", consequence="5")

    page = shown("board", RISKS, "?open=A704")

    assert told(page)[0] - before[0] in {0, 1}
    assert "25, stor" in text(page)
    assert "sannolikhet 5, konsekvens 5. leverantören dröjer" in text(page)


def test_a_risk_that_is_over_stands_no_longer(kept_plan, shown):
    say(kept_plan, "plan.risk", OPEN, likelihood="5", consequence="5")
    before = told(shown("board", RISKS))
    by = plan.By(STRATEGIST.id, STRATEGIST.role)
    with kept_plan.writing(kept_plan.last().recorded_at) as pen:
        about = plan.About(by, "activity", "A704", "avvärjd", kept_plan.last().seq)
        latest = max(fact.report_date for fact in plan.plan(kept_plan).facts)
        plan.tell(pen, about, plan.Word("risk", "closed", latest))

    assert told(shown("board", RISKS)) == (before[0] - 1, before[1] - 1)


def test_the_file_holds_every_word(kept_plan, signed_in):
    expected = sum(one.kind == "risk" for one in plan.plan(kept_plan).facts)

    rows = signed_in("board").get(f"/export{RISKS}.csv").get_data(as_text=True)

    assert len(re.findall(r"^A\d{3};", rows, re.MULTILINE)) == expected


def test_an_earlier_day_is_the_same_after_later_edits(kept_plan, shown):
    before = shown("board", RISKS, AUGUST)

    say(kept_plan, "plan.risk", OPEN, likelihood="5", consequence="5")

    assert shown("board", RISKS, AUGUST) == before


def test_a_department_has_no_risks_of_the_plan(kept_plan, shown):  # noqa: ARG001
    assert "risk-matrix" not in shown("department-SDI", RISKS)
