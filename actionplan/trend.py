"""Milestone trend: when it was known, and which day was believed.

A level line is a promise kept; one that climbs beside the diagonal never comes nearer.
"""

import datetime
from dataclasses import dataclass
from typing import Literal

from actionplan.plan import MilestoneState
from actionplan.slip import promises


@dataclass(frozen=True)
class Point:
    """From ``known_on`` on, the milestone was promised for, or was reached on, ``day``."""

    known_on: datetime.date
    day: datetime.date
    kind: Literal["promise", "reached"]
    by: str
    reason: str


def trend(state: MilestoneState) -> tuple[Point, ...]:
    """A milestone's points, oldest first; the last is the day it was reached, if it was.

    The reached point stands where the day meets itself, on the diagonal, not when it was told;
    but never before the last promise, which may have been written down a few days after the fact.
    """
    told = [
        Point(each.known_on, each.day, "promise", each.by, each.reason) for each in promises(state)
    ]
    if state.reached:
        day = state.reached
        known_on = max([day.day, *(point.known_on for point in told[-1:])])
        told.append(Point(known_on, day.day, "reached", day.by, day.reason))
    return tuple(told)
