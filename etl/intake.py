"""Deliveries: every file is taken in once, or refused with a reason, and nothing is left half.

Files are prepared by two processes and put in their place by this one in the order of their
names, so that the result depends neither on speed nor on the order they were given in.
"""

import contextlib
import dataclasses
import datetime
import multiprocessing
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from etl import clock, reasons
from etl.batches import Batch, Entry, Identity, batches, folder, keep, log, renew
from etl.reasons import FileFault, Reason
from etl.source import sources
from etl.workbench import Prepared, Workbench

WORKERS = 2
#: Below this many bytes starting processes costs more than it gives.
WORTH_PROCESSES = 8_000_000
SCRATCH = ".loading-"

Reach = Callable[[int, int, str], None]
Clock = Callable[[], datetime.datetime]


@dataclass(frozen=True)
class Delivery:
    """What became of one delivered file: loaded, duplicate or refused, with the reason.

    ``rule`` is the rule of etl/rules.yaml behind a refusal; ``batch`` what was taken in, now
    or when the same content came first.
    """

    delivered_at: datetime.datetime
    file_name: str
    sha256: str
    outcome: str
    reason_sv: str = ""
    reason_en: str = ""
    rule: str = ""
    batch: Batch | None = None


def load(
    paths: Iterable[Path], home: Path, progress: Reach | None = None, now: Clock = clock.now
) -> list[Delivery]:
    """Take files in.

    Args:
        paths: Files, and folders whose files are meant (hidden ones are not).
        home: Folder of the city; batches and rejects are written there.
        progress: Called after each file with files done, files in all, and its name.
        now: The clock.

    Returns:
        One delivery for each file, in the order of their names.

    Raises:
        SourceError: A source's YAML cannot be.
        OSError: The disk is full or fails; what was taken in before stands.
    """
    left = sources(home).leaves
    files = [path for path in _files(paths) if not left(path.name)]
    register = _Register(home, now)
    with _scratch(home) as scratch:
        deliveries = []
        for prepared in _prepared(files, home, scratch, register):
            deliveries.append(register.settle(prepared))
            if progress:
                progress(len(deliveries), len(files), prepared.path.name)
    return deliveries


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files by name, each once."""
    found = {file: None for path in paths for file in (_in(path) if path.is_dir() else [path])}
    return sorted(found, key=lambda path: (path.stem, path.suffix, str(path)))


def _in(directory: Path) -> Iterator[Path]:
    return (path for path in directory.iterdir() if not path.name.startswith("."))


@contextlib.contextmanager
def _scratch(home: Path) -> Iterator[Path]:
    """A folder beside the batches for this run; those of runs that were killed are removed."""
    folder(home).mkdir(parents=True, exist_ok=True)
    for old in folder(home).glob(SCRATCH + "*"):
        shutil.rmtree(old, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=folder(home)) as scratch:
        yield Path(scratch)


class _Register:
    """What is taken in, and what that means for the next file."""

    def __init__(self, home: Path, now: Clock) -> None:
        self.home = home
        self.now = now
        self.batches = {batch.identity: batch for batch in batches(home)}

    def settle(self, prepared: Prepared) -> Delivery:
        """Keep a prepared file, or say why not."""
        earlier = self._earlier(prepared)
        if earlier and self._is_overtaken(earlier):
            return self._renewed(earlier)
        if earlier:
            return self._duplicate(prepared, earlier)
        fault = prepared.fault or self._conflict(prepared)
        return self._refused(prepared, fault) if fault else self._loaded(prepared)

    def _earlier(self, prepared: Prepared) -> Batch | None:
        """The batch this file is a copy of: same content, and the same day if it states one."""
        if prepared.fault:
            return self._same_content(prepared)
        return self.batches.get(prepared.identity)

    def _same_content(self, prepared: Prepared) -> Batch | None:
        same = (b for b in self.batches.values() if b.sha256 == prepared.sha256)
        return next(same, None)

    def _of_source(self, source_id: str) -> list[Batch]:
        return [batch for batch in self.batches.values() if batch.source_id == source_id]

    def _is_overtaken(self, batch: Batch) -> bool:
        """Whether a register without days has come in another version since."""
        newest = max(self._of_source(batch.source_id), key=lambda other: other.loaded_at)
        return batch.snapshot_on is None and newest.identity != batch.identity

    def _moment(self, source_id: str, snapshot_on: datetime.date | None) -> datetime.datetime:
        """Now; versions of a register without days follow each other whatever the clock says."""
        newest = max((batch.loaded_at for batch in self._of_source(source_id)), default=None)
        if snapshot_on or newest is None:
            return self.now()
        return max(self.now(), newest + datetime.timedelta(seconds=1))

    def _renewed(self, batch: Batch) -> Delivery:
        """An earlier version of a register rules again."""
        moment = self._moment(batch.source_id, None)
        batch = dataclasses.replace(batch, loaded_at=moment)
        renew(self.home, batch)
        self.batches[batch.identity] = batch
        return Delivery(moment, batch.file_name, batch.sha256, "loaded", batch=batch)

    def _conflict(self, prepared: Prepared) -> FileFault | None:
        """Another content for a day that is loaded, or no rows where there were some."""
        same_source = self._of_source(prepared.source_id)
        for batch in same_source:
            if prepared.snapshot_on and batch.snapshot_on == prepared.snapshot_on:
                return FileFault(
                    "S23",
                    source=prepared.source_id,
                    snapshot_on=prepared.snapshot_on,
                    file=batch.file_name,
                )
        with_rows = [batch.file_name for batch in same_source if batch.rows_in]
        if with_rows and not prepared.rows_in:
            return FileFault("S29", file=with_rows[-1])
        return None

    def _loaded(self, prepared: Prepared) -> Delivery:
        twin = self._same_content(prepared)
        if twin:
            prepared.notes.append(("S31", {"file": twin.file_name}))
        note = _joined([reasons.reason(rule, **details) for rule, details in prepared.notes])
        batch = Batch(
            source_id=prepared.source_id,
            entity=prepared.entity,
            file_name=prepared.path.name,
            sha256=prepared.sha256,
            snapshot_on=prepared.snapshot_on,
            loaded_at=self._moment(prepared.source_id, prepared.snapshot_on),
            rows_in=prepared.rows_in,
            rows_accepted=prepared.rows_in - prepared.rows_rejected,
            rows_rejected=prepared.rows_rejected,
            control_sum_ore=prepared.control_sum_ore,
            note_sv=note.sv,
            note_en=note.en,
        )
        if prepared.rows is None:
            raise RuntimeError(f"{batch.file_name}: expected rows from the workbench")
        keep(self.home, batch, prepared.rows, prepared.rejects)
        self.batches[batch.identity] = batch
        return Delivery(
            batch.loaded_at, batch.file_name, batch.sha256, "loaded", note.sv, note.en, batch=batch
        )

    def _duplicate(self, prepared: Prepared, earlier: Batch) -> Delivery:
        """Nothing happens; a copy under another name is logged, the file itself is not."""
        why = reasons.reason("S22", file=earlier.file_name, loaded_at=earlier.loaded_at)
        delivery = self._unkept(prepared, "duplicate", why, "S22", earlier)
        if earlier.file_name != prepared.path.name:
            self._log(delivery)
        return delivery

    def _refused(self, prepared: Prepared, fault: FileFault) -> Delivery:
        delivery = self._unkept(prepared, "refused", fault.reason(), fault.rule, None)
        self._log(delivery)
        return delivery

    def _unkept(
        self, prepared: Prepared, outcome: str, why: Reason, rule: str, batch: Batch | None
    ) -> Delivery:
        return Delivery(
            self.now(), prepared.path.name, prepared.sha256, outcome, why.sv, why.en, rule, batch
        )

    def _log(self, delivery: Delivery) -> None:
        fields = (delivery.delivered_at, delivery.file_name, delivery.sha256, delivery.outcome)
        log(self.home, Entry(*fields, delivery.reason_sv, delivery.reason_en))


def _joined(notes: Sequence[Reason]) -> Reason:
    return Reason("; ".join(note.sv for note in notes), "; ".join(note.en for note in notes))


# --- two processes ----------------------------------------------------------------------------

_bench: Workbench | None = None


def _prepared(
    files: Sequence[Path], home: Path, scratch: Path, register: _Register
) -> Iterator[Prepared]:
    """Every file prepared, in order: in this process, or in two where that pays."""
    bench = (home, scratch, frozenset(register.batches), register.now().date())
    size = sum(path.lstat().st_size for path in files if path.is_file())
    if size < WORTH_PROCESSES:
        workbench = Workbench(*bench)
        yield from map(workbench.prepare, files)
        return
    with ProcessPoolExecutor(
        WORKERS, multiprocessing.get_context("spawn"), initializer=_open_bench, initargs=bench
    ) as pool:
        yield from pool.map(_prepare, files)


def _open_bench(
    home: Path, scratch: Path, known: frozenset[Identity], today: datetime.date
) -> None:
    global _bench  # noqa: PLW0603 - one workbench for each process of the pool
    _bench = Workbench(home, scratch, known, today)


def _prepare(path: Path) -> Prepared:
    if _bench is None:
        raise RuntimeError("expected the process to have opened its workbench")
    return _bench.prepare(path)
