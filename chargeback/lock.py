"""One run at a time, or one sealing: the kernel holds the lock, so a killed one leaves none."""

import contextlib
import fcntl
import os
from collections.abc import Iterator
from pathlib import Path

from chargeback import builds

LOCK = ".lock"


class BusyError(Exception):
    """Another run is going on; ``pid`` is its process."""

    def __init__(self, pid: int | None) -> None:
        self.pid = pid
        super().__init__(str(pid or "?"))


@contextlib.contextmanager
def one_run(home: Path) -> Iterator[None]:
    """Hold the city's folder for this run.

    Raises:
        BusyError: Another process holds it; told at once, nothing is waited for.
    """
    folder = builds.warehouse(home)
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / LOCK).open("a+", encoding="ascii") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            said = file.read().strip()
            raise BusyError(int(said) if said.isdecimal() else None) from None
        file.truncate(0)
        file.write(f"{os.getpid()}\n")
        file.flush()
        yield
