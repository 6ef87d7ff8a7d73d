"""F07, F08, F09: a warehouse file swapped, corrupted or with changes beside it is never served.

The server falls back to the newest whole build and says so in its log as critical; what cannot
be told apart from a whole build by its bytes is told by its own name.
"""

import logging
import os
import random
import shutil
import sqlite3
from pathlib import Path

import duckdb
import pytest

from chargeback import builds
from dashboard import warehouse
from dashboard.warehouse import NoBuildError, Shelf
from etl.publish import publish
from tests.worlds import tiny_build

FLIPS = 60
FOREIGN_WAL = b"WAL of another file"


@pytest.fixture(scope="module")
def two_builds(tmp_path_factory):
    """A home with an older and a newer build, and the bytes of both."""
    home = tmp_path_factory.mktemp("swapped")
    build = tiny_build(home / "tiny.duckdb")
    older = publish(build, home)
    with duckdb.connect(build) as connection:
        connection.execute("update marts.bill_lines set amount_ore = amount_ore + 1")
    newer = publish(build, home)
    build.unlink()
    return home, older, newer


@pytest.fixture
def home(two_builds, tmp_path, monkeypatch):
    """A copy of it, and a server that has opened nothing."""
    copy = Path(shutil.copytree(two_builds[0], tmp_path / "home"))
    monkeypatch.setenv("NYTTJA_HOME", str(copy))
    monkeypatch.setattr(warehouse, "shelf", Shelf())
    return copy


@pytest.fixture
def newer(home, two_builds):
    return builds.build_path(home, two_builds[2].stem)


@pytest.fixture
def older(home, two_builds):
    return builds.build_path(home, two_builds[1].stem)


def falls_back(older, caplog):
    """Another build serves, and the log raises the alarm."""
    with caplog.at_level(logging.CRITICAL):
        assert warehouse.build().build_id == older.stem
    assert [record.levelname for record in caplog.records] == ["CRITICAL"]


def flip(content: bytes, place: int, bit: int) -> bytes:
    changed = bytearray(content)
    changed[place] ^= 1 << bit
    return bytes(changed)


def with_name(path: Path, other: Path) -> None:
    """Put another build, manifest and all, under a build's name."""
    for end in (".duckdb", ".json"):
        shutil.copyfile(other.with_suffix(end), path.with_suffix(end))


def of_another_city(path: Path) -> None:
    """A whole build of another city under a build's name, its manifest as it is written there."""
    city = path.parent.parent / "another"
    build = tiny_build(city.with_suffix(".duckdb"))
    with_name(path, publish(build, city))


def csv_named_duckdb(path: Path) -> None:
    path.write_text("line_id;amount_ore\nL1;100\n")


def sqlite_named_duckdb(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as connection:
        connection.execute("create table bill_lines (amount_ore integer)")
    connection.close()


def zero_header(path: Path) -> None:
    content = path.read_bytes()
    path.write_bytes(bytes(4096) + content[4096:])


def older_under_the_newer_name(path: Path) -> None:
    with_name(path, min(path.parent.glob("2*.duckdb")))


def lengthened(path: Path) -> None:
    with path.open("ab") as file:
        file.write(bytes(4096))


def a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def leads_nowhere(path: Path) -> None:
    path.unlink()
    path.symlink_to(path.with_name("gone.duckdb"))


@pytest.mark.parametrize(
    "harm",
    [
        of_another_city,
        older_under_the_newer_name,
        csv_named_duckdb,
        sqlite_named_duckdb,
        zero_header,
        lengthened,
        a_folder,
        leads_nowhere,
    ],
)
def test_f08_a_file_that_is_not_the_build_it_is_named_is_not_served(newer, older, caplog, harm):
    harm(newer)

    falls_back(older, caplog)


@pytest.mark.full
def test_f08_one_flipped_bit_anywhere_is_found(newer, older, caplog):
    """Sixty places, the header among them; the same file is then served again when mended."""
    whole, dice = newer.read_bytes(), random.Random(1)
    places = [0, 8, 4096, 8192, len(whole) - 1]
    places += [dice.randrange(len(whole)) for _ in range(FLIPS - len(places))]

    for place in places:
        newer.write_bytes(flip(whole, place, dice.randrange(8)))
        caplog.clear()
        falls_back(older, caplog)

    newer.write_bytes(whole)
    assert warehouse.build().build_id == newer.stem


@pytest.mark.full
@pytest.mark.parametrize("part", range(8))
def test_f08_a_file_cut_anywhere_is_not_served(newer, older, caplog, part):
    os.truncate(newer, newer.stat().st_size * part // 8)

    falls_back(older, caplog)


def test_f07_a_file_copied_over_the_served_one_is_noticed_though_it_looks_the_same(newer, older):
    """As ``cp -p``: same inode, size and time; the disk's own time of change gives it away."""
    assert warehouse.build().build_id == newer.stem
    before = newer.stat()

    newer.write_bytes(flip(newer.read_bytes(), 100_000, 3))
    os.utime(newer, ns=(before.st_atime_ns, before.st_mtime_ns))

    after = newer.stat()
    assert (after.st_ino, after.st_size, after.st_mtime_ns) == (
        before.st_ino,
        before.st_size,
        before.st_mtime_ns,
    )
    assert warehouse.build().build_id == older.stem


def own_wal(path: Path) -> bytes:
    """A true WAL, of changes to a copy of the file that were never checkpointed."""
    copy = path.with_name("copy.duckdb")
    shutil.copyfile(path, copy)
    connection = duckdb.connect(copy)
    connection.execute("set checkpoint_threshold = '1TB'")
    connection.execute("update marts.bill_lines set amount_ore = 0")
    wal = copy.with_name(copy.name + ".wal").read_bytes()
    connection.close()
    copy.unlink()
    copy.with_name(copy.name + ".wal").unlink(missing_ok=True)
    return wal


@pytest.mark.parametrize("kind", ["whole", "cut", "flipped", "foreign", "garbage", "empty"])
def test_f09_a_wal_beside_the_file_is_refused_whatever_is_in_it(newer, older, caplog, kind):
    wal = own_wal(newer)
    contents = {
        "whole": wal,
        "cut": wal[: len(wal) // 2],
        "flipped": flip(wal, len(wal) // 2, 0),
        "foreign": FOREIGN_WAL,
        "garbage": bytes(70),
        "empty": b"",
    }
    newer.with_name(newer.name + ".wal").write_bytes(contents[kind])

    falls_back(older, caplog)


@pytest.mark.parametrize("said", [b"", b"\xff\xfe\x00", b"20080903T120000Z-gone\n", b"\n"])
def test_f08_a_pointer_that_names_no_build_gives_way_to_the_newest_whole_one(
    home, newer, caplog, said
):
    (home / "warehouse" / builds.CURRENT).write_bytes(said)

    falls_back(newer, caplog)


def test_f08_where_no_build_is_whole_nothing_is_served(newer, older):
    for path in (newer, older):
        path.write_bytes(b"")

    with pytest.raises(NoBuildError):
        warehouse.build()


@pytest.mark.full
def test_f08_a_spoiled_build_that_waits_is_not_published(warm, at_stage):
    """Between build and publish: refused in one line, the published build stays."""
    home = at_stage("built")
    before = builds.current_id(home)
    waiting = home / "warehouse" / ".build.duckdb"
    zero_header(waiting)

    done = warm.run(home, "publish")

    assert done.returncode == 1
    assert "the run broke off" in done.said.splitlines()[-1]
    assert builds.current_id(home) == before
