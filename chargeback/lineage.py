"""Which tables each model reads: the way of a figure, from the source that delivered it."""

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet

import duckdb

TABLE = """
create or replace table marts.lineage (layer varchar, name varchar, reads varchar);
insert into marts.lineage
select distinct 'staging', 'staging.' || entity, source_id from staging.files
"""


def write(
    connection: duckdb.DuckDBPyConnection,
    models: Mapping[str, str],
    tables_read: Callable[[str], AbstractSet[str]],
) -> None:
    """Make marts.lineage: one row per table and table it reads.

    Args:
        connection: Holds staging.files and the schema marts.
        models: Name of each model, ``schema.table``, and its SQL.
        tables_read: Names of the tables a query reads, ``schema.table``.

    A staged table reads the sources whose files it was made of; a model that reads none
    has no row.
    """
    connection.execute(TABLE)
    rows = [
        (name.split(".", maxsplit=1)[0], name, read)
        for name, sql in sorted(models.items())
        for read in sorted(tables_read(sql))
    ]
    if rows:
        connection.executemany("insert into marts.lineage values (?, ?, ?)", rows)
