"""The stages of a run: load what was delivered, build from it, check it, publish it."""

import datetime
from collections.abc import Callable, Sequence
from pathlib import Path

import duckdb

from chargeback import builds, runner
from chargeback import waiting as told
from chargeback.home import journal_url, reference_folder
from chargeback.standing import Standing
from etl import clock, closing, intake, pipeline, plan, questions
from etl.faults import reached
from etl.publish import publish, quiet
from etl.questions import Question, UnansweredError
from etl.spill import put_aside
from journal.acceptances import Acceptance, accept
from journal.chain import Verdict, place_of
from journal.chain import verify as verify_chain
from journal.store import Journal

BUILD = ".build.duckdb"
BUILDING = ".building.duckdb"
# What was loaded at an earlier moment, built to be read: it is never published.
EARLIER = ".as_of.duckdb"
# Refusals that a person must answer before anything is built on what is there:
# too many rejected rows, and another content for a day that is already loaded.
STOPPING = frozenset({"R03", "S23"})

COMMAND_LINE = closing.COMMAND_LINE

Step = Callable[[str], None]
Reach = Callable[[int, int, str], None]


class NothingBuiltError(Exception):
    """There is no build to check or publish."""


class ChangedJournalError(Exception):
    """A fact of the journal is not as it was written; nothing is built on it."""

    def __init__(self, seq: int) -> None:
        self.seq = seq
        super().__init__(str(seq))


class AuditError(Exception):
    """An audit found rows; nothing is published."""

    def __init__(self, findings: Sequence[runner.Finding]) -> None:
        self.findings = findings
        super().__init__("; ".join(str(finding) for finding in findings[: runner.SHOWN_ROWS]))


def delivered(home: Path, inbox: Path | None = None) -> list[Path]:
    """What is loaded when nothing is named: the reference tables, then the inbox's files."""
    folder = inbox or home / "inbox"
    found = sorted(reference_folder(home).glob("*.csv"))
    return [*found, folder] if folder.is_dir() else found


def load(
    paths: Sequence[Path], home: Path, decided: intake.Decided, progress: Reach
) -> list[intake.Delivery]:
    """Take delivered files in; see :func:`etl.intake.load`. What waits for a yes is told."""
    found = intake.load(paths, home, decided, progress)
    plan.take_over(home, paths, clock.now())
    tell(home, questions.of_files(home))
    return found


def must_stop(deliveries: Sequence[intake.Delivery]) -> bool:
    """Whether a person has to decide before anything is built on these deliveries."""
    return any(d.outcome == "refused" and d.rule in STOPPING for d in deliveries)


def steps_of_build() -> int:
    """How many tables and stops a build goes through, staging first."""
    return 1 + len([*runner.MODELS.rglob("*.sql"), *runner.STOPS.glob("*.sql")])


def build(
    home: Path, step: Step, moment: datetime.datetime | None = None, *, anew: bool = False
) -> Path:
    """Calculate everything from the batches into a file that nobody sees yet.

    The file keeps the staged tables and all between them and the bills, for whoever
    wants to follow a figure; it is whole or not there. Tables of the build before that
    still stand are not made again; see :mod:`chargeback.standing`.

    Args:
        home: Folder of the city.
        step: Told the name of each table before it is built, or found to stand.
        moment: Build from what was loaded then, from nothing, beside the build that waits.
        anew: Make every table, also those that stand.

    Raises:
        ChangedJournalError: What was decided is no longer what was written.
        runner.RunStoppedError: A quantity has no price, or a snapshot is too old.
    """
    chain, _ = verify(home)
    if chain.broken is not None:
        raise ChangedJournalError(chain.broken)
    folder = builds.warehouse(home)
    folder.mkdir(parents=True, exist_ok=True)
    finished, unfinished = folder / (EARLIER if moment else BUILD), folder / BUILDING
    for path in folder.glob(BUILDING + "*"):
        path.unlink()
    if not (moment or anew) and is_sound(finished):
        finished.replace(unfinished)
    finished.unlink(missing_ok=True)
    with opened(unfinished) as connection:
        step("staging")
        pipeline.stage(connection, home, moment)
        reached("staged")
        runner.run(connection, step, Standing(connection))
        reached("calculated")
    unfinished.replace(finished)
    return finished


