"""The command line: ``python -m etl --help``.

Exit codes: 0 done · 1 a file was refused, an audit failed, or the machine did ·
2 used wrongly · 3 another run is going on. Rejected rows within the limits of intake,
rows set aside by a rule and files that were loaded before are results, not failures.
"""

import argparse
import datetime
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import BrokenExecutor
from pathlib import Path

import duckdb
from sqlalchemy.exc import DBAPIError

from chargeback import builds
from chargeback.booking import NothingToBookError, WrongCodesError
from chargeback.closing import SealError
from chargeback.home import home, reference_folder
from chargeback.runner import Finding, RunStoppedError
from chargeback.sie import kronor
from etl import backup as backups
from etl import booking, closing, differences, plan, questions, run, words
from etl.explanation import UnknownLineError, explanation
from etl.intake import NOTHING, Decided, Delivery
from etl.lock import BusyError, one_run
from etl.progress import Progress
from etl.publish import PublishError
from etl.questions import UnansweredError
from etl.settings import SettingsError
from etl.source import SourceError
from etl.status import status
from journal.facts import By, ConflictError, RefusedError

DONE, FAILED, MISUSED, BUSY = 0, 1, 2, 3
MONTHS = re.compile(r"(\d{4}-(?:0[1-9]|1[0-2]))(?:\.\.(\d{4}-(?:0[1-9]|1[0-2])))?")
Months = tuple[datetime.date, datetime.date]


class MisusedError(Exception):
    """The command cannot be meant so."""


