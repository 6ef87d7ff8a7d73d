"""A journal that holds the sample city's plan."""

from pathlib import Path

import pytest

from etl.plan import take_over
from journal.store import Journal
from tests.dashboard.decisions.tellers import NOON

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"


@pytest.fixture(scope="session")
def loaded(tmp_path_factory):
    home = tmp_path_factory.mktemp("planned")
    take_over(home, [REFERENCE], NOON)
    return home / "journal" / "journal.sqlite"


@pytest.fixture
def kept(loaded, tmp_path, monkeypatch):
    """A journal that holds the sample city's plan, and may be written in."""
    copy = tmp_path / "journal.sqlite"
    copy.write_bytes(loaded.read_bytes())
    url = f"sqlite:///{copy}"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    return Journal(url)
