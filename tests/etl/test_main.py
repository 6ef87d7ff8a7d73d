"""The command line: what it takes, what it says, how it ends."""

import datetime
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from concurrent.futures import BrokenExecutor
from pathlib import Path

import duckdb
import pytest
from sqlalchemy.exc import DBAPIError

from chargeback import builds
from chargeback.home import journal_url
from chargeback.runner import Finding, RunStoppedError
from etl import __main__ as command_line
from etl import run
from etl.__main__ import BUSY, DONE, FAILED, MISUSED, main, stopped_by
from etl.explanation import UnknownLineError
from etl.intake import Delivery
from etl.lock import BusyError
from etl.plan import PlanError
from etl.publish import PublishError
from etl.questions import Question, UnansweredError
from etl.settings import SettingsError
from etl.source import SourceError
from journal.acceptances import Acceptance, accept
from journal.facts import RefusedError
from journal.store import Journal
from tests.worlds import tiny_warehouse

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = [
    "sample",
    "load",
    "accept",
    "build",
    "check",
    "publish",
    "run",
    "review",
    "close",
    "verify",
    "diff",
    "status",
    "explain",
    "backup",
    "restore",
    "book",
    "demo",
]
MANIFEST = builds.Manifest("20080903T120000Z-abc", "abc", 1, "0f", {})
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)


@pytest.fixture
def home(tmp_path, monkeypatch):
    monkeypatch.setenv("NYTTJA_HOME", str(tmp_path))
    return tmp_path


@pytest.fixture
def stages(home, monkeypatch):
    """The stages of a run with nothing in them; which were gone through is told."""
    assert not list(home.iterdir())
    gone_through = []
    monkeypatch.setattr(run, "build", lambda *_, **_more: gone_through.append("build"))
    monkeypatch.setattr(
        run, "publish_checked", lambda *_: (gone_through.append("publish"), (MANIFEST, False))[1]
    )
    return gone_through


def deliver(monkeypatch, *outcomes):
    """Let loading end so: pairs of outcome and rule."""
    deliveries = [
        Delivery(NOON, f"file_{number}.csv", "0f", outcome, "skäl", "reason", rule, notes=("S10",))
        for number, (outcome, rule) in enumerate(outcomes)
    ]
    monkeypatch.setattr(run, "load", lambda *_: deliveries)


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_every_command_says_how_it_is_used(command, capsys):
    with pytest.raises(SystemExit) as ended:
        main([*command, "--help"])

    assert ended.value.code == DONE
    assert "usage: python -m etl" in capsys.readouterr().out


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["publich"],
        ["explain"],
        ["load", "no_such_file.csv"],
        ["sample", "--months", "2008-13"],
        ["sample", "--months", "2008-03..2008-01"],
        ["sample", "--months", "2008"],
        ["sample", "--scale", "0"],
        ["sample", "--scale", "much"],
        ["status", "--language", "de"],
        ["accept", "a.csv"],
        ["accept", "a.csv", "--who", "Controllern"],
        ["accept", "a.csv", "--who", " ", "--why", "skolan rättar"],
        ["build", "--as-of", "i går"],
    ],
    ids=" ".join,
)
@pytest.mark.usefixtures("home")
def test_a_wrong_use_ends_with_2(arguments):
    with pytest.raises(SystemExit) as ended:
        main(arguments)

    assert ended.value.code == MISUSED


@pytest.mark.parametrize("command", ["check", "publish"])
@pytest.mark.usefixtures("home")
def test_without_a_build_there_is_nothing_to_check_or_publish(command, capsys):
    assert main([command]) == MISUSED
    assert capsys.readouterr().err == (
        "inget är byggt: python -m etl build / nothing is built: python -m etl build\n"
    )


