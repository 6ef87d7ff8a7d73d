"""Which rows of a register rule: those of each source's newest batch, or the newest of a key."""

from collections.abc import Sequence
from pathlib import Path

from etl.batches import Batch, rows_path
from etl.contract import Contract
from etl.quoting import literal, literals, name


def rows(home: Path, contract: Contract, own: Sequence[Batch]) -> str:
    """The rows of some batches, as SQL, in the columns of the contract."""
    columns = ", ".join(name(column.name) for column in contract.columns)
    return f"select {columns} from read_parquet([{literals(paths(home, own))}])"


def ruling(home: Path, contract: Contract, own: Sequence[Batch]) -> str:
    """A register's rows, as SQL: of each source's newest batch, or of the newest with the key."""
    oldest_first = sorted(own, key=_age)
    if contract.newest_by:
        return _newest(home, contract, oldest_first[::-1])
    newest = {batch.source_id: batch for batch in oldest_first}
    return rows(home, contract, list(newest.values()))


def paths(home: Path, kept: Sequence[Batch]) -> list[str]:
    """Where the rows of batches lie."""
    return [str(rows_path(home, batch)) for batch in kept]


def _newest(home: Path, contract: Contract, newest_first: Sequence[Batch]) -> str:
    """For each key the rows of the newest file that names it."""
    columns = ", ".join(name(column.name) for column in contract.columns)
    key = ", ".join(name(column) for column in contract.newest_by)
    files = " union all ".join(
        f"select {age} as age, {columns} from read_parquet({literal(path)})"
        for age, path in enumerate(paths(home, newest_first))
    )
    return f"""
        select {columns}
        from (select *, min(age) over (partition by {key}) as newest from ({files}))
        where age = newest
        order by {key}, source_line
    """


def _age(batch: Batch) -> tuple[str, str, str]:
    """The day a file states, then when it came, tell which is newer."""
    return str(batch.snapshot_on), batch.loaded_at.isoformat(), batch.file_name
