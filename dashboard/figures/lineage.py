"""The way of a figure, from the sources that delivered it to the table that tells it."""

from collections.abc import Sequence
from dataclasses import dataclass

from dashboard.rows import Row

STAGING = "staging"


@dataclass(frozen=True)
class Way:
    """What a table is made of, directly or through others; each list by name.

    Attributes:
        reads: The tables it reads itself.
        sources: Ids of the sources that delivered.
        batches: Staged tables their files were made into.
        models: The models between those and the table.
    """

    reads: Sequence[str]
    sources: Sequence[str]
    batches: Sequence[str]
    models: Sequence[str]


def way_of(name: str, lineage: Sequence[Row]) -> Way:
    """What a table is made of.

    Args:
        name: The table, ``schema.table``.
        lineage: Rows of :func:`dashboard.queries.kpis.lineage`.
    """
    reads: dict[str, list[str]] = {}
    for row in lineage:
        reads.setdefault(row["name"], []).append(row["reads"])
    found: set[str] = set()
    waiting = [name]
    while waiting:
        for read in reads.get(waiting.pop(), []):
            if read not in found:
                found.add(read)
                waiting.append(read)
    batches = {one for one in found if one.startswith(f"{STAGING}.")}
    sources = {one for one in found if "." not in one}
    return Way(
        sorted(reads.get(name, [])),
        sorted(sources),
        sorted(batches),
        sorted(found - batches - sources),
    )
