"""What a page costs inside the worker while eight readers ask once a second."""

import http.client
import math
import statistics
import threading
import time
from urllib.parse import urlsplit

from bench.reader import Asked, Seen
from bench.serving import CLOCK, NOTHING, Site
from bench.table import Row

READERS = 8
SECONDS = 20
AIM_MILLISECONDS = 50


def rows(site: Site, pages: list[Seen], seconds: int = SECONDS) -> list[Row]:
    """Two rows for each page: its callbacks, and the page as a whole document.

    The reference is an answer of the same workers that asks nothing of the warehouse,
    fetched by the same readers at the same pace.
    """
    floor = crowd(site, [Asked(NOTHING, {})], seconds)
    measured = [
        (f"{kind} of {seen.name}", crowd(site, asked, seconds))
        for seen in pages
        for kind, asked in (("callback", seen.callbacks), ("document", whole(seen)))
    ]
    peak = site.peak_bytes()
    return [row(what, times, floor, peak) for what, times in measured]


def whole(seen: Seen) -> list[Asked]:
    """The request for the page itself."""
    return [seen.document] if seen.document else []


def row(what: str, times: list[float], floor: list[float], peak: int) -> Row:
    """Milliseconds of one page beside the floor."""
    slow, nothing = percentile(times, 95), percentile(floor, 95)
    return Row(
        "pages",
        f"{what}: {len(times)} answers, p50 {statistics.median(times):.1f} ms; p95",
        f"{slow:.1f} ms",
        f"≤{AIM_MILLISECONDS} ms",
        f"{nothing:.1f} ms",
        slow / nothing,
        peak,
    )


def crowd(site: Site, asked: list[Asked], seconds: int) -> list[float]:
    """Milliseconds inside the worker of everything eight readers ask, each once a second.

    Raises:
        RuntimeError: There was nothing to ask, or an answer is missing.
    """
    times: list[float] = []
    begin = time.monotonic() + 0.2
    threads = [
        threading.Thread(target=ask, args=(site, asked, begin + at / READERS, seconds, times))
        for at in range(READERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    expected = READERS * seconds * len(asked)
    if not asked or len(times) != expected:
        raise RuntimeError(f"{expected} answers expected, found {len(times)}")
    return times


def ask(site: Site, asked: list[Asked], begin: float, seconds: int, times: list[float]) -> None:
    """One reader: everything a page asks, once a second, over one kept connection."""
    connection = http.client.HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    for second in range(seconds):
        time.sleep(max(0.0, begin + second - time.monotonic()))
        times.extend(answer_milliseconds(connection, one) for one in asked)
    connection.close()


def answer_milliseconds(connection: http.client.HTTPConnection, asked: Asked) -> float:
    """Ask once.

    Raises:
        RuntimeError: The answer is an error, which would be measured as if it were quick.
    """
    method = "GET" if asked.body is None else "POST"
    connection.request(method, asked.path, asked.body, asked.headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status not in {200, 204}:
        raise RuntimeError(f"{method} {asked.path} answered {answer.status}")
    return int(answer.headers[CLOCK]) / 1000


def percentile(values: list[float], share: int) -> float:
    """The smallest value that so many per cent of the values do not exceed."""
    return sorted(values)[math.ceil(len(values) * share / 100) - 1]
