"""What a build holds, as hashes: the same rows give the same, whatever machine wrote them.

Values of rows are added up in 128-bit integers, so that neither threads nor the order in
which rows were written show.
"""

import hashlib

import duckdb

from chargeback.identifiers import with_names

PUBLISHED = ("marts", "detail", "control")
# Facts about a delivery or a run, not about the city: the same inputs give other values.
NOT_CONTENT = {"control.deliveries", "control.journal_head"}


def published_tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """Names ``schema.table`` of what is published, sorted; control.build is not copied but made."""
    rows = connection.execute(
        """
        select schema_name || '.' || table_name
        from duckdb_tables()
        where database_name = current_database()
          and schema_name = any($schemas)
          and schema_name || '.' || table_name <> 'control.build'
        order by schema_name, table_name
        """,
        {"schemas": list(PUBLISHED)},
    ).fetchall()
    return [name for (name,) in rows]


def table_hashes(connection: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """A hash of the columns and rows of every table that is content.

    It rests on md5, so it stays the same from one version of DuckDB to the next.
    """
    return {
        name: rows_hash(connection, name)
        for name in published_tables(connection)
        if name not in NOT_CONTENT
    }


def rows_hash(connection: duckdb.DuckDBPyConnection, table: str) -> str:
    """Hash of the columns and rows of one table; when a file was loaded is left out."""
    sums = connection.execute(
        with_names(
            """
            select count(*), sum(md5_number_lower(content::varchar)::hugeint)
            from (
                select row(*columns(lambda name: name <> 'loaded_at')) as content
                from {table}
            )
            """,
            table=table,
        )
    ).fetchall()
    return hashlib.sha256(repr((columns(connection, table), sums)).encode()).hexdigest()


def content_hash(hashes: dict[str, str]) -> str:
    """One hash over all tables: two builds with the same say the same in every row."""
    lines = "".join(f"{name} {digest}\n" for name, digest in sorted(hashes.items()))
    return hashlib.sha256(lines.encode()).hexdigest()


def fingerprints(connection: duckdb.DuckDBPyConnection) -> dict[str, object]:
    """Every published table's columns and a quick check of its rows, to compare a copy by.

    DuckDB's own hash is fifty times quicker than md5, and changes with its version: it is
    compared within a run and never kept.
    """
    return {name: fingerprint(connection, name) for name in published_tables(connection)}


def fingerprint(connection: duckdb.DuckDBPyConnection, table: str) -> object:
    """Columns, number of rows and sum of the rows' hashes."""
    sums = connection.execute(
        with_names(
            "select count(*), sum(hash(row(*columns(*)))::hugeint) from {table}", table=table
        )
    ).fetchall()
    return columns(connection, table), sums


def columns(connection: duckdb.DuckDBPyConnection, table: str) -> list[tuple[str, str]]:
    """Names and types of a table's columns."""
    rows: list[tuple[str, str]] = connection.execute(
        with_names("select column_name, column_type from (describe {table})", table=table)
    ).fetchall()
    return rows
