"""What is put aside on disk while a run works has a limit, by what is free when it begins."""

import datetime
import shutil
from typing import NamedTuple

import duckdb
import pytest

from etl import publish, spill
from etl.workbench import Workbench


class Usage(NamedTuple):
    total: int
    used: int
    free: int


FREE = 64 * 2**20
LIMIT = "32.0 MiB"


@pytest.fixture
def free(monkeypatch):
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(2**40, 0, FREE))


def limit(connection: duckdb.DuckDBPyConnection) -> str:
    asked = connection.execute("select current_setting('max_temp_directory_size')")
    return str(asked.fetchall()[0][0])


def test_half_of_what_is_free_is_taken_by_all_together(tmp_path, free):  # noqa: ARG001
    for at_once, most in ((1, LIMIT), (4, "8.0 MiB")):
        with duckdb.connect() as connection:
            spill.put_aside(connection, tmp_path / "spill", at_once)
            assert limit(connection) == most


def test_a_folder_that_is_not_there_yet_is_asked_for_on_its_disk(tmp_path, monkeypatch):
    asked = []
    monkeypatch.setattr(shutil, "disk_usage", lambda folder: asked.append(folder) or Usage(1, 0, 1))

    spill.put_aside(duckdb.connect(), tmp_path / "not" / "yet")

    assert asked == [tmp_path]


def test_whoever_reads_a_file_and_whoever_publishes_has_the_limit(tmp_path, free):  # noqa: ARG001
    bench = Workbench(tmp_path, tmp_path, [], datetime.date(2008, 9, 3))
    opened = publish.quiet(tmp_path / "a.duckdb")

    assert (limit(bench.connection), limit(opened)) == (LIMIT, "16.0 MiB")


def put_much_aside(folder) -> None:
    """Make a table of 96 MB with 40 MB of memory."""
    with duckdb.connect(config={"memory_limit": "40MB", "threads": 1}) as connection:
        connection.execute("set enable_progress_bar = false")
        spill.put_aside(connection, folder)
        connection.execute(
            "create temp table much as select hash(i) as a, hash(i + 1) as b, hash(i + 2) as c,"
            " hash(i + 3) as d from range(3_000_000) as numbers(i)"
        )


def test_above_the_limit_the_work_stops_and_says_so(tmp_path, monkeypatch):
    put_much_aside(tmp_path / "spill")
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: Usage(2**40, 0, 2 * 2**20))

    with pytest.raises(duckdb.OutOfMemoryException, match="max_temp_directory_size"):
        put_much_aside(tmp_path / "spill")
