"""Whether the plan's effects are seen: planned beside seen, milestones and fees, as of any day."""

import re

import pytest

from tests.pages.strategy.test_plan import OPEN, say, text

EFFECTS = "/strategy/effects"
AUGUST = "?at=2008-08-31"
#: The tiny world measures four effects; K21's computers are charged.
PRICE = "5 280,00"


def rows(page: str) -> list[str]:
    """The effects shown."""
    return re.findall(r'id="open-(EF\d\d)"', page)


def row_of(page: str, effect: str) -> str:
    """What an effect's row says."""
    start = page.index(f'id="open-{effect}"')
    return text(page[start : page.index("</tr>", start)])


@pytest.mark.parametrize(
    ("language", "words"), [("sv", "Ingen plan är inläst"), ("en", "No plan is loaded")]
)
def test_without_a_plan_it_says_so(shown, tmp_path, monkeypatch, language, words):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert words in shown("strategist", EFFECTS, "", language)


def test_every_effect_stands_once_and_the_title_counts_them(kept_plan, shown):  # noqa: ARG001
    page = shown("strategist", EFFECTS, AUGUST)

    assert rows(page) == [f"EF{number:02}" for number in range(1, 17)]
    assert "<h1>Ingen av 16 effekter syns, 3 syns delvis, 13 kan inte bedömas</h1>" in page


@pytest.mark.parametrize(
    ("effect", "told"),
    [
        # 5 at the start, 15,0 by August, 10,0 seen: half of the way.
        ("EF04", ["delvis, 50 % av vägen", "15,0 %", "10,0 %", "5,0 procentenheter lägre"]),
        # 31 at the start, 22,7 by August, 25,0 seen: 72 per cent of the way down.
        ("EF13", ["delvis, 72 % av vägen", "22,7 %", "25,0 %", "2,3 procentenheter högre"]),
        ("EF14", ["kan inte bedömas: ingen riktning är beslutad"]),
        ("EF01", ["inget mäter den", "kan inte bedömas"]),
    ],
)
def test_planned_stands_beside_seen(kept_plan, shown, effect, told):  # noqa: ARG001
    row = row_of(shown("strategist", EFFECTS, AUGUST), effect)

    assert [words for words in told if words not in row] == []


def test_what_cannot_be_judged_is_never_called_seen(kept_plan, shown):  # noqa: ARG001
    page = shown("strategist", EFFECTS, f"{AUGUST}&seen=unknown")

    assert "EF14" in rows(page)
    assert "status-good" not in re.sub(r"explained.*", "", page)


def test_one_goal_and_one_answer_can_be_asked_for(kept_plan, shown):  # noqa: ARG001
    assert rows(shown("strategist", EFFECTS, f"{AUGUST}&goal=G3")) == ["EF04", "EF05"]
    assert rows(shown("strategist", EFFECTS, f"{AUGUST}&goal=G3&seen=partly")) == ["EF04"]


def test_where_none_is_like_that_there_is_a_way_back(kept_plan, shown):  # noqa: ARG001
    page = shown("strategist", EFFECTS, f"{AUGUST}&goal=G3&seen=not_seen")

    assert "Ingen sådan effekt finns" in page
    assert f'href="{EFFECTS}?at=2008-08-31"' in page


def test_an_effect_opens_to_its_activities_and_fees(kept_plan, shown):  # noqa: ARG001
    page = shown("strategist", EFFECTS, f"{AUGUST}&open=EF13")

    assert "/strategy/milestones?at=2008-08-31&amp;activity=A701" in page
    assert "/reference/kpis?at=2008-08-31&amp;open=machines_older_than_four_years" in page
    assert "/reference/services?at=2008-08-31&amp;open=WS-ADM" in page
    assert PRICE in page
    assert "Räknar datorer; avgiften tas ut för varje." in page
    assert re.search(r"\d av \d milstolpar nådda", page)


def test_a_measure_without_a_fee_says_why(kept_plan, shown):  # noqa: ARG001
    assert "Räknar system; ingen egen avgift" in shown("strategist", EFFECTS, f"{AUGUST}&open=EF04")


def test_before_the_first_published_month_there_is_no_fee(kept_plan, shown):  # noqa: ARG001
    page = shown("strategist", EFFECTS, "?at=2007-08-31&open=EF13")

    assert "Ingen månad till och med 31 augusti 2007 är publicerad." in page
    assert PRICE not in page


@pytest.mark.parametrize("search", [AUGUST, f"{AUGUST}&open=EF13", f"{AUGUST}&open=EF04"])
def test_an_owner_reads_all_but_fees(kept_plan, shown, search):  # noqa: ARG001
    page = shown("owner", EFFECTS, search)

    assert "delvis, 50 % av vägen" in page
    for word in (PRICE, "Avgift", "avgift", "WS-ADM", "/reference/"):
        assert word not in page


def test_a_forged_role_in_the_address_reads_no_price(kept_plan, signed_in):  # noqa: ARG001
    client = signed_in("owner")
    forged = f"{AUGUST}&open=EF13&role=controller&viewer=strategist"

    for address in (
        f"{EFFECTS}{forged}",
        f"/export{EFFECTS}.csv{forged}&table=fees",
        f"/export{EFFECTS}.csv{forged}",
    ):
        answer = client.get(address).get_data(as_text=True)
        assert "5280" not in re.sub(r"\s", "", answer)


def test_a_page_that_forgot_whose_it_is_gets_nothing(kept_plan, shown, monkeypatch):  # noqa: ARG001
    """The gate refuses what the page would ask for if it took an owner for a reader of fees."""
    monkeypatch.setattr("dashboard.access.reads_fees", lambda _viewer: True)

    page = shown("owner", EFFECTS, f"{AUGUST}&open=EF13")

    assert PRICE not in page
    assert rows(page) == []


def test_a_department_has_no_effects_of_the_plan(kept_plan, shown):  # noqa: ARG001
    assert rows(shown("department-SDI", EFFECTS)) == []


def test_an_earlier_day_is_the_same_after_later_edits(kept_plan, shown):
    search = f"{AUGUST}&open=EF13"
    before = shown("strategist", EFFECTS, search)

    say(kept_plan, "plan.comment", OPEN, text="senare")

    assert shown("strategist", EFFECTS, search) == before


def test_milestones_on_time_are_the_plans_own_figure(kept_plan, shown):  # noqa: ARG001
    """K20 is worked out from the plan as known that day, against 85 per cent."""
    row = row_of(shown("strategist", EFFECTS, AUGUST), "EF16")

    assert "85,0 %" in row
    assert re.search(r"\d\d,\d % *2008-08-31", row)


def test_the_files_hold_what_the_page_shows(kept_plan, signed_in):  # noqa: ARG001
    client = signed_in("strategist")
    measures = client.get(f"/export{EFFECTS}.csv{AUGUST}").get_data(as_text=True)
    fees = client.get(f"/export{EFFECTS}.csv{AUGUST}&table=fees").get_data(as_text=True)

    assert re.search(r"EF04;[^\n]*;K07;", measures)
    assert re.search(r"EF13;[^\n]*WS-ADM;[^\n]*5280,0000;3,000;1320,00", fees)
