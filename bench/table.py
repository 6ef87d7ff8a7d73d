"""The one table a benchmark ends with: figure, aim, ratio to the raw reference, peak memory."""

from collections.abc import Iterable
from dataclasses import dataclass

HEADINGS = ("part", "what", "figure", "aim", "raw reference", "ratio", "peak memory")
RIGHT = {"figure", "aim", "raw reference", "ratio", "peak memory"}
MEGA = 1_000_000


@dataclass(frozen=True)
class Row:
    """One thing measured.

    Attributes:
        part: intake, engine, pools, city, what_if, pages or wire.
        what: What was measured, in words.
        figure: Value with its unit.
        aim: What we want of it, if anything.
        raw: The reference of the same run, with its unit.
        ratio: Figure over reference.
        peak_bytes: Most memory held, or None where memory is not the question.
    """

    part: str
    what: str
    figure: str
    aim: str = ""
    raw: str = ""
    ratio: float | None = None
    peak_bytes: int | None = None

    def cells(self) -> tuple[str, ...]:
        """The row as words, in the order of the headings."""
        ratio = "" if self.ratio is None else f"{self.ratio:.2f}×"
        peak = "" if self.peak_bytes is None else f"{self.peak_bytes / MEGA:.0f} MB"
        return (self.part, self.what, self.figure, self.aim, self.raw, ratio, peak)


def drawn(rows: Iterable[Row]) -> str:
    """The table in plain text, columns as wide as their widest word."""
    lines = [HEADINGS, *(row.cells() for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(HEADINGS))]
    body = [_line(line, widths) for line in lines]
    return "\n".join([body[0], "  ".join("-" * width for width in widths), *body[1:]])


def _line(cells: tuple[str, ...], widths: list[int]) -> str:
    named = zip(HEADINGS, cells, widths, strict=True)
    placed = (c.rjust(width) if name in RIGHT else c.ljust(width) for name, c, width in named)
    return "  ".join(placed).rstrip()
