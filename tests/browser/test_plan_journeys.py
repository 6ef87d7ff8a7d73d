"""The action plan as its readers use it, and its figures beside those of the calculation."""

import csv
import datetime
import io
import re

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from actionplan.as_of import as_of
from actionplan.on_time import OnTime, on_time
from actionplan.plan import MilestoneState, PlanView
from actionplan.schedule import delay, schedule
from actionplan.slip import late_days, moves_of, slip
from actionplan.status import judgements
from dashboard import formats
from journal import plan, rounds
from journal.store import Journal
from tests.browser.reading import Keys, arrive, follow, rows, settled, stands, told

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AUGUST = datetime.date(2008, 8, 31)
#: A report is told of in the weeks after its day.
UNTIL_SHOWN = datetime.timedelta(days=20)
#: As many keys as a report may ask of its owner, by way of the bar above the form.
FEW_KEYS = 20
ACT_FORM = "form[action^='/decide'], form[action^='/offer']"
MILESTONES = "section[aria-labelledby=milestones] table"
HISTORY = "section[aria-labelledby=history] table"
#: What a board has been shown, as pages and as files.
SHOWN = (
    "/strategy/plan",
    "/strategy/milestones",
    "/strategy/milestone",
    "/strategy/changes",
    "/board/action-plan",
)
TAKEN = ("/export/strategy/milestones.csv", "/export/board/action-plan.xlsx")


# --- the plan as the calculation sees it --------------------------------------------------------


def as_known(journal: Journal, report: datetime.date | None = None) -> PlanView:
    """The plan of a report as the board was shown it; without one, all that is known now."""
    found = plan.plan(journal)
    now = report is None
    day = max(fact.report_date for fact in found.facts) if now else report
    known = datetime.date.max if now else day + UNTIL_SHOWN
    return as_of(found.register, found.facts, day, known)


def most_moved(view: PlanView) -> MilestoneState:
    """The open milestone moved most often, then furthest, then the first of the plan."""
    is_open = [one for one in view.milestones.values() if one.reached is None]
    slips = {one.milestone.id: slip(one) for one in is_open}
    return min(
        is_open,
        key=lambda one: (
            -slips[one.milestone.id].moves,
            -slips[one.milestone.id].net_days,
            one.milestone.id,
        ),
    )


def signed(days: int | None) -> str:
    """Days in a column of changes."""
    if days is None:
        return formats.DASH
    return f"+{formats.count(days)}" if days > 0 else formats.count(days)


def main_of(page: Page, address: str) -> str:
    """A page's content as the server sends it."""
    document = page.request.get(address).text()
    return document[document.index("<main") : document.index("</main>")]


def as_shown_in(page: Page, report: str, milestone: str) -> dict[str, str | bytes]:
    """All that is shown and handed out of an earlier report, byte for byte."""
    asked = f"?at={report}&period={report[:7]}&milestone={milestone}"
    pages = {place: main_of(page, place + asked) for place in SHOWN}
    return {**pages, **{file: page.request.get(file + asked).body() for file in TAKEN}}


# --- the strategist -----------------------------------------------------------------------------


