"""Small plans to reason about: activities with equal milestones, and what is told of them."""

import csv
import datetime
from fractions import Fraction
from pathlib import Path

from actionplan.as_of import as_of
from actionplan.calendar import report_date_of
from actionplan.plan import (
    Activity,
    Dependency,
    Effect,
    Fact,
    Goal,
    Milestone,
    Need,
    Register,
    value_of,
)

REFERENCE = Path(__file__).resolve().parents[2] / "data" / "reference"
T1, T2, T3 = (datetime.date(2008, *end) for end in ((4, 30), (8, 31), (12, 31)))
ADOPTED = datetime.date(2008, 1, 2)
AFTERWARDS = datetime.date(2012, 1, 1)


def on(text):
    return datetime.date.fromisoformat(text)


def register(activities, dependencies=(), budget_ore=100_00):
    """A plan: milestones of equal weight for each activity id, planned for the year 2008."""
    goals = {"G1": Goal("G1", "Mål")}
    found = {
        id_: Activity(id_, "G1", id_, on("2008-01-07"), on("2008-12-19"), budget_ore=budget_ore)
        for id_ in activities
    }
    milestones = {
        f"{id_}-M{seq}": Milestone(f"{id_}-M{seq}", id_, seq, f"{seq}", Fraction(1, count))
        for id_, count in activities.items()
        for seq in range(1, count + 1)
    }
    return Register(goals, {}, {}, found, milestones, tuple(dependencies))


def link(predecessor, successor, kind="FS", lag=0):
    return Dependency(predecessor, successor, kind, lag)


class Log:
    """What is told, in order, days as text; the report is that of the day it is known."""

    def __init__(self):
        self.facts = []

    def tell(self, id_, kind, value=None, known="2008-01-02", report=None, **more):
        entity = "plan" if id_ == "PLAN" else "milestone" if "-M" in id_ else "activity"
        report = report or report_date_of(on(known))
        number = len(self.facts) + 1
        self.facts.append(Fact(number, on(known), report, entity, id_, kind, value, **more))
        return self

    def baseline(self, id_, day, known="2008-01-02", **more):
        return self.tell(id_, "baseline", on(day), known, **more)

    def forecast(self, id_, day, known="2008-02-01", **more):
        return self.tell(id_, "forecast", on(day), known, **more)

    def reached(self, id_, day, known=None, **more):
        return self.tell(id_, "actual", on(day) if day else None, known or day, **more)


def view(parts, log, report=T3, known=AFTERWARDS):
    return as_of(parts, log.facts, report, known)


def _rows(name):
    with (REFERENCE / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def _ids(text):
    return tuple(part for part in text.split("|") if part)


def city():
    """The sample city's plan and all that was told of it, read straight from its tables."""
    goals = {row["goal_id"]: Goal(row["goal_id"], row["title_sv"]) for row in _rows("goals")}
    effects = {
        row["effect_id"]: Effect(row["effect_id"], row["goal_id"], row["title_sv"])
        for row in _rows("effects")
    }
    needs = {
        row["need_id"]: Need(
            row["need_id"],
            row["from_org_id"],
            on(row["date"]),
            row["text_sv"],
            int(row["priority"]),
            row["decision"],
        )
        for row in _rows("needs")
    }
    activities = {
        row["activity_id"]: Activity(
            row["activity_id"],
            row["goal_id"],
            row["title_sv"],
            on(row["planned_start"]),
            on(row["planned_end"]),
            need_ids=_ids(row["need_ids"]),
            budget_ore=int(row["budget_tkr"]) * 100_000,
        )
        for row in _rows("action_plan")
    }
    milestones = {
        row["milestone_id"]: Milestone(
            row["milestone_id"],
            row["activity_id"],
            int(row["seq"]),
            row["title_sv"],
            Fraction(row["weight"]),
        )
        for row in _rows("milestones")
    }
    links = tuple(
        Dependency(row["predecessor_id"], row["successor_id"], row["type"], int(row["lag_days"]))
        for row in _rows("dependencies")
    )
    facts = tuple(
        Fact(
            int(row["fact_id"][2:]),
            on(row["recorded_at"]),
            on(row["report_date"]),
            row["entity"],
            row["id"],
            row["kind"],
            value_of(row["kind"], row["value"], row["unit"]),
            row["by_role"],
            row["reason_sv"],
        )
        for row in _rows("plan_facts")
    )
    return Register(goals, effects, needs, activities, milestones, links), facts
