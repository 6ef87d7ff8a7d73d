"""F02, F03: a disk that is full. One clear line, nothing published, nothing left behind.

As root a disk of its own is mounted and filled; otherwise no file may grow past a size, which
the kernel refuses in the same place. Neither is skipped.
"""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from chargeback import builds
from etl import run
from tests.faults.test_killed import leftovers, serves_a_whole_build
from tests.faults.village import MONTHS, Village, served_hash

FILLER = "filler"
MAY_MOUNT = os.geteuid() == 0


@contextlib.contextmanager
def disk(place: Path, size: str):
    """A disk of so many bytes; where none may be mounted, the folder as it is."""
    place.mkdir()
    if MAY_MOUNT:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(place)]
        done = subprocess.run(mount, capture_output=True, text=True, check=False)
        if done.returncode:
            yield False
            return
    try:
        yield MAY_MOUNT
    finally:
        if MAY_MOUNT:
            subprocess.run(["umount", str(place)], check=True)


def fill(folder: Path, left: int) -> None:
    """Write until so many bytes are left on the disk."""
    free = shutil.disk_usage(folder).free
    with (folder / FILLER).open("wb") as file:
        file.write(bytes(max(0, free - left)))


def is_one_line_that_says_so(said: str) -> bool:
    """In both languages, the last thing said."""
    last = said.strip().splitlines()[-1]
    swedish, _, english = last.partition(" / ")
    broke_off = "körningen bröts" in swedish and "the run broke off" in english
    # SQLite wants a byte beside the journal even to read it.
    unread = "journalen svarar inte" in swedish and "the journal does not answer" in english
    return (broke_off or unread) and "Traceback" not in said and "sqlalche.me" not in said


def goes_on_where_there_is_room(warm, home: Path, expected: str) -> None:
    (home / FILLER).unlink(missing_ok=True)
    warm.run(home, "run", check=True)
    assert served_hash(home) == expected
    assert leftovers(home) == []


@pytest.fixture
def village_on_a_disk(tmp_path, at_stage):
    """The village's home on a disk of so many megabytes, and whether the disk is one."""
    with contextlib.ExitStack() as stack:

        def moved(stage: str, size: str) -> tuple[Path, bool]:
            is_disk = stack.enter_context(disk(tmp_path / "disk", size))
            home = tmp_path / "disk" / "home"
            shutil.copytree(at_stage(stage), home)
            return home, is_disk

        yield moved


def test_f02_the_disk_is_full_while_loading_for_the_first_time(warm, tmp_path):
    """3 MB hold the files and no build; 8 kB hold no batch."""
    with disk(tmp_path / "disk", "3m") as is_disk:
        home = Village(tmp_path / "disk", MONTHS[:1]).home
        limits = {} if is_disk else {"largest_file": 0}
        if is_disk:
            fill(home, 8_192)

        done = warm.run(home, "load", **limits)

        assert done.returncode == 1, done.said
        assert is_one_line_that_says_so(done.said)
        assert not list((home / "batches").glob(".loading-*"))
        (home / FILLER).unlink(missing_ok=True)
        warm.run(home, "load", check=True)


@pytest.mark.full
@pytest.mark.parametrize(
    ("stage", "command", "left", "largest"),
    [
        ("two", "run", 4_096, 0),
        ("two", "run", 40_000, 4_096),
        ("two", "run", 100_000, 20_000),
        ("two", "run", 1_000_000, 200_000),
        ("two", "run", 4_000_000, 2_000_000),
        ("loaded", "build", 200_000, 100_000),
        ("loaded", "build", 500_000, 500_000),
        ("built", "publish", 4_096, 0),
        ("built", "publish", 300_000, 100_000),
        ("built", "publish", 2_000_000, 1_000_000),
    ],
)
def test_f02_the_disk_is_full(  # noqa: PLR0913, PLR0917 - a table of where and how full
    warm, village_on_a_disk, expected, stage, command, left, largest
):
    home, is_disk = village_on_a_disk(stage, "80m")
    before = builds.current_id(home)
    if command == "build":
        # The build that waits is removed first, and would leave its room.
        run.built(home).unlink()
    if is_disk:
        fill(home, left)

    done = warm.run(home, command, **({} if is_disk else {"largest_file": largest}))

    assert done.returncode == 1, done.said
    assert is_one_line_that_says_so(done.said)
    assert builds.current_id(home) == before
    assert serves_a_whole_build(home)
    goes_on_where_there_is_room(warm, home, expected)


CLOSING = ("close", "2008-01", "--who", "B", "--decision", "KS § 2")
REVIEWING = ("review", "2008-01", "--who", "A", "--why", "stämmer")


@pytest.mark.full
@pytest.mark.parametrize(
    ("command", "left", "largest"),
    [(REVIEWING, 0, 0), (CLOSING, 0, 0), (CLOSING, 12_288, 1_024), (CLOSING, 40_960, 8_192)],
    ids=["review", "close with none", "close with little", "close with nearly enough"],
)
def test_f02_the_disk_is_full_while_a_month_is_sealed(
    warm, village_on_a_disk, command, left, largest
):
    """The month is as far as it was, and with room again it goes on."""
    home, is_disk = village_on_a_disk("three", "80m")
    if command is CLOSING:
        warm.run(home, *REVIEWING, check=True)
    before = len(warm.run(home, "verify", check=True).said)
    if is_disk:
        fill(home, left)

    done = warm.run(home, *command, **({} if is_disk else {"largest_file": largest}))

    assert done.returncode == 1, done.said
    assert is_one_line_that_says_so(done.said)
    (home / FILLER).unlink(missing_ok=True)
    assert len(warm.run(home, "verify", check=True).said) == before
    assert serves_a_whole_build(home)
    warm.run(home, *command, check=True)
    warm.run(home, "verify", check=True)
    assert leftovers(home) == []


@pytest.mark.full
def test_f03_the_disk_of_rejected_rows_is_full(warm, at_stage, expected):
    """What is rejected has no place to lie: the file is not taken in, and comes again whole."""
    home = at_stage("two")
    machines = home / "inbox" / "sccm_datorer_2008-03-31.csv"
    whole = machines.read_bytes()
    cut = whole.replace(b"2006-01-01", b"2006-13-01", 1)
    assert cut != whole
    machines.write_bytes(cut)
    shutil.rmtree(home / "rejects", ignore_errors=True)
    with disk(home / "rejects", "4k") as is_disk:
        if is_disk:
            fill(home / "rejects", 0)

        done = warm.run(home, "run", **({} if is_disk else {"largest_file": 0}))

        assert done.returncode == 1, done.said
        assert is_one_line_that_says_so(done.said)
        assert serves_a_whole_build(home)
        assert leftovers(home) == []
    shutil.rmtree(home / "rejects")
    machines.write_bytes(whole)
    goes_on_where_there_is_room(warm, home, expected)
