"""A reader in a real browser: signs in, opens pages, and tells what the browser saw."""

import contextlib
import functools
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, Request, StorageState, sync_playwright

from bench.serving import PAGES, Site

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LONGEST_MILLISECONDS = 60_000
CALLBACK = "/_dash-update-component"
HOP_BY_HOP = {"host", "content-length", "connection", "accept-encoding"}
# Roles in the order in which we rather read a page as them.
READERS = ("department", "board", "controller", "auditor")


@dataclass(frozen=True)
class Asked:
    """One callback as the browser asked it, to be asked again."""

    body: bytes
    headers: dict[str, str]


@dataclass
class Seen:
    """A page as a reader opens it.

    Attributes:
        address: Path and parameters.
        persona: The reader it was opened as.
        asked: The callbacks the browser sent for it.
    """

    address: str
    persona: str
    asked: list[Asked] = field(default_factory=list)


@contextlib.contextmanager
def chromium() -> Iterator[Browser]:
    """A browser without a window."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield browser
        browser.close()


def addresses(site: Site, period: str, department: str) -> list[Seen]:
    """Every page of the site with the reader it is for, filter set as a link sets it."""
    with urllib.request.urlopen(f"{site.address}{PAGES}", timeout=30) as answer:  # noqa: S310
        registered = json.loads(answer.read())
    personas = {role: role for role in READERS} | {"department": f"department-{department}"}
    return [
        Seen(f"{page['path']}?period={period}&department={department}", personas[role])
        for page in sorted(registered, key=lambda page: str(page["path"]))
        for role in [next((role for role in READERS if role in page["roles"]), None)]
        if role is not None
    ]


def signed_in(browser: Browser, site: Site, persona: str) -> StorageState:
    """The cookies of a reader who has just signed in, for contexts with an empty cache."""
    context = browser.new_context(base_url=site.address)
    page = context.new_page()
    page.goto("/")
    page.locator(f"[data-persona='{persona}']").first.click()
    page.wait_for_load_state("networkidle")
    state = context.storage_state()
    context.close()
    return state


def record(browser: Browser, site: Site, pages: list[Seen]) -> None:
    """Open each page once and keep the callbacks it asks."""
    states = {seen.persona: signed_in(browser, site, seen.persona) for seen in pages}
    for seen in pages:
        context = browser.new_context(base_url=site.address, storage_state=states[seen.persona])
        cookie = "; ".join(
            f"{one['name']}={one['value']}" for one in states[seen.persona]["cookies"]
        )
        page = context.new_page()
        page.on("request", functools.partial(keep, seen, cookie))
        settle(page, seen.address)
        context.close()


def keep(seen: Seen, cookie: str, request: Request) -> None:
    """Remember a request if it is a callback."""
    if request.url.endswith(CALLBACK) and request.post_data_buffer is not None:
        kept = {name: value for name, value in request.headers.items() if name not in HOP_BY_HOP}
        seen.asked.append(Asked(request.post_data_buffer, kept | {"cookie": cookie}))


def settle(page: Page, address: str) -> None:
    """Open an address and wait until the page asks for nothing more."""
    page.goto(address, timeout=LONGEST_MILLISECONDS)
    page.wait_for_load_state("networkidle", timeout=LONGEST_MILLISECONDS)
