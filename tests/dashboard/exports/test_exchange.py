"""What is taken along can be taken in again, and then changes nothing: for any plan."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.as_of import as_of
from actionplan.differences import Known, differences
from actionplan.exchange import together
from actionplan.msproject import project_file
from actionplan.plan import Activity, Dependency, Fact, Goal, Milestone, Register
from actionplan.reading import read
from dashboard.exports.exchange import plan_tables
from dashboard.exports.tables import csv_file, excel_file

LATER = datetime.date(2015, 1, 1)
DAYS = st.dates(datetime.date(1995, 1, 1), datetime.date(2014, 12, 31))
# What spreadsheets, XML and calendars trip over, and any other letter.
TEXTS = st.text(max_size=20) | st.sampled_from(
    ["=1+1", "'=1", "''-2", "@x", "+46", '"citat"; rad\nny', "<&>]]>", "2008-01-01", " å\u0308 ",
     "1/2", "\u200b", "\ufffe", "\x00\x0b", "_x000D_", "0012", "TRUE", "1e5"]
)  # fmt: skip
IDS = st.lists(st.sampled_from(["EF01", "EF02", "EF03"]), unique=True).map(tuple)


@st.composite
def views(draw):
    """A plan: activities with weighted milestones, days told of them, links without a ring."""
    activities, milestones, facts = {}, {}, []
    for number in range(draw(st.integers(1, 3))):
        id_ = f"A{number}"
        first, last = sorted((draw(DAYS), draw(DAYS)))
        activities[id_] = Activity(
            id_, draw(st.sampled_from(["G1", "G2"])), draw(TEXTS), first, last, draw(TEXTS),
            effect_ids=draw(IDS), owner_org="SEF", owner_role=draw(TEXTS), sponsor=draw(TEXTS),
            budget_ore=draw(st.integers(0, 10**12)), funding_sv=draw(TEXTS),
        )  # fmt: skip
        parts = draw(st.lists(st.integers(1, 9), min_size=1, max_size=3))
        for seq, part in enumerate(parts, start=1):
            weight = Fraction(part, sum(parts))
            own = f"{id_}-M{seq}"
            milestones[own] = Milestone(own, id_, seq, draw(TEXTS), weight, draw(TEXTS))
            kinds = draw(st.lists(st.sampled_from(["baseline", "forecast"]), max_size=3)) + draw(
                st.sampled_from([[], ["actual"]])
            )
            for kind in kinds:
                day = draw(DAYS)
                facts.append(
                    Fact(len(facts) + 1, LATER, LATER, "milestone", own, kind, day)
                )  # fmt: skip
    ids = sorted(activities)
    pairs = [(one, other) for n, one in enumerate(ids) for other in ids[n + 1 :]]
    links = tuple(
        Dependency(*pair, draw(st.sampled_from(["FS", "SS", "FF", "SF"])),
                   draw(st.integers(-50, 50)), draw(TEXTS))
        for pair in (draw(st.lists(st.sampled_from(pairs), unique=True)) if pairs else [])
    )  # fmt: skip
    goals = {id_: Goal(id_, draw(TEXTS)) for id_ in ("G1", "G2")}
    register = Register(goals, {}, {}, activities, milestones, links)
    return as_of(register, facts, LATER, LATER)


def read_again(view, kind):
    if kind == "xml":
        return read(project_file(view, "Plan"))
    tables = plan_tables(view)
    if kind == "xlsx":
        return read(excel_file(list(tables.values())))
    # A table without a row has its headings alone.
    return together(read(csv_file(table)) for table in tables.values())


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xml"])
@settings(max_examples=25)
@given(view=views())
def test_what_was_taken_along_changes_nothing_when_it_is_taken_in(kind, view):
    document = read_again(view, kind)

    found = differences(view, document, Known(), LATER)

    assert found.faults == ()
    assert found.changes == ()
    assert found.missing == ()
    assert document.unread == ()


@pytest.mark.parametrize("kind", ["csv", "xlsx", "xml"])
def test_it_is_told_when_the_plan_has_moved_since(kind):
    day = datetime.date(2010, 1, 1)
    activities = {"A": Activity("A", "G1", "Nät", day, day)}
    milestones = {"A-M1": Milestone("A-M1", "A", 1, "Klar", Fraction(1))}
    register = Register({"G1": Goal("G1", "Mål")}, {}, {}, activities, milestones)
    told = [Fact(1, day, LATER, "milestone", "A-M1", "baseline", day)]
    later = [*told, Fact(2, day, LATER, "milestone", "A-M1", "forecast", datetime.date(2010, 6, 1))]
    document = read_again(as_of(register, told, LATER, LATER), kind)

    found = differences(as_of(register, later, LATER, LATER), document, Known(), LATER)

    assert [(one.row.id, one.days) for one in found.changes] == [("A-M1", (("forecast", day),))]
