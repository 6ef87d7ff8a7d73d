"""The published city served on this machine while it is measured, as `make run` serves it."""

import contextlib
import secrets
import socket
import subprocess
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from bench import child

LOOPBACK = "127.0.0.1"
# What bench.timed adds to the dashboard: a header, and two addresses.
CLOCK = "X-Bench-Microseconds"
PAGES = "/bench/pages"
NOTHING = "/bench/nothing"
LONGEST_START_SECONDS = 120


@dataclass(frozen=True)
class Site:
    """A dashboard that answers.

    Attributes:
        address: ``http://127.0.0.1:`` and its port.
        master: Process id of the one that started the workers.
    """

    address: str
    master: int

    def peak_bytes(self) -> int:
        """Most memory any one worker has held."""
        children = Path(f"/proc/{self.master}/task/{self.master}/children")
        workers = [int(pid) for pid in children.read_text(encoding="ascii").split()]
        return max(child.resident_bytes(pid) for pid in workers)


@contextlib.contextmanager
def serving(home: Path) -> Iterator[Site]:
    """Serve what is published under a home, in demo mode, until the block ends."""
    port = free_port()
    log = home / "bench-gunicorn.log"
    environment = {
        "NYTTJA_HOME": str(home),
        "NYTTJA_DEMO": "1",
        "NYTTJA_SECRET": secrets.token_urlsafe(48),
        "PORT": str(port),
    }
    command = ["gunicorn", "-c", "gunicorn.conf.py", "bench.timed:server"]
    with log.open("wb") as output:
        process = child.start(command, environment, output=output, errors=output)
    try:
        address = f"http://{LOOPBACK}:{port}"
        wait_until_it_answers(address, process, log)
        yield Site(address, process.pid)
        refuse_failures(log)
    finally:
        process.terminate()
        process.wait(timeout=30)


def refuse_failures(log: Path) -> None:
    """A page that could not be shown is quick and small, and must not be measured as a page.

    Raises:
        FailedError: The server noted one.
    """
    said = log.read_text(encoding="utf-8")
    if " failed" in said:
        raise child.FailedError(said)


def wait_until_it_answers(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the site answers.

    Raises:
        FailedError: It ended, or did not answer in two minutes; its log is the text.
    """
    deadline = time.monotonic() + LONGEST_START_SECONDS
    while time.monotonic() < deadline and process.poll() is None:
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"{address}/health", timeout=2).close()  # noqa: S310
            return
        time.sleep(0.1)
    raise child.FailedError(log.read_text(encoding="utf-8"))


def free_port() -> int:
    """A port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])
