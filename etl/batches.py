"""What has been taken in, on disk: batches, rejects and the log of deliveries.

``batches/<entity>/<key>.parquet`` holds the accepted rows of one file, ``<key>.delivered.parquet``
the texts they were read from, and ``<key>.json`` its entry in the register, written last: a batch
without its entry is not there. Refused files and
repeated ones stand in ``batches/deliveries.jsonl``. ``<key>`` is the first 16 digits of the
file's sha256, after the day the file states if it states one.

A batch that another content has replaced stays with its rows: its entry says when, and what
ruled at an earlier moment can be read again.
"""

import dataclasses
import datetime
import json
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chargeback import delivered
from chargeback.builds import sync_folder, write_whole
from chargeback.home import journal_url
from etl.faults import reached
from journal.acceptances import Acceptance, acceptances
from journal.store import Journal

Identity = tuple[str, datetime.date | None]


@dataclass(frozen=True)
class Turn:
    """A time in which a batch was there: until another content replaced it, if one did."""

    loaded_at: datetime.datetime
    replaced_at: datetime.datetime | None = None

    def holds(self, moment: datetime.datetime) -> bool:
        """Whether the batch was there at a moment."""
        return self.loaded_at <= moment and not (self.replaced_at and self.replaced_at <= moment)


@dataclass(frozen=True)
class Batch:
    """One file that was taken in; ``control_sum_ore`` is null where rows have no amount.

    ``replaced_at`` is set once another content for the same day has replaced it; ``earlier``
    holds its turns before ``loaded_at``, when it was taken in again. ``headings`` are the file's
    own of the columns read, by number; empty where one is not there.
    """

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
    replaced_at: datetime.datetime | None = None
    earlier: tuple[Turn, ...] = ()
    headings: tuple[str, ...] = ()

    @property
    def identity(self) -> Identity:
        """What makes a delivery the same as an earlier one: content, and the day it states."""
        return self.sha256, self.snapshot_on

    @property
    def key(self) -> str:
        """Names the files on disk."""
        return delivered.key_of(self.snapshot_on, self.sha256)

    def at(self, moment: datetime.datetime) -> "Batch | None":
        """The batch as it was at a moment, None where it was not there."""
        turns = (*self.earlier, Turn(self.loaded_at, self.replaced_at))
        held = [turn for turn in turns if turn.holds(moment)]
        return self._as_in(held[-1], ()) if held else None

    def again(self, moment: datetime.datetime) -> "Batch":
        """The batch taken in anew; its turns so far are kept."""
        turn = Turn(self.loaded_at, self.replaced_at)
        return self._as_in(Turn(moment), (*self.earlier, turn))

    def _as_in(self, turn: Turn, earlier: tuple[Turn, ...]) -> "Batch":
        return dataclasses.replace(
            self, loaded_at=turn.loaded_at, replaced_at=None, earlier=earlier
        )


@dataclass(frozen=True)
class Entry:
    """A delivery as logged: what came when, and what became of it and why.

    ``rule`` is that of a refusal, ``source_id`` the source that claimed the file if one did.
    """

    delivered_at: datetime.datetime
    file_name: str
    sha256: str
    outcome: str
    reason_sv: str
    reason_en: str
    rule: str = ""
    source_id: str = ""


def folder(home: Path) -> Path:
    """Where batches lie."""
    return home / "batches"


def rows_path(home: Path, batch: Batch) -> Path:
    """The accepted rows of a batch."""
    return folder(home) / batch.entity / f"{batch.key}.parquet"


def rejects_path(home: Path, batch: Batch) -> Path:
    """The rejected rows of a batch; there is no file when there are none."""
    return home / "rejects" / f"{batch.key}.parquet"


def batches(home: Path, moment: datetime.datetime | None = None) -> list[Batch]:
    """The batches there are, or were at a moment, without those that were replaced.

    By source, day and file name: nothing depends on the order of loading.
    """
    found = every_batch(home)
    if moment is None:
        return [batch for batch in found if not batch.replaced_at]
    return [then for batch in found if (then := batch.at(moment))]


def every_batch(home: Path) -> list[Batch]:
    """The batches in the same order, the replaced ones among them."""
    found = [_batch(path.read_bytes()) for path in folder(home).glob("*/*.json")]
    found = [*_one_for_a_day(found)]
    return sorted(found, key=lambda b: (b.source_id, str(b.snapshot_on), b.file_name, b.sha256))


