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

from chargeback.home import journal_url
from etl import clock, prices, reasons
from etl.batches import Batch, Entry, Identity, every_batch, folder, keep, log, renew
from etl.faults import reached
from etl.known import comes_first
from etl.reasons import FileFault, Reason, shown
from etl.settings import settings
from etl.source import sources
from etl.structure import Note
from etl.workbench import Prepared, Workbench
from journal.acceptances import accepted
from journal.store import Journal

WORKERS = 2
#: Below this many bytes starting processes costs more than it gives.
WORTH_PROCESSES = 8_000_000
SCRATCH = ".loading-"
#: Notes that are kept with the file and not told at each load: half a city's files have them.
QUIET = frozenset({"E03"})

Reach = Callable[[int, int, str], None]
Clock = Callable[[], datetime.datetime]


@dataclass(frozen=True)
class Decided:
    """What a person has decided before loading.

    Attributes:
        replace: These files are to replace what is loaded for their day, and are read anew
            also where the same content was loaded before.
        allow_empty: A file without rows is right, although there were some last time.
    """

    replace: bool = False
    allow_empty: bool = False


NOTHING = Decided()


@dataclass(frozen=True)
class Delivery:
    """What became of one delivered file: loaded, duplicate or refused, with the reason.

    ``rule`` is the rule of etl/rules.yaml behind a refusal, ``notes`` those of what a person
    should know of a file taken in; ``batch`` what was taken in, now or when the same content
    came first.
    """

    delivered_at: datetime.datetime
    file_name: str
    sha256: str
    outcome: str
    reason_sv: str = ""
    reason_en: str = ""
    rule: str = ""
    batch: Batch | None = None
    notes: tuple[str, ...] = ()


def load(
    paths: Iterable[Path],
    home: Path,
    decided: Decided = NOTHING,
    progress: Reach | None = None,
    now: Clock = clock.now,
) -> list[Delivery]:
    """Take files in.

    Args:
        paths: Files, and folders whose files are meant (hidden ones are not).
        home: Folder of the city; batches and rejects are written there.
        decided: What a person has decided about these files.
        progress: Called after each file with files done, files in all, and its name.
        now: The clock.

    Returns:
        One delivery for each file, in the order of their names.

    Raises:
        SourceError: A source's YAML cannot be.
        SettingsError: The city's settings cannot be.
        RefusedError: Two files have prices of a service for the same day.
        OSError: The disk is full or fails; what was taken in before stands.
    """
    known = sources(home)
    files = [path for path in _files(paths) if not known.leaves(path.name)]
    register = _Register(home, now, decided)
    deliveries: dict[Path, Delivery] = {}
    with _scratch(home) as scratch:
        # What the others' ids are looked up in is settled before they are read.
        first = [path for path in files if comes_first(path.name, known)]
        rest = [path for path in files if path not in set(first)]
        for wave in (first, rest):
            for prepared in _prepared(wave, scratch, register):
                deliveries[prepared.path] = register.settle(prepared)
                if progress:
                    progress(len(deliveries), len(files), shown(prepared.path.name))
    prices.take_over(home, now())
    return [deliveries[path] for path in files]


