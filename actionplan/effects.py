"""Is an effect of the plan seen: by how far the measures of it have come of the way planned by now.

A rule has a version and the first report it applies to, as in :mod:`actionplan.status`. What
cannot be judged is never seen: a measure that nobody has measured, that has no target on the day,
or of which the plan expected no movement yet.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from actionplan.plan import ActivityState, PlanView
from actionplan.trajectory import Distance

Seen = Literal["seen", "partly", "not_seen", "unknown"]
Doubt = Literal["", "no_direction", "not_measured", "no_target", "nothing_due"]


@dataclass(frozen=True)
class EffectRule:
    """Limits of a rule, as parts of the way from the starting value to the trajectory.

    Attributes:
        version: Its number.
        valid_from: The first report date it judges.
        seen_from: So much of the way, or more, is seen. The board's page calls it near the
            trajectory from there, so that what is seen here is nowhere called behind.
        partly_from: So much of the way, or more, is partly seen.
    """

    version: int
    valid_from: datetime.date
    seen_from: Fraction
    partly_from: Fraction


RULES = (EffectRule(1, datetime.date(2007, 1, 1), Fraction(85, 100), Fraction(1, 4)),)


@dataclass(frozen=True)
class Verdict:
    """What the rule says of one measure.

    Attributes:
        seen: Seen, partly, not, or it cannot be judged.
        part: Of the way planned; None where it cannot be judged.
        doubt: Why it cannot be judged; empty where it can.
    """

    seen: Seen
    part: Fraction | None
    doubt: Doubt = ""

    @property
    def counts(self) -> bool:
        """Whether it takes part in the effect's verdict: a measure without direction does not."""
        return self.doubt != "no_direction"


def rule_on(report_date: datetime.date) -> EffectRule:
    """The rule of a report's time; the first one for what is older."""
    return next((rule for rule in reversed(RULES) if rule.valid_from <= report_date), RULES[0])


def seen_by(part: Fraction, rule: EffectRule) -> Seen:
    """What a part of the way means.

    >>> [seen_by(Fraction(part, 100), RULES[0]) for part in (85, 84, 25, 24)]
    ['seen', 'partly', 'partly', 'not_seen']
    """
    if part >= rule.seen_from:
        return "seen"
    return "partly" if part >= rule.partly_from else "not_seen"


def verdict(found: Distance, start: int | None, better: str, rule: EffectRule) -> Verdict:
    """What a rule says of a measure.

    Args:
        found: The measure beside its trajectory.
        start: Its starting value in thousandths; None where it was not measured: the way then
            begins at nought (chargeback/trajectory.py).
        better: ``higher``, ``lower`` or ``none``.
        rule: The rule of the report's time.
    """
    doubt = _doubt(found, start, better)
    if doubt or found.part is None:
        return Verdict("unknown", None, doubt or "no_target")
    return Verdict(seen_by(found.part, rule), found.part)


def effect_seen(verdicts: Iterable[Verdict]) -> Seen:
    """What is said of an effect: seen when every measure of it is, not seen when none is at all.

    A measure that cannot be judged keeps the effect from being seen; without one that can be
    judged it cannot be judged either.
    """
    found = {one.seen for one in verdicts if one.counts}
    judged = found - {"unknown"}
    if not judged:
        return "unknown"
    if found == {"seen"}:
        return "seen"
    return "not_seen" if judged == {"not_seen"} else "partly"


@dataclass(frozen=True)
class Work:
    """An activity that shall give an effect.

    Attributes:
        state: All that was known of it.
        reached: How many of its milestones were reached by the day of the view.
        day: The last day reached when all are, else the last day promised; None without one.
    """

    state: ActivityState
    reached: int
    day: datetime.date | None

    @property
    def milestones(self) -> int:
        """How many there are."""
        return len(self.state.milestones)

    @property
    def is_done(self) -> bool:
        """Whether all of them are reached."""
        return 0 < self.milestones == self.reached


def works_of(view: PlanView, effect_id: str) -> Sequence[Work]:
    """The activities that shall give an effect, as registered."""
    return [
        _work(state, view.day)
        for state in view.activities.values()
        if effect_id in state.activity.effect_ids
    ]


def _work(state: ActivityState, day: datetime.date) -> Work:
    reached = sum(one.actual is not None and one.actual <= day for one in state.milestones)
    believed = [one.believed for one in state.milestones if one.believed is not None]
    return Work(state, reached, max(believed, default=None))


def _doubt(found: Distance, start: int | None, better: str) -> Doubt:
    if better == "none":
        return "no_direction"
    if found.outcome is None:
        return "not_measured"
    if found.should_be is None:
        return "no_target"
    begins = 0 if start is None and better == "higher" else start
    return "nothing_due" if found.should_be == begins else ""
