"""The plan's facts: loaded with the day they were known, told with who and why, never altered."""

import datetime
import itertools

import pytest

from actionplan.as_of import as_of
from journal import plan
from journal.facts import By, ConflictError, RefusedError
from journal.plan import About, Row, Word
from journal.store import Journal

DAY = datetime.date
NOON = datetime.datetime(2009, 2, 11, 12, tzinfo=datetime.UTC)
LOADER = By("etl load", "program")
STRATEGIST = By("strategist", "strategist")
AUGUST, DECEMBER = DAY(2008, 8, 31), DAY(2008, 12, 31)
FILE = {"source_file": "a.csv", "source_line": 2}
GOAL = {
    "title_sv": "Mål",
    "title_en": "Goal",
    "section_sv": "",
    "description_sv": "",
    "quote_sv": "",
}
ACTIVITY = {
    "goal_id": "G1", "title_sv": "Nät", "title_en": "Networks", "owner_org": "SEF",
    "owner_role": "Nätansvarig", "sponsor": "IT-direktör", "budget_ore": 100_00, "funding_sv": "",
    "deliverable_sv": "", "effect_ids": ["EF01"], "need_ids": [], "kpi_ids": [],
    "planned_start": "2008-01-01", "planned_end": "2008-12-31",
}  # fmt: skip
MILESTONE = {
    "activity_id": "A1", "seq": 1, "title_sv": "Klar", "title_en": "Done",
    "decision_body_sv": "IT-rådet", "weight": "0.25",
}  # fmt: skip
BASELINE = {
    "value": "2008-06-30", "known_on": "2007-02-28", "report_date": "2007-04-30",
    "by": "kommunstyrelsen", "reason": "Fastställd",
}  # fmt: skip
ROWS = [
    Row(plan.GOAL, "goal:G1", GOAL | FILE),
    Row(plan.ACTIVITY, "activity:A1", ACTIVITY | FILE),
    Row(plan.MILESTONE, "milestone:A1-M1", MILESTONE | FILE),
    Row("plan.baseline", "milestone:A1-M1", BASELINE | FILE),
]


@pytest.fixture
def kept(tmp_path):
    journal = Journal(f"sqlite:///{tmp_path}/journal.sqlite")
    with journal.writing(NOON) as pen:
        plan.load(pen, LOADER, ROWS)
    return journal


def tell(journal, kind, text, report_date=DECEMBER, **about):
    entity = "activity" if kind in plan.ALLOWED["activity"] - {"comment"} else "milestone"
    id_ = {"activity": "A1", "milestone": "A1-M1"}[entity]
    known = {"seen": plan.plan(journal).seen(entity, id_), "post": ""} | about
    said = About(STRATEGIST, entity, id_, "leveransen dröjer", known["seen"], known["post"])
    with journal.writing(NOON) as pen:
        return plan.tell(pen, said, Word(kind, text, report_date))


def viewed(journal, report_date, known_at):
    found = plan.plan(journal)
    return as_of(found.register, found.facts, report_date, known_at)


def test_what_is_loaded_keeps_the_day_it_was_known_and_who_told_it(kept):
    (fact,) = plan.plan(kept).facts

    assert (fact.known_on, fact.report_date) == (DAY(2007, 2, 28), DAY(2007, 4, 30))
    assert (fact.value, fact.by, fact.reason) == (DAY(2008, 6, 30), "kommunstyrelsen", "Fastställd")


def test_the_register_is_what_the_rows_said(kept):
    parts = plan.plan(kept).register

    assert parts.goals["G1"].title_en == "Goal"
    assert parts.activities["A1"].planned_end == DAY(2008, 12, 31)
    assert parts.activities["A1"].budget_ore == 100_00
    assert (parts.milestones["A1-M1"].weight * 4, parts.milestones["A1-M1"].seq) == (1, 1)


def test_what_is_told_here_is_known_the_day_it_is_written(kept):
    tell(kept, "forecast", "2008-09-30", post="Nätansvarig")

    fact = plan.plan(kept).facts[-1]
    assert (fact.known_on, fact.report_date) == (NOON.date(), DECEMBER)
    assert (fact.value, fact.by, fact.reason) == (
        DAY(2008, 9, 30), "Nätansvarig", "leveransen dröjer",
    )  # fmt: skip


def test_a_plan_that_names_what_is_not_there_is_not_loaded_at_all(tmp_path):
    journal = Journal(f"sqlite:///{tmp_path}/journal.sqlite")
    stray = Row("plan.baseline", "milestone:A9-M1", BASELINE | FILE)

    with (
        pytest.raises(RefusedError, match="unknown milestone:A9-M1"),
        journal.writing(NOON) as pen,
    ):
        plan.load(pen, LOADER, [*ROWS, stray])

    assert journal.facts() == []


def test_a_plan_whose_activities_wait_for_each_other_is_not_loaded_at_all(tmp_path):
    journal = Journal(f"sqlite:///{tmp_path}/journal.sqlite")
    waits = {"type": "FS", "lag_days": 0, "note_sv": ""}
    ring = [
        Row(plan.ACTIVITY, "activity:A2", ACTIVITY | FILE),
        *(
            Row(
                plan.DEPENDENCY,
                f"dependency:{before}>{after}",
                {"predecessor": before, "successor": after} | waits | FILE,
            )
            for before, after in (("A1", "A2"), ("A2", "A1"))
        ),
    ]

    with pytest.raises(RefusedError, match="ring A2 → A1 → A2"), journal.writing(NOON) as pen:
        plan.load(pen, LOADER, [*ROWS, *ring])

    assert journal.facts() == []


