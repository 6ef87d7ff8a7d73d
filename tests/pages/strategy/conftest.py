"""The sample city's plan in a journal of its own."""

import datetime
from pathlib import Path

import pytest

from etl.plan import take_over
from journal.store import Journal

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"
#: The day the sample city's plan is loaded.
LOADED = datetime.datetime(2011, 2, 1, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="session")
def loaded_plan(tmp_path_factory):
    """The journal's file with the plan taken over."""
    home = tmp_path_factory.mktemp("planned")
    take_over(home, [REFERENCE], LOADED)
    return home / "journal" / "journal.sqlite"


@pytest.fixture
def kept_plan(loaded_plan, tmp_path, monkeypatch, server):  # noqa: ARG001 - the tiny world is served
    """A journal that holds the plan, and may be written in."""
    copy = tmp_path / "journal.sqlite"
    copy.write_bytes(loaded_plan.read_bytes())
    url = f"sqlite:///{copy}"
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", url)
    return Journal(url)
