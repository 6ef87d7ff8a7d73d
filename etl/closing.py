"""Reviewing and closing months at the command line, and making a sealed month again."""

import csv
import dataclasses
import datetime
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import duckdb

from chargeback import builds, closing, reviewed, runner
from chargeback.home import journal_url
from etl import clock, pipeline
from etl.batches import Batch, every_batch
from etl.faults import reached
from etl.publish import published_at
from etl.spill import put_aside
from journal import periods
from journal.chain import SHORTEST
from journal.facts import By, Fact
from journal.periods import About, Sealed
from journal.store import Journal

#: The role of whoever speaks at the command line, where nobody has signed in.
COMMAND_LINE = "command_line"
RERUN = ".rerun"
#: How a build's name begins.

#: The sample city has closed its books to here: later months are open.
SAMPLE_UNTIL = datetime.date(2008, 12, 1)
SAMPLE_MONTHS = 24
SAMPLE_PREPARER = By("controller", "controller")
SAMPLE_CLOSER = By("controller-2", "controller")
SAMPLE_WHY = "Avstämd: alla likheter går jämnt ut / reconciled: every equation holds"
SAMPLE_DECISION = "Ekonomichefens beslut, bokslut {}"


class NothingPublishedError(Exception):
    """There is no build whose months could be reviewed or closed."""


class NotSealedError(Exception):
    """The month is not closed, so there is nothing to make again."""


class ClosedSinceError(Exception):
    """A build was made before a month was closed, and has other lines for it."""


class LostInputError(Exception):
    """A file that a sealed month was made from is not among the batches."""


def published(home: Path) -> closing.Published:
    """The build that is served.

    Raises:
        NothingPublishedError: There is none.
    """
    found = closing.published(home)
    if found is None:
        raise NothingPublishedError("python -m etl publish")
    return found


def state(
    home: Path, period: datetime.date, build: closing.Published | None = None
) -> periods.PeriodState:
    """How far a month has come."""
    fingerprints = (build or published(home)).fingerprints
    return periods.states(Journal(journal_url(home)), [period], fingerprints)[period]


def preliminary(home: Path, by: By, period: datetime.date, why: str) -> Fact:
    """Let the departments look at a month's bills."""
    about = About(by, period, why, state(home, period).seen)
    with Journal(journal_url(home)).writing(clock.now()) as pen:
        return periods.preliminary(pen, about)


def review(
    home: Path, by: By, period: datetime.date, why: str, build: closing.Published | None = None
) -> Fact:
    """Say that a month's lines, as published, are right."""
    build = build or published(home)
    about = About(by, period, why, state(home, period, build).seen)
    with Journal(journal_url(home)).writing(clock.now()) as pen:
        kept_sha256 = reviewed.keep(home, build, period)
        fingerprint = build.fingerprints.get(period)
        return periods.review(pen, about, fingerprint, build.build_id, kept_sha256)


def close(
    home: Path,
    by: By,
    period: datetime.date,
    decision: str,
    build: closing.Published | None = None,
) -> Fact:
    """Seal a month, and close it by what the journal is told: that is what counts.

    Killed between the two, the month is not closed, and the next closing seals it anew.

    Raises:
        journal.facts.RefusedError: It cannot be closed now, or not by this person.
    """
    build = build or published(home)
    found = state(home, period, build)
    about = About(by, period, decision, found.seen)
    with Journal(journal_url(home)).writing(clock.now()) as pen:
        fingerprint = build.fingerprints.get(period)
        periods.check_close(pen, about, fingerprint, build.first)
        order = closing.Order(
            period=period,
            prepared_by=found.prepared_by or "",
            closed_by=by.who,
            decision=decision,
            previous=head_of(pen.facts([periods.CLOSED])),
        )
        sha256 = closing.seal(home, build, order, reached)
        sealed = Sealed(sha256, build.build_id, fingerprint or "")
        return periods.close(pen, about, sealed, build.first)


def close_sample_city(home: Path, step: Callable[[str], None]) -> int:
    """Review and close the sample city's months to :data:`SAMPLE_UNTIL`, by two people.

    Returns:
        How many were closed now; none the second time.
    """
    build = published(home)
    closed = {month.period for month in pipeline.closed_months(home)}
    waiting = [p for p in sorted(build.fingerprints) if p <= SAMPLE_UNTIL and p not in closed]
    for period in waiting:
        step(f"{period:%Y-%m}")
        review(home, SAMPLE_PREPARER, period, SAMPLE_WHY, build)
        close(home, SAMPLE_CLOSER, period, SAMPLE_DECISION.format(f"{period:%Y-%m}"), build)
    return len(waiting)


def verify(home: Path) -> list[closing.Closing]:
    """Every sealed month, each file of it held against what was closed.

    Raises:
        chargeback.closing.SealError: A byte of one is not as it was sealed.
    """
    months = pipeline.closed_months(home)
    closing.check(home, months)
    return months


