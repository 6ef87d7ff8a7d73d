"""The plan's pages: what a board saw on a day, for ever, as calculated; and who may tell of it."""

import datetime
import html
import re

import pytest

from actionplan.as_of import as_of
from actionplan.earned_value import earned_value, total
from actionplan.schedule import delay, schedule
from actionplan.status import judgements
from dashboard import decide
from dashboard.access import Viewer
from journal import plan

PLAN, MILESTONES, MILESTONE = "/strategy/plan", "/strategy/milestones", "/strategy/milestone"
AUGUST = "?at=2009-08-31"
NOW = datetime.datetime(2011, 3, 1, 12, tzinfo=datetime.UTC)
STRATEGIST = Viewer("strategist", "strategist")
# Open at the end of the plan: owned by the head of networks, and by somebody else.
OPEN, OWN = "A704-M4", "A403-M4"


def text(page: str) -> str:
    return re.sub(r"\s+", " ", html.unescape(re.sub(r"<[^>]+>", " ", page)))


def say(journal, act: str, milestone: str, **words: str):
    last = journal.last()
    form = {
        "milestone": milestone, "activity": milestone.partition("-")[0],
        "report": "2010-12-31", "seen": str(last.seq), "why": "leverantören dröjer", **words,
    }  # fmt: skip
    return decide.decide(STRATEGIST, act, form, NOW)


@pytest.mark.parametrize("path", [PLAN, MILESTONES, MILESTONE])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_without_a_plan_each_page_says_so(shown, tmp_path, monkeypatch, path, language):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    page = shown("strategist", path, "", language)

    assert {"sv": "Ingen plan är inläst", "en": "No plan is loaded"}[language] in page


@pytest.mark.parametrize("path", [PLAN, MILESTONES, MILESTONE])
def test_without_a_plan_there_is_no_file_of_it(signed_in, tmp_path, monkeypatch, path):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert signed_in("strategist").get(f"/export{path}.xlsx").status_code == 404


def test_the_title_says_how_many_are_late_and_what_their_owners_say(kept_plan, shown):  # noqa: ARG001
    page = text(shown("board", PLAN, AUGUST))

    assert "4 aktiviteter är mer än 60 dagar sena, och 3 av dem skattas gröna av sina ägare" in page
    assert "25 av 50 aktiviteter är klara. 9 saknar slack till planens slut" in page


def test_the_figures_are_the_calculations(kept_plan, shown):
    found = plan.plan(kept_plan)
    view = as_of(
        found.register, found.facts, datetime.date(2009, 8, 31), datetime.date(2009, 9, 20)
    )
    rows, judged = schedule(view).rows, judgements(view)

    page = shown("board", PLAN, AUGUST)

    slacks = re.findall(r'class="figure slack[^"]*">([^<]*)<', page)
    assert slacks == [
        "–" if rows[id_].total_float is None else str(rows[id_].total_float)
        for id_ in sorted(view.activities)
    ]
    assert page.count("shape shape-bad") == sum(
        one.rating == "red" for one in judged.values()
    ) + sum(one.self_rating == "red" for one in judged.values())
    assert page.count('class="drawing gantt"') == 50 + 9


def test_what_the_money_gave_follows_the_filter(kept_plan, shown):
    found = plan.plan(kept_plan)
    view = as_of(
        found.register, found.facts, datetime.date(2009, 8, 31), datetime.date(2009, 9, 20)
    )
    own = [id_ for id_, one in view.activities.items() if one.activity.goal_id == "G3"]
    whole = total(earned_value(view, id_) for id_ in own)

    page = text(shown("board", PLAN, f"{AUGUST}&goal=G3"))

    worth, share = round(100 * whole.cpi), round(100 * whole.spi)
    assert f"För 100 kr har det som visas gett arbete värt {worth} kr, och {share} % av" in page
    table = page[page.index("Upparbetat värde, mnkr") :]
    for id_ in own:
        assert view.activities[id_].activity.title_sv in table
    assert "För 100 kr har planen gett" in text(shown("board", PLAN, AUGUST))