@pytest.mark.parametrize(
    ("kind", "text", "rule"),
    [
        ("forecast", "2008-06-30", "same"),
        ("forecast", "i morgon", "form"),
        ("forecast", "0001-01-01", "form"),
        ("actual", "2009-02-12", "future"),
        ("progress", "101", "form"),
        ("progress", "-1", "form"),
        ("progress", "١٢", "form"),
        ("cost", "1.5", "form"),
        ("risk", "6x1", "form"),
        ("self_rating", "blå", "form"),
    ],
)
def test_what_cannot_be_so_is_refused_and_nothing_is_written(kept, kind, text, rule):
    before = len(kept.facts())

    with pytest.raises(RefusedError) as refused:
        tell(kept, kind, text)

    assert (refused.value.rule, len(kept.facts())) == (rule, before)


def test_what_is_reached_is_forecast_no_more_until_it_is_taken_back(kept):
    tell(kept, "actual", "2008-07-01")
    with pytest.raises(RefusedError, match="reached"):
        tell(kept, "forecast", "2008-09-30")

    tell(kept, "actual", "")
    tell(kept, "forecast", "2008-09-30")

    state = viewed(kept, DECEMBER, NOON.date()).milestones["A1-M1"]
    assert (state.actual, state.forecast) == (None, DAY(2008, 9, 30))


def test_a_report_ends_a_tertial(kept):
    with pytest.raises(RefusedError, match="report"):
        tell(kept, "forecast", "2008-09-30", DAY(2008, 9, 30))


def test_of_two_who_change_the_same_the_second_is_told(kept):
    seen = plan.plan(kept).seen("milestone", "A1-M1")
    tell(kept, "forecast", "2008-09-30", seen=seen)

    with pytest.raises(ConflictError, match=r"plan\.forecast by strategist"):
        tell(kept, "forecast", "2008-10-31", seen=seen)


def test_the_plan_as_known_then_is_the_same_after_everything_said_later(kept):
    """Also of what is told later and belongs to the same report."""

    def then():
        return viewed(kept, AUGUST, DAY(2008, 9, 20))

    before = then()
    for kind, text in [("forecast", "2008-11-30"), ("actual", "2008-12-01"), ("progress", "50")]:
        tell(kept, kind, text, AUGUST)
        tell(kept, "comment", "", DECEMBER)

    assert then() == before
    assert viewed(kept, AUGUST, NOON.date()) != before


def test_the_numbers_are_the_order_of_recording(kept):
    for day in ("2008-09-30", "2008-10-31"):
        tell(kept, "forecast", day)

    assert all(a.number < b.number for a, b in itertools.pairwise(plan.plan(kept).facts))


def edit(journal, row, now):
    """Somebody enters a part of the plan anew, by the application."""
    with journal.writing(now) as pen:
        pen.append(plan.NewFact(STRATEGIST, row.kind, row.subject, "rättat", None, row.body))


def test_a_view_of_an_earlier_day_stands_as_it_was_whatever_is_entered_anew(kept):
    """The register has versions: weight, title, order and what waits for what, as known then."""
    other = Row(plan.ACTIVITY, "activity:A2", ACTIVITY | {"title_sv": "Annan"} | FILE)
    link = {
        "type": "FS", "note_sv": "", "predecessor": "A1", "successor": "A2", "lag_days": 0,
    }  # fmt: skip
    with kept.writing(NOON) as pen:
        plan.load(pen, LOADER, [other, Row(plan.DEPENDENCY, "dependency:A1>A2", link | FILE)])
    before, now = plan.plan(kept), NOON + datetime.timedelta(days=1)

    edit(kept, Row(plan.ACTIVITY, "activity:A2", ACTIVITY | {"title_sv": "Ny"}), now)
    edit(kept, Row(plan.MILESTONE, "milestone:A1-M1", MILESTONE | {"weight": "1"}), now)
    edit(kept, Row(plan.MILESTONE, "milestone:A2-M1", MILESTONE | {"activity_id": "A2"}), now)
    edit(kept, Row(plan.DEPENDENCY, "dependency:A1>A2", link | {"lag_days": 5}), now)
    edit(kept, Row(plan.GOAL, "goal:G1", GOAL | {"title_sv": "Nytt mål"}), now)
    edit(kept, Row(plan.ACTIVITY, "activity:A2", ACTIVITY | {"title_sv": "Nyare"}), now)
    after = plan.plan(kept)

    def seen(of, known_at):
        return as_of(of.register, of.facts, AUGUST, known_at)

    old = seen(after, DAY(2009, 2, 11))
    assert old == seen(before, DAY(2009, 2, 11))
    assert list(old.activities) == ["A1", "A2"]
    now_known = seen(after, DAY(2009, 2, 12)).register
    assert now_known.activities["A2"].title_sv == "Nyare"
    assert now_known.milestones["A1-M1"].weight == 1
    assert now_known.dependencies[0].lag_days == 5
    assert now_known.goals["G1"].title_sv == "Nytt mål"
    assert "A2-M1" in now_known.milestones
