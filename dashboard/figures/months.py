"""A month on its way to being closed: what was checked, what it comes to, who spoke of it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from chargeback.period import months_later, periods_between
from chargeback.run_differences import Cell, cell, differences
from dashboard import months
from dashboard.figures.changes import (
    Compared,
    Parts,
    ServiceParts,
    Shown,
    service_parts,
    together,
)
from dashboard.figures.month_calendar import Delivered, Step, steps
from dashboard.figures.stretches import MONTH, Stretch
from dashboard.i18n import name
from dashboard.months import Comment, PeriodState, SealedMonth
from dashboard.queries import changes, periods, reference, worklist
from dashboard.queries.changes import WHOLE_CITY
from dashboard.rows import Row, rows_of
from dashboard.view import UnknownError, View
from dashboard.words import worklist as worklist_words
from dashboard.words.months import WRONG

FINAL = frozenset({"closed", "booked"})
#: What does not make figures wrong but waits for somebody's hand.
WAITS = frozenset(worklist_words.KINDS) - WRONG | {"question"}


@dataclass(frozen=True)
class Check:
    """A row of the checklist.

    Args:
        kind: As the work list has it, or question, corrections, waiting_corrections.
        things: How many are in the way; of corrections how many there are.
        amount_ore: What they are worth, None where that cannot be told.
    """

    kind: str
    things: int
    amount_ore: int | None

    @property
    def is_wrong(self) -> bool:
        """Whether it makes the month's figures wrong."""
        return self.kind in WRONG and self.things > 0

    @property
    def waits(self) -> bool:
        """Whether it ought to be mended, and the figures stand all the same."""
        return self.kind in WAITS and self.things > 0


@dataclass(frozen=True)
class Difference:
    """What a payer of a service is charged beyond what was reviewed.

    Args:
        service: The service, or the system of an agreement, in the reader's language.
        cost_centre: Name and number.
        parts: By cause.
    """

    service: str
    cost_centre: str
    parts: Parts


