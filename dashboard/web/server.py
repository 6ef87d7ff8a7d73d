"""The web server: Dash on Flask with session, language, protection and packing around it."""

import logging
import os
from pathlib import Path
from urllib.parse import urlencode

from dash import Dash, ctx, dash_table, dcc, no_update
from dash._dash_renderer import _js_dist_dependencies
from flask import Flask, Response, redirect, request
from werkzeug.exceptions import HTTPException
from werkzeug.wrappers import Response as AnyResponse

from chargeback.home import REPOSITORY
from dashboard import address, i18n, session, shell, states, warehouse
from dashboard.exports import download
from dashboard.session import NobodyError
from dashboard.warehouse import NoBuildError
from dashboard.web import decisions, demo, documents, offers, security, static
from dashboard.web.markup import markup

LOG = logging.getLogger("nyttja")
OLD_BROWSERS = "polyfill"
ON_DEMAND = "dash_core_components-shared.js"
PAGE_ENDPOINTS = {"/", "/<path:path>"}


class Frame(Dash):
    """Dash, writing its first page our way."""

    def interpolate_index(self, **parts: str) -> str:  # type: ignore[override]  # Dash names its parts
        """The reader's page as text, then what makes it live."""
        here = address.read(request.path, request.query_string.decode("latin-1"))
        kept = {name: parts[name] for name in documents.TAKEN}
        return documents.frame(markup(shell.first(here)), shell.title(here), **kept)


def create(pages: Path = REPOSITORY / "pages") -> Flask:
    """The server, ready for requests but for its build: DuckDB is opened by the first of them.

    Raises:
        ValueError: The secret is missing or too short, or no way to sign in is set up.
    """
    if os.environ.get("NYTTJA_DEMO") != "1":
        raise ValueError("there is no way to sign in but demo mode yet: set NYTTJA_DEMO=1")
    server = Flask("nyttja", root_path=str(REPOSITORY / "dashboard" / "web"), static_folder=None)
    session.set_up(server, os.environ.get("NYTTJA_SECRET", ""))
    i18n.set_up(server, str(REPOSITORY / "locale"))
    security.set_up(server)
    demo.set_up(server)
    download.set_up(server)
    decisions.set_up(server)
    offers.set_up(server)
    server.add_url_rule("/health", "health", health)
    server.register_error_handler(HTTPException, say_what_happened)
    server.register_error_handler(NobodyError, ask_who)
    server.register_error_handler(NoBuildError, say_nothing_published)
    server.register_error_handler(Exception, note_and_say)
    static.set_up(server)
    server.before_request(ask_who_first)
    start_dash(server, pages)
    security.guard_callbacks(server)
    return server


def start_dash(server: Flask, pages: Path) -> Dash:
    """Dash with the pages found in a folder, and without the parts no page of ours uses."""
    drop_unused_scripts()
    app = Frame(
        "app",
        server=server,  # type: ignore[arg-type]  # Dash means a Flask too
        assets_folder=str(static.ASSETS),
        include_assets_files=False,
        use_pages=True,
        pages_folder=str(pages),
        include_pages_meta=False,
        suppress_callback_exceptions=True,
        update_title=None,  # type: ignore[arg-type]  # no word while a callback runs
        title="Nyttja",
        on_error=failed_callback,
        add_log_handler=False,
    )
    app.layout = shell.frame
    with server.test_request_context():
        app._setup_server()  # type: ignore[no-untyped-call]  # noqa: SLF001 - else the first request does, and may fail half-way
    return app


def drop_unused_scripts() -> None:
    """Leave out what only old browsers or DataTable need; it would load with every page."""
    vars(dash_table)["_js_dist"].clear()
    for script in vars(dcc)["_js_dist"]:
        if str(script.get("relative_package_path")).endswith(ON_DEMAND):
            script["async"] = "lazy"
    for dependency in _js_dist_dependencies:
        paths = dependency["relative_package_path"]["prod"]
        paths[:] = [path for path in paths if OLD_BROWSERS not in path]


def failed_callback(error: Exception) -> object:
    """What a page's own callback shows when it fails: the error state, in its place."""
    LOG.error("callback %s failed", list(ctx.outputs_grouping or []), exc_info=error)
    outputs = ctx.outputs_list
    if isinstance(outputs, dict) and outputs.get("property") == "children":
        return states.failed(shell.built_words())
    return no_update if isinstance(outputs, dict) else [no_update for _output in outputs]


def ask_who_first() -> AnyResponse | None:
    """A page asked for by nobody leads to the choice of reader, an unknown one to 404."""
    if request.endpoint not in PAGE_ENDPOINTS:
        return None
    if not session.signed_in():
        raise NobodyError
    if shell.page_at(request.path, session.viewer().role) is None:
        return documents.error(404)
    return None


def ask_who(_error: NobodyError) -> AnyResponse:
    """Pages lead to the choice of reader and back; data are refused."""
    if request.endpoint in PAGE_ENDPOINTS:
        here = address.read(request.path, request.query_string.decode("latin-1")).here()
        return redirect(f"/demo?{urlencode({'next': here})}" if here != "/" else "/demo")
    return documents.error(401)


def say_nothing_published(_error: NoBuildError) -> AnyResponse:
    """Before the first build there is nobody to be and nothing to see."""
    return documents.error(503)


def say_what_happened(error: HTTPException) -> AnyResponse:
    """A refused request, as a page of ours."""
    return documents.error(error.code or 500)


def note_and_say(error: Exception) -> AnyResponse:
    """An error of ours: noted in the log with its trace, shown without."""
    if request.path.startswith(static.SUITES):  # Dash raises on files it does not have
        return documents.error(404)
    LOG.error("%s failed", request.path, exc_info=error)
    return documents.error(500)


def health() -> Response:
    """Whether there is a build to show; says nothing else."""
    try:
        warehouse.build()
    except NoBuildError:
        return Response("nothing published\n", 503, mimetype="text/plain")
    return Response("ok\n", mimetype="text/plain")
