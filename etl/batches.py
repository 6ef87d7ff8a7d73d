"""What has been taken in, on disk: batches, rejects and the log of deliveries.

``batches/<entity>/<key>.parquet`` holds the accepted rows of one file and ``<key>.json`` its
entry in the register, written last: a batch without its entry is not there. Refused files and
repeated ones stand in ``batches/deliveries.jsonl``. ``<key>`` is the first 16 digits of the
file's sha256, after the day the file states if it states one.
"""

import dataclasses
import datetime
import json
import os
from dataclasses import dataclass
from pathlib import Path

from chargeback.builds import sync_folder, write_whole
from etl.faults import reached

Identity = tuple[str, datetime.date | None]


@dataclass(frozen=True)
class Batch:
    """One file that was taken in; ``control_sum_ore`` is null where rows have no amount."""

    source_id: str
    entity: str
    file_name: str
    sha256: str
    snapshot_on: datetime.date | None
    loaded_at: datetime.datetime
    rows_in: int
    rows_accepted: int
    rows_rejected: int
    control_sum_ore: int | None
    note_sv: str = ""
    note_en: str = ""

    @property
    def identity(self) -> Identity:
        """What makes a delivery the same as an earlier one: content, and the day it states."""
        return self.sha256, self.snapshot_on

    @property
    def key(self) -> str:
        """Names the files on disk."""
        day = f"{self.snapshot_on}_" if self.snapshot_on else ""
        return day + self.sha256[:16]


@dataclass(frozen=True)
class Entry:
    """A delivery as logged: what came when, and what became of it and why."""

    delivered_at: datetime.datetime
    file_name: str
    sha256: str
    outcome: str
    reason_sv: str
    reason_en: str


def folder(home: Path) -> Path:
    """Where batches lie."""
    return home / "batches"


def rows_path(home: Path, batch: Batch) -> Path:
    """The accepted rows of a batch."""
    return folder(home) / batch.entity / f"{batch.key}.parquet"


def rejects_path(home: Path, batch: Batch) -> Path:
    """The rejected rows of a batch; there is no file when there are none."""
    return home / "rejects" / f"{batch.key}.parquet"


def batches(home: Path) -> list[Batch]:
    """Every batch by source, day and file name: nothing depends on the order of loading."""
    found = [_batch(path) for path in folder(home).glob("*/*.json")]
    return sorted(found, key=lambda b: (b.source_id, str(b.snapshot_on), b.file_name, b.sha256))


def keep(home: Path, batch: Batch, rows: Path, rejects: Path | None) -> None:
    """Put a batch in its place, its entry in the register last: whole or not there.

    Args:
        home: Folder of the city.
        batch: The entry.
        rows: Parquet file on the same disk, moved.
        rejects: Likewise, or None when every row was accepted.
    """
    if rejects:
        _move(rejects, rejects_path(home, batch))
    _move(rows, rows_path(home, batch))
    reached("batch moved")
    _enter(home, batch)


def _enter(home: Path, batch: Batch) -> None:
    text = {**dataclasses.asdict(batch), "snapshot_on": _text(batch.snapshot_on)}
    text["loaded_at"] = _text(batch.loaded_at)
    entry = rows_path(home, batch).with_suffix(".json")
    write_whole(entry, json.dumps(text, ensure_ascii=False, indent=1) + "\n")


def renew(home: Path, batch: Batch) -> None:
    """Write a batch's entry anew: the rows are the same, it is the newest again."""
    _enter(home, batch)


def log(home: Path, entry: Entry) -> None:
    """Log a delivery that changed nothing, once: a file may lie in the inbox for years."""
    known = {(old.file_name, old.sha256, old.outcome, old.reason_en) for old in logged(home)}
    if (entry.file_name, entry.sha256, entry.outcome, entry.reason_en) in known:
        return
    text = {**dataclasses.asdict(entry), "delivered_at": _text(entry.delivered_at)}
    with _log_path(home).open("a", encoding="utf-8") as stream:
        # A new line first: a line cut off by a crash must not swallow this one.
        stream.write("\n" + json.dumps(text, ensure_ascii=False))
        stream.flush()
        os.fsync(stream.fileno())


def logged(home: Path) -> list[Entry]:
    """The log of deliveries that changed nothing; a line cut off by a crash is passed over."""
    path = _log_path(home)
    lines = path.read_text(encoding="utf-8").split("\n") if path.exists() else []
    return [entry for line in lines if (entry := _entry(line))]


def deliveries(home: Path) -> list[Entry]:
    """Every delivery in order of time: batches from their entries, the others from the log."""
    loaded = [
        Entry(b.loaded_at, b.file_name, b.sha256, "loaded", b.note_sv, b.note_en)
        for b in batches(home)
    ]
    return sorted([*loaded, *logged(home)], key=lambda e: (e.delivered_at, e.file_name, e.outcome))


def _log_path(home: Path) -> Path:
    return folder(home) / "deliveries.jsonl"


def _move(scratch: Path, target: Path) -> None:
    """Move a file so that it is whole or not there, also after a power cut."""
    with scratch.open("rb") as stream:
        os.fsync(stream.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch.replace(target)
    sync_folder(target.parent)


def _batch(path: Path) -> Batch:
    text = json.loads(path.read_text(encoding="utf-8"))
    day = text["snapshot_on"]
    text["snapshot_on"] = datetime.date.fromisoformat(day) if day else None
    text["loaded_at"] = datetime.datetime.fromisoformat(text["loaded_at"])
    return Batch(**text)


def _entry(line: str) -> Entry | None:
    try:
        text = json.loads(line)
    except ValueError:
        return None
    text["delivered_at"] = datetime.datetime.fromisoformat(text["delivered_at"])
    return Entry(**text)


def _text(moment: datetime.date | None) -> str | None:
    return moment.isoformat() if moment else None