@dataclass(frozen=True)
class Closing:
    """What the page asks, each question once."""

    view: View

    @cached_property
    def months(self) -> dict[datetime.date, PeriodState]:
        """Whole years of months, from the first there is to the year of the last.

        Raises:
            UnknownError: The reader has no right to the journal.
        """
        first, last = self.view.periods[-1], self.view.periods[0]
        wanted = periods_between(first.replace(month=1), last.replace(month=12))
        found = months.states(self.view.viewer, wanted)
        if not found:
            raise UnknownError
        return found

    @property
    def month(self) -> PeriodState:
        """The month chosen."""
        return self.months[self.view.period]

    @cached_property
    def sums(self) -> Mapping[datetime.date, Row]:
        """What each month comes to."""
        return {row["period"]: row for row in rows_of(periods.sums(self.view.viewer))}

    @property
    def sum(self) -> Row:
        """What the month comes to."""
        return self.sums.get(
            self.view.period, {"line_count": 0, "amount_ore": 0, "fingerprint": ""}
        )

    @cached_property
    def sealed(self) -> list[SealedMonth]:
        """The chain of sealed months, held against the journal now."""
        return months.sealed(self.view.viewer)

    @property
    def next_to_close(self) -> datetime.date:
        """The month after the last closed one; the first one with lines where none is."""
        closed = [month for month, found in self.months.items() if found.state in FINAL]
        return months_later(max(closed), 1) if closed else self.view.periods[-1]

    @cached_property
    def checks(self) -> list[Check]:
        """The checklist, what makes figures wrong first."""
        viewer, period = self.view.viewer, self.view.period
        waiting = rows_of(worklist.worklist(viewer, period))
        (found,) = rows_of(periods.corrections(viewer, period))
        own = [_check(kind, waiting) for kind in worklist_words.KINDS]
        asked = Check("question", len(self.questions), None)
        corrections = Check("corrections", found["line_count"], found["amount_ore"])
        late = Check("waiting_corrections", found["waiting_count"], found["waiting_ore"])
        return [*own, asked, corrections, *([late] if late.things else [])]

    @cached_property
    def questions(self) -> list[Comment]:
        """What departments ask about their bills and nobody has answered."""
        return months.questions(self.view.viewer, self.view.period)

    @property
    def month_after(self) -> datetime.date:
        """The month whose working days the steps are due by."""
        return months_later(self.view.period, 1)

    @cached_property
    def steps(self) -> list[Step]:
        """The steps of the month by the working day they are due."""
        viewer, period = self.view.viewer, self.view.period
        (row,) = rows_of(periods.delivered(viewer, period))
        delivered = Delivered(row["owed"], row["missing"], row["last_at"])
        thread = months.said_of_bills(viewer, period)
        return steps(self.month, delivered, thread, len(self.questions))

    @cached_property
    def result(self) -> Row:
        """Fees beside self-cost."""
        return rows_of(periods.result(self.view.viewer, self.view.period))[0]

    @property
    def wrong(self) -> int:
        """How many things make the figures wrong."""
        return sum(one.things for one in self.checks if one.is_wrong)

    @property
    def waiting(self) -> int:
        """How many kinds of things wait besides."""
        return sum(one.waits for one in self.checks)

    @cached_property
    def compared(self) -> Compared | None:
        """The month and the one before; none where that has no lines."""
        before = self.view.month_before
        if before not in self.view.periods:
            return None
        return Compared(
            Shown(Stretch.around(MONTH, before)), Shown(Stretch.around(MONTH, self.view.period))
        )

    @cached_property
    def services(self) -> list[ServiceParts]:
        """Each service's causes since the month before, for the whole city."""
        if self.compared is None:
            return []
        before, now = self.compared.before.months, self.compared.now.months
        cells = rows_of(changes.cells(self.view.viewer, WHOLE_CITY, before, now))
        return service_parts(cells, [], self.compared)

    @property
    def parts(self) -> Parts:
        """All causes."""
        return together(self.services)

    @property
    def before_ore(self) -> int:
        """What the month before came to."""
        return sum(one.before_ore for one in self.services)

    @property
    def amount_ore(self) -> int:
        """What the month comes to."""
        return sum(one.amount_ore for one in self.services)

    @cached_property
    def reviewed_cells(self) -> list[Cell] | None:
        """What the month charged when it was reviewed, where that is no longer what it does."""
        if not self.month.fell_back:
            return None
        return months.reviewed_cells(self.view.viewer, self.month)

    @property
    def reviewed_ore(self) -> int:
        """What the month came to when it was reviewed."""
        return sum(one.amount_ore for one in self.reviewed_cells or ())

    @cached_property
    def since_review(self) -> list[Difference]:
        """What has changed since the review, the largest change first."""
        if self.reviewed_cells is None:
            return []
        viewer = self.view.viewer
        now = map(cell, rows_of(periods.lines(viewer, self.view.period)))
        found = differences(self.reviewed_cells, now)
        services = {row["service_id"]: name(row) for row in rows_of(reference.catalogue(viewer))}
        payers = {row["cost_centre_id"]: row["name"] for row in rows_of(periods.payers(viewer))}
        ranked = sorted(found.items(), key=lambda one: (-abs(one[1].change_ore), one[0]))
        return [
            Difference(services.get(service_id, service_id), _payer(payer, payers), parts)
            for (_period, service_id, payer), parts in ranked
        ]

    @property
    def since_review_parts(self) -> Parts:
        """All of it by cause: what the month comes to less what was reviewed."""
        return sum((one.parts for one in self.since_review), start=Parts())


def _payer(payer: str, names: Mapping[str, str]) -> str:
    """A cost centre by name and number, as far as the published build knows it."""
    number = payer.rpartition(" ")[2]
    return f"{names.get(number, '')} {number}".strip()


def _check(kind: str, waiting: list[Row]) -> Check:
    own = [row for row in waiting if row["kind"] == kind]
    amounts = [row["amount_ore"] for row in own if row["amount_ore"] is not None]
    return Check(kind, len(own), sum(amounts) if amounts else None)
