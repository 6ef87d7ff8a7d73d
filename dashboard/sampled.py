"""A sample for audit, and what stands behind one of its lines."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from chargeback.draw import Draw
from dashboard.record import Fact
from dashboard.rows import Row


@dataclass(frozen=True)
class Asked:
    """What is drawn from and how: the same answers give the same lines.

    Args:
        first: First booked month.
        last: Last booked month.
        department_id: One department's lines, or all where it is empty.
        service_id: One service's lines, or all where it is empty.
        wanted: How many points.
        seed: The auditor's own words; empty before there is a draw.
    """

    first: datetime.date
    last: datetime.date
    department_id: str
    service_id: str
    wanted: int
    seed: str


@dataclass(frozen=True)
class Sample:
    """A draw with its lines.

    Args:
        asked: What it is a draw of.
        line_count: Lines it was drawn from.
        amount_ore: Sum of their amounts.
        draw: The draw itself.
        lines: The rows of bill_lines drawn, largest first.
    """

    asked: Asked
    line_count: int
    amount_ore: int
    draw: Draw
    lines: Sequence[Row]

    @property
    def hits(self) -> dict[str, int]:
        """How many points stand on each line drawn."""
        return {one.key: one.hits for one in self.draw.lines}

    @property
    def drawn_ore(self) -> int:
        """Size of the lines drawn."""
        return sum(one.size_ore for one in self.draw.lines)

    @property
    def always(self) -> int:
        """How many of them are drawn whatever the seed."""
        return sum(self.draw.is_always_drawn(one.size_ore) for one in self.draw.lines)


@dataclass(frozen=True)
class Evidence:
    """A drawn line with all that shows whether it is right.

    Args:
        number: Its place in the sample.
        hits: How many points stand on it.
        line: The row of bill_lines.
        objects: The source rows behind it as they were accepted, with file and line.
        delivered: By file and line, heading and text of each field that was read of them.
        files: Those files: sha256, when loaded, rows.
        deliveries: What came of each delivery of them.
        agreement: The agreement it is charged under, if any.
        price_facts: What people said of its price lists: decision first, newest last.
        month_facts: What people said of the booked month: review, closing, booking.
    """

    number: int
    hits: int
    line: Row
    objects: Sequence[Row]
    delivered: Mapping[tuple[str, int], Sequence[tuple[str, str]]]
    files: Sequence[Row]
    deliveries: Sequence[Row]
    agreement: Row | None
    price_facts: Sequence[Fact]
    month_facts: Sequence[Fact]
