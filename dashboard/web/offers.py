"""Where a file with another plan is sent: it is kept, and the page shows what it would change."""

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response

from actionplan.exchange import LARGEST_FILE
from dashboard import access, decide, exchange, session
from dashboard.address import Address
from dashboard.web.security import OFFER_PLAN
from journal import plan

PAGE = "/strategy/exchange"


def set_up(server: Flask) -> None:
    """Take files in."""
    server.add_url_rule(OFFER_PLAN, "offer_plan", offer_plan, methods=["POST"])


def offer_plan() -> Response:
    """Keep the file, and lead to the page that shows it; nothing in the plan is changed."""
    if not access.may(session.viewer(), exchange.ACCEPT):
        abort(404)
    file = request.files.get("file")
    if file is None or not file.filename:
        return redirect(Address(PAGE).here(refused="no_file"), 303)
    with file.stream as stream:
        data = stream.read(LARGEST_FILE + 1)
    if len(data) > LARGEST_FILE:
        return redirect(Address(PAGE).here(refused="size"), 303)
    accepted = decide.journal().facts([plan.IMPORTED])
    sha256 = exchange.keep(
        file.filename, data, frozenset(str(fact.body["sha256"]) for fact in accepted)
    )
    return redirect(Address(PAGE).here(file=sha256), 303)
