"""A file is taken in within a bound, however large it is: what does not fit is laid on the disk.

Measured on rows that are all unlike each other: 361 MB at the most for 100 MB of them, 371 MB for
1 000 MB.
"""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etl.workbench import MEMORY, Workbench
from tests.etl.conftest import NOON
from tests.etl.test_intake import HEADING, OCTOBER, pupil

ROOT = Path(__file__).resolve().parents[2]
ALONE = """
import datetime, pathlib, resource, sys
from etl.workbench import Workbench
folder, path = map(pathlib.Path, sys.argv[1:])
prepared = Workbench(folder, folder, (), datetime.date(2026, 1, 1)).prepare(path)
print(prepared.rows_in, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def reading(folder: Path, rows: int) -> Path:
    """A file with so many rows, 240 bytes each."""
    path = folder / OCTOBER
    with path.open("w", encoding="cp1252") as stream:
        stream.write(HEADING + "\n")
        for number in range(rows):
            school = hashlib.sha256(str(number).encode()).hexdigest() * 3
            stream.write(pupil(number, school) + "\n")
    return path


def peak(folder: Path, rows: int) -> int:
    """Kilobytes a process of its own has taken to prepare a file."""
    folder.mkdir()
    path = reading(folder, rows)
    done = subprocess.run(
        [sys.executable, "-c", ALONE, str(folder), str(path)],
        cwd=ROOT, env=os.environ, capture_output=True, text=True, check=True,
    )  # fmt: skip
    path.unlink()
    rows_in, kilobytes = map(int, done.stdout.split())
    assert rows_in == rows
    return kilobytes


def test_the_engine_of_the_intake_keeps_to_a_bound_and_has_a_place_on_the_disk(tmp_path):
    bench = Workbench(tmp_path, tmp_path, (), NOON.date())

    ((threads, spill),) = bench.connection.execute(
        "select current_setting('threads'), current_setting('temp_directory')"
    ).fetchall()

    assert MEMORY == "256MB"
    assert threads == 1
    assert Path(spill).is_relative_to(tmp_path)


@pytest.mark.full
def test_three_times_the_rows_take_no_more_memory(tmp_path):
    hundred_megabytes = peak(tmp_path / "a", 430_000)

    assert peak(tmp_path / "b", 1_290_000) < hundred_megabytes * 1.2