def test_months_are_a_span_or_one():
    march, april = datetime.date(2008, 3, 1), datetime.date(2008, 4, 1)

    assert command_line.months("2008-03..2008-04") == (march, april)
    assert command_line.months("2008-03") == (march, march)


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (BusyError(7), BUSY),
        (UnknownLineError("L0"), MISUSED),
        (run.NothingBuiltError("build"), MISUSED),
        (run.ChangedJournalError(7), FAILED),
        (run.AuditError([Finding("lost_rows", {"rows": 1})]), FAILED),
        (RunStoppedError([Finding("unpriced", {"service_id": "WS-ADM"})] * 12), FAILED),
        (PublishError("differs"), FAILED),
        (PlanError("milestones.csv", 2, "weight", "1.10"), FAILED),
        (RefusedError("overlap", service="WS-ADM"), FAILED),
        (DBAPIError("select 1", None, OSError("no route to host")), FAILED),
        (SourceError("ad_users.yaml"), MISUSED),
        (SettingsError("settings.yaml"), MISUSED),
        (command_line.MisusedError("--replace"), MISUSED),
        (UnansweredError([Question("K09", "ad_users", "ad_users", "0f", "sv", "en")]), FAILED),
        (BrokenExecutor("killed"), FAILED),
        (OSError(28, "No space left on device"), FAILED),
        (duckdb.IOException("first\nsecond"), FAILED),
        (KeyboardInterrupt(), FAILED),
    ],
    ids=lambda value: type(value).__name__,
)
def test_what_stops_a_command_is_one_line_in_two_languages(error, code, capsys):
    assert stopped_by(error) == code

    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert " / " in said


# --- a run ------------------------------------------------------------------------------------


def test_a_run_that_takes_in_everything_is_done(stages, monkeypatch, capsys):
    deliver(monkeypatch, ("loaded", ""), ("duplicate", "S22"))

    assert main(["run"]) == DONE
    assert stages == ["build", "publish"]
    assert "loaded 1, known before 1, refused 0" in capsys.readouterr().out


def test_a_refused_file_is_told_the_rest_is_published_and_the_run_ends_with_1(
    stages, monkeypatch, capsys
):
    deliver(monkeypatch, ("loaded", ""), ("refused", "S11"))

    assert main(["run"]) == FAILED
    assert stages == ["build", "publish"]
    assert capsys.readouterr().err.endswith("file_1.csv: skäl / file_1.csv: reason\n")


@pytest.mark.usefixtures("home")
def test_what_to_look_at_in_a_file_taken_in_is_told(monkeypatch, capsys):
    deliver(monkeypatch, ("loaded", ""))

    assert main(["load"]) == DONE
    assert capsys.readouterr().err.endswith("file_0.csv: skäl / file_0.csv: reason\n")


@pytest.mark.parametrize("rule", sorted(run.STOPPING))
def test_where_a_person_must_decide_nothing_is_built(stages, monkeypatch, rule):
    deliver(monkeypatch, ("loaded", ""), ("refused", rule))

    assert main(["run"]) == FAILED
    assert stages == []


def test_an_audit_that_finds_rows_publishes_nothing(home, monkeypatch, capsys):
    (home / "warehouse").mkdir()
    with duckdb.connect(home / "warehouse" / run.BUILD) as connection:
        connection.execute("create schema marts")
    findings = [Finding("lost_rows", {"source_id": "ad_users", "rows": 3})]
    monkeypatch.setattr(run.runner, "audit", lambda _: findings)

    assert main(["publish"]) == FAILED
    assert builds.current_id(home) is None
    assert "an audit found rows: lost_rows: source_id ad_users, rows 3" in capsys.readouterr().err


def test_a_build_that_stops_leaves_no_build_to_publish(home, monkeypatch):
    def stop(*_):
        raise RunStoppedError([Finding("unpriced", {"service_id": "WS-ADM"})])

    (home / "warehouse").mkdir()
    (home / "warehouse" / run.BUILD).touch()
    monkeypatch.setattr(run.runner, "run", stop)

    assert main(["build"]) == FAILED
    assert main(["publish"]) == MISUSED


def test_the_sample_goes_where_it_is_told(home, monkeypatch, capsys):
    written = []
    monkeypatch.setattr("etl.sample.write", lambda to, *_, **__: written.append(to) or [to / "a"])

    assert main(["sample", "--to", str(home / "elsewhere"), "--months", "2008-03"]) == DONE
    assert written == [home / "elsewhere"]
    assert capsys.readouterr().out == f"1 files in {home / 'elsewhere'}\n"


