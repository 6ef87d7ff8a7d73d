"""What a page weighs and when it is painted, over a slow line on a slow machine, cold."""

import statistics
import time
from dataclasses import dataclass, field

from playwright.sync_api import Browser, Page, StorageState, ViewportSize

from bench import reader
from bench.reader import Seen
from bench.serving import NOTHING, Site
from bench.table import Row

BYTES_A_SECOND = 1_600_000 // 8
LATENCY_MILLISECONDS = 150
SLOWER = 4
TRIES = 3
QUIET_SECONDS = 3
AIM_SECONDS = 2.5
AIM_KILOBYTES = {False: 600, True: 1000}
SIZE: ViewportSize = {"width": 1440, "height": 900}
WATCH_PAINTS = """
window.largestPaint = 0;
new PerformanceObserver((list) => {
  for (const entry of list.getEntries()) window.largestPaint = entry.startTime;
}).observe({ type: "largest-contentful-paint", buffered: true });
"""


@dataclass(frozen=True)
class Load:
    """One page opened once with nothing kept from before.

    Attributes:
        wire_bytes: Headers and bodies as they came over the line.
        requests: How many answers that was.
        paint_seconds: From the start of the navigation to the largest paint.
        has_grid: Whether a grid was loaded, which is allowed to weigh more.
    """

    wire_bytes: int
    requests: int
    paint_seconds: float
    has_grid: bool


@dataclass
class Traffic:
    """What has come over the line, and whether more is on its way."""

    sizes: list[int] = field(default_factory=list)
    open_ids: set[str] = field(default_factory=set)
    changed: float = field(default_factory=time.monotonic)

    def begin(self, request_id: str) -> None:
        """A request is sent."""
        self.open_ids.add(request_id)
        self.changed = time.monotonic()

    def end(self, request_id: str, size: int) -> None:
        """Its answer has come."""
        self.open_ids.discard(request_id)
        self.sizes.append(size)
        self.changed = time.monotonic()

    def is_quiet(self) -> bool:
        """Whether nothing is on its way and nothing has been for a while."""
        return not self.open_ids and time.monotonic() - self.changed > QUIET_SECONDS


def rows(browser: Browser, site: Site, pages: list[Seen], tries: int = TRIES) -> list[Row]:
    """Two rows for each page: bytes and paint, the middle of three tries."""
    states = {seen.persona: reader.signed_in(browser, site, seen.persona) for seen in pages}
    bare = median([load(browser, site, NOTHING, next(iter(states.values()))) for _ in range(tries)])
    found: list[Row] = []
    for seen in pages:
        state = states[seen.persona]
        found += rows_of(
            seen, median([load(browser, site, seen.address, state) for _ in range(tries)]), bare
        )
    return found


def rows_of(seen: Seen, one: Load, bare: Load) -> list[Row]:
    """Bytes and paint of one page beside those of an empty page over the same line."""
    return [
        Row(
            "wire",
            f"{seen.name}, {one.requests} requests",
            f"{one.wire_bytes / 1000:.0f} kB",
            f"≤{AIM_KILOBYTES[one.has_grid]} kB",
            f"{bare.wire_bytes / 1000:.1f} kB",
            one.wire_bytes / bare.wire_bytes,
        ),
        Row(
            "wire",
            f"{seen.name}, largest paint",
            f"{one.paint_seconds:.2f} s",
            f"≤{AIM_SECONDS} s",
            f"{bare.paint_seconds:.2f} s",
            one.paint_seconds / bare.paint_seconds,
        ),
    ]


def load(browser: Browser, site: Site, address: str, state: StorageState) -> Load:
    """Open one page in a new context: cookies, but nothing in the cache."""
    context = browser.new_context(base_url=site.address, storage_state=state, viewport=SIZE)
    page = context.new_page()
    page.add_init_script(WATCH_PAINTS)
    traffic = slowed(page)
    reader.settle(page, address)
    page.wait_for_selector(reader.FIRST, state="detached", timeout=reader.LONGEST_MILLISECONDS)
    while not traffic.is_quiet():
        page.wait_for_timeout(QUIET_SECONDS * 100)
    paint = float(page.evaluate("window.largestPaint")) / 1000
    has_grid = bool(page.locator(".ag-root").count())
    context.close()
    if not paint:
        raise RuntimeError(f"nothing was painted at {address}")
    return Load(sum(traffic.sizes), len(traffic.sizes), paint, has_grid)


def slowed(page: Page) -> Traffic:
    """Slow line and machine down, and note what comes over the line."""
    session = page.context.new_cdp_session(page)
    traffic = Traffic()
    session.on("Network.requestWillBeSent", lambda event: traffic.begin(event["requestId"]))
    session.on(
        "Network.loadingFinished",
        lambda event: traffic.end(event["requestId"], event["encodedDataLength"]),
    )
    session.on("Network.loadingFailed", lambda event: traffic.end(event["requestId"], 0))
    session.send("Network.enable")
    session.send(
        "Network.emulateNetworkConditions",
        {
            "offline": False,
            "latency": LATENCY_MILLISECONDS,
            "downloadThroughput": BYTES_A_SECOND,
            "uploadThroughput": BYTES_A_SECOND,
        },
    )
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    return traffic


def median(loads: list[Load]) -> Load:
    """The load in the middle by paint; its bytes are those of every other."""
    middle = statistics.median_low([one.paint_seconds for one in loads])
    return next(one for one in loads if one.paint_seconds == middle)
