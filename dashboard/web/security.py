"""What holds for every answer and every request, whoever asks.

Headers against click-jacking, sniffing and foreign scripts; requests from other
sites and without a session are refused; a body that is no callback of ours gets
400 and no trace.
"""

import logging
import secrets
from typing import Any
from urllib.parse import urlsplit

from dash.exceptions import PreventUpdate
from flask import Flask, Response, abort, g, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from actionplan.exchange import LARGEST_FILE
from dashboard import session
from dashboard.session import NobodyError

LOG = logging.getLogger("nyttja")
LARGEST_REQUEST = 64 * 1024
#: Where a file may be sent, with room for what goes round it.
OFFER_PLAN = "/offer/plan"
LARGEST_OFFER = LARGEST_FILE + LARGEST_REQUEST
CALLBACK = "/_dash-update-component"
NEEDS_SESSION = ("/_dash-layout", "/_dash-dependencies", CALLBACK, "/export", "/decide", "/offer")
HARMLESS = {"GET", "HEAD", "OPTIONS"}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Accept-CH": "Sec-CH-Prefers-Color-Scheme",
}
POLICY = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; manifest-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)


def set_up(server: Flask) -> None:
    """Put the checks before every request and the headers on every answer."""
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_REQUEST
    server.before_request(let_files_in)
    server.before_request(refuse_other_sites)
    server.before_request(refuse_nobody)
    server.after_request(add_headers)


def nonce() -> str:
    """The word that lets this answer's own scripts run."""
    if "nonce" not in g:
        g.nonce = secrets.token_urlsafe(16)
    return str(g.nonce)


def add_headers(response: Response) -> Response:
    """The same protection on every answer: pages, assets and errors."""
    response.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce())
    for header, value in HEADERS.items():
        response.headers[header] = value
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store"
    return response


def let_files_in() -> AnyResponse | None:
    """A file that a reader sends may be larger than a form; what is too large is told.

    Before the form is read: how large it may be is decided by then.
    """
    if request.path != OFFER_PLAN or not session.signed_in():
        return None
    if (request.content_length or 0) > LARGEST_OFFER:
        return redirect("/strategy/exchange?refused=size", 303)
    request.max_content_length = LARGEST_OFFER
    return None


def refuse_other_sites() -> None:
    """Only our own pages may ask for anything that is more than reading."""
    if request.method in HARMLESS:
        return
    origin = request.headers.get("Origin")
    foreign = origin is not None and urlsplit(origin).netloc != request.host
    site = request.headers.get("Sec-Fetch-Site", "same-origin")
    if foreign or site != "same-origin" or not session.csrf_holds():
        abort(403)


def refuse_nobody() -> None:
    """What holds figures or names callbacks is for readers who have signed in."""
    if request.path.startswith(NEEDS_SESSION) and not session.signed_in():
        raise NobodyError


def guard_callbacks(server: Flask) -> None:
    """Answer 400 to a callback body that Dash cannot read.

    Errors inside a callback of ours are caught by Dash's ``on_error``, so what
    comes out of its dispatcher is always the fault of the body.
    """
    dispatch: Any = server.view_functions[CALLBACK]

    def guarded() -> Response:
        try:
            if not isinstance(request.get_json(silent=True), dict):
                abort(400)
            response: Response = dispatch()
        except (HTTPException, PreventUpdate):
            raise
        except Exception as error:  # noqa: BLE001 - whatever a forged body provokes in Dash
            LOG.warning("callback body refused: %s", type(error).__name__)
            abort(400)
        return response

    server.view_functions[CALLBACK] = guarded
