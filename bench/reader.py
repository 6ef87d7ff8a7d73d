"""A reader in a real browser: signs in, opens pages, and tells what the browser saw."""

import contextlib
import functools
import json
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page, Request, StorageState, sync_playwright

from bench.serving import PAGES, Site

CHROMIUM = "/usr/bin/chromium"
FLAGS = ("--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
LONGEST_MILLISECONDS = 60_000
# The page as the server drew it, until Dash has drawn it too.
FIRST = "#first"
CALLBACK = "/_dash-update-component"
HOP_BY_HOP = {"host", "content-length", "connection"}
# What the bill opens into: a cost centre, then a line with its explanation and objects.
OPENS = ("open=", "line=")
# All activities of the plan with their milestones, each drawn on its line.
EVERY = "open=all"
# Roles in the order in which we rather read a page as them: whoever writes there sees forms too.
READERS = ("department", "strategist", "board", "controller", "auditor")


@dataclass(frozen=True)
class Asked:
    """A request as the browser sent it, to be sent again; no body means GET."""

    path: str
    headers: dict[str, str]
    body: bytes | None = None


@dataclass
class Seen:
    """A page as a reader opens it.

    Attributes:
        address: Path and parameters.
        persona: The reader it was opened as.
        document: The page itself, as the browser asks for it when it is opened.
        callbacks: What Dash asks for the page, then and when a link leads there.
    """

    address: str
    persona: str
    document: Asked | None = None
    callbacks: list[Asked] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The path, and how far it is opened."""
        path, _mark, search = self.address.partition("?")
        opened = [word.rstrip("=") for word in OPENS if word in search]
        return path + "".join(f" + {word}" for word in opened)


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


def opened_bill(browser: Browser, site: Site, seen: list[Seen]) -> Seen:
    """The bill with its first cost centre and line open: the deepest page there is."""
    bill = next(page for page in seen if page.address.startswith("/department/bill"))
    context = browser.new_context(
        base_url=site.address, storage_state=signed_in(browser, site, bill.persona)
    )
    page, address = context.new_page(), bill.address
    for word in OPENS:
        settle(page, address)
        address = str(page.locator(f"main a[href*='{word}']").first.get_attribute("href"))
    context.close()
    return Seen(address, bill.persona)


def opened_plan(seen: list[Seen]) -> Seen:
    """The action plan with every milestone drawn: the page with the most rows."""
    plan = next(page for page in seen if page.address.startswith("/strategy/plan?"))
    return Seen(f"{plan.address}&{EVERY}", plan.persona)


def record(browser: Browser, site: Site, pages: list[Seen]) -> None:
    """Open each page and keep what the browser asks for it."""
    states = {seen.persona: signed_in(browser, site, seen.persona) for seen in pages}
    for seen in pages:
        context = browser.new_context(base_url=site.address, storage_state=states[seen.persona])
        page = context.new_page()
        page.on("request", functools.partial(keep, seen, cookie(states[seen.persona])))
        settle(page, seen.address)
        page.wait_for_selector(FIRST, state="detached", timeout=LONGEST_MILLISECONDS)
        context.close()


def keep(seen: Seen, cookies: str, request: Request) -> None:
    """Remember a request if it asks for the page, or for a part of it."""
    kept = {name: value for name, value in request.headers.items() if name not in HOP_BY_HOP}
    url = urlsplit(request.url)
    target, headers = f"{url.path}?{url.query}", kept | {"cookie": cookies}
    if target == seen.address:
        seen.document = Asked(target, headers)
    elif url.path == CALLBACK and request.post_data_buffer is not None:
        seen.callbacks.append(Asked(target, headers, request.post_data_buffer))


def cookie(state: StorageState) -> str:
    """The cookies of a signed-in reader as a request says them."""
    return "; ".join(f"{one['name']}={one['value']}" for one in state["cookies"])


def settle(page: Page, address: str) -> None:
    """Open an address and wait until the page asks for nothing more."""
    page.goto(address, timeout=LONGEST_MILLISECONDS)
    page.wait_for_load_state("networkidle", timeout=LONGEST_MILLISECONDS)
