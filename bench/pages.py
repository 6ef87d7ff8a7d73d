"""What a page's callbacks cost inside the worker while eight readers ask once a second."""

import http.client
import math
import statistics
import threading
import time
from collections.abc import Iterable
from urllib.parse import urlsplit

from bench.reader import CALLBACK, Asked, Seen
from bench.serving import CLOCK, NOTHING, Site
from bench.table import Row

READERS = 8
SECONDS = 20
AIM_MILLISECONDS = 50


def rows(site: Site, pages: list[Seen], seconds: int = SECONDS) -> list[Row]:
    """One row for each page: the middle and the slow end of its callbacks.

    The reference is an answer of the same workers that asks nothing of the warehouse,
    fetched by the same readers at the same pace.
    """
    floor = crowd(site, [None], seconds)
    measured = [(seen, crowd(site, seen.asked, seconds)) for seen in pages if seen.asked]
    peak = site.peak_bytes()
    return [row(seen, times, floor, peak) for seen, times in measured]


def row(seen: Seen, times: list[float], floor: list[float], peak: int) -> Row:
    """Milliseconds of one page beside the floor."""
    slow, nothing = percentile(times, 95), percentile(floor, 95)
    return Row(
        "pages",
        f"callbacks of {seen.address.partition('?')[0]}, {len(times)} answers, "
        f"p50 {statistics.median(times):.1f} ms; p95",
        f"{slow:.1f} ms",
        f"≤{AIM_MILLISECONDS} ms",
        f"{nothing:.1f} ms",
        slow / nothing,
        peak,
    )


def crowd(site: Site, asked: Iterable[Asked | None], seconds: int) -> list[float]:
    """Milliseconds inside the worker of everything eight readers ask, each once a second."""
    asked = list(asked)
    times: list[float] = []
    begun = time.monotonic() + 0.2
    threads = [
        threading.Thread(target=ask, args=(site, asked, begun + at / READERS, seconds, times))
        for at in range(READERS)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if len(times) != READERS * seconds * len(asked):
        raise RuntimeError(f"{READERS * seconds * len(asked) - len(times)} answers are missing")
    return times


def ask(
    site: Site, asked: list[Asked | None], begin: float, seconds: int, times: list[float]
) -> None:
    """One reader: everything a page asks, once a second, over one kept connection."""
    connection = http.client.HTTPConnection(urlsplit(site.address).netloc, timeout=30)
    for second in range(seconds):
        time.sleep(max(0.0, begin + second - time.monotonic()))
        times.extend(answer_milliseconds(connection, one) for one in asked)
    connection.close()


def answer_milliseconds(connection: http.client.HTTPConnection, asked: Asked | None) -> float:
    """Ask once; None asks for nothing.

    Raises:
        RuntimeError: The answer is an error, which would be measured as if it were quick.
    """
    if asked is None:
        connection.request("GET", NOTHING)
    else:
        connection.request("POST", CALLBACK, asked.body, asked.headers)
    answer = connection.getresponse()
    answer.read()
    if answer.status not in {200, 204}:
        raise RuntimeError(f"a callback answered {answer.status}")
    return int(answer.headers[CLOCK]) / 1000


def percentile(values: list[float], share: int) -> float:
    """The smallest value that so many per cent of the values do not exceed."""
    return sorted(values)[math.ceil(len(values) * share / 100) - 1]