def test_all_179_milestones_can_be_shown_each_with_the_way_to_its_history(kept_plan, shown):  # noqa: ARG001
    page = shown("board", PLAN, f"{AUGUST}&open=all")

    assert len(set(re.findall(r"milestone=(A\d{3}-M\d)", page))) == 179
    assert page.count('class="gantt-milestone"') == 179


@pytest.mark.parametrize(
    ("asked", "of"),
    [
        ("&goal=G3", 7), ("&owner=SEF:Nätansvarig", 2), ("&status=red", 4), ("&status=differs", 4),
        ("&status=critical", 9), ("&status=done", 25), ("&goal=G3&status=red", 1),
    ],
)  # fmt: skip
def test_the_address_chooses_among_the_activities(kept_plan, shown, asked, of):  # noqa: ARG001
    page = shown("board", PLAN, AUGUST + asked)

    assert len(re.findall(r'class="gantt-line', page)) == of


@pytest.mark.parametrize("by", ["goal", "owner", "status"])
def test_they_are_grouped_by_goal_owner_or_status_and_none_is_lost(kept_plan, shown, by):  # noqa: ARG001
    page = shown("board", PLAN, f"{AUGUST}&by={by}")

    assert len(re.findall(r'class="gantt-line', page)) == 50


def test_one_year_is_drawn_larger(kept_plan, shown):  # noqa: ARG001
    whole, year = (shown("board", PLAN, f"{AUGUST}{more}") for more in ("", "&year=2009"))

    assert ">2007<" in whole
    head = year[year.index('class="drawing gantt gantt-head"') : year.index("<tbody>")]
    assert ">2007<" not in head


def test_half_a_year_is_drawn_month_by_month_and_what_is_none_is_the_whole_plan(kept_plan, shown):  # noqa: ARG001
    half, none = (shown("board", PLAN, f"{AUGUST}&year={year}") for year in ("2009-2", "2009-3"))

    heads = [
        page[page.index('class="drawing gantt gantt-head"') : page.index("<tbody>")]
        for page in (half, none)
    ]
    assert "nov 2009" in heads[0]
    assert "apr 2009" not in heads[0]
    assert ">2007<" in heads[1]
    assert '<option value="2009-2" selected>juli–december 2009</option>' in half


def test_the_plan_can_be_taken_to_microsoft_project_from_its_page(kept_plan, shown, client):  # noqa: ARG001
    page = html.unescape(shown("board", PLAN, AUGUST))

    (link,) = re.findall(r'href="(/export/strategy/exchange\.xml[^"]*)"', page)
    assert "at=2009-08-31" in link
    assert b"schemas.microsoft.com/project" in client("board").get(link).get_data()


def test_a_delay_of_any_days_to_a_year_is_followed_downstream(kept_plan, shown):
    found = plan.plan(kept_plan)
    view = as_of(
        found.register, found.facts, datetime.date(2009, 8, 31), datetime.date(2009, 9, 20)
    )
    is_open = [id_ for id_, state in view.activities.items() if not state.is_done_on(view.day)]
    activity = next(id_ for id_ in is_open if delay(view, id_, 20))

    for days in (1, 20, 250):
        page = shown("board", MILESTONE, f"{AUGUST}&milestone={activity}-M1&delay={days}")

        told = page[page.index('class="delay"') :].split("</section>")[0]
        pushed = delay(view, activity, days)
        assert f'value="{days}"' in told
        assert len(re.findall("<li>", told)) == len(pushed)
        assert ("skulle inte flytta något annat" in text(told)) is (not pushed)
        for push in pushed:
            size = "en arbetsdag" if push.finish_days == 1 else f"{push.finish_days} arbetsdagar"
            assert f"slutar {size} senare, {push.finish}" in text(told)


