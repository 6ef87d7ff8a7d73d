"""A real server with the small sample city, and a real browser to read it in."""

import os
import secrets
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journal.store import Journal
from tests.browser.reading import WIDTHS, settled

JOURNAL = Path("journal", "journal.sqlite")
#: What the screen writes files in when a month is reviewed and closed.
WRITTEN = ("reviewed", "periods")
ROOT = Path(__file__).resolve().parent.parent.parent
CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
START_SECONDS = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until_healthy(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the server answers; its own log tells why it did not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        assert process.poll() is None, log.read_text(encoding="utf-8")
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=2) as answer:  # noqa: S310 - our own address
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not answer: {log.read_text(encoding='utf-8')}")


@pytest.fixture(scope="session")
def home(city, tmp_path_factory) -> Path:
    """The city as it is served: others read its builds too, what is written is these tests' own."""
    home = tmp_path_factory.mktemp("served")
    for part in city.iterdir():
        if part.name in WRITTEN:
            shutil.copytree(part, home / part.name)
        elif part.name != JOURNAL.parent.name:
            (home / part.name).symlink_to(part)
    (home / JOURNAL).parent.mkdir()
    copy_journal(city / JOURNAL, home / JOURNAL)
    return home


def copy_journal(source: Path, target: Path) -> None:
    """All that is said in one journal, and nothing else, said in the other, whoever reads it."""
    with closing(sqlite3.connect(source)) as said, closing(sqlite3.connect(target)) as other:
        said.backup(other)


@pytest.fixture
def kept(home, tmp_path) -> Iterator[Journal]:
    """The served journal, to write in from the screen: afterwards it says what it said before.

    A folder of a month it no longer knows as closed is overwritten by the next closing.
    """
    before = tmp_path / JOURNAL.name
    copy_journal(home / JOURNAL, before)
    yield Journal(f"sqlite:///{home / JOURNAL}")
    copy_journal(before, home / JOURNAL)


@pytest.fixture(scope="session")
def server(home, tmp_path_factory) -> Iterator[str]:
    """Address of the dashboard, served as `make run` serves it."""
    port = free_port()
    log = tmp_path_factory.mktemp("server") / "gunicorn.log"
    environment = {
        **os.environ,
        "NYTTJA_HOME": str(home),
        "NYTTJA_DEMO": "1",
        "NYTTJA_SECRET": secrets.token_urlsafe(48),
        "PORT": str(port),
    }
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "gunicorn.conf.py", "app:server"],
            cwd=ROOT,
            env=environment,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_healthy(address, process, log)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=20)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield chromium
        chromium.close()


class Watch:
    """What a page did that no page may do: errors in the console, foreign hosts, CSP violations."""

    def __init__(self, context: BrowserContext, address: str, *, refusals: bool) -> None:
        self.refusals = refusals
        self.errors: list[str] = []
        self.foreign: list[str] = []
        self.bodies: list[bytes] = []
        self.address = address
        context.on("console", self.on_console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))
        context.on("request", self.on_request)

    def on_console(self, message) -> None:
        asked_for = self.refusals and message.text.startswith("Failed to load resource")
        if message.type in {"error", "warning"} and not asked_for:
            self.errors.append(message.text)

    def on_request(self, request) -> None:
        if not request.url.startswith((self.address, "data:", "blob:")):
            self.foreign.append(request.url)


@pytest.fixture
def open_as(browser, server):
    """Open the dashboard as a reader: `open_as("department-SDI", width=390)` gives a page.

    At the end of the test nothing may stand in the console and no foreign host been asked.
    With ``refusals`` the test asks for what is not there, and the browser may say so.
    """
    opened: list[tuple[BrowserContext, Watch]] = []

    def start(
        persona: str,
        *,
        language: str = "sv",
        theme: str = "light",
        width: int = 1440,
        refusals: bool = False,
    ) -> Page:
        context = browser.new_context(
            base_url=server,
            viewport={"width": width, "height": WIDTHS[width]},
            accept_downloads=True,
        )
        watch = Watch(context, server, refusals=refusals)
        opened.append((context, watch))
        page = context.new_page()
        page.goto(f"/settings?lang={language}&theme={theme}&next=/demo")
        page.locator(f"[data-persona='{persona}']").click()
        settled(page)
        return page

    yield start

    for context, watch in opened:
        context.close()
        assert watch.errors == []
        assert watch.foreign == []
