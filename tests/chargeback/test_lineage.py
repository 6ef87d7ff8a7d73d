"""The way of a figure is told table by table, from the source that delivered it."""

import pytest

from chargeback import lineage, runner
from tests.chargeback.staging import staged


@pytest.fixture
def connection():
    with staged({"workstations": [{"asset_name": "A1", "snapshot_on": "2008-03-31"}]}) as made:
        made.execute("create schema marts")
        yield made


def told(connection, **models):
    texts = {name.replace("__", "."): sql for name, sql in models.items()}
    lineage.write(connection, texts, lambda sql: runner.tables_read(connection, sql))
    return connection.execute("from marts.lineage order by all").fetchall()


def test_each_table_a_model_reads_is_a_row(connection):
    rows = told(connection, marts__bills="select * from charges.lines join staging.services on 1")

    assert ("marts", "marts.bills", "charges.lines") in rows
    assert ("marts", "marts.bills", "staging.services") in rows


def test_a_staged_table_reads_the_sources_of_its_files(connection):
    assert ("staging", "staging.workstations", "sccm_datorer") in told(connection)


def test_a_model_that_reads_nothing_has_no_row(connection):
    assert told(connection, marts__one="select 1 as one") == told(connection)