@pytest.mark.parametrize("wanted", ["0", "251", "-5", "2,5", "två", "٣"])
def test_a_delay_that_cannot_be_tried_is_a_months(kept_plan, shown, wanted):  # noqa: ARG001
    page = shown("board", MILESTONE, f"{AUGUST}&milestone=A402-M4&delay={wanted}")

    field = re.search(r'<label[^>]*for="pick-delay".*?</label>', page)[0]
    assert 'value="20"' in field
    assert 'max="250"' in field


def test_what_did_not_wait_is_told_with_its_days(kept_plan, shown):  # noqa: ARG001
    page = text(shown("board", PLAN, AUGUST))

    assert "3 aktiviteter väntade inte på det de behöver" in page
    assert "334 arbetsdagar före Gemensam klientplattform" in page


@pytest.mark.parametrize("path", [PLAN, MILESTONES, f"{MILESTONE}"])
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_plan_as_the_board_saw_it_is_the_same_after_later_edits(
    kept_plan, shown, path, language
):
    asked = "?at=2008-08-31&milestone=A704-M4&open=all"
    before = shown("board", path, asked, language)

    say(kept_plan, "plan.forecast", OPEN, value="2011-09-30")
    say(kept_plan, "plan.comment", OPEN, report="2008-08-31")
    say(kept_plan, "plan.baseline", OPEN, value="2011-06-30", decided_by="KS § 71")
    say(kept_plan, "plan.self_rating", OPEN, value="red", report="2008-08-31")
    after = shown("board", path, asked, language)

    assert "A704" in before or path != PLAN
    assert after == before
    assert shown("board", path, "?milestone=A704-M4&open=all") != before


def test_milestones_stand_with_both_variances_and_their_slips(kept_plan, shown):  # noqa: ARG001
    page = shown("board", MILESTONES, AUGUST)
    told = text(page)

    assert "62 av 179 milstolpar är eller blev sena, och 67 har flyttats två gånger" in told
    assert "72 av 134" in told
    assert "Utsedda systemägare och förvaltningsplaner 2009-06-04 2009-08-03" in told
    assert "+120 +60" in told
    assert page.count('class="drawing slips"') == 69


@pytest.mark.parametrize(
    ("asked", "of"), [("&show=open", 49), ("&show=moved", 67), ("&activity=A402", 4)]
)
def test_milestones_are_chosen_too(kept_plan, shown, asked, of):  # noqa: ARG001
    page = text(shown("board", MILESTONES, AUGUST + asked))

    assert f"{of} av 179 milstolpar." in page


def test_a_milestone_tells_its_whole_history_with_who_and_why(kept_plan, shown):  # noqa: ARG001
    page = text(shown("board", MILESTONE, f"{AUGUST}&milestone=A402-M4"))

    assert "Överlämnad till förvaltning i Gemensam klientplattform är 91 dagar sen, efter 3" in page
    assert "2009-07-21 Prognos 2009-09-29 +29 Plattformsansvarig Fyra vårdprogram krävde" in page
    assert "Fastställd i handlingsplanen 2007-02-28" in page
    assert "Behoven bakom" in page


def test_a_milestone_nobody_knows_is_not_found(kept_plan, shown):  # noqa: ARG001
    assert "A999" not in shown("board", MILESTONE, "?milestone=A999-M1")


def forms(page: str) -> set[str]:
    return set(re.findall(r'action="/decide/(plan\.\w+)"', page))


