"""A command run as a child process, with its time and the most memory it held."""

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from chargeback.home import REPOSITORY

LONGEST_SECONDS = 1800


class FailedError(Exception):
    """A measured command did not end well; its own words are the text."""


@dataclass(frozen=True)
class Run:
    """What a command took.

    Attributes:
        seconds: From start to end, the start of Python included.
        peak_bytes: Largest resident set of the process or of any child it waited for; never
            less than ours, which a new process shares for a moment.
        output: What it wrote to standard output.
    """

    seconds: float
    peak_bytes: int
    output: str


def run(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Run:
    """Run a command in the program's folder to its end.

    Args:
        command: Words after ``python -m``: a module and its arguments.
        environment: Variables on top of ours.

    Raises:
        FailedError: It ended with another code than 0, or took longer than half an hour.
    """
    with tempfile.TemporaryFile() as output, tempfile.TemporaryFile() as errors:
        begun = time.perf_counter()
        process = start(command, environment, output=output, errors=errors)
        watch = threading.Timer(LONGEST_SECONDS, process.kill)
        watch.start()
        _pid, status, used = os.wait4(process.pid, 0)
        watch.cancel()
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.perf_counter() - begun
        output.seek(0)
        errors.seek(0)
        if process.returncode != 0:
            said = errors.read().decode(errors="replace") or output.read().decode(errors="replace")
            raise FailedError(f"{' '.join(command)} ended with {process.returncode}:\n{said}")
        return Run(seconds, used.ru_maxrss * 1024, output.read().decode())


def start(
    command: Sequence[str],
    environment: Mapping[str, str] | None = None,
    *,
    output: int | IO[bytes] = subprocess.DEVNULL,
    errors: int | IO[bytes] = subprocess.DEVNULL,
) -> subprocess.Popen[bytes]:
    """Start ``python -m …`` in the program's folder, with our own Python."""
    return subprocess.Popen(
        [sys.executable, "-m", *command],
        cwd=REPOSITORY,
        env={**os.environ, "PYTHONPATH": str(REPOSITORY), **(environment or {})},
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=errors,
    )


def resident_bytes(pid: int) -> int:
    """The most memory a living process has held at once."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) * 1024