def test_a_strategist_follows_the_most_moved_milestone_and_promises_another_day(open_as, kept):
    view = as_known(kept)
    moved = most_moved(view)
    id_, name, before = moved.milestone.id, moved.milestone.title_sv, moved.believed
    later = before + datetime.timedelta(days=45)
    page = open_as("strategist")
    arrive(page, "/board/action-plan")

    goal = page.locator("section[aria-labelledby=goals] a[href*='goal=']").nth(3)
    goal_id = re.search(r"goal=(\w+)", goal.get_attribute("href"))[1]
    follow(page, goal)
    own = [one for one in view.activities.values() if one.activity.goal_id == goal_id]
    expect(page.locator(".gantt-line")).to_have_count(len(own))
    page.reload()
    stands(page)
    assert f"goal={goal_id}" in page.url
    expect(page.locator(".gantt-line")).to_have_count(len(own))

    follow(page, page.locator("#menu a[href*='/strategy/milestones']"))
    for picker, choice in (("show", "open"), ("sort", "moves")):
        with page.expect_response("**/_dash-update-component*"):
            page.locator(f"#pick-{picker}").select_option(choice)
        expect(page).to_have_url(re.compile(f"{picker}={choice}"))
    settled(page)
    assert rows(page, MILESTONES)[0][6] == formats.count(slip(moved).moves)
    follow(page, page.locator(f"{MILESTONES} tbody a").first)
    assert f"milestone={id_}" in page.url

    written = [fact for fact in plan.plan(kept).facts if fact.id == id_]
    assert len(rows(page, HISTORY)) == len(written)
    shown_then = as_shown_in(page, "2008-08-31", id_)
    form = page.locator("form[action='/decide/plan.forecast']")
    form.locator("[name=value]").fill(later.isoformat())
    form.locator("[name=why]").fill("Leverantören byts, avtalet skrivs om.")
    with page.expect_navigation():
        form.locator("button").click()
    assert f"Antecknat om {id_}" in told(page)

    newest = rows(page, HISTORY)[0]
    assert newest[2:4] == [later.isoformat(), "+45"]
    assert newest[5] == "Leverantören byts, avtalet skrivs om."
    arrive(page, "/strategy/milestones?show=open&sort=moves")
    line = rows(page, MILESTONES)[0]
    assert name in line[0]
    assert later.isoformat() in line[3]
    assert line[6] == formats.count(slip(moved).moves + 1)
    yesterday = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=1)
    arrive(page, f"/strategy/changes?since={yesterday}&kind=dates")
    expect(page.locator("h1")).to_contain_text("en milstolpe lovad senare")
    ((change, *_known, why),) = rows(page, "section[aria-labelledby=kind-forecast] table")
    assert f"{name}: från {before} till {later}, 45 dagar senare" in one_line(change)
    assert why == "Leverantören byts, avtalet skrivs om."

    assert as_shown_in(page, "2008-08-31", id_) == shown_then
    assert later.isoformat() in main_of(page, f"/strategy/milestone?milestone={id_}")


def one_line(text: str) -> str:
    """Words as they are read: whatever blank stands between them."""
    return " ".join(text.split())


# --- the owner ----------------------------------------------------------------------------------


def handed_in(page: Page) -> tuple[int, int]:
    """The counter in the page's title: ``37 av 50 lämnade``."""
    found = re.search(r"(\d+) av (\d+) lämnade", page.locator("h1").inner_text())
    return int(found[1]), int(found[2])


def decide_on_round(page: Page, act: str, why: str) -> None:
    form = page.locator(f"form[action='/decide/{act}']")
    form.locator("[name=why]").fill(why)
    with page.expect_navigation():
        form.locator("button").click()
    told(page)


REPORT = "form[action='/decide/round.report']"
OWN = "A404"


def go_to_the_round(page: Page) -> None:
    keys = Keys(page)
    keys.tab_to("#menu a[href*='/strategy/round']")
    with page.expect_response("**/_dash-update-component*"):
        keys.press("Enter")
    settled(page)


def hand_in(page: Page, rating: str, *, percent: str = "", more: str = "") -> int:
    """Fill in the owner's form and send it without a mouse.

    Returns:
        How many keys were pressed.
    """
    keys = Keys(page)
    keys.tab_to(f"{REPORT} [name=rating]")
    keys.type(rating)
    if percent:
        keys.press("Tab")
        keys.type(percent)
    if more:
        keys.tab_to(f"{REPORT} [name=why]")
        keys.press("Control+End")
        keys.type(more)
        keys.tab_to(f"{REPORT} button")
    with page.expect_navigation():
        keys.press("Enter")
    return keys.pressed


def comment_before(journal: Journal) -> str:
    """What the owner said in words the last time."""
    said = [
        one.reason for one in plan.plan(journal).facts if (one.id, one.kind) == (OWN, "comment")
    ]
    return said[-1]