# --- what a person decides -----------------------------------------------------------------------

PUPILS = "ElevId;Skola;SkolEnhetskod;Huvudman;Stadsdel;InskrivenFrom;InskrivenTom;Skyddad"
OCTOBER = "elevregister_2008-10-15.csv"


def reading(*pupils: str) -> str:
    rows = [f"{pupil};Skolan;S1;Malmö;Fosie;2007-08-20;;{sign}" for pupil, sign in pupils]
    return "\n".join([PUPILS, *rows, ""])


@pytest.fixture
def stopped(home, capsys):
    """A home in which a run has stopped at a file with 51 of 52 rows rejected; the file."""
    path = home / OCTOBER
    bad = [(f"E{number}", "?") for number in range(51)]
    path.write_text(reading(("E99", "N"), *bad), "cp1252")
    assert main(["run", str(path)]) == FAILED
    capsys.readouterr()
    return path


def test_a_run_stops_at_a_file_with_too_many_rejected_rows_and_says_which_and_why(home, capsys):
    path = home / OCTOBER
    path.write_text(reading(*[(f"E{number}", "?") for number in range(51)]), "cp1252")

    assert main(["run", str(path)]) == FAILED

    said = capsys.readouterr().err
    assert f"{OCTOBER}: 51 of 51 rows were rejected, more than 50; most often V02" in said
    assert "python -m etl accept" in said
    assert not (home / "warehouse" / run.BUILD).exists()


@pytest.mark.parametrize("subject", ["a path", OCTOBER, "elevregister"])
def test_it_goes_on_once_a_person_says_who_and_why(stopped, capsys, subject):
    subject = str(stopped) if subject == "a path" else subject

    assert main(["accept", subject, "--who", "Controllern", "--why", "skolan rättar"]) == DONE

    assert f"accepted: {OCTOBER}: 51 av 52 rader avvisades" in capsys.readouterr().out
    assert main(["load", str(stopped)]) == DONE
    assert "loaded 1" in capsys.readouterr().out


@pytest.mark.usefixtures("stopped")
def test_status_shows_what_waits_and_then_who_said_yes(capsys):
    main(["status", "--language", "en"])
    assert f"Waits for a yes (python -m etl accept): R03 {OCTOBER}" in capsys.readouterr().out

    main(["accept", OCTOBER, "--who", "Controllern", "--why", "skolan rättar"])
    main(["status", "--language", "sv"])

    said = capsys.readouterr().out
    assert "Väntar" not in said
    assert f"av Controllern: {OCTOBER}: 51 av 52 rader avvisades" in said
    assert said.endswith("Skäl: skolan rättar\n")


@pytest.mark.usefixtures("home")
def test_a_yes_to_what_does_not_wait_ends_with_2(capsys):
    assert main(["accept", "a.csv", "--who", "Controllern", "--why", "skolan rättar"]) == MISUSED
    assert "nothing waits: a.csv" in capsys.readouterr().err


def test_another_content_for_a_day_goes_in_when_a_person_says_replace(home, capsys):
    first, second = (home / f"elevregister_2008-10-15_{no}.csv" for no in (1, 2))
    first.write_text(reading(("E1", "N")), "cp1252")
    second.write_text(reading(("E2", "N")), "cp1252")
    main(["load", str(first)])

    assert main(["load", str(second)]) == FAILED
    assert "load --replace" in capsys.readouterr().err
    assert main(["load", "--replace", str(second)]) == DONE
    assert "replaces elevregister_2008-10-15_1.csv" in capsys.readouterr().err


@pytest.mark.parametrize("named", [[], ["."]], ids=["nothing", "a folder"])
@pytest.mark.usefixtures("home")
def test_what_replaces_is_named_file_by_file(named, capsys):
    assert main(["load", "--replace", *named]) == MISUSED
    assert "--replace FILE" in capsys.readouterr().err


