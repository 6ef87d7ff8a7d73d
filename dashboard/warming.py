"""Before a worker takes requests: every page shown once, every file of a first page packed."""

import atexit
import gc
import logging
import re
from typing import TYPE_CHECKING

from dashboard import personas, session, shell
from dashboard.address import Address

if TYPE_CHECKING:
    from flask import Flask
    from flask.testing import FlaskClient

LOG = logging.getLogger("nyttja")
# Files only: links to pages stand in the first page too, and those are shown as callbacks.
FILE = re.compile(r'(?:src|href)="(/(?:assets|_dash-component-suites)/[^"]+)"')
PACKED = {"Accept-Encoding": "br"}


def warm(server: "Flask") -> None:
    """Ask for all a first reader of each role would; an empty install has nothing to warm."""
    try:
        with server.test_request_context():
            readers = {persona.viewer.role: persona.id for persona in personas.everyone()}
    except Exception:  # noqa: BLE001 - no build yet: the pages say so themselves
        LOG.warning("nothing published to warm with")
        return
    for reader in readers.values():
        client = server.test_client()
        with client.session_transaction() as kept:
            kept.update(reader=reader, csrf="warm")
        show_pages(server, reader)
        keep_files(client)
    set_aside_for_good()


def set_aside_for_good() -> None:
    """What stands now stands until the end: the collector need not look through it in a request.

    There are some hundred thousand objects, and a look through all of them takes as long as a page.
    """
    gc.collect()
    gc.freeze()
    atexit.register(gc.unfreeze)  # else DuckDB's binding takes what is left for leaks of its own


def show_pages(server: "Flask", reader: str) -> None:
    """Show each of a reader's pages as a callback would."""
    with server.test_request_context():
        session.sign_in(reader)
        for page in shell.pages_for(session.viewer().role):
            shell.content_of(page, Address(page["path"]))


def keep_files(client: "FlaskClient") -> None:
    """Pack what the first page of a browser fetches."""
    page = client.get("/", headers={"Accept-Encoding": "identity"}).get_data(as_text=True)
    for found in FILE.findall(page):
        client.get(found, headers=PACKED).close()