def test_an_owner_reports_by_keyboard_and_what_comes_late_is_told_and_not_written(open_as, kept):
    """A second tab with the older form loses nothing, neither what stands nor what was typed."""
    strategist = open_as("strategist")
    arrive(strategist, "/strategy/round")
    decide_on_round(strategist, "round.open", "Inför kommunstyrelsen.")
    owner, last = open_as("owner"), comment_before(kept)
    go_to_the_round(owner)
    before, of = handed_in(owner)
    older = owner.context.new_page()
    arrive(older, "/strategy/round")
    expect(owner.locator(f"{REPORT} [name=why]")).to_have_value(last)

    assert hand_in(owner, "gul", percent="90") <= FEW_KEYS
    assert f"Rapporten om {OWN} är lämnad." in told(owner)
    assert handed_in(owner) == (before + 1, of)
    (line,) = rows(owner, "section[aria-labelledby=handed-in] table")
    assert line[1].startswith("gul")
    assert (line[3], line[5]) == (formats.percent(90, 100), last)

    written = kept.last()
    hand_in(older, "röd", more=" Nytt hinder.")
    assert re.search(f"Inget antecknades: .* har lämnat uppgift om {OWN}", told(older))
    assert handed_in(older) == (before + 1, of)
    expect(older.locator(f"{REPORT} [name=why]")).to_have_value(f"{last} Nytt hinder.")
    expect(older.locator(f"{REPORT} [name=rating]")).to_have_value("red")
    assert kept.last() == written

    decide_on_round(strategist, "round.lock", "Behandlad.")
    locked = kept.last()
    with older.expect_navigation():
        older.locator(f"{REPORT} button").click()
    assert "Den rapporten är låst" in told(older)
    expect(older.locator(".notice").last).to_contain_text("Nytt hinder.")
    expect(older.locator(REPORT)).to_have_count(0)
    assert kept.last() == locked
    (round_,) = rounds.rounds(kept).values()
    told_of = as_known(kept).activities[OWN]
    assert told_of.self_rating(round_.report_date).value == "yellow"


# --- the board ----------------------------------------------------------------------------------


def test_a_board_member_reads_the_plan_and_takes_along_what_the_screen_says(open_as):
    page = open_as("board")
    arrive(page, "/board/overview?period=2008-08")
    in_short = page.locator("section[aria-labelledby=plan]")
    title = in_short.locator("h2").inner_text()
    follow(page, in_short.locator("a[href*='/board/action-plan']"))

    expect(page.locator("h1")).to_have_text(title)
    assert "at=2008-08-31" in page.url
    goals = rows(page, "section[aria-labelledby=goals] table")
    slipped = rows(page, "section[aria-labelledby=slipped] table")
    asked = page.locator("section[aria-labelledby=decisions] ol li").count()
    assert page.locator(ACT_FORM).count() == 0

    with page.expect_download() as waiting:
        page.locator(".way-out[href*='.pdf']").click()
    paper = waiting.value.path().read_bytes()
    assert paper.startswith(b"%PDF-")
    assert b"Tertialrapport 2, 2008" in paper
    with page.expect_download() as waiting:
        page.locator(".way-out[href*='.xlsx']").click()
    book = openpyxl.load_workbook(io.BytesIO(waiting.value.path().read_bytes()))
    of_goals = [[cell.value for cell in row] for row in book["Per mål"].iter_rows(min_row=2)]
    counts = {row[0]: row[2:7] for row in of_goals if row[1]}
    assert {name: numbers(words) for name, words in goals} == {
        name: [number for number in found if number]
        for name, found in counts.items()
        if name != "Hela planen"
    }
    furthest = [row for row in book["Glidit mest"].iter_rows(min_row=2, values_only=True) if row[1]]
    assert [(row[1], formats.count(row[7])) for row in furthest[: len(slipped)]] == [
        (line[0].splitlines()[0], line[1]) for line in slipped
    ]
    decisions = book["Att besluta"].iter_rows(min_row=2, values_only=True)
    assert len([row for row in decisions if row[1]]) == asked > 0

    first = page.locator("section[aria-labelledby=slipped] a").first
    name = first.inner_text()
    follow(page, first)
    expect(page.locator("h1")).to_contain_text(name)
    assert page.locator(ACT_FORM).count() == 0


def numbers(words: str) -> list[int]:
    """The numbers of a sentence of counts: ``en klar, 3 sena``."""
    return [int(one) if one.isdecimal() else 1 for one in re.findall(r"\b(\d+|en)\b", words)]


# --- figures ------------------------------------------------------------------------------------


