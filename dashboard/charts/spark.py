"""A small line beside a figure: how it has gone, the last value marked."""

from collections.abc import Sequence
from itertools import pairwise

from dashboard.charts.axis import heights
from dashboard.components.drawing import Drawing, percent, shape

HEIGHT = 56
INSET = 6
ROOM = HEIGHT - 2 * INSET


def spark(values: Sequence[int], label: str) -> Drawing:
    """Draw values in order, from the lowest to the highest.

    The scale does not start at zero: the figure beside it says the size, the line
    only how it has moved.

    Args:
        values: Oldest first, in any whole unit; at least one.
        label: The drawing in one sentence.
    """
    lowest = min(values)
    span = max(max(values) - lowest, 1)
    tops = [INSET + top for top in heights([value - lowest for value in values], span, ROOM)]
    lefts = [0.01 + 0.97 * place / max(len(values) - 1, 1) for place in range(len(values))]
    lines = [
        shape("line", x1=percent(x1), y1=y1, x2=percent(x2), y2=y2, className="line")
        for (x1, y1), (x2, y2) in pairwise(zip(lefts, tops, strict=True))
    ]
    dot = shape("circle", cx=percent(lefts[-1]), cy=tops[-1], r=4, className="dot chosen")
    start = shape("circle", cx=percent(lefts[0]), cy=tops[0], r=2, className="dot")
    return Drawing([*lines, start, dot], height=HEIGHT, label=label, className="drawing spark")