def is_sound(path: Path) -> bool:
    """Whether there is a build that can be opened; one that cannot is made from nothing."""
    try:
        with duckdb.connect(path, read_only=True):
            return True
    except duckdb.Error:
        return False


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """A build's file, open to be written."""
    connection = duckdb.connect(path)
    put_aside(connection, path.parent / ".spill")
    connection.execute("set timezone = 'UTC'")
    # On a terminal DuckDB would draw its own bars through ours.
    connection.execute("set enable_progress_bar = false")
    return connection


def built(home: Path) -> Path:
    """The build that waits to be published.

    Raises:
        NothingBuiltError: There is none.
    """
    path = builds.warehouse(home) / BUILD
    if not path.exists():
        raise NothingBuiltError("python -m etl build")
    return path


def check(home: Path) -> list[runner.Finding]:
    """Ask every audit of the build that waits; warnings are returned, findings raised.

    Raises:
        AuditError: An audit found rows.
        NothingBuiltError: There is no build.
    """
    with quiet(built(home), read_only=True) as connection:
        findings = runner.audit(connection)
        if findings:
            raise AuditError(findings)
        return runner.warnings(connection)


def waiting(home: Path) -> list[Question]:
    """Everything that waits for a person's yes: files at the door, and what is built."""
    path = builds.warehouse(home) / BUILD
    if not path.exists():
        return questions.of_files(home)
    with duckdb.connect(path, read_only=True) as connection:
        return [*questions.of_files(home), *questions.of_build(connection, home)]


def tell(home: Path, asked: Sequence[Question]) -> None:
    """Let whoever may answer see what waits."""
    told.write(
        home,
        [told.Waiting(q.rule, q.subject, q.sha256, q.said_sv, q.said_en) for q in asked],
    )


def answer(home: Path, asked: Sequence[Question], who: str, why: str) -> list[Acceptance]:
    """Write down a person's yes to each question."""
    given = [question.answered(clock.now(), who, why) for question in asked]
    for acceptance in given:
        accept(Journal(journal_url(home)), acceptance, COMMAND_LINE)
    return given


def verify(home: Path, head: str | None = None) -> tuple[Verdict, int | None]:
    """Compute the journal's chain again.

    Args:
        home: Folder of the city.
        head: A hash from a paper, which the chain must still hold.

    Returns:
        What was found, and the number of the fact whose hash the head is, if it is one's.
    """
    journal = Journal(journal_url(home))
    found = verify_chain(journal)
    return found, place_of(journal, head) if head and found.broken is None else None


def publish_checked(
    home: Path, warn: Callable[[runner.Finding], None] = lambda _: None
) -> tuple[builds.Manifest, bool]:
    """Publish the build that waits, provided that every audit is silent.

    Args:
        home: Folder of the city.
        warn: Told what a reader should know of a build that stands.

    Returns:
        What is now served, and whether its content is what was served before.

    Raises:
        AuditError: An audit found rows; nothing is published.
        NothingBuiltError: There is no build.
        UnansweredError: A figure waits for a person's yes; nothing is published.
        etl.publish.PublishError: The file read back differs.
    """
    for warning in check(home):
        warn(warning)
    with duckdb.connect(built(home), read_only=True) as connection:
        asked = questions.of_build(connection, home)
    tell(home, [*questions.of_files(home), *asked])
    if asked:
        raise UnansweredError(asked)
    closing.check_not_older(home, built(home))
    reached("audited")
    before = builds.current_id(home)
    after = builds.read_manifest(home, publish(built(home), home).stem)
    known = before is not None and builds.manifest_path(home, before).exists()
    same = known and builds.read_manifest(home, str(before)).content_hash == after.content_hash
    return after, same