def test_every_figure_of_the_plan_is_the_calculations(open_as, kept):
    """Of all milestones and activities, as a board was shown them and as they stand now."""
    page = open_as("board")

    for report in (AUGUST, None):
        view, at = as_known(kept, report), f"?at={report}" if report else "?"
        arrive(page, f"/strategy/milestones{at}&sort=plan")
        assert_milestones_are_those_of(view, page)
        arrive(page, f"/strategy/plan{at}&by=goal")
        assert_activities_are_those_of(view, page)


def assert_milestones_are_those_of(view: PlanView, page: Page) -> None:
    states = list(view.milestones.values())
    late = [late_days(one, view.day, "first") or 0 for one in states]

    assert [tuple(line[3:7]) for line in rows(page, MILESTONES)] == [
        milestone_figures(view, one) for one in states
    ]
    assert kept_days(page) == on_time(view)
    assert numbers(page.locator("h1").inner_text())[:2] == [sum(d > 0 for d in late), len(late)]


def assert_activities_are_those_of(view: PlanView, page: Page) -> None:
    networked = schedule(view).rows
    floats = {id_: networked[id_].total_float for id_ in view.activities}
    red = sum(one.rating == "red" for one in judgements(view).values())

    assert [tuple(line[2:4]) for line in rows(page, ".gantt-table") if len(line) > 3] == [
        (
            formats.DASH if floats[id_] is None else formats.count(floats[id_]),
            formats.count(moves_of(view, id_)),
        )
        for id_ in sorted(view.activities, key=lambda id_: (goal_of(view, id_), id_))
    ]
    assert numbers(page.locator("h1").inner_text().lower())[0] == red > 0


def goal_of(view: PlanView, id_: str) -> str:
    return view.activities[id_].activity.goal_id


def milestone_figures(view: PlanView, one: MilestoneState) -> tuple[str, str, str, str]:
    """A milestone's day, its days from both plans and its moves, as a table shows them."""
    return (
        formats.day(one.believed),
        signed(late_days(one, view.day, "first")),
        signed(late_days(one, view.day, "current")),
        formats.count(slip(one).moves),
    )


def kept_days(page: Page) -> OnTime:
    """K20 as the milestones' page says it."""
    said = [one.inner_text() for one in page.locator(".fact-value").all()]
    kept, due = map(int, re.findall(r"\d+", said[0]))
    found = OnTime(kept, int(said[1]), int(said[2]))
    assert found.due == due
    return found


# --- another day of knowing, and a delay that is tried -------------------------------------------


def pick(page: Page, parameter: str, value: str) -> None:
    """Write in a field of the bar, or of the page, and wait for the page as it then is."""
    field = page.locator(f"#pick-{parameter}")
    with page.expect_response("**/_dash-update-component*"):
        field.fill(value)
        if field.get_attribute("type") == "number":
            field.press("Tab")
    settled(page)


def as_told_by(journal: Journal, known: datetime.date) -> PlanView:
    """The plan of the latest report that anything was told of by a day, as known on it."""
    found = plan.plan(journal)
    told_of = max(fact.report_date for fact in found.facts if fact.known_on <= known)
    return as_of(found.register, found.facts, told_of, known)


@pytest.mark.full
def test_another_day_of_knowing_is_picked_and_follows_from_page_to_page(open_as, kept):
    """In the middle of a report's weeks: some have told of it, and others have not yet."""
    known = datetime.date(2008, 9, 3)
    moved = most_moved(as_known(kept)).milestone.id
    facts = [fact for fact in plan.plan(kept).facts if fact.id == moved]
    page = open_as("board")
    arrive(page, f"/strategy/milestone?milestone={moved}")
    assert len(rows(page, HISTORY)) == len(facts)

    pick(page, "known", known.isoformat())
    assert f"known={known}" in page.url
    then = [fact for fact in facts if fact.known_on <= known]
    assert 0 < len(rows(page, HISTORY)) == len(then) < len(facts)
    expect(page.locator("#main")).to_contain_text(f"planlogg till och med {known}")
    follow(page, page.locator("#menu a[href*='/strategy/risks']"))
    assert f"known={known}" in page.url
    expect(page.locator("#pick-known")).to_have_value(known.isoformat())
    arrive(page, f"/strategy/milestones?sort=plan&known={known}")
    assert_milestones_are_those_of(as_told_by(kept, known), page)

    arrive(page, f"/strategy/milestone?milestone={moved}&known=2008-13-03")
    expect(page.locator(".picker-note[role=status]")).to_contain_text("2008-13-03")
    pick(page, "known", known.isoformat())
    pick(page, "known", "")
    assert "known=" not in page.url
    assert len(rows(page, HISTORY)) == len(facts)