def _files(paths: Iterable[Path]) -> list[Path]:
    """The files by name, each once; what lies in a folder is not looked into further."""
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

    def __init__(self, home: Path, now: Clock, decided: Decided) -> None:
        self.home = home
        self.now = now
        self.decided = decided
        self.batches = {batch.identity: batch for batch in every_batch(home)}
        self.accepted = accepted(Journal(journal_url(home)))
        self.at_home = prices.at_home(home)

    @property
    def known(self) -> frozenset[Identity]:
        """What need not be read again."""
        return frozenset() if self.decided.replace else frozenset(self.batches)

    def settle(self, prepared: Prepared) -> Delivery:
        """Keep a prepared file, or say why not."""
        earlier = self._earlier(prepared)
        if earlier and not prepared.rows and self._is_overtaken(earlier):
            return self._renewed(earlier)
        if earlier and not prepared.rows:
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
        batch = batch.again(self._moment(batch.source_id, None))
        renew(self.home, batch)
        self.batches[batch.identity] = batch
        notes = self._of_home(batch.entity)
        told = _said(notes)
        return Delivery(
            batch.loaded_at, batch.file_name, batch.sha256, "loaded", told.sv, told.en,
            batch=batch, notes=tuple(rule for rule, _ in notes),
        )  # fmt: skip

    def _same_day(self, prepared: Prepared) -> Batch | None:
        """What is loaded for the day a file states, with another content."""
        return next(
            (
                batch
                for batch in self._of_source(prepared.source_id)
                if prepared.snapshot_on
                and batch.snapshot_on == prepared.snapshot_on
                and batch.identity != prepared.identity
                and not batch.replaced_at
            ),
            None,
        )

    def _conflict(self, prepared: Prepared) -> FileFault | None:
        """Another content for a day that is loaded, or no rows where there were some."""
        other = self._same_day(prepared)
        if other and not self.decided.replace:
            return FileFault(
                "S23",
                source=prepared.source_id,
                snapshot_on=prepared.snapshot_on,
                file=other.file_name,
            )
        same_source = self._of_source(prepared.source_id)
        with_rows = [batch.file_name for batch in same_source if batch.rows_in]
        if with_rows and not prepared.rows_in and not self.decided.allow_empty:
            return FileFault("S29", file=with_rows[-1])
        return None

    def _loaded(self, prepared: Prepared) -> Delivery:
        if prepared.rows is None or prepared.texts is None:
            raise RuntimeError(f"{prepared.path.name}: expected rows from the workbench")
        replaced, same = self._same_day(prepared), self.batches.get(prepared.identity)
        moment = self._moment(prepared.source_id, prepared.snapshot_on)
        if replaced:
            # Which of the two is the newer must show, also where the run ends between them.
            moment = max(moment, replaced.loaded_at + datetime.timedelta(seconds=1))
        notes = self._notes(prepared, replaced)
        batch = self._batch(prepared, moment, _said(notes))
        if same:
            batch = dataclasses.replace(batch, earlier=same.again(moment).earlier)
        keep(self.home, batch, prepared.rows, prepared.texts, prepared.rejects)
        if replaced:
            reached("replacing")
            self._replace(replaced, moment)
        self.batches[batch.identity] = batch
        told = _said([(rule, details) for rule, details in notes if rule not in QUIET])
        return Delivery(
            moment, batch.file_name, batch.sha256, "loaded", told.sv, told.en,
            batch=batch, notes=tuple(rule for rule, _ in notes),
        )  # fmt: skip

    def _replace(self, batch: Batch, moment: datetime.datetime) -> None:
        """Let a batch rule no more; its rows and its entry stay."""
        batch = dataclasses.replace(batch, replaced_at=moment)
        renew(self.home, batch)
        self.batches[batch.identity] = batch

    def _notes(self, prepared: Prepared, replaced: Batch | None) -> list[Note]:
        """What a person should know of a file that is taken in."""
        notes = [*prepared.notes, *self._of_home(prepared.entity)]
        twin = self._same_content(prepared)
        if twin and twin.identity != prepared.identity:
            notes.append(("S31", {"file": twin.file_name}))
        if replaced:
            notes.append(("S34", {"file": replaced.file_name, "loaded_at": replaced.loaded_at}))
        yes = self.accepted.get(prepared.sha256)
        if yes:
            said = {"rejected": prepared.rows_rejected, "rows": prepared.rows_in}
            notes.append(("R04", {**said, "who": yes.who, "why": yes.why}))
        return notes

    def _of_home(self, entity: str) -> list[Note]:
        """That the journal holds what the file would change."""
        return [("S35", {})] if entity in self.at_home else []

    def _batch(self, prepared: Prepared, moment: datetime.datetime, note: Reason) -> Batch:
        return Batch(
            source_id=prepared.source_id,
            entity=prepared.entity,
            file_name=prepared.path.name,
            sha256=prepared.sha256,
            snapshot_on=prepared.snapshot_on,
            loaded_at=moment,
            rows_in=prepared.rows_in,
            rows_accepted=prepared.rows_in - prepared.rows_rejected,
            rows_rejected=prepared.rows_rejected,
            control_sum_ore=prepared.control_sum_ore,
            note_sv=note.sv,
            note_en=note.en,
            headings=prepared.headings,
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
        self._log(delivery, prepared.source_id)
        return delivery

    def _unkept(
        self, prepared: Prepared, outcome: str, why: Reason, rule: str, batch: Batch | None
    ) -> Delivery:
        name = shown(prepared.path.name)
        return Delivery(self.now(), name, prepared.sha256, outcome, why.sv, why.en, rule, batch)

    def _log(self, delivery: Delivery, source_id: str = "") -> None:
        fields = (delivery.delivered_at, delivery.file_name, delivery.sha256, delivery.outcome)
        told = (delivery.reason_sv, delivery.reason_en, delivery.rule, source_id)
        log(self.home, Entry(*fields, *told))


def _said(notes: Sequence[Note]) -> Reason:
    """Notes in words, one after the other."""
    said = [reasons.reason(rule, **details) for rule, details in notes]
    return Reason("; ".join(note.sv for note in said), "; ".join(note.en for note in said))


# --- two processes ----------------------------------------------------------------------------

_bench: Workbench | None = None


def _prepared(files: Sequence[Path], scratch: Path, register: _Register) -> Iterator[Prepared]:
    """Every file prepared, in order: in this process, or in two where that pays."""
    if not files:
        return
    bench = (register.home, scratch, register.known, register.now().date())
    # What is larger than a file may be is not read, and nothing is made ready for it.
    largest = settings(register.home).largest_file_bytes
    sizes = [path.lstat().st_size for path in files if path.is_file()]
    # A file alone has both processors: two threads instead of two processes.
    alone = len(files) == 1
    if alone or sum(size for size in sizes if size <= largest) < WORTH_PROCESSES:
        workbench = Workbench(*bench, threads=WORKERS if alone else 1)
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
    _bench = Workbench(home, scratch, known, today, at_once=WORKERS)


def _prepare(path: Path) -> Prepared:
    if _bench is None:
        raise RuntimeError("expected the process to have opened its workbench")
    return _bench.prepare(path)
