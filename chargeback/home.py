"""Where a city's files lie: the one place that reads NYTTJA_HOME and the journal's URL."""

import os
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parent.parent


def home() -> Path:
    """The folder of the city: inbox, batches, rejects, warehouse and its own sources."""
    return Path(os.environ.get("NYTTJA_HOME") or REPOSITORY / "data").resolve()


def reference_folder(city: Path) -> Path:
    """The city's reference tables, or the sample city's where it has none of its own."""
    own = city / "reference"
    return own if own.is_dir() else REPOSITORY / "data" / "reference"


def journal_url(city: Path) -> str:
    """Where what people decide is kept: the database NYTTJA_JOURNAL_URL names, or a file."""
    own = f"sqlite:///{city / 'journal' / 'journal.sqlite'}"
    return os.environ.get("NYTTJA_JOURNAL_URL") or own
