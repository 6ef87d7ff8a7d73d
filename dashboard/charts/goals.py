"""A goal's activities side by side, one block each, coloured by what the rule says."""

from collections.abc import Mapping

from dashboard.components.drawing import Drawing, percent, shape
from dashboard.components.shapes import Status

HEIGHT = 14
# What is left of an activity's place is the gap to the next.
BLOCK = 0.92


def goal_bar(counts: Mapping[Status, int], widest: int) -> Drawing:
    """Draw a goal's activities, each as wide as in every other goal.

    Args:
        counts: Activities by status, in the order drawn.
        widest: Activities of the goal that has most.
    """
    kinds = [kind for kind, number in counts.items() for _each in range(number)]
    shapes = [
        shape(
            "rect",
            x=percent(place / widest),
            y=0,
            width=percent(BLOCK / widest),
            height=HEIGHT,
            className=f"part-{kind}",
        )
        for place, kind in enumerate(kinds)
    ]
    return Drawing(shapes, height=HEIGHT, className="drawing goal-bar")


def block(kind: Status) -> Drawing:
    """One block, for the key."""
    part = shape("rect", x=0, y=0, width=HEIGHT, height=HEIGHT, className=f"part-{kind}")
    return Drawing([part], HEIGHT, HEIGHT, className="drawing goal-bar")