def _one_for_a_day(found: Sequence[Batch]) -> Iterator[Batch]:
    """The batches, of which one rules for each day of a source: the newest.

    Whoever was killed while replacing has entered the new one and not yet said of the old one
    that it is replaced.
    """
    newest: dict[tuple[str, datetime.date | None], Batch] = {}
    for batch in sorted(found, key=lambda batch: batch.loaded_at):
        if not batch.replaced_at:
            newest[batch.source_id, batch.snapshot_on] = batch
    for batch in found:
        ruling = newest.get((batch.source_id, batch.snapshot_on), batch)
        overtaken = batch.snapshot_on and not batch.replaced_at and ruling is not batch
        yield dataclasses.replace(batch, replaced_at=ruling.loaded_at) if overtaken else batch


def rests_on_itself(entries: Iterable[bytes]) -> bool:
    """Whether these entries of the register hold, for each that was replaced, one that rules."""
    found = [_batch(entry) for entry in entries]
    ruling = {(b.source_id, b.snapshot_on) for b in found if not b.replaced_at}
    return all((b.source_id, b.snapshot_on) in ruling for b in found if b.replaced_at)


def delivered_path(home: Path, batch: Batch) -> Path:
    """The texts its rows were read from; no file where an earlier version took it in."""
    return delivered.texts_path(home, batch.entity, batch.key)


def keep(home: Path, batch: Batch, rows: Path, texts: Path, rejects: Path | None) -> None:
    """Put a batch in its place, its entry in the register last: whole or not there.

    Args:
        home: Folder of the city.
        batch: The entry.
        rows: Parquet file on the same disk, moved.
        texts: Likewise, what the rows were read from.
        rejects: Likewise, or None when every row was accepted.
    """
    if rejects:
        _move(rejects, rejects_path(home, batch))
    _move(texts, delivered_path(home, batch))
    _move(rows, rows_path(home, batch))
    reached("batch moved")
    _enter(home, batch)


def _enter(home: Path, batch: Batch) -> None:
    text = dataclasses.asdict(batch)
    entry = rows_path(home, batch).with_suffix(".json")
    write_whole(entry, json.dumps(text, ensure_ascii=False, indent=1, default=_text) + "\n")


def renew(home: Path, batch: Batch) -> None:
    """Write a batch's entry anew; its rows are the same."""
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
    """Every delivery and every yes to one, in order of time.

    Batches come from their entries, the others from the log; a batch that has been replaced
    has the outcome ``replaced``.
    """
    loaded = [
        Entry(
            batch.loaded_at,
            batch.file_name,
            batch.sha256,
            "replaced" if batch.replaced_at else "loaded",
            batch.note_sv,
            batch.note_en,
        )
        for batch in every_batch(home)
    ]
    told = [*loaded, *logged(home), *map(_of_acceptance, _accepted(home))]
    return sorted(told, key=lambda e: (e.delivered_at, e.file_name, e.outcome))


def _accepted(home: Path) -> list[Acceptance]:
    return acceptances(Journal(journal_url(home)))


def _of_acceptance(yes: Acceptance) -> Entry:
    """A yes beside the deliveries, with what was said yes to."""
    sv, en = (f"{yes.who}: {yes.why} ({said})" for said in (yes.said_sv, yes.said_en))
    return Entry(yes.when, yes.subject, yes.sha256, "accepted", sv, en, yes.rule)


def _log_path(home: Path) -> Path:
    return folder(home) / "deliveries.jsonl"


def _move(scratch: Path, target: Path) -> None:
    """Move a file so that it is whole or not there, also after a power cut."""
    with scratch.open("rb") as stream:
        os.fsync(stream.fileno())
    target.parent.mkdir(parents=True, exist_ok=True)
    scratch.replace(target)
    sync_folder(target.parent)


def _batch(entry: bytes) -> Batch:
    text = json.loads(entry)
    day = text["snapshot_on"]
    text["snapshot_on"] = datetime.date.fromisoformat(day) if day else None
    text["headings"] = tuple(text.get("headings", ()))
    text["earlier"] = tuple(Turn(*map(_moment, turn.values())) for turn in text.get("earlier", ()))
    text["loaded_at"], text["replaced_at"] = (
        _moment(text.get(name)) for name in ("loaded_at", "replaced_at")
    )
    return Batch(**text)


def _entry(line: str) -> Entry | None:
    try:
        text = json.loads(line)
    except ValueError:
        return None
    text["delivered_at"] = datetime.datetime.fromisoformat(text["delivered_at"])
    return Entry(**text)


def _text(moment: datetime.date) -> str:
    return moment.isoformat()


def _moment(text: str | None) -> Any:  # noqa: ANN401 - a time that must be there, or may be missing
    return datetime.datetime.fromisoformat(text) if text else None
