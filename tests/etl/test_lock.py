"""One run at a time."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from etl.lock import BusyError, one_run

ROOT = Path(__file__).resolve().parents[2]
HOLD = """
import pathlib, sys
from etl.lock import one_run
with one_run(pathlib.Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    """Another process that holds the lock until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.communicate()


def test_the_second_run_is_told_who_is_first(holder, tmp_path):
    """F04: two runs at once."""
    with pytest.raises(BusyError) as busy, one_run(tmp_path):
        pass

    assert busy.value.pid == holder.pid


def test_the_command_ends_at_once_with_3(holder, tmp_path):
    """F04: and names the process."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", "build"],
        cwd=ROOT,
        env={**os.environ, "NYTTJA_HOME": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 3
    assert done.stderr == (
        f"en annan körning pågår, process {holder.pid} / "
        f"another run is going on, process {holder.pid}\n"
    )


def test_a_killed_run_holds_nothing(holder, tmp_path):
    """F05: the file of a crashed run is no lock; the kernel let go of it."""
    holder.send_signal(signal.SIGKILL)
    holder.wait()

    with one_run(tmp_path):
        held = (tmp_path / "warehouse" / ".lock").read_text()

    assert held == f"{os.getpid()}\n"


def test_runs_after_one_another_do_not_meet(tmp_path):
    for _ in range(2):
        with one_run(tmp_path):
            pass


@pytest.mark.parametrize("left", ["1\n", "99999999\n", "", "not a number\n"])
def test_what_a_crashed_run_left_in_the_file_stops_nobody(tmp_path, left):
    """F05: whatever process it names, alive or not."""
    (tmp_path / "warehouse").mkdir()
    (tmp_path / "warehouse" / ".lock").write_text(left)

    with one_run(tmp_path):
        held = (tmp_path / "warehouse" / ".lock").read_text()

    assert held == f"{os.getpid()}\n"