def test_who_may_tell_is_offered_the_forms_and_nobody_else(kept_plan, shown):  # noqa: ARG001
    owner_may = {
        "plan.comment", "plan.self_rating", "plan.progress", "plan.cost", "plan.risk",
    }  # fmt: skip

    assert forms(shown("owner", MILESTONE, f"?milestone={OWN}")) == owner_may | {"plan.reopen"}
    assert forms(shown("strategist", MILESTONE, f"?milestone={OPEN}")) == owner_may | {
        "plan.forecast", "plan.actual", "plan.baseline",
    }  # fmt: skip
    assert forms(shown("owner", MILESTONE, f"?milestone={OPEN}")) == set()
    for reader in ("board", "controller", "auditor"):
        assert forms(shown(reader, MILESTONE, f"?milestone={OWN}")) == set()


def test_nothing_is_told_of_a_day_that_has_passed(kept_plan, shown):  # noqa: ARG001
    assert forms(shown("strategist", MILESTONE, f"{AUGUST}&milestone={OPEN}")) == set()


def test_a_department_has_no_plan(kept_plan, shown):  # noqa: ARG001
    assert "Klientplattform" not in shown("department-SDI", PLAN)


@pytest.fixture
def client(signed_in):
    return signed_in


def sent(journal, client, reader: str, act: str, milestone: str, **words: str):
    form = {
        "csrf_token": "word", "milestone": milestone, "activity": milestone.partition("-")[0],
        "report": "2010-12-31", "seen": str(journal.last().seq), "why": "dröjer", **words,
    }  # fmt: skip
    return client(reader).post(f"/decide/{act}", data=form)


def test_a_strategist_moves_a_day_and_is_led_back_to_the_milestone(kept_plan, client, shown):
    answer = sent(kept_plan, client, "strategist", "plan.forecast", OPEN, value="2011-09-30")

    assert answer.status_code == 303
    place, _mark, search = answer.headers["Location"].partition("?")
    assert place == MILESTONE
    page = text(shown("strategist", MILESTONE, f"?{search}"))
    assert "Antecknat om A704-M4: prognos." in page
    assert "Prognos 2011-09-30" in page


@pytest.mark.parametrize("reader", ["board", "controller", "auditor", "department-SDI", "owner"])
@pytest.mark.parametrize("act", ["plan.forecast", "plan.actual", "plan.baseline", "plan.comment"])
def test_a_write_forged_by_another_role_changes_nothing(kept_plan, client, reader, act):
    before = kept_plan.last()

    answer = sent(
        kept_plan, client, reader, act, OPEN, value="2010-12-30", decided_by="KS", role="strategist"
    )

    assert answer.status_code == 404
    assert kept_plan.last() == before


def test_an_owner_reports_on_their_own(kept_plan, client):
    answer = sent(kept_plan, client, "owner", "plan.self_rating", OWN, value="yellow")

    assert answer.status_code == 303
    assert (plan.plan(kept_plan).facts[-1].by, plan.plan(kept_plan).facts[-1].value) == (
        "Nätansvarig", "yellow",
    )  # fmt: skip


def test_who_comes_second_is_told_who_was_first(kept_plan, client, shown):
    seen = str(kept_plan.last().seq)
    sent(kept_plan, client, "strategist", "plan.forecast", OPEN, value="2011-09-30")

    answer = sent(
        kept_plan, client, "strategist", "plan.forecast", OPEN, value="2011-10-31", seen=seen
    )

    search = answer.headers["Location"].partition("?")[2]
    assert "conflict=" in search
    page = text(shown("strategist", MILESTONE, f"?{search}"))
    assert "Inget antecknades: IT-strateg, stadskontoret har lämnat uppgift om A704-M4" in page
    assert 'value="2011-10-31"' in shown("strategist", MILESTONE, f"?{search}")


@pytest.mark.parametrize("path", [PLAN, MILESTONES, MILESTONE])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_each_page_can_be_taken_along(kept_plan, client, path, kind):  # noqa: ARG001
    answer = client("board").get(f"/export{path}.{kind}{AUGUST}&milestone=A402-M4")

    assert answer.status_code == 200
    if kind == "csv":
        assert "Gemensam klientplattform" in answer.get_data(as_text=True) or path == MILESTONE