def test_a_file_without_rows_goes_in_when_a_person_says_it_is_right(home, capsys):
    with_rows, empty = home / "elevregister_2008-02-15.csv", home / OCTOBER
    with_rows.write_text(reading(("E1", "N")), "cp1252")
    empty.write_text(reading(), "cp1252")
    main(["load", str(with_rows)])

    assert main(["load", str(empty)]) == FAILED
    assert "--allow-empty" in capsys.readouterr().err
    assert main(["load", "--allow-empty", str(empty)]) == DONE


# --- the journal ------------------------------------------------------------------------------


@pytest.fixture
def decided(home):
    """A home in which two yeses were given; its journal."""
    journal = Journal(journal_url(home))
    for number in (1, 2):
        content = f"{number}" * 64
        yes = Acceptance(NOON, "Controllern", "skolan rättar", content, "R03", "a.csv", "sv", "en")
        accept(journal, yes, "controller")
    return journal


def test_a_whole_journal_is_verified_and_its_head_told(decided, capsys):
    first, second = decided.facts()

    assert main(["verify"]) == DONE
    assert capsys.readouterr().out == f"2 facts, head {second.hash}\n"

    assert main(["verify", "--head", first.hash[:12]]) == DONE
    assert capsys.readouterr().out.endswith(f"{first.hash[:12]} is fact 1\n")


@pytest.mark.usefixtures("decided")
def test_a_head_that_stands_nowhere_ends_with_1(capsys):
    assert main(["verify", "--head", "0" * 64]) == FAILED
    assert f"neither the journal nor any sealed month holds {'0' * 64}" in capsys.readouterr().err


@pytest.mark.usefixtures("decided")
def test_a_changed_fact_is_named_and_nothing_is_built_on_it(home, capsys):
    with sqlite3.connect(home / "journal" / "journal.sqlite") as connection:
        connection.execute("drop trigger facts_are_not_changed")
        connection.execute("update facts set who = 'controllern' where seq = 2")
    connection.close()

    for command in ("verify", "build"):
        assert main([command]) == FAILED
        assert "fact 2 of the journal is not as it was written" in capsys.readouterr().err


@pytest.mark.usefixtures("home")
def test_a_journal_in_which_nothing_was_decided_holds(capsys):
    assert main(["verify"]) == DONE
    assert capsys.readouterr().out == f"0 facts, head {'0' * 64}\n"


def test_settings_that_cannot_be_end_with_2(home, capsys):
    (home / "settings.yaml").write_text("rejects: 5\n")
    (home / OCTOBER).write_text(reading(("E1", "N")), "cp1252")

    assert main(["load", str(home / OCTOBER)]) == MISUSED
    assert "the settings are wrong" in capsys.readouterr().err


def test_a_build_of_an_earlier_moment_is_not_the_one_that_is_published(home):
    assert main(["build", "--as-of", "2008-09-03"]) == DONE

    assert (home / "warehouse" / run.EARLIER).exists()
    assert main(["publish"]) == MISUSED


def test_a_day_alone_is_its_end():
    assert command_line.moment("2008-09-03").isoformat() == "2008-09-03T23:59:59+00:00"
    assert command_line.moment("2008-09-03T12:00").isoformat() == "2008-09-03T12:00:00+00:00"


# --- what is published --------------------------------------------------------------------------


@pytest.mark.usefixtures("home")
def test_status_of_nothing_is_told_to_people_and_programs(capsys):
    assert main(["status"]) == DONE
    assert main(["status", "--json"]) == DONE

    people, programs = capsys.readouterr().out.split("\n", 1)
    assert people == "Inget är publicerat ännu: python -m etl run"
    assert json.loads(programs) == {"build_id": None, "waiting": [], "accepted": []}


def test_status_for_programs_is_json(home, capsys):
    path = tiny_warehouse(home)

    assert main(["status", "--json"]) == DONE

    told = json.loads(capsys.readouterr().out)
    assert told["build_id"] == path.stem
    assert told["charged_ore"] == 111774964
    assert {"rows_in", "accepted", "rejected", "set_aside", "unallocated"} <= set(
        told["sources"][0]
    )


def line_of(path, service_id, period):
    with duckdb.connect(path, read_only=True) as connection:
        rows = connection.execute(
            """
            select line_id from marts.bill_lines
            where service_id = $service_id and period = $period and cost_centre_id = '40715'
            """,
            {"service_id": service_id, "period": period},
        ).fetchall()
    return rows[0][0]


