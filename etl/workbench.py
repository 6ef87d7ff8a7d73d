"""One file from bytes to Parquet: recognised, read, typed, checked. Nothing is kept yet.

A workbench belongs to one process: it holds the sources, one DuckDB connection and a scratch
folder. What it hands back says whether the file can be taken in and where its rows lie.
"""

import datetime
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import duckdb

from chargeback.home import journal_url
from etl import notes, raw, reasons
from etl.batches import Identity
from etl.checks import ACCEPTED, typing
from etl.contract import Contract
from etl.control_sum import control_sum
from etl.glance import Glance, check_content, check_name, glance, same_as_before
from etl.known import check_ids, look_up, take_registers
from etl.quoting import literal, name
from etl.reading import read
from etl.reasons import FileFault
from etl.recognise import claimed, snapshot_of
from etl.settings import settings
from etl.source import Source, sources
from etl.spill import put_aside
from etl.structure import Note, Structure
from journal.acceptances import accepted
from journal.store import Journal

MEMORY = "256MB"


@dataclass
class Prepared:
    """What became of a file on the workbench.

    ``fault`` is set when it is refused; else ``rows`` is its Parquet file, ``texts`` that of what
    they were read from, under ``headings``, and ``rejects`` that of the rejected rows if any.
    """

    path: Path
    sha256: str = ""
    fault: FileFault | None = None
    source_id: str = ""
    entity: str = ""
    snapshot_on: datetime.date | None = None
    rows_in: int = 0
    rows_rejected: int = 0
    control_sum_ore: int | None = None
    rows: Path | None = None
    texts: Path | None = None
    headings: tuple[str, ...] = ()
    rejects: Path | None = None
    notes: list[Note] = field(default_factory=list)

    @property
    def identity(self) -> Identity:
        """What makes it the same as an earlier delivery."""
        return self.sha256, self.snapshot_on


