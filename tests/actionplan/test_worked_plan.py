"""The worked plan of docs/plan.md is calculated as the page says."""

from fractions import Fraction
from pathlib import Path

import pytest

from actionplan.as_of import as_of
from actionplan.earned_value import earned_value, of_plan
from actionplan.on_time import on_time
from actionplan.plan import Activity, Dependency, Goal, Milestone, Register, value_of
from actionplan.schedule import delay, schedule
from actionplan.slip import late_days, slip
from actionplan.status import RULES, judge
from tests.actionplan.plans import Log, on

PAGE = Path(__file__).resolve().parents[2] / "docs" / "plan.md"
ORE = 100


def table(heading):
    """The rows of the table whose heading row begins so, each by its columns' names."""
    lines = PAGE.read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith(f"| {heading} |"))
    names = cells(lines[start])
    rows = []
    for line in lines[start + 2 :]:
        if not line.startswith("|"):
            break
        rows.append(dict(zip(names, cells(line), strict=True)))
    return rows


def cells(line):
    return [cell.strip() for cell in line.strip("|").split("|")]


@pytest.fixture(scope="module")
def worked():
    """The page's plan as it lay before the board on 15 September 2008."""
    rows, log = table("activity | budget kr"), Log()
    activities = {
        row["activity"]: Activity(
            row["activity"],
            "G",
            row["activity"],
            min(on(one["day"]) for one in rows if one["activity"] == row["activity"]),
            max(on(one["day"]) for one in rows if one["activity"] == row["activity"]),
            budget_ore=int(row["budget kr"]) * ORE,
        )
        for row in rows
    }
    milestones = {
        row["milestone"]: Milestone(
            row["milestone"],
            row["activity"],
            int(row["milestone"][-1]),
            row["milestone"],
            Fraction(row["weight"]),
        )
        for row in rows
    }
    links = tuple(
        Dependency(row["predecessor"], row["successor"], row["type"], int(row["lag"]))
        for row in table("predecessor")
    )
    for row in rows:
        log.baseline(row["milestone"], row["day"])
    for row in table("known on"):
        value = value_of(row["what"], row["value"])
        amount = value * ORE if row["what"] == "cost" else value
        log.tell(row["about"], row["what"], amount, row["known on"], on(row["report"]))
    parts = Register({"G": Goal("G", "G")}, {}, {}, activities, milestones, links)
    return as_of(parts, log.facts, on("2008-08-31"), on("2008-09-15"))


def text(value):
    return "" if value is None else str(value)


def kronor(ore):
    return "" if ore is None else str(Fraction(ore) / ORE)


def yes(value):
    return "yes" if value else "no"


def test_the_slip(worked):
    for row in table("milestone | moves"):
        state = worked.milestones[row["milestone"]]
        found = slip(state)

        assert row == {
            "milestone": row["milestone"],
            "moves": str(found.moves),
            "net days": str(found.net_days),
            "last forecast missed by": text(found.last_forecast_miss),
            "late days": text(late_days(state, worked.day, "first")),
        }


def test_k20(worked):
    found = on_time(worked)

    assert (found.on_time, found.late, found.missing) == (2, 1, 1)


def test_the_colours(worked):
    for row in table("activity | rule"):
        found = judge(worked, row["activity"])

        assert row == {
            "activity": row["activity"],
            "rule": found.rating,
            "late days": text(found.late_days),
            "own colour": text(found.self_rating),
            "differs": yes(found.differs),
            "kinder": yes(found.is_kinder),
        }


def test_the_limits_are_those_in_force():
    rows = [row["worst open milestone"] for row in table("worst open milestone")]
    rule = RULES[-1]

    assert rows == [
        "all are reached",
        f"up to {rule.yellow_above} days late",
        f"{rule.yellow_above + 1} to {rule.red_above} days late",
        f"more than {rule.red_above} days late",
    ]


def test_the_slack(worked):
    for row in table("activity | state"):
        found = schedule(worked).rows[row["activity"]]

        assert row == {
            "activity": row["activity"],
            "state": found.state,
            "early finish": text(found.early_finish),
            "late finish": text(found.late_finish),
            "total slack": text(found.total_float),
            "free slack": text(found.free_float),
        }


def test_the_delay(worked):
    assert table("pushed") == [
        {
            "pushed": push.activity_id,
            "working days": str(push.finish_days),
            "new finish": text(push.finish),
            "past the plan's end": yes(push.is_past_plan_end),
        }
        for push in delay(worked, "Directory", 10)
    ]


def test_the_earned_value(worked):
    for row in table("activity | PV"):
        is_plan = row["activity"] == "the plan"
        found = of_plan(worked) if is_plan else earned_value(worked, row["activity"])

        assert row == {
            "activity": row["activity"],
            "PV": kronor(found.pv),
            "EV": kronor(found.ev),
            "AC": kronor(found.ac_ore),
            "SPI": text(found.spi),
            "CPI": text(found.cpi),
            "EAC": kronor(found.eac),
        }
