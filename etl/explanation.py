"""One line of a bill with all that made it: for ``python -m etl explain LINE``."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb

from chargeback import builds
from chargeback.explain import explain
from chargeback.explain_line import kronor
from etl.words import WORDS, object_line

Row = dict[str, Any]

LINE = "select * from marts.bill_lines where line_id = $line_id"

OBJECTS = """
    with

    told as (
        select objects.*
        from detail.objects
        join marts.bill_lines as line
            on line.line_id = $line_id
        where
            line.is_correction
            or not exists (
                select 1
                from detail.sealed_objects
                where
                    sealed_objects.period = line.period
                    and sealed_objects.cost_centre_id = line.cost_centre_id
                    and sealed_objects.department_id = line.department_id
                    and sealed_objects.service_id = line.service_id
            )
        union all
        select sealed_objects.* exclude (period)
        from detail.sealed_objects
        join marts.bill_lines as line
            on line.line_id = $line_id and sealed_objects.period = line.period
        where not line.is_correction
    )

    select
        objects.object_id,
        case when line.unit_days is null then objects.valid_from else objects.object_from end
            as object_from,
        case when line.unit_days is null then objects.valid_until else objects.object_until end
            as object_until,
        objects.owner_rule,
        objects.source_file,
        objects.source_line
    from told as objects
    join marts.bill_lines as line
        on  objects.cost_centre_id = line.cost_centre_id
        and objects.department_id = line.department_id
        and objects.service_id = line.service_id
        and (objects.agreement_id is null or objects.agreement_id = line.agreement_id)
        and objects.valid_from < line.valid_until
        and objects.valid_until > line.valid_from
    where line.line_id = $line_id
    order by objects.object_id, objects.valid_from, objects.source_file, objects.source_line
"""


class UnknownLineError(Exception):
    """No line of the published build has that id."""


def explanation(home: Path, line_id: str, language: str) -> Iterator[str]:
    """The sentence, the arithmetic done again, and the objects with file and line.

    Raises:
        UnknownLineError: There is no such line, or nothing is published.
    """
    build_id = builds.current_id(home)
    if build_id is None:
        raise UnknownLineError(line_id)
    with duckdb.connect(builds.build_path(home, build_id), read_only=True) as connection:
        lines = rows(connection, LINE, line_id)
        objects = rows(connection, OBJECTS, line_id)
    if not lines:
        raise UnknownLineError(line_id)
    yield from spoken(lines[0], objects, language)


def spoken(line: Row, objects: list[Row], language: str) -> Iterator[str]:
    """A line and its objects in words."""
    words = WORDS[language]
    explained = explain(line, language)
    yield explained.sentence
    for value, caption in explained.factors:
        yield f"  {value}  {caption}"
    yield words["agrees" if explained.agrees else "disagrees"].format(
        amount=kronor(explained.recomputed_ore, language),
        stored=kronor(line["amount_ore"], language),
    )
    yield words["lines"].format(count=len(objects))
    for row in objects:
        yield object_line(row, language)


def rows(connection: duckdb.DuckDBPyConnection, query: str, line_id: str) -> list[Row]:
    """Rows of a query about one line, by column name."""
    result = connection.execute(query, {"line_id": line_id})
    names = [name for name, *_ in result.description or []]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]
