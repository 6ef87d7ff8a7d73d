"""A month's intake in one place: files, equations and what is not charged, each asked once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.figures import rhythm
from dashboard.queries import control
from dashboard.rows import Row, rows_of
from dashboard.view import View
from dashboard.words.control import Intake

# An equation's name and its source; the cost equation has none.
Key = tuple[str, str]


@dataclass(frozen=True)
class MonthIntake:
    """What came in for the month of a view, and what became of it."""

    view: View

    @cached_property
    def every_file(self) -> list[Row]:
        """All files of all months, by source and month."""
        return rows_of(control.files(self.view.viewer))

    @cached_property
    def files(self) -> list[Row]:
        """The files the month was calculated from."""
        return rhythm.in_force(self.every_file, self.view.period)

    @cached_property
    def absent(self) -> list[str]:
        """Sources that should have sent a file for the month and have not."""
        return [
            row["source_id"]
            for row in rows_of(control.missing_files(self.view.viewer, self.view.period))
        ]

    @cached_property
    def equations(self) -> Mapping[Key, Sequence[Row]]:
        """Terms by equation and source, the equations that fail first."""
        grouped: dict[Key, list[Row]] = {}
        for row in rows_of(control.equations(self.view.viewer, self.view.period)):
            grouped.setdefault((row["equation"], row["source_id"] or ""), []).append(row)
        return dict(sorted(grouped.items(), key=lambda item: difference(item[1]) == 0))

    @cached_property
    def broken(self) -> list[Key]:
        """The equations of the month that do not hold."""
        return [key for key, terms in self.equations.items() if difference(terms)]

    @cached_property
    def unallocated(self) -> list[Row]:
        """What nobody pays for, dearest first."""
        return rows_of(control.unallocated(self.view.viewer, self.view.period))

    @cached_property
    def set_aside(self) -> list[Row]:
        """Rows that are not charged by rule, most first."""
        return rows_of(control.set_aside(self.view.viewer, self.view.period))

    @property
    def rejected(self) -> int:
        """Rows turned away in the month's files."""
        return total(self.files, "rows_rejected")

    @property
    def summary(self) -> Intake:
        """The month in figures, for its sentences."""
        return Intake(
            period=self.view.period,
            equations=len(self.equations),
            broken=len(self.broken),
            missing=len(self.absent),
            rejected=self.rejected,
            unallocated=total(self.unallocated, "units"),
            unallocated_ore=total(self.unallocated, "amount_ore"),
        )


def difference(terms: Sequence[Row]) -> int:
    """Left side minus right side of an equation."""
    return sum(int(row["amount"]) * (1 if row["side"] == "left" else -1) for row in terms)


def total(rows: Sequence[Row], column: str) -> int:
    """A column of whole numbers added up."""
    return sum(int(row[column]) for row in rows)
