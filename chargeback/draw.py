"""A sample of lines for audit: drawn in proportion to their kronor, and the same for the same seed.

Systematic sampling with probability proportional to size, on whole öre. The lines are laid end
to end, each as long as its amount, in an order that the seed gives; the length is cut in as many
equal stretches as lines are wanted, and at one place in each stretch, the same in all, stands a
point. A line is drawn by the points on it: one as long as a stretch always has one, and one
longer may have several and is then one line with several hits. The stretch is a fraction; all is
counted in its parts, so that nothing is rounded.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass

#: Between the seed and what is hashed with it: no seed and key can be read as another pair.
APART = "\x00"


@dataclass(frozen=True)
class Drawn:
    """A line that was drawn.

    Attributes:
        key: Its id.
        size_ore: How long it is.
        before_ore: What lies before it in the seed's order.
        hits: How many points stand on it, at least one.
    """

    key: str
    size_ore: int
    before_ore: int
    hits: int


@dataclass(frozen=True)
class Draw:
    """What was drawn, and all it takes to draw it again by hand.

    Attributes:
        wanted: How many points there are.
        total_ore: Sum of all sizes; a stretch is ``total_ore / wanted``.
        start: Where the first point stands, in parts of which an öre has ``wanted``.
        lines: What was drawn, in the order of the points.
    """

    wanted: int
    total_ore: int
    start: int
    lines: tuple[Drawn, ...]

    def is_always_drawn(self, size_ore: int) -> bool:
        """Whether a line of that size is drawn whatever the seed."""
        return self.total_ore > 0 and size_ore * self.wanted >= self.total_ore


def draw(sizes_ore: Mapping[str, int], wanted: int, seed: str) -> Draw:
    """Draw lines in proportion to their size.

    Args:
        sizes_ore: Size of each line by its id: the öre of its amount without sign. A line of 0
            öre is never drawn.
        wanted: How many points, at least one.
        seed: Any text. Together with the ids, the sizes and ``wanted`` it decides the draw; the
            order the lines come in does not.

    Raises:
        ValueError: A size is negative, or no line is wanted.

    Source:
        Docs/method.md, "A sample for audit".
    """
    if wanted < 1 or min(sizes_ore.values(), default=0) < 0:
        smallest = min(sizes_ore.values(), default=0)
        raise ValueError(f"cannot draw {wanted} lines of sizes from {smallest} öre")
    total = sum(sizes_ore.values())
    if total == 0:
        return Draw(wanted, 0, 0, ())
    start = int.from_bytes(_digest(seed, "")) % total
    found, before = [], 0
    for key in sorted(sizes_ore, key=lambda key: (_digest(seed, key), key)):
        after = before + sizes_ore[key]
        hits = _points(after * wanted, start, total) - _points(before * wanted, start, total)
        if hits:
            found.append(Drawn(key, sizes_ore[key], before, hits))
        before = after
    return Draw(wanted, total, start, tuple(found))


def _points(until: int, start: int, total: int) -> int:
    """How many of the points ``start``, ``start + total``, … lie before a place."""
    return max(0, -((start - until) // total))


def _digest(seed: str, key: str) -> bytes:
    """What nobody can foresee without the seed, and anybody can compute with it."""
    return hashlib.sha256(f"{seed}{APART}{key}".encode()).digest()
