"""Ids that must stand in a register of the city: a service that is unknown has no price.

A contract says by ``foreignKeys`` in which register the ids of a column stand. An id is compared
without case and blanks, and then kept as the register writes it. Where the register is not
loaded nothing is looked up.
"""

import datetime
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import duckdb

from etl.batches import Batch, batches, rows_path
from etl.checks import ACCEPTED, code_points, has_foreign_letters, is_exponent
from etl.contract import Contract, Reference
from etl.quoting import literal, literals, name
from etl.reasons import FileFault
from etl.source import Source, Sources
from etl.structure import Note

#: The registers' ids, and what else is asked of them.
IDS = {"services": "service_id", "departments": "department_id"}
ASKED = {
    "services": ("service_id",),
    "departments": ("department_id", "name_sv", "valid_from", "valid_until"),
    "organisation_events": ("from_org", "to_org", "effective_on"),
}
#: A row that names no service of the register is rejected; a department nobody knows has no payer.
REJECTING = frozenset({"services"})
GAPS = "[ \\t\u00a0\u2007\u2009\u202f\u3000\ufeff\u200b-\u200d\u2060]"


def comes_first(file_name: str, sources: Sources) -> bool:
    """Whether other files' ids are looked up in this one."""
    return any(
        source.entity in ASKED and source.file and re.search(source.file, file_name)
        for source in sources.all().values()
    )


def folded(value: str) -> str:
    """An id as it is compared, as SQL: without case and blanks."""
    return f"lower(regexp_replace({value}, {literal(GAPS)}, '', 'g'))"


def take_registers(connection: duckdb.DuckDBPyConnection, home: Path) -> None:
    """Make a table ``known_<entity>`` of each register, empty where it is not loaded."""
    loaded = batches(home)
    for entity, columns in ASKED.items():
        paths = [str(rows_path(home, batch)) for batch in _newest(loaded, entity)]
        named = ", ".join(map(name, columns))
        rows = f"select distinct {named} from read_parquet([{literals(paths)}])"
        nothing = f"select {', '.join(f'null as {name(c)}' for c in columns)} where false"
        connection.execute(f"create temp table {_table(entity)} as {rows if paths else nothing}")


def _table(entity: str) -> str:
    return name(f"known_{entity}")


def _newest(loaded: Iterable[Batch], entity: str) -> list[Batch]:
    """The newest batch of each source of an entity."""
    own = [batch for batch in loaded if batch.entity == entity]
    by_age = sorted(own, key=lambda batch: (str(batch.snapshot_on), batch.loaded_at.isoformat()))
    return list({batch.source_id: batch for batch in by_age}.values())


def check_ids(connection: duckdb.DuckDBPyConnection, contract: Contract) -> None:
    """Refuse a register in which two ids are one without case and blanks.

    Raises:
        FileFault: K12.
    """
    if contract.entity not in IDS:
        return
    key = name(IDS[contract.entity])
    found = _rows(
        connection,
        f"""
        select string_agg(distinct {key}, ', ' order by {key})
        from ({ACCEPTED}) group by {folded(key)}
        having count(distinct {key}) > 1 order by min(source_line) limit 1
        """,
    )
    for (ids,) in found:
        raise FileFault("K12", ids=ids)


def look_up(
    connection: duckdb.DuckDBPyConnection, source: Source, snapshot_on: datetime.date | None
) -> list[Note]:
    """Look up the ids of the rows on the bench, and tell what was found.

    A row with an unknown service goes to the faults. A department that is unknown or has ended
    is told, with its successor; the row is counted, and nobody pays.
    """
    notes: list[Note] = []
    for reference in source.contract.references:
        if not _rows(connection, f"select 1 from {_table(reference.entity)} limit 1"):
            continue
        heading = _heading(source, reference.column)
        notes += _fold(connection, reference, heading)
        if reference.entity in REJECTING:
            _reject(connection, reference, heading)
        else:
            notes += _unknown(connection, reference, heading)
            notes += _ended(connection, source.contract, reference, snapshot_on)
    return notes


def _heading(source: Source, column: str) -> str:
    field = next(field for field in source.fields if field.target == column)
    return field.headings[0] if field.headings else column