def test_a_line_is_explained_down_to_its_rows(home, capsys):
    line = line_of(tiny_warehouse(home), "WS-ADM", "2008-08-01")

    assert main(["explain", line]) == DONE

    said = capsys.readouterr().out.replace("\N{NO-BREAK SPACE}", " ").splitlines()
    assert "augusti 2008" in said[0]
    assert "1 320,00 kr" in said[0]
    assert "Räknat om: 1 320,00 kr, lika med fakturaraden" in said
    assert said[-4] == "3 objekt"
    assert [row.split()[0] for row in said[-3:]] == ["SDI-PC-0001", "SDI-PC-0002", "SDI-PC-0003"]
    assert said[-3].endswith("2007-01-01 – tills vidare  sccm_datorer_2008-08-31.csv rad 2")


def test_a_line_is_explained_in_english(home, capsys):
    line = line_of(tiny_warehouse(home), "ACC-EXT", "2008-08-01")

    assert main(["explain", line, "--language", "en"]) == DONE

    said = capsys.readouterr().out.splitlines()
    assert "August 2008" in said[0]
    assert "Recomputed: 37.10\N{NO-BREAK SPACE}kr, equal to the bill line" in said
    assert said[-1].endswith("ad_users_2008-08-31.csv line 102")


@pytest.mark.parametrize("publish", [tiny_warehouse, lambda _: None], ids=["published", "nothing"])
def test_an_unknown_line_ends_with_2(home, publish, capsys):
    publish(home)

    assert main(["explain", "L000000000000"]) == MISUSED
    assert capsys.readouterr().err == (
        "det finns ingen rad L000000000000 / there is no line L000000000000\n"
    )


# --- the sample city ------------------------------------------------------------------------------


def test_the_sample_city_adds_up(city, monkeypatch, capsys):
    monkeypatch.setenv("NYTTJA_HOME", str(city))

    assert main(["status", "--json"]) == DONE

    told = json.loads(capsys.readouterr().out)
    for source in told["sources"]:
        assert source["rows_in"] == source["accepted"] + source["rejected"]
    assert told["equations"]
    wrong = [(e["equation"], e["period"]) for e in told["equations"] if e["difference"]]
    assert wrong == [("income", "2007-10-01"), ("income", "2008-02-01")]
    assert told["charged_ore"] == sum(told["charged_ore_by_period"].values()) > 0


def test_the_ledgers_three_mistakes_are_found_and_nothing_else(city):
    """D43, D44 and D45: a row on another cost centre leaves the month's sum as it was."""
    with duckdb.connect(
        builds.build_path(city, builds.current_id(city)), read_only=True
    ) as connection:
        errors = connection.execute(
            "select period::varchar, fault from control.booking_errors order by period"
        ).fetchall()
        (wrong,) = connection.execute("select count(*) from control.code_strings").fetchone()

    assert errors == [
        ("2007-05-01", "other_cost_centre"),
        ("2007-10-01", "amount"),
        ("2008-02-01", "twice"),
    ]
    assert wrong == 0
    assert len(list((city / "booking").glob("*.si"))) == 24


@pytest.mark.full
def test_another_machine_and_one_thread_publish_the_same_content(city, tmp_path):
    (tmp_path / "batches").symlink_to(city / "batches")
    (tmp_path / "rejects").symlink_to(city / "rejects")
    (tmp_path / "periods").symlink_to(city / "periods")
    shutil.copytree(city / "journal", tmp_path / "journal")

    for command in ("build", "publish"):
        subprocess.run(
            [sys.executable, "-m", "etl", command],
            cwd=ROOT,
            env={
                **os.environ,
                "NYTTJA_HOME": str(tmp_path),
                "TZ": "Pacific/Auckland",
                "PYTHONHASHSEED": "7",
                "LC_ALL": "C",
            },
            preexec_fn=lambda: os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}),
            check=True,
        )

    first, second = (
        builds.read_manifest(home, builds.current_id(home)) for home in (city, tmp_path)
    )
    assert second.tables == first.tables
    assert second.content_hash == first.content_hash
