"""The dashboard as gunicorn serves it in a benchmark: each answer tells the time it took inside.

What is served is the product's own application; around it stands a clock, and
beside it two addresses: the pages there are, and an answer with nothing in it.
"""

import json
import time
from collections.abc import Callable, Iterable
from typing import Any

import dash
from flask import Response

from app import server
from bench.serving import CLOCK, NOTHING, PAGES

EMPTY_PAGE = (
    "<!doctype html><html lang=en><title>Empty</title><h1>Nothing but this line</h1></html>"
)

Start = Callable[..., Any]


class Clock:
    """A WSGI application that writes the microseconds of another into its answers."""

    def __init__(self, application: Callable[[dict[str, Any], Start], Iterable[bytes]]) -> None:
        self.application = application

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer as the application does, with one more header."""
        begun = time.perf_counter_ns()
        told: list[Any] = []

        def remember(status: str, headers: list[tuple[str, str]], *rest: object) -> None:
            told[:] = [status, headers, *rest]

        body = self.application(environ, remember)
        taken = (time.perf_counter_ns() - begun) // 1000
        status, headers, *rest = told
        start_response(status, [*headers, (CLOCK, str(taken))], *rest)
        return body


def pages() -> Response:
    """Path and readers of every page that is registered."""
    found = [
        {"path": page["path"], "roles": list(page.get("roles") or ())}
        for page in dash.page_registry.values()
    ]
    return Response(json.dumps(found), mimetype="application/json")


def nothing() -> Response:
    """An answer that asks nothing of the warehouse: the floor under every other."""
    return Response(EMPTY_PAGE, mimetype="text/html")


server.add_url_rule(PAGES, "bench_pages", pages)
server.add_url_rule(NOTHING, "bench_nothing", nothing)
# Flask says itself that this is how to put something around an application.
server.wsgi_app = Clock(server.wsgi_app)  # type: ignore[method-assign]