# What can stop a command, in the order it is looked for: what to say, and the exit code.
FAULTS: tuple[tuple[type[BaseException], str, str, int], ...] = (
    (
        BusyError,
        "en annan körning pågår, process {0}",
        "another run is going on, process {0}",
        BUSY,
    ),
    (MisusedError, "så går det inte: {0}", "this cannot be: {0}", MISUSED),
    (
        differences.UnknownRunError,
        "inget ensamt publicerat bygge heter {0}",
        "no one published build is called {0}",
        MISUSED,
    ),
    (UnknownLineError, "det finns ingen rad {0}", "there is no line {0}", MISUSED),
    (run.NothingBuiltError, "inget är byggt: {0}", "nothing is built: {0}", MISUSED),
    (run.AuditError, "en kontroll fann rader: {0}", "an audit found rows: {0}", FAILED),
    (RunStoppedError, "underlaget kan inte debiteras: {0}", "this cannot be charged: {0}", FAILED),
    (
        UnansweredError,
        "en person måste säga ja (python -m etl accept): {0}",
        "a person has to say yes (python -m etl accept): {0}",
        FAILED,
    ),
    (
        run.ChangedJournalError,
        "faktum {0} i journalen är inte som det skrevs",
        "fact {0} of the journal is not as it was written",
        FAILED,
    ),
    (
        SealError,
        "en stängd månad är inte som den förseglades: {0}",
        "a closed month is not as it was sealed: {0}",
        FAILED,
    ),
    (
        closing.ClosedSinceError,
        "bygg om, månader har stängts sedan dess: {0}",
        "build again, months were closed since: {0}",
        FAILED,
    ),
    (
        closing.LostInputError,
        "det som månaden gjordes av finns inte: {0}",
        "what the month was made from is not there: {0}",
        FAILED,
    ),
    (closing.NotSealedError, "månaden är inte stängd: {0}", "not a closed month: {0}", MISUSED),
    (
        closing.NothingPublishedError,
        "inget är publicerat: {0}",
        "nothing is published: {0}",
        MISUSED,
    ),
    (ConflictError, "någon annan hann före: {0}", "somebody else was first: {0}", FAILED),
    (
        plan.PlanError,
        "handlingsplanen går inte att läsa: {0}",
        "the action plan cannot be read: {0}",
        FAILED,
    ),
    (RefusedError, "journalen tar inte emot det: {0}", "the journal refuses it: {0}", FAILED),
    (
        backups.BackupError,
        "säkerhetskopian går inte: {0}",
        "the backup cannot be: {0}",
        FAILED,
    ),
    (
        WrongCodesError,
        "huvudboken tar inte emot kodsträngarna: {0}",
        "the ledger would not take the code strings: {0}",
        FAILED,
    ),
    (
        booking.BookingError,
        "månaden bokförs inte: {0}",
        "the month is not booked: {0}",
        FAILED,
    ),
    (NothingToBookError, "ingen rad att bokföra: {0}", "no line to book: {0}", MISUSED),
    (PublishError, "inget publicerades: {0}", "nothing was published: {0}", FAILED),
    (SourceError, "en källas YAML är fel: {0}", "a source's YAML is wrong: {0}", MISUSED),
    (SettingsError, "inställningarna är fel: {0}", "the settings are wrong: {0}", MISUSED),
    (OSError, "körningen bröts: {0}", "the run broke off: {0}", FAILED),
    (BrokenExecutor, "en inläsare dog: {0}", "a reader of files died: {0}", FAILED),
    (DBAPIError, "journalen svarar inte: {0}", "the journal does not answer: {0}", FAILED),
    (duckdb.Error, "körningen bröts: {0}", "the run broke off: {0}", FAILED),
    (KeyboardInterrupt, "avbruten", "interrupted", FAILED),
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and say in one line what stopped it, if anything did."""
    options = parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except BrokenPipeError:
        raise
    except tuple(kind for kind, *_ in FAULTS) as error:
        return stopped_by(error)


def stopped_by(error: BaseException) -> int:
    """Say what stopped a command; its exit code."""
    swedish, english, code = next(
        (swedish, english, code)
        for kind, swedish, english, code in FAULTS
        if isinstance(error, kind)
    )
    # Of the journal's faults what the database said, without the statement and where to read on.
    said = error.orig if isinstance(error, DBAPIError) else error
    return fault(swedish.format(said), english.format(said), code)


def fault(swedish: str, english: str, code: int) -> int:
    """Say what is wrong in one line of both languages."""
    print("; ".join(f"{swedish} / {english}".splitlines()), file=sys.stderr)
    return code


def parser() -> argparse.ArgumentParser:
    """Every command with its options."""
    top = argparse.ArgumentParser(prog="python -m etl", description=__doc__.split("\n")[0])
    commands = top.add_subparsers(required=True)

    def add(name: str, does: str, command: Callable[..., int]) -> argparse.ArgumentParser:
        added = commands.add_parser(name, help=does, description=does)
        added.set_defaults(command=command)
        return added

    sample_options(add("sample", "write the sample city's export files", sample))
    load_options(add("load", "take delivered files into batches", load))
    accept_options(add("accept", "go on in spite of what a run has stopped at", accept))
    build_options(add("build", "calculate everything from the batches, not yet seen", build))
    add("check", "run the audits on what is built", check)
    add("publish", "verify what is built and make it the build that is served", publish)
    load_options(add("run", "load, build, check and publish", run_all))
    review_options(add("review", "say that a month's bills are right, as published", review))
    close_options(add("close", "seal a reviewed month and close it for good", close))
    verify_options(
        add("verify", "compute the journal's chain of hashes and every sealed month again", verify)
    )
    diff_options(add("diff", "tell by cause what two published runs differ by", diff))
    status_options(add("status", "show what is published and whether it adds up", show_status))
    explain_options(add("explain", "explain one line of a bill", explain))
    backup_options(add("backup", "copy what cannot be made anew, also while a load runs", backup))
    restore_options(add("restore", "put a backup into an empty home", restore))
    book_options(add("book", "write a closed month's booking file and say that it is booked", book))
    report_options(add("report", "write a tertial report: two pages and a workbook", report))
    sample_options(add("demo", "make the sample city, run it and close its first months", demo))
    return top


def sample_options(command: argparse.ArgumentParser) -> None:
    """What the sample city may be."""
    command.add_argument("--scale", type=scale, default=1.0, help="1.0 is the whole city")
    command.add_argument(
        "--months", type=months, default=months("2007-01..2010-12"), help="2007-01..2010-12"
    )
    command.add_argument("--seed", type=int, default=1, help="another seed, other objects")
    command.add_argument("--to", type=Path, default=None, help="folder; default: the inbox")


def load_options(command: argparse.ArgumentParser) -> None:
    """What to load."""
    command.add_argument(
        "path", type=existing, nargs="*", help="file or folder; default: reference tables, inbox"
    )
    command.add_argument(
        "--replace",
        action="store_true",
        help="the named files replace what is loaded for their day; the earlier version is kept",
    )
    command.add_argument(
        "--allow-empty", action="store_true", help="a file without rows is right this time"
    )


def accept_options(command: argparse.ArgumentParser) -> None:
    """What is accepted, by whom and why."""
    command.add_argument("subject", help="a file's name or path, or a source, that waits")
    command.add_argument("--who", type=said, required=True, help="who says yes")
    command.add_argument("--why", type=said, required=True, help="and why")


def build_options(command: argparse.ArgumentParser) -> None:
    """From what is loaded now, or was at a moment."""
    command.add_argument(
        "--as-of",
        type=moment,
        default=None,
        help="from what was loaded then (2008-09-03 or 2008-09-03T12:00, UTC); "
        "written to .as_of.duckdb beside the builds, never published",
    )
    command.add_argument(
        "--anew",
        action="store_true",
        help="make every table, also those of the build before that still stand",
    )


def review_options(command: argparse.ArgumentParser) -> None:
    """Which month, who says so and why."""
    command.add_argument("month", type=month, help="2008-03")
    command.add_argument("--who", type=said, required=True, help="who has prepared the month")
    command.add_argument("--why", type=said, required=True, help="what was looked at")
    command.add_argument(
        "--preliminary",
        action="store_true",
        help="the month is not reviewed yet: departments may look and ask",
    )


def close_options(command: argparse.ArgumentParser) -> None:
    """Which month, who closes it and by which decision."""
    command.add_argument("month", type=month, help="2008-03, the month after the last closed one")
    command.add_argument("--who", type=said, required=True, help="not who reviewed it")
    command.add_argument("--decision", type=said, required=True, help="by which decision")


def verify_options(command: argparse.ArgumentParser) -> None:
    """What the chain is held against."""
    command.add_argument(
        "--head",
        default=None,
        help="a hash from a paper, of a fact or of a sealed month; twelve digits or more of it",
    )
    command.add_argument(
        "--rerun", type=month, default=None, help="2008-03: make it again, compare byte by byte"
    )


def diff_options(command: argparse.ArgumentParser) -> None:
    """Which runs, in which language."""
    command.add_argument("earlier", help="id of a published build, or its beginning")
    command.add_argument("later", help="likewise")
    command.add_argument("--language", choices=sorted(words.WORDS), default="sv")


def book_options(command: argparse.ArgumentParser) -> None:
    """Which month, by whom and why."""
    command.add_argument("month", type=month, help="a closed month: 2008-03")
    command.add_argument("--who", type=said, required=True, help="who books it")
    command.add_argument("--why", type=said, default="månadens bokföring", help="and why")


def status_options(command: argparse.ArgumentParser) -> None:
    """For people or for programs."""
    command.add_argument("--json", action="store_true", help="one JSON object")
    command.add_argument("--language", choices=sorted(words.WORDS), default="sv")


def explain_options(command: argparse.ArgumentParser) -> None:
    """Which line, in which language."""
    command.add_argument("line", help="id of the line, as on the bill: L0123456789ab")
    command.add_argument("--language", choices=sorted(words.WORDS), default="sv")


def backup_options(command: argparse.ArgumentParser) -> None:
    """Where to."""
    command.add_argument("to", type=Path, help="a folder that is not there yet, or a file.tar")


def restore_options(command: argparse.ArgumentParser) -> None:
    """Where from."""
    command.add_argument("backup", type=existing, help="the folder or file.tar")


def report_options(command: argparse.ArgumentParser) -> None:
    """Which tertial, in which language, where to."""
    command.add_argument("tertial", help="2008T2: the report of 31 August 2008")
    command.add_argument("--lang", choices=sorted(words.WORDS), default="sv")
    command.add_argument(
        "--to",
        type=Path,
        default=None,
        help="a .pdf, an .xlsx, or a folder for both; default: reports under the city's home",
    )


def scale(text: str) -> float:
    """A scale above 0; the sample itself says how far it goes."""
    value = float(text)
    if not value > 0:
        raise argparse.ArgumentTypeError(f"expected a scale above 0, found {text}")
    return value


def months(text: str) -> Months:
    """First and last month of ``2007-01..2010-12``, or of the one month ``2008-03``."""
    match = MONTHS.fullmatch(text)
    if not match:
        raise argparse.ArgumentTypeError(f"expected 2007-01..2010-12 or 2008-03, found {text}")
    first, last = (
        datetime.date.fromisoformat(f"{month}-01") for month in (match[1], match[2] or match[1])
    )
    if last < first:
        raise argparse.ArgumentTypeError(f"{text} ends before it begins")
    return first, last


def month(text: str) -> datetime.date:
    """The first day of the month 2008-03."""
    first, last = months(text)
    if first != last:
        raise argparse.ArgumentTypeError(f"expected one month, found {text}")
    return first


def said(text: str) -> str:
    """Something in words."""
    if not text.strip():
        raise argparse.ArgumentTypeError("expected some words")
    return text.strip()


def moment(text: str) -> datetime.datetime:
    """A moment in UTC; a day alone is its end."""
    try:
        found = datetime.datetime.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"expected 2008-09-03T12:00, found {text}") from error
    if len(text) == len("2008-09-03"):
        found += datetime.timedelta(days=1, seconds=-1)
    return found.replace(tzinfo=found.tzinfo or datetime.UTC)


def existing(text: str) -> Path:
    """A path that leads somewhere."""
    path = Path(text)
    if not path.exists():
        raise argparse.ArgumentTypeError(f"there is no {text}")
    return path


def sample(options: argparse.Namespace) -> int:
    """Write the sample city's files."""
    # Only this command needs the city's makers, and they take a while to import.
    from etl.sample import write  # noqa: PLC0415

    to = options.to or home() / "inbox"
    with Progress("sample") as progress:
        files = write(
            to,
            reference_folder(home()),
            options.months,
            scale=options.scale,
            seed=options.seed,
            progress=progress.reach,
        )
    print(f"{len(files)} files in {to}")
    return DONE


def load(options: argparse.Namespace) -> int:
    """Take files in and tell what became of them."""
    with one_run(home()):
        return told(take_in(files_of(options), decided(options)))


def decided(options: argparse.Namespace) -> Decided:
    """What the person has decided; only of named files can it be said that they replace."""
    if options.replace and not (options.path and all(path.is_file() for path in options.path)):
        raise MisusedError("--replace FILE …")
    return Decided(replace=options.replace, allow_empty=options.allow_empty)


def files_of(options: argparse.Namespace) -> list[Path]:
    """What is named; where nothing is, what lies delivered."""
    return options.path or run.delivered(home())


def take_in(files: Sequence[Path], wanted: Decided = NOTHING) -> list[Delivery]:
    """Load files with their progress."""
    with Progress("load") as progress:
        return run.load(files, home(), wanted, progress.reach)


def told(deliveries: Sequence[Delivery]) -> int:
    """Say how many files came in, of each refused one why, and what to look at in the others."""
    outcomes = [delivery.outcome for delivery in deliveries]
    print(
        f"loaded {outcomes.count('loaded')}, known before {outcomes.count('duplicate')}, "
        f"refused {outcomes.count('refused')}"
    )
    for delivery in deliveries:
        if delivery.outcome == "refused" or (delivery.outcome == "loaded" and delivery.reason_en):
            name = delivery.file_name
            fault(f"{name}: {delivery.reason_sv}", f"{name}: {delivery.reason_en}", FAILED)
        if delivery.rule == "R03":
            way_on = f"python -m etl accept {name} --who … --why …"
            fault(f"ska resten in ändå: {way_on}", f"to take in the rest: {way_on}", FAILED)
    return FAILED if "refused" in outcomes else DONE


def accept(options: argparse.Namespace) -> int:
    """Write down a person's yes to everything that waits under one name."""
    with one_run(home()):
        path = Path(options.subject)
        content = builds.sha256_of(path) if path.is_file() else ""
        asked = questions.about(run.waiting(home()), path.name, content)
        if not asked:
            raise MisusedError(f"inget väntar / nothing waits: {options.subject}")
        for given in run.answer(home(), asked, options.who, options.why):
            print(f"godtaget / accepted: {given.subject}: {given.said_sv} / {given.said_en}")
    return DONE


def build(options: argparse.Namespace) -> int:
    """Calculate a build."""
    with one_run(home()):
        calculate(options.as_of, anew=options.anew)
    return DONE


def calculate(as_of: datetime.datetime | None = None, *, anew: bool = False) -> None:
    """Calculate a build with its progress."""
    with Progress("build", run.steps_of_build()) as progress:
        run.build(home(), progress.step, as_of, anew=anew)


def check(_: argparse.Namespace) -> int:
    """Run the audits, and tell what waits for a person's yes."""
    with one_run(home()):
        for warning in run.check(home()):
            warn(warning)
        for question in run.waiting(home()):
            print(f"waiting for a yes: {question.rule} {question.subject}: {question.said_en}")
    print("every audit is silent")
    return DONE


def warn(finding: Finding) -> None:
    """Tell what a reader should know of a build that stands."""
    print(f"warning: {finding}")


def publish(_: argparse.Namespace) -> int:
    """Publish what is built."""
    with one_run(home()):
        make_current()
    return DONE


def make_current() -> None:
    """Publish, and say whether anything is new in it."""
    manifest, same = run.publish_checked(home(), warn)
    print(f"published {manifest.build_id}" + (", the same content as before" if same else ""))


def run_all(options: argparse.Namespace) -> int:
    """Load, build, check, publish.

    A refused file is left out and the run ends with 1 after publishing the rest; where a
    person has to decide first (too many rejected rows, another content for a day that is
    loaded) nothing is built.
    """
    return run_through(files_of(options), decided(options))


def run_through(files: Sequence[Path], wanted: Decided = NOTHING) -> int:
    """Load these files, and build, check and publish all that is loaded."""
    with one_run(home()):
        deliveries = take_in(files, wanted)
        code = told(deliveries)
        if run.must_stop(deliveries):
            return code
        calculate()
        make_current()
    return code


def review(options: argparse.Namespace) -> int:
    """Write down that a month is preliminary, or reviewed."""
    by = By(options.who, run.COMMAND_LINE)
    say = closing.preliminary if options.preliminary else closing.review
    with one_run(home()):
        fact = say(home(), by, options.month, options.why)
    print(f"{fact.kind} {options.month:%Y-%m}, fact {fact.seq}, head {fact.hash}")
    return DONE


def close(options: argparse.Namespace) -> int:
    """Seal a month, and close it."""
    with one_run(home()):
        fact = closing.close(
            home(), By(options.who, run.COMMAND_LINE), options.month, options.decision
        )
    print(f"closed {options.month:%Y-%m}, manifest {fact.body['manifest_sha256']}")
    return DONE


def verify(options: argparse.Namespace) -> int:
    """Compute the chains again, hold them against a hash from a paper, make a month again."""
    found, place = run.verify(home(), options.head)
    if found.broken is not None:
        raise run.ChangedJournalError(found.broken)
    print(f"{found.facts} facts, head {found.head}")
    sealed = closing.verify(home())
    if sealed:
        print(f"{len(sealed)} months sealed, manifest {sealed[-1].manifest_sha256}")
    if options.rerun:
        with one_run(home()), Progress("rerun", run.steps_of_build()) as progress:
            closing.same_again(home(), options.rerun, progress.step)
        print(f"{options.rerun:%Y-%m} comes out to the byte as it was sealed")
    return held_against(options.head, place) if options.head else DONE


def held_against(head: str, place: int | None) -> int:
    """Say which fact or which sealed month has a hash from a paper."""
    period = closing.sealed_with(home(), head)
    if place is None and period is None:
        return fault(
            f"varken journalen eller någon stängd månad har {head}",
            f"neither the journal nor any sealed month holds {head}",
            FAILED,
        )
    print(f"{head} is " + (f"fact {place}" if place else f"the manifest of {period:%Y-%m}"))
    return DONE


def diff(options: argparse.Namespace) -> int:
    """Tell by cause what two published runs differ by."""
    for line in differences.diff(home(), options.earlier, options.later, options.language):
        print(line)
    return DONE


def show_status(options: argparse.Namespace) -> int:
    """Show what is published."""
    found = status(home())
    if options.json:
        print(json.dumps(found, indent=1, ensure_ascii=False))
    else:
        print("\n".join(words.status_lines(found, options.language)))
    return DONE


def explain(options: argparse.Namespace) -> int:
    """Explain one line."""
    print("\n".join(explanation(home(), options.line, options.language)))
    return DONE


def backup(options: argparse.Namespace) -> int:
    """Take a backup; no run has to end first."""
    listed = backups.backup(home(), options.to)
    print(f"{len(listed['files'])} files, {listed['facts']} facts, head {listed['head']}")
    return DONE


def restore(options: argparse.Namespace) -> int:
    """Restore a backup, and say how the figures come back."""
    with one_run(home()):
        listed = backups.restore(options.backup, home())
    print(f"{len(listed['files'])} files; then: python -m etl build, python -m etl publish")
    return DONE


def report(options: argparse.Namespace) -> int:
    """Have a tertial report written by a process of the dashboard's.

    A report says what the screens say, so it is made where they are; etl imports nothing of it.
    """
    to = ["--to", str(options.to)] if options.to else []
    command = [sys.executable, "-m", "dashboard.report", options.tertial, "--lang", options.lang]
    return subprocess.run([*command, *to], check=False).returncode  # noqa: S603 - our own program


def book(options: argparse.Namespace) -> int:
    """Write a month's booking file and invoice basis, and say in the journal that it is booked."""
    with one_run(home()):
        done = booking.book(home(), options.month, options.who, options.why)
    found = done.booking
    told = f"{len(found.vouchers)} vouchers, {kronor(found.charged_ore)} kr"
    print(f"{done.path.name}: {told}, of it own use {kronor(found.own_use_ore)} kr")
    print(f"city total {kronor(found.charged_ore - found.own_use_ore)} kr")
    if found.invoice:
        print(f"invoices {kronor(found.invoiced_ore)} kr, moms tillkommer")
    if not done.is_new:
        print("booked before, the same file")
    return DONE


def book_sample(seed: int) -> int:
    """Book every closed month, and take in what the sample city's ledger then shows of them."""
    # Only the sample city's ledger is made here: see the command sample.
    from etl.sample import internal_ledger  # noqa: PLC0415

    with one_run(home()):
        done = booking.book_closed(home(), "Ekonomiavdelningen", "månadens bokföring")
    print(f"booked {len(done)} months")
    return run_through(internal_ledger.write(home(), home() / "inbox", seed), NOTHING)


def demo(options: argparse.Namespace) -> int:
    """Make the sample city and run it through."""
    sample(options)
    code = run_through(run.delivered(home(), options.to))
    if code == DONE:
        with one_run(home()), Progress("close", closing.SAMPLE_MONTHS) as progress:
            count = closing.close_sample_city(home(), progress.step)
        print(f"closed {count} months")
        return book_sample(options.seed)
    return code


if __name__ == "__main__":
    try:
        sys.exit(main())
    except BrokenPipeError:  # the reader of a long answer has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(DONE)