def _fold(connection: duckdb.DuckDBPyConnection, reference: Reference, heading: str) -> list[Note]:
    """K06: keep an id as the register writes it where only case and blanks differ."""
    column, key, table = name(reference.column), name(reference.key), _table(reference.entity)
    odd = f"""
        select source_line, written, kept
        from (
            select source_line, {column} as written
            from ({ACCEPTED})
            where {column} not in (select {key} from {table})
        )
        join (select distinct {key} as kept from {table}) on {folded("written")} = {folded("kept")}
    """
    ((rows, line, written, kept),) = _rows(
        connection,
        f"select count(*), min(source_line), arg_min(written, source_line),"
        f" arg_min(kept, source_line) from ({odd})",
    )
    if not rows:
        return []
    connection.execute(
        f"update bench set {column} = odd.kept from ({odd}) as odd"
        " where bench.source_line = odd.source_line"
    )
    told = {"rows": rows, "column": heading, "line": line, "written": written, "kept": kept}
    return [("K06", told)]


def _reject(connection: duckdb.DuckDBPyConnection, reference: Reference, heading: str) -> None:
    """K05: what the id may have been is told where that can be seen."""
    column, key, table = name(reference.column), name(reference.key), _table(reference.entity)
    connection.execute(f"""
        insert into faults
        select
            source_line, {literal(heading)},
            case
                when {is_exponent(column)} then 'N18'
                when {has_foreign_letters(column)} then 'E12'
                else 'K05'
            end,
            {column},
            case
                when {has_foreign_letters(column)} then {code_points(column)}
                else coalesce('(' || (
                    select min({key}) from {table}
                    where ltrim({key}, '0') = ltrim({column}, '0')
                ) || '?)', '')
            end
        from ({ACCEPTED})
        where {column} is not null and {column} not in (select {key} from {table})
    """)


def _unknown(
    connection: duckdb.DuckDBPyConnection, reference: Reference, heading: str
) -> list[Note]:
    """K03: rows that name no department of the register."""
    column, key, table = name(reference.column), name(reference.key), _table(reference.entity)
    ((rows, line, value),) = _rows(
        connection,
        f"""
        select count(*), min(source_line), arg_min({column}, source_line)
        from ({ACCEPTED})
        where {column} is not null and {column} not in (select {key} from {table})
        """,
    )
    told = {"rows": rows, "column": heading, "line": line, "value": value}
    return [("K03", told)] if rows else []


def _ended(
    connection: duckdb.DuckDBPyConnection,
    contract: Contract,
    reference: Reference,
    snapshot_on: datetime.date | None,
) -> list[Note]:
    """K04: departments that had ended by the day the row speaks of, each with its successor."""
    day = _day(contract, snapshot_on)
    if reference.entity != "departments" or not day:
        return []
    found = _rows(
        connection,
        f"""
        select count(*), min(source_line), ended.name_sv, ended.valid_until - 1,
            coalesce(max(heirs.name_sv), '–')
        from (
            select source_line, {name(reference.column)} as named, {day} as named_on
            from ({ACCEPTED})
        ) as accepted
        join (
            select department_id, arg_max(name_sv, valid_until) as name_sv,
                max(valid_until) as valid_until
            from known_departments group by department_id
        ) as ended
            on accepted.named = ended.department_id and named_on >= ended.valid_until
        left join known_organisation_events as events
            on events.from_org = ended.department_id
            and events.effective_on = ended.valid_until
        left join known_departments as heirs on heirs.department_id = events.to_org
        group by ended.department_id, ended.name_sv, ended.valid_until
        order by ended.department_id
        """,
    )
    names = ("rows", "line", "name", "last_on", "successor")
    return [("K04", dict(zip(names, row, strict=True))) for row in found]


def _day(contract: Contract, snapshot_on: datetime.date | None) -> str | None:
    """The day a row speaks of, as SQL: its first date that is filled in, else the file's."""
    days = [name(column.name) for column in contract.fields if column.type == "date"]
    if snapshot_on:
        days.append(f"date {literal(str(snapshot_on))}")
    return f"coalesce({', '.join(days)})" if days else None


def _rows(connection: duckdb.DuckDBPyConnection, statement: str) -> list[tuple[Any, ...]]:
    return connection.execute(statement).fetchall()
