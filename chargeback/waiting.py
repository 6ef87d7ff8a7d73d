"""What waits for a person's yes: told by whoever loads and builds, read by whoever asks.

The ETL finds the questions and the dashboard puts them to a controller; the answer is a fact
of the journal. The list itself decides nothing: it is written anew by every run.
"""

import dataclasses
import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from chargeback.builds import write_whole

FILE = "waiting.json"


@dataclass(frozen=True)
class Waiting:
    """One question.

    Attributes:
        rule: Which rule stopped the run: ``R03`` for a file with many rejected rows.
        subject: The file's name, or the source the figures come from.
        sha256: Of the file, or of the figures: other content asks anew.
        said_sv: What is asked, in Swedish.
        said_en: The same in English.
    """

    rule: str
    subject: str
    sha256: str
    said_sv: str
    said_en: str


def write(home: Path, questions: Iterable[Waiting]) -> None:
    """Tell what waits now."""
    rows = [dataclasses.asdict(question) for question in questions]
    home.mkdir(parents=True, exist_ok=True)
    write_whole(home / FILE, json.dumps(rows, ensure_ascii=False, indent=1) + "\n")


def read(home: Path) -> list[Waiting]:
    """What waited when the last run ended; nothing where none has told."""
    try:
        rows = json.loads((home / FILE).read_text(encoding="utf-8"))
    except FileNotFoundError:
        return []
    return [Waiting(**row) for row in rows]
