"""What a person has said yes to: who, when, why and about which content. Nothing is taken back.

``journal/acceptances.jsonl`` in the city's folder holds one line for each yes. A yes is about
one content, by its sha256: another file, or other figures, ask anew.
"""

import dataclasses
import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path

from chargeback.builds import sync_folder


@dataclass(frozen=True)
class Acceptance:
    """One yes: to a file with many rejected rows (R03), or to a finding in what is built.

    ``subject`` is the file's name, or the source the finding is about; ``said_*`` what the
    person was told and said yes to.
    """

    when: datetime.datetime
    who: str
    why: str
    sha256: str
    rule: str
    subject: str
    said_sv: str
    said_en: str


def path_of(home: Path) -> Path:
    """Where they stand."""
    return home / "journal" / "acceptances.jsonl"


def accept(home: Path, acceptance: Acceptance) -> None:
    """Write one yes after the others, on disk before it counts."""
    path = path_of(home)
    path.parent.mkdir(parents=True, exist_ok=True)
    text = {**dataclasses.asdict(acceptance), "when": acceptance.when.isoformat()}
    with path.open("a", encoding="utf-8") as stream:
        # A new line first: a line cut off by a crash must not swallow this one.
        stream.write("\n" + json.dumps(text, ensure_ascii=False))
        stream.flush()
        os.fsync(stream.fileno())
    sync_folder(path.parent)


def acceptances(home: Path) -> list[Acceptance]:
    """Every yes in the order given; a line cut off by a crash is passed over."""
    path = path_of(home)
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return [found for line in lines if (found := _acceptance(line))]


def accepted(home: Path) -> dict[str, Acceptance]:
    """The last yes to each content, by its sha256."""
    return {acceptance.sha256: acceptance for acceptance in acceptances(home)}


def _acceptance(line: str) -> Acceptance | None:
    try:
        text = json.loads(line)
    except ValueError:
        return None
    text["when"] = datetime.datetime.fromisoformat(text["when"])
    return Acceptance(**text)
