"""What the tests of the intake share: a home of its own, files to deliver, and a fixed clock."""

import datetime
from pathlib import Path

import duckdb
import pytest

from chargeback.home import journal_url
from etl.intake import Delivery, load
from etl.pipeline import stage
from journal.store import Journal

NOON = datetime.datetime(2026, 1, 15, 12, 0, tzinfo=datetime.UTC)


class City:
    """A city's home and inbox in a test."""

    def __init__(self, folder: Path) -> None:
        self.home = folder / "home"
        self.inbox = folder / "inbox"
        self.home.mkdir()
        self.inbox.mkdir()

    @property
    def journal(self) -> Journal:
        """What was decided in the city."""
        return Journal(journal_url(self.home))

    def deliver(self, name: str, content: str | bytes, encoding: str = "cp1252") -> Delivery:
        """Put a file in the inbox and take it in."""
        path = self.inbox / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        return self.load(path)

    def load(self, path: Path) -> Delivery:
        """Take one file in."""
        (delivery,) = load([path], self.home, now=lambda: NOON)
        return delivery

    def own_source(self, name: str, text: str) -> None:
        """Give the city a source of its own."""
        folder = self.home / "sources"
        folder.mkdir(exist_ok=True)
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")

    def rows(self, statement: str) -> list[tuple]:
        """Stage what is loaded and ask it."""
        with duckdb.connect() as connection:
            stage(connection, self.home)
            return connection.execute(statement).fetchall()

    def rejects(self) -> list[tuple]:
        """Line, column, rule and value of every rejected row."""
        return self.rows("select line, column_name, rule, value from staging.rejects order by all")


@pytest.fixture
def town(tmp_path) -> City:
    return City(tmp_path)