def check_not_older(home: Path, build: Path) -> None:
    """Refuse a build that was made before a month was closed and says otherwise of it.

    Raises:
        ClosedSinceError: It is to be made again.
    """
    with duckdb.connect(build, read_only=True) as connection:
        seq = connection.execute("select seq from control.journal_head").fetchall()[0][0]
        sums = connection.execute("select period, fingerprint from control.period_sums").fetchall()
    facts = periods.closings(Journal(journal_url(home)))
    since = [fact for fact in facts if fact.seq > seq and fact.valid_from]
    other = [
        fact.subject
        for fact in since
        if dict(sums).get(fact.valid_from) != fact.body["fingerprint"]
    ]
    if other:
        raise ClosedSinceError(", ".join(other))


def head_of(closings: list[Fact]) -> str:
    """sha256 of the last manifest."""
    return closings[-1].body["manifest_sha256"] if closings else closing.BEGINNING


def sealed_with(home: Path, head: str) -> datetime.date | None:
    """The month whose manifest has this hash, of which twelve digits are enough."""
    months = pipeline.closed_months(home)
    if len(head) < SHORTEST:
        return None
    found = (m.period for m in months if m.manifest_sha256.startswith(head.lower()))
    return next(found, None)


# --- making a sealed month again --------------------------------------------------------------


def rerun(
    home: Path, period: datetime.date, step: Callable[[str], None] = lambda _: None
) -> list[closing.Fault]:
    """Calculate a sealed month again from its inputs, and compare byte by byte.

    Everything is built from the batches its ``inputs.csv`` names, the journal as it was then,
    and the months sealed before; nothing that came later is read.

    Args:
        home: Folder of the city.
        period: First day of the month.
        step: Told the name of each table before it is built.

    Returns:
        The files that come out otherwise than they were sealed; none is as it should be.

    Raises:
        NotSealedError: The month is not closed.
        LostInputError: A batch, or a fact of the journal, is not there.
        chargeback.closing.SealError: A sealed folder is not as it was sealed.
    """
    months = pipeline.closed_months(home)
    if period not in {month.period for month in months}:
        raise NotSealedError(f"{period:%Y-%m}")
    closing.check(home, months)
    manifest = closing.read_manifest(home, period)
    inputs = sealed_inputs(home, period, published_at(manifest["build_id"]))
    made_from = pipeline.Known(inputs, fact_at(home, manifest["journal"]))
    scratch = builds.warehouse(home) / RERUN
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    try:
        build = build_again(home, made_from, scratch / "build.duckdb", step)
        again = dataclasses.replace(build, build_id=manifest["build_id"])
        closing.write(again, order_of(manifest, period), scratch / "sealed")
        return list(differences(home, period, scratch / "sealed"))
    finally:
        shutil.rmtree(scratch, ignore_errors=True)


def same_again(home: Path, period: datetime.date, step: Callable[[str], None]) -> None:
    """Make a sealed month again; see :func:`rerun`.

    Raises:
        chargeback.closing.SealError: A file comes out otherwise than it was sealed.
    """
    found = rerun(home, period, step)
    if found:
        raise closing.SealError("; ".join(map(str, found)))


def build_again(
    home: Path, made_from: pipeline.Known, path: Path, step: Callable[[str], None]
) -> closing.Published:
    """Calculate a build from what is given, as a file of its own."""
    with duckdb.connect(path) as connection:
        put_aside(connection, path.parent / "spill")
        connection.execute("set timezone = 'UTC'")
        connection.execute("set enable_progress_bar = false")
        step("staging")
        pipeline.stage_known(connection, home, made_from)
        runner.run(connection, step)
    return closing.opened("", path)


def sealed_inputs(home: Path, period: datetime.date, at: datetime.datetime) -> list[Batch]:
    """The batches that a sealed month was made from, replaced or not.

    As they stood when it was published: of a register's versions the one rules that came last,
    and one that has been taken in again since would otherwise rule before its time.
    """
    there = {(batch.sha256, str(batch.snapshot_on or "")): batch for batch in every_batch(home)}
    path = closing.folder(home, period) / closing.INPUTS
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    missing = [row["file_name"] for row in rows if (row["sha256"], row["snapshot_on"]) not in there]
    if missing:
        raise LostInputError(", ".join(missing))
    found = [there[row["sha256"], row["snapshot_on"]] for row in rows]
    return [batch.at(at) or batch for batch in found]


def fact_at(home: Path, head: dict[str, object]) -> Fact | None:
    """The last fact that a sealed month was made with."""
    facts = Journal(journal_url(home)).facts()
    found = next((fact for fact in facts if fact.seq == head["seq"]), None)
    if head["seq"] and (found is None or found.hash != head["hash"]):
        raise LostInputError(f"fact {head['seq']} {head['hash']}")
    return found


def order_of(manifest: dict[str, str], period: datetime.date) -> closing.Order:
    """What was ordered when a month was sealed."""
    told = ("prepared_by", "closed_by", "decision", "previous")
    return closing.Order(period=period, **{name: manifest[name] for name in told})


def differences(home: Path, period: datetime.date, again: Path) -> Iterator[closing.Fault]:
    """The files of a folder that are not those sealed."""
    sealed = closing.folder(home, period)
    for name in (*closing.read_manifest(home, period)["files"], closing.MANIFEST):
        if (sealed / name).read_bytes() != (again / name).read_bytes():
            yield closing.Fault(period, name, "comes out otherwise")