@pytest.mark.full
def test_a_delay_is_tried_on_a_milestone_and_told_of_those_it_moves(open_as, kept):
    """The one whose delay of a hundred days moves most others; nothing is written."""
    view, written = as_known(kept, AUGUST), kept.last()
    networked = schedule(view).rows
    open_ = [id_ for id_ in view.activities if networked[id_].state != "done"]
    late = max(open_, key=lambda id_: (len(delay(view, id_, 100)), id_))
    milestone = next(one.id for one in view.register.milestones.values() if one.activity_id == late)
    page = open_as("strategist")
    arrive(page, f"/strategy/milestone?milestone={milestone}&at={AUGUST}")
    around = page.locator("section[aria-labelledby=around]")

    moved = {}
    for days in (100, 1):
        pick(page, "delay", str(days))
        assert f"delay={days}" in page.url
        expect(around.locator("[role=status]")).to_contain_text("till här skulle")
        moved[days] = around.locator("li").all_inner_texts()
        pushes = delay(view, late, days)
        assert len(moved[days]) == len(pushes)
        for told_of, push in zip(moved[days], pushes, strict=True):
            name = view.activities[push.activity_id].activity.title_sv
            size = "en arbetsdag" if push.finish_days == 1 else f"{push.finish_days} arbetsdagar"
            assert f"{name} slutar {size} senare, {push.finish}" in one_line(told_of)
            assert ("efter planens slut" in told_of) == push.is_past_plan_end
    assert len(moved[100]) > 0

    pick(page, "delay", "20")
    assert "delay=" not in page.url
    assert kept.last() == written


# --- files --------------------------------------------------------------------------------------


def send(page: Page, text: str) -> None:
    page.set_input_files(
        "input[type=file]",
        {"name": "plan.csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")},
    )
    with page.expect_navigation():
        page.locator("form[action='/offer/plan'] button").click()
    stands(page)


def test_a_strategist_takes_a_changed_file_in_whole_or_not_at_all(open_as, kept):
    page = open_as("strategist")
    arrive(page, "/strategy/exchange")
    with page.expect_download() as waiting:
        page.locator("a[href*='table=milestones']").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    at = {name: number for number, name in enumerate(lines[0])}
    row = next(line for line in lines if line[0] == "A404-M4")
    before, head = row[at["forecast"]], kept.last()
    row[at["forecast"]] = "2011-06-30"

    bad = [[*line] for line in lines]
    bad[4][at["baseline"]] = "2011-13-01"
    send(page, written(bad))
    (fault,) = rows(page, "section[aria-labelledby=faults] table")
    assert (fault[0], fault[1].splitlines()[-1]) == ("rad 5", "baseline")
    assert fault[3] == "2011-13-01"
    expect(page.locator("form[action='/decide/plan_import.accept']")).to_have_count(0)

    send(page, written(lines))
    (change,) = rows(page, "section[aria-labelledby=changes] table")
    assert change[0].startswith("A404-M4")
    assert change[2:4] == [before, "2011-06-30"]
    assert kept.last() == head
    page.locator("[name=why]").fill("Ny tidplan från leverantören.")
    with page.expect_navigation():
        page.locator("form[action='/decide/plan_import.accept'] button").click()
    assert "plan.csv är inläst" in told(page)
    assert as_known(kept).milestones["A404-M4"].forecast == datetime.date(2011, 6, 30)
    arrive(page, "/strategy/milestone?milestone=A404-M4")
    assert rows(page, HISTORY)[0][2] == "2011-06-30"


def written(lines: list[list[str]]) -> str:
    text = io.StringIO()
    csv.writer(text, delimiter=";").writerows(lines)
    return text.getvalue()