class Workbench:
    """Prepares files one after another.

    Args:
        home: Folder of the city, for its own sources, settings and registers.
        scratch: Folder on the same disk as the batches, for this run only.
        known: The batches there are.
        today: Dates after it are in the future.
        threads: How many work on a file at once.
        at_once: How many workbenches there are at a time.
    """

    def __init__(  # noqa: PLR0913 - a city, a place to work, and how many work there
        self,
        home: Path,
        scratch: Path,
        known: Iterable[Identity],
        today: datetime.date,
        threads: int = 1,
        *,
        at_once: int = 1,
    ) -> None:
        self.sources = sources(home)
        self.limits = settings(home)
        self.accepted = frozenset(accepted(Journal(journal_url(home))))
        self.scratch = Path(tempfile.mkdtemp(dir=scratch))
        self.known = frozenset(known)
        self.today = today
        self.connection = duckdb.connect(
            config={
                "threads": threads,
                "memory_limit": MEMORY,
                "python_enable_replacements": False,
            }
        )
        put_aside(self.connection, self.scratch / "spill", at_once)
        self._run("set enable_progress_bar = false")
        self._reasons_table()
        self._run(
            "create temp table faults (source_line bigint, column_name varchar, rule varchar,"
            " value varchar, other varchar)"
        )
        take_registers(self.connection, home)

    def prepare(self, path: Path) -> Prepared:
        """Take one file as far as Parquet, or say why it is refused."""
        prepared = Prepared(path)
        try:
            seen = _first_look(path, self.limits.largest_file_bytes)
            prepared.sha256 = seen.sha256
            check_content(seen)
            source = claimed(seen, self.sources)
            prepared.source_id, prepared.entity = source.source_id, source.entity
            prepared.snapshot_on = snapshot_of(path.name, source)
            if prepared.identity not in self.known:
                self._prepare(seen, source, prepared)
        except FileFault as fault:
            prepared.fault = fault
        return prepared

    def _prepare(self, seen: Glance, source: Source, prepared: Prepared) -> None:
        rows, faults = self.scratch / "rows", self.scratch / "faults"
        try:
            structure = read(self.connection, seen, source, rows, faults)
            prepared.notes = notes.of_text(seen, source, structure)
            self._type(source, structure, rows, faults)
            prepared.notes += look_up(self.connection, source, prepared.snapshot_on)
            self._check_rows(source.contract)
            self._check_file(source.contract)
            prepared.notes += notes.of_rows(self.connection, seen, source, structure, rows)
            self._count(source, structure, prepared)
            if source.contract.control_sum:
                prepared.control_sum_ore = self._control_sum(source, rows)
            if not same_as_before(seen):
                raise FileFault("S24")
            self._write(source, prepared)
            self._keep_texts(structure, rows, prepared)
        finally:
            rows.unlink(missing_ok=True)
            faults.unlink(missing_ok=True)

    def _type(self, source: Source, structure: Structure, rows: Path, faults: Path) -> None:
        """Fill the tables bench and faults of this file."""
        typed = typing(source, structure.headings, rows, self.today, "bench")
        self._run("create or replace temp table bench as " + typed.rows)
        self._run("delete from faults")
        if structure.rows_bad:
            bad = raw.read_csv(
                str(faults), {"source_line": "BIGINT", "rule": "VARCHAR", "other": "VARCHAR"}
            )
            self._run(f"insert into faults select source_line, null, rule, null, other from {bad}")
        failed = self._rows("select distinct fault from bench where fault is not null order by 1")
        if failed:
            self._run("insert into faults " + typed.faults([number for (number,) in failed]))

    def _check_rows(self, contract: Contract) -> None:
        """Reject rows that repeat another one where the entity forbids it (K01, K02)."""
        if not (contract.unique or contract.no_overlap):
            return
        every = ", ".join(name(column.name) for column in contract.fields)
        self._reject_repeated(every, "K01", "first(source_line) over same")
        if contract.unique:
            key = ", ".join(name(column) for column in contract.unique)
            self._reject_repeated(
                key, "K02", "coalesce(lag(source_line) over same, lead(source_line) over same)"
            )

    def _reject_repeated(self, key: str, rule: str, other: str) -> None:
        self._run(f"""
            insert into faults
            select source_line, null, {literal(rule)}, null, other::varchar
            from (
                select source_line, {other} as other
                from ({ACCEPTED})
                window same as (partition by {key} order by source_line)
            )
            where other is not null and other <> source_line
        """)

    def _check_file(self, contract: Contract) -> None:
        """Refuse a register that contradicts itself.

        Raises:
            FileFault: D11 overlapping periods of one key, K07 a circle in the organisation,
                K12 two ids that are one without case and blanks.
        """
        check_ids(self.connection, contract)
        if contract.no_overlap:
            self._check_overlap(contract)
        if contract.tree:
            self._check_tree(contract)

    def _check_overlap(self, contract: Contract) -> None:
        """Refuse a register with overlaps; of usage only the rows that overlap are rejected."""
        key = ", ".join(name(column) for column in contract.no_overlap)
        start, end = (name(column) for column in contract.ordered)
        doubled = f"""
            select other, line, key, first_on, last_on from (
                select source_line as other, lag(source_line) over same as line,
                    concat_ws(', ', {key}) as key, {start} as first_on,
                    least({end}, lag({end}) over same) - 1 as last_on,
                    {start} < lag({end}) over same as is_double
                from ({ACCEPTED})
                window same as (partition by {key} order by {start}, source_line)
            ) where is_double
        """
        if contract.kind != "register":
            self._run(f"""
                insert into faults
                select unnest([line, other]), null, 'K08', null, unnest([other, line])::varchar
                from ({doubled})
            """)
            return
        found = self._rows(f"{doubled} order by line limit 1")
        if found:
            other, line, value, first, last = found[0]
            raise FileFault("D11", line=line, other=other, key=value, first=first, last=last)

    def _check_tree(self, contract: Contract) -> None:
        node, parent = (name(column) for column in contract.tree)
        start, end = (name(column) for column in contract.ordered)
        found = self._rows(f"""
            with recursive units as (
                select {node} as node, {parent} as parent, {start} as since, {end} as until
                from ({ACCEPTED})
            ),
            paths as (
                select [node] as path, parent, since, until, false as circle from units
                union all
                select list_append(path, node), units.parent, greatest(paths.since, units.since),
                    least(paths.until, units.until), list_contains(path, node)
                from paths join units on units.node = paths.parent
                    and units.since < paths.until and units.until > paths.since
                where not circle
            )
            select array_to_string(path, ' > ') from paths where circle order by 1 limit 1
        """)
        if found:
            raise FileFault("K07", cycle=found[0][0])

    def _count(self, source: Source, structure: Structure, prepared: Prepared) -> None:
        """Count, and refuse a file with too many rejected rows nobody has said yes to (R03).

        Raises:
            RuntimeError: A row is neither accepted nor rejected: the program is wrong.
        """
        accepted = self._number(f"select count(*) from ({ACCEPTED})")
        prepared.rows_in = structure.rows_in
        prepared.rows_rejected = self._number("select count(distinct source_line) from faults")
        if accepted + prepared.rows_rejected != structure.rows_in:
            raise RuntimeError(
                f"{prepared.path.name}: expected {structure.rows_in} rows, found {accepted}"
                f" accepted and {prepared.rows_rejected} rejected"
            )
        if not structure.rows_in:
            prepared.notes.append(("S02", {}))
        if source.snapshot_column:
            prepared.snapshot_on = self._one_day(source.snapshot_column)
        limit = self.limits.rejects_limit(structure.rows_in)
        if prepared.rows_rejected > limit and prepared.sha256 not in self.accepted:
            raise self._too_many(source, prepared, limit)

    def _one_day(self, column: str) -> datetime.date | None:
        days = self._rows(f"select distinct {name(column)} from ({ACCEPTED}) order by 1 limit 5")
        if len(days) > 1:
            raise FileFault("D15", dates=", ".join(str(day) for (day,) in days))
        return days[0][0] if days else None

    def _too_many(self, source: Source, prepared: Prepared, limit: int) -> FileFault:
        rule, column, line, why_sv, why_en = self._rows(f"""
            select
                rule, coalesce(column_name, '–'), min(line),
                arg_min(reason_sv, line), arg_min(reason_en, line)
            from ({_rejected(source, prepared)})
            group by rule, column_name order by count(*) desc, min(line) limit 1
        """)[0]
        return FileFault(
            "R03",
            rejected=prepared.rows_rejected,
            rows=prepared.rows_in,
            limit=limit,
            commonest=rule,
            column=column,
            line=line,
            why_sv=why_sv,
            why_en=why_en,
        )

    def _control_sum(self, source: Source, rows: Path) -> int:
        amount = next(f for f in source.fields if f.target == source.contract.control_sum)
        column = raw.column(source.columns.index(amount.headings))
        texts = self._rows(f"""
            select {column}, count(*) from {raw.rows(rows)}
            where source_line not in (select source_line from faults)
            group by {column}
        """)
        return control_sum(texts, amount.decimals or 0)

    def _write(self, source: Source, prepared: Prepared) -> None:
        """Write the accepted rows in the order of the file, and the rejected ones with why."""
        # A folder for each file: a copy of the same content may be prepared before it is settled.
        place = Path(tempfile.mkdtemp(dir=self.scratch))
        prepared.rows = place / "rows.parquet"
        columns = ", ".join(_staged(source.contract, prepared))
        self._copy(f"select {columns} from ({ACCEPTED}) order by source_line", prepared.rows)
        if prepared.rows_rejected:
            prepared.rejects = place / "rejects.parquet"
            self._copy(_rejected(source, prepared), prepared.rejects)

    def _keep_texts(self, structure: Structure, rows: Path, prepared: Prepared) -> None:
        """Lay what was read beside what was made of it: an auditor asks for the row as it came."""
        place = Path(tempfile.mkdtemp(dir=self.scratch))
        prepared.headings = tuple(heading or "" for heading in structure.headings)
        prepared.texts = rows.replace(place / "texts.parquet")

    def _copy(self, select: str, path: Path) -> None:
        self._run(f"copy ({select}) to {literal(str(path))} (format parquet, compression zstd)")

    def _reasons_table(self) -> None:
        texts = [[rule, text.sv, text.en] for rule, text in reasons.rules().items()]
        self.connection.execute(
            "create temp table reasons as select unnest($rules) as rule, unnest($sv) as sv,"
            " unnest($en) as en",
            dict(zip(("rules", "sv", "en"), map(list, zip(*texts, strict=True)), strict=True)),
        )

    def _run(self, statement: str) -> None:
        self.connection.execute(statement)

    def _rows(self, statement: str) -> list[tuple[Any, ...]]:
        return self.connection.execute(statement).fetchall()

    def _number(self, statement: str) -> int:
        return int(self._rows(statement)[0][0])


def _first_look(path: Path, largest: int) -> Glance:
    check_name(path.name)
    try:
        return glance(path, largest)
    except OSError as error:
        raise FileFault("S30") from error


def _staged(contract: Contract, prepared: Prepared) -> Iterable[str]:
    """The staged columns in the order of the contract."""
    own = {
        "source_file": literal(prepared.path.name),
        "snapshot_on": f"date {literal(str(prepared.snapshot_on))}",
    }
    return (
        f"{own.get(column.name, name(column.name))}::{column.sql} as {name(column.name)}"
        for column in contract.columns
    )


def _rejected(source: Source, prepared: Prepared) -> str:
    """The rejected rows: of a row that breaks several rules the first."""
    return f"""
        select
            {literal(prepared.path.name)} as file_name,
            {literal(source.source_id)} as source_id,
            source_line as line, column_name, rule, value,
            replace(sv, '{{other}}', coalesce(other, '')) as reason_sv,
            replace(en, '{{other}}', coalesce(other, '')) as reason_en
        from (
            select *, row_number() over (partition by source_line order by rule) as place
            from faults
        )
        join reasons using (rule)
        where place = 1
        order by line
    """
