"""The rows of a delivered file as they were delivered, before anything was made of them.

Intake keeps, beside the accepted rows of each file, the texts it read them from: the columns its
source asks for. Personal columns are never read, and so are not here.
"""

import datetime
import json
from collections.abc import Collection, Mapping
from pathlib import Path

import duckdb

Texts = list[tuple[str, str]]


def key_of(snapshot_on: datetime.date | None, sha256: str) -> str:
    """Names what is kept of a file: the day it states, if any, and its hash."""
    day = f"{snapshot_on}_" if snapshot_on else ""
    return day + sha256[:16]


def entry_path(city: Path, entity: str, key: str) -> Path:
    """The file's entry in the register of what was taken in."""
    return city / "batches" / entity / f"{key}.json"


def texts_path(city: Path, entity: str, key: str) -> Path:
    """The texts of its rows."""
    return city / "batches" / entity / f"{key}.delivered.parquet"


def texts(city: Path, entity: str, key: str, lines: Collection[int]) -> Mapping[int, Texts]:
    """Heading and text of each field that was read of some rows, as the file has them.

    Args:
        city: Folder of the city.
        entity: What the file tells of.
        key: See :func:`key_of`.
        lines: Physical lines the rows begin on.

    Returns:
        By line; empty for a file that an earlier version took in, which kept no texts.
    """
    path = texts_path(city, entity, key)
    if not path.exists():
        return {}
    entry = json.loads(entry_path(city, entity, key).read_text(encoding="utf-8"))
    headings = {f"c{number}": heading for number, heading in enumerate(entry["headings"])}
    with duckdb.connect() as connection:
        found = connection.execute(
            """
            select *
            from read_parquet($path)
            where source_line in (select unnest($lines::bigint[]))
            """,
            {"path": str(path), "lines": sorted(lines)},
        )
        names = [column[0] for column in found.description]
        rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    return {
        row["source_line"]: [
            (heading, row[name] or "") for name, heading in headings.items() if name in row
        ]
        for row in rows
    }
