"""Files to take along: a page that has tables gives them at /export and its own address.

A page offers files by a function beside its ``content``::

    def tables(view: View) -> Mapping[str, Table]: ...

``/export/department/bill.xlsx`` is a workbook of all its tables, a sheet each;
``/export/department/bill.csv?table=lines`` is one of them, the first one by default.
A page with a ``package`` gives several files as one, ``/export/audit/sample.zip``; one with a
``protocol`` a page to read and keep, ``/export/control/period.html``; one with a ``paper`` pages
to print, ``/export/board/action-plan.pdf``; one with a ``project`` or a ``calendar`` the plan as
other programs open it, ``/export/strategy/exchange.xml`` and ``.ics``.
Rights are those of the page: the same role, the same address, the same queries.
"""

import sys
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask, Response, abort, request

from dashboard import address as addresses
from dashboard import session, shell
from dashboard.address import Address
from dashboard.exports.tables import Table, csv_file, excel_file
from dashboard.formats import period_key
from dashboard.view import NothingPublishedError, UnknownError, View, view_of

MIMETYPES = {
    "csv": "text/csv; charset=utf-8",
    "zip": "application/zip",
    "html": "text/html; charset=utf-8",
    "pdf": "application/pdf",
    "xml": "application/xml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
#: What a page calls a file that is made whole.
WHOLE = {
    "zip": "package",
    "html": "protocol",
    "pdf": "paper",
    "xml": "project",
    "ics": "calendar",
}


def set_up(server: Flask) -> None:
    """Answer requests for files."""
    server.add_url_rule("/export/<path:page>.<kind>", "export", export)


def export(page: str, kind: str) -> Response:
    """The tables of a page as a file; what is unknown or not the reader's is not found."""
    if kind not in MIMETYPES:
        abort(404)
    address = addresses.read(f"/{page}", request.query_string.decode("latin-1"))
    try:
        view = view_of(address)
        body, table = _body(view, kind)
    except (UnknownError, NothingPublishedError):
        abort(404)
    response = Response(body, mimetype=MIMETYPES[kind])
    name = _file_name(view, table)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    response.headers["Cache-Control"] = "no-store"
    return response


def _body(view: View, kind: str) -> tuple[bytes, str]:
    """What the file holds, and the table it is of where it is of one alone."""
    if kind in WHOLE:
        return _offered(view.address, WHOLE[kind])(view), ""
    tables: Mapping[str, Table] = _offered(view.address, "tables")(view)
    if kind == "xlsx":
        return excel_file(list(tables.values())), ""
    chosen = view.address.get("table") or next(iter(tables), "")
    if chosen not in tables:
        raise UnknownError
    return csv_file(tables[chosen]), chosen


def _offered(address: Address, what: str) -> Callable[[View], Any]:
    """What makes the files of the page at an address, for this request's reader."""
    page = shell.page_at(address.path, session.viewer().role)
    found: Callable[[View], Any] | None = (
        getattr(sys.modules[page["module"]], what, None) if page else None
    )
    if found is None:
        raise UnknownError
    return found


def _file_name(view: View, table: str) -> str:
    page = view.address.path.strip("/").replace("/", "-")
    whose = view.chosen.id if view.chosen else ""
    parts = ("nyttja", page, whose, period_key(view.period), table)
    return "-".join(part for part in parts if part)
