"""Publishing: what is served, what two runs have in common, and what a killed run leaves."""

import datetime
import os
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb
import pytest

from chargeback import builds
from etl import publish as publishing
from etl.publish import KEPT, PublishError, publish
from tests.worlds import tiny_build

ROOT = Path(__file__).resolve().parents[2]
NOON = datetime.datetime(2008, 9, 3, 12, 0, 0, tzinfo=datetime.UTC)
STEPS = ["copied", "checkpointed", "verified", "written", "renamed", "manifest"]

ENDS = (".duckdb", ".json")
APART = """
import pathlib, sys
from etl.publish import publish
publish(*map(pathlib.Path, sys.argv[1:]))
"""


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The tiny build, made once."""
    return tiny_build(tmp_path_factory.mktemp("tiny") / "tiny.duckdb")


@pytest.fixture
def build(tiny, tmp_path):
    return Path(shutil.copy(tiny, tmp_path / "tiny.duckdb"))


def served_hash(home):
    return builds.read_manifest(home, builds.current_id(home)).content_hash


def change(build, statement):
    with duckdb.connect(build) as connection:
        connection.execute(statement)


def test_the_pointer_names_the_new_file_and_the_file_its_build(build, tmp_path):
    path = publish(build, tmp_path, lambda: NOON)

    with duckdb.connect(path, read_only=True) as connection:
        rows = connection.execute("select build_id, built_at from control.build").fetchall()
    assert rows == [(path.stem, NOON.replace(tzinfo=None))]
    assert builds.current_id(tmp_path) == path.stem
    assert path.stem == f"20080903T120000Z-{served_hash(tmp_path)[:12]}"


def test_only_what_readers_need_is_published(build, tmp_path):
    change(build, "create schema staging; create table staging.accounts as select 1 as secret")

    path = publish(build, tmp_path)

    with duckdb.connect(path, read_only=True) as connection:
        schemas = connection.execute("select distinct schema_name from duckdb_tables()").fetchall()
    assert {name for (name,) in schemas} == {"marts", "detail", "control"}
    assert sorted(file.suffix for file in (tmp_path / "warehouse").iterdir()) == [
        "",
        ".duckdb",
        ".json",
    ]


def test_rows_lie_in_the_order_of_their_columns(build, tmp_path):
    change(build, "insert into marts.headcounts values ('2008-07-01', 'AAA', 1)")

    path = publish(build, tmp_path)

    with duckdb.connect(path, read_only=True) as connection:
        first = connection.execute("select department_id from marts.headcounts limit 1").fetchall()
    assert first == [("AAA",)]


def test_lines_of_a_month_lie_side_by_side(build, tmp_path):
    path = publish(build, tmp_path)

    with duckdb.connect(path, read_only=True) as connection:
        months = connection.execute("select month(period) from marts.bill_lines").fetchall()
    assert months == [(7,)] * 6 + [(8,)] * 9


@pytest.mark.parametrize(
    "statement",
    [
        "update marts.bill_lines set amount_ore = amount_ore + 1 where cost_centre_id = '40714'",
        "delete from detail.objects where object_id = 'sdi0001'",
        "insert into detail.objects from detail.objects limit 1",
        "alter table marts.headcounts rename persons to heads",
        "alter table marts.headcounts alter persons type integer",
        "create table marts.more as select 1 as one",
        "update control.rejects set value = null",
    ],
)
def test_another_row_column_or_table_is_another_content(build, tmp_path, statement):
    publish(build, tmp_path)
    before = served_hash(tmp_path)

    change(build, statement)
    publish(build, tmp_path)

    assert served_hash(tmp_path) != before


@pytest.mark.parametrize(
    "statement",
    [
        "update control.files set loaded_at = loaded_at + interval 1 day",
        "delete from control.deliveries",
    ],
)
def test_when_a_file_came_in_is_no_content(build, tmp_path, statement):
    publish(build, tmp_path)
    before = served_hash(tmp_path)

    change(build, statement)
    publish(build, tmp_path)

    assert served_hash(tmp_path) == before


def test_rows_written_in_another_order_are_the_same_content(build, tmp_path):
    publish(build, tmp_path)
    before = served_hash(tmp_path)

    change(
        build,
        "create or replace table detail.objects as from detail.objects order by object_id desc",
    )
    publish(build, tmp_path)

    assert served_hash(tmp_path) == before


@pytest.mark.parametrize(
    "surroundings",
    [
        {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "1", "LC_ALL": "C"},
        {"TZ": "America/Los_Angeles", "PYTHONHASHSEED": "2", "LC_ALL": "C.UTF-8"},
    ],
)
def test_the_machine_does_not_show_in_the_content(build, tmp_path, surroundings):
    publish(build, tmp_path)

    publish_apart(build, tmp_path / "apart", surroundings)

    assert served_hash(tmp_path / "apart") == served_hash(tmp_path)


def test_the_same_content_twice_in_a_second_makes_two_builds(build, tmp_path):
    first = publish(build, tmp_path, lambda: NOON)
    second = publish(build, tmp_path, lambda: NOON)

    assert first != second
    assert first.exists()


def test_of_builds_of_one_second_the_newest_has_the_last_name(build, tmp_path):
    """Whatever the hash of its content begins with."""
    published = [publish(build, tmp_path, lambda: NOON)]
    for number in (1, 2):
        change(build, f"insert into marts.headcounts values ('2008-07-01', 'A{number}', 1)")
        published.append(publish(build, tmp_path, lambda: NOON))

    assert builds.build_ids(tmp_path) == [path.stem for path in published[::-1]]


def test_three_old_builds_are_kept(build, tmp_path):
    days = [NOON + datetime.timedelta(days=day) for day in range(KEPT + 3)]

    paths = [publish(build, tmp_path, lambda day=day: day) for day in days]

    assert [path.exists() for path in paths] == [False, False, True, True, True, True]
    assert builds.build_ids(tmp_path) == [path.stem for path in reversed(paths[2:])]


@pytest.mark.parametrize("step", STEPS)
def test_a_run_killed_at_any_step_leaves_the_old_build_and_the_next_run_cleans_up(
    build, tmp_path, step
):
    old = publish(build, tmp_path, lambda: NOON)

    killed = publish_apart(build, tmp_path, {"ETL_DIE_AT": step}, check=False)

    assert killed.returncode == -9
    assert builds.current_id(tmp_path) == old.stem
    assert builds.sha256_of(old) == builds.read_manifest(tmp_path, old.stem).sha256
    new = publish(build, tmp_path)
    assert builds.current_id(tmp_path) == new.stem
    whole = {f"{build_id}{end}" for build_id in builds.build_ids(tmp_path) for end in ENDS}
    assert {file.name for file in new.parent.iterdir()} == whole | {"CURRENT"}


def test_a_file_that_reads_back_otherwise_is_not_published(build, tmp_path, monkeypatch):
    old = publish(build, tmp_path)

    def lose_a_row(step):
        if step == "checkpointed":
            (scratch,) = (tmp_path / "warehouse").glob(".publishing-*")
            change(scratch, "delete from marts.bill_lines where cost_centre_id = '40714'")

    monkeypatch.setattr(publishing, "reached", lose_a_row)

    with pytest.raises(PublishError, match=r"differs from the build in marts\.bill_lines"):
        publish(build, tmp_path)
    assert builds.current_id(tmp_path) == old.stem


def test_a_file_with_changes_beside_it_is_not_published(build, tmp_path, monkeypatch):
    def leave_a_wal(step):
        if step == "checkpointed":
            (scratch,) = (tmp_path / "warehouse").glob(".publishing-*")
            scratch.with_name(scratch.name + ".wal").write_bytes(b"rest")

    monkeypatch.setattr(publishing, "reached", leave_a_wal)

    with pytest.raises(PublishError, match="changes still beside it"):
        publish(build, tmp_path)
    assert builds.current_id(tmp_path) is None


@pytest.mark.parametrize("failing", range(1, 6))
def test_a_disk_that_fails_at_any_confirmation_changes_nothing(
    build, tmp_path, monkeypatch, failing
):
    old = publish(build, tmp_path)
    calls = iter(range(1, 100))
    confirm = os.fsync

    def fail(handle):
        if next(calls) == failing:
            raise OSError(5, "Input/output error")
        confirm(handle)

    monkeypatch.setattr(os, "fsync", fail)

    with pytest.raises(OSError, match="Input/output"):
        publish(build, tmp_path)
    assert builds.current_id(tmp_path) == old.stem


def test_the_build_itself_is_not_changed(build, tmp_path):
    copy = shutil.copy(build, tmp_path / "copy.duckdb")

    publish(build, tmp_path)

    assert builds.sha256_of(build) == builds.sha256_of(copy)


def publish_apart(build, home, surroundings, *, check=True):
    """Publish in a process of its own, as a command does."""
    return subprocess.run(
        [sys.executable, "-c", APART, str(build), str(home)],
        cwd=ROOT,
        env={**os.environ, **surroundings},
        check=check,
    )
