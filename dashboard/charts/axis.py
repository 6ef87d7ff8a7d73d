"""Round figures to draw lines at: where an amount or a price stands on a scale from zero."""

import itertools
from collections.abc import Sequence

ROUND = (1, 2, 5)


def ticks(largest: int, most: int = 4) -> list[int]:
    """Round steps from zero past the largest value.

    >>> ticks(10_240)
    [0, 5000, 10000, 15000]
    >>> ticks(0)
    [0, 1]

    Args:
        largest: The largest value to be drawn, in any whole unit.
        most: How many steps there may be at most.
    """
    step = next(
        size
        for power in range(len(str(max(largest, 1))) + 1)
        for size in (digit * 10**power for digit in ROUND)
        if size * most >= largest
    )
    count = max(-(-largest // step), 1)
    return [step * number for number in range(count + 1)]


def heights(values: Sequence[int], largest: int, pixels: int) -> list[float]:
    """Each value's distance from the top of a drawing, in pixels.

    >>> heights([0, 50, 100], 100, 200)
    [200.0, 100.0, 0.0]
    """
    return [round(pixels - pixels * value / largest, 1) for value in values]


def apart(places: Sequence[float], gap: float, room: float) -> list[float]:
    """Places of words moved as little as it takes to stand a gap apart, within the room.

    >>> apart([10.0, 12.0, 60.0], 16, 100)
    [10.0, 26.0, 60.0]
    >>> apart([95.0, 96.0], 16, 100)
    [84.0, 100.0]

    Args:
        places: Pixels from the top, in any order.
        gap: The least distance between two of them.
        room: The lowest place there is.

    Returns:
        The new places, in the order given.
    """
    order = sorted(range(len(places)), key=lambda number: places[number])
    moved = list(places)
    for above, below in itertools.pairwise(order):
        moved[below] = max(moved[below], moved[above] + gap)
    floor = float(room)
    for number in reversed(order):
        moved[number] = min(moved[number], floor)
        floor = moved[number] - gap
    return moved
