"""The plan's risks: the newest of each activity in a matrix, and all that was told of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from actionplan.plan import CLOSED_RISK
from dashboard.figures.plan import Shown
from dashboard.plan import Line, Told

__all__ = ["LARGE", "SCALE", "Risk", "Risks", "level"]

#: Likelihood and consequence are told from 1 to 5.
SCALE = range(1, 6)
#: Likelihood times consequence from which a risk is large, and from which it is middling.
LARGE, MIDDLING = 12, 6


@dataclass(frozen=True)
class Risk:
    """The newest word on the risk of an activity.

    Args:
        line: The activity.
        told: The word.
        before: The words before it, newest first.
    """

    line: Line
    told: Told
    before: Sequence[Told]

    @property
    def is_over(self) -> bool:
        """Whether it was told that the risk is over, or its activity is done."""
        return self.told.value == CLOSED_RISK or self.line.is_done

    @property
    def place(self) -> tuple[int, int]:
        """Likelihood and consequence; 0 and 0 for a risk that is over."""
        return place(self.told)

    @property
    def size(self) -> int:
        """Likelihood times consequence; 0 for a risk that is over."""
        likelihood, consequence = self.place
        return likelihood * consequence

    @property
    def grew(self) -> int | None:
        """How much larger it is than by the word before; None where there was none."""
        if not self.before:
            return None
        likelihood, consequence = place(self.before[0])
        return self.size - likelihood * consequence


@dataclass(frozen=True)
class Risks:
    """The risks that the address asks for.

    Args:
        shown: What it asks for of the plan.
    """

    shown: Shown

    @cached_property
    def all(self) -> list[Risk]:
        """The newest risk of each activity that one was told of, the largest first."""
        found = [risk for line in self.shown.lines if (risk := self._of(line))]
        return sorted(found, key=lambda risk: (-risk.size, risk.line.id))

    @cached_property
    def standing(self) -> list[Risk]:
        """Those that are not over, of the place in the matrix that the address names."""
        wanted = self.chosen
        return [risk for risk in self.all if not risk.is_over and wanted in {None, risk.place}]

    @property
    def over(self) -> list[Risk]:
        """Those that are over."""
        return [risk for risk in self.all if risk.is_over]

    @property
    def chosen(self) -> tuple[int, int] | None:
        """The place in the matrix that the address names; None where it names none."""
        wanted = self.shown.view.address.get("size")
        places = {f"{one}x{other}": (one, other) for one in SCALE for other in SCALE}
        return places.get(wanted)

    def at(self, likelihood: int, consequence: int) -> int:
        """How many stand at a place of the matrix, whatever place is chosen."""
        here = (likelihood, consequence)
        return sum(risk.place == here and not risk.is_over for risk in self.all)

    def _of(self, line: Line) -> Risk | None:
        told = [
            fact
            for fact in self.shown.asked.facts[::-1]
            if (fact.entity, fact.id, fact.kind) == ("activity", line.id, "risk")
        ]
        return Risk(line, told[0], told[1:]) if told else None


def place(told: Told) -> tuple[int, int]:
    """Likelihood and consequence of a word; 0 and 0 where it says that the risk is over."""
    if told.value == CLOSED_RISK:
        return 0, 0
    likelihood, _x, consequence = str(told.value).partition("x")
    return int(likelihood), int(consequence)


def level(size: int) -> str:
    """How large: ``large``, ``middling`` or ``small``."""
    return "large" if size >= LARGE else "middling" if size >= MIDDLING else "small"
