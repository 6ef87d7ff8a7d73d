"""A copy of the journal as it stands at one moment, also while somebody writes in it."""

import contextlib
import sqlite3
from pathlib import Path

from sqlalchemy.engine import make_url

from journal.store import Journal


def copy(journal: Journal, to: Path) -> bool:
    """Copy a journal that is a file, with SQLite's own backup.

    Returns:
        Whether there is such a file: of another database its own tools take a dump.
    """
    url = make_url(journal.url)
    if url.get_backend_name() != "sqlite" or not url.database or not Path(url.database).exists():
        return False
    to.parent.mkdir(parents=True, exist_ok=True)
    with (
        contextlib.closing(sqlite3.connect(url.database)) as here,
        contextlib.closing(sqlite3.connect(to)) as there,
    ):
        here.backup(there)
        # One file, with nothing beside it that could be left behind.
        there.execute("pragma journal_mode = delete")
    return True
