"""K20, milestones on time: reached by their decided day, of those whose day has come."""

import datetime
from dataclasses import dataclass
from fractions import Fraction

from actionplan.plan import PlanView
from actionplan.slip import Against, baseline


@dataclass(frozen=True)
class OnTime:
    """Milestones whose decided day has come, by what became of them.

    Attributes:
        on_time: Reached on the day or before it.
        late: Reached, but after it.
        missing: Not reached by the day of the view.
    """

    on_time: int
    late: int
    missing: int

    @property
    def due(self) -> int:
        """All whose day has come."""
        return self.on_time + self.late + self.missing

    @property
    def share(self) -> Fraction | None:
        """The part reached on time; None where none was due."""
        return Fraction(self.on_time, self.due) if self.due else None


def on_time(
    view: PlanView, against: Against = "first", after: datetime.date | None = None
) -> OnTime:
    """Milestones on time on the day of the view.

    Args:
        view: The plan as of a day.
        against: The day first decided, or the one decided last.
        after: Count only those due after this day, such as the report before; else all.
    """
    dues = [
        (baseline(state, against), state.actual_on(view.day)) for state in view.milestones.values()
    ]
    counted = [
        (due, actual)
        for due, actual in dues
        if due is not None and due <= view.day and (after is None or due > after)
    ]
    reached = [(due, actual) for due, actual in counted if actual is not None]
    kept = sum(actual <= due for due, actual in reached)
    return OnTime(kept, len(reached) - kept, len(counted) - len(reached))
