"""Facts are added one after the other and never changed, by two writers at once too."""

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy.exc import DBAPIError

from journal.chain import verify
from journal.facts import ConflictError
from journal.store import Journal
from tests.journal.conftest import NOON, fact, later, owner

ROOT = Path(__file__).resolve().parents[2]
WRITERS, FACTS = 4, 10
MIDDLE = "recorded_at, who, role, kind, subject, valid_from, why, body"

# Waits for the word on its input, so that all writers begin at once.
PROCESS = """
import datetime, sys
from journal.facts import By, ConflictError, NewFact
from journal.store import Journal
url, who, times, expected = sys.argv[1], sys.argv[2], int(sys.argv[3]), int(sys.argv[4])
journal, now = Journal(url), datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)
print("ready", flush=True)
sys.stdin.readline()
for number in range(times):
    new = NewFact(By(who, "controller"), "note", "price_list:PL-1", f"{who} {number}")
    try:
        journal.append(new, now, None if expected < 0 else expected)
        print("written", flush=True)
    except ConflictError as error:
        print("told", error, flush=True)
"""


def at_once(journal: Journal, times: int, expected: int) -> list[str]:
    """What so many processes answer, each writing about the same list at the same time."""
    started = [
        subprocess.Popen(
            [sys.executable, "-c", PROCESS, journal.url, f"w{no}", str(times), str(expected)],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for no in range(WRITERS)
    ]
    for process in started:
        assert process.stdout.readline() == "ready\n"
    for process in started:
        process.stdin.write("go\n")
        process.stdin.flush()
    return [line for process in started for line in process.communicate()[0].splitlines()]


def test_a_journal_nobody_has_written_in_is_empty_and_makes_no_file(journal, tmp_path):
    assert journal.facts() == []
    assert not (tmp_path / "journal").exists()


def test_a_fact_stands_as_it_was_said_after_the_others(journal):
    journal.append(fact(ore=100), NOON)
    journal.append(fact(why="wrong", ore=200), later(60))

    first, second = journal.facts()

    assert (first.seq, first.who, first.role, first.why, first.body) == (
        1,
        "controller-1",
        "controller",
        "the council decided",
        {"ore": 100},
    )
    assert (second.seq, second.recorded_at, second.previous_hash) == (2, later(60), first.hash)


def test_what_is_written_together_stands_together_or_not_at_all(journal):
    def write() -> None:
        with journal.writing(NOON) as pen:
            pen.append(fact())
            pen.append(fact(why=" "))

    with pytest.raises(ValueError, match="expected words"):
        write()

    assert journal.facts() == []


def test_facts_written_together_have_one_time(journal):
    with journal.writing(NOON) as pen:
        pen.append(fact())
        pen.append(fact())

    assert [found.recorded_at for found in journal.facts()] == [NOON, NOON]


def test_a_clock_that_goes_back_puts_no_fact_before_another(journal):
    journal.append(fact(), later(60))

    written = journal.append(fact(), NOON)

    assert later(60) < written.recorded_at < later(61)


def test_what_was_known_at_a_moment(journal):
    for minute in range(3):
        journal.append(fact(ore=minute), later(minute))

    known = [len(journal.facts(until=later(minute))) for minute in (-1, 0, 1, 2, 99)]

    assert known == [0, 1, 2, 3, 3]


def test_facts_of_a_kind(journal):
    journal.append(fact(), NOON)

    assert len(journal.facts(["note"])) == 1
    assert journal.facts(["price.set"]) == []


@pytest.mark.parametrize(
    "statement",
    [
        "update facts set why = 'otherwise' where seq = 1",
        "update facts set seq = 3 where seq = 2",
        "delete from facts where seq = 2",
        "delete from facts",
        f"insert into facts select seq + 1, {MIDDLE}, previous_hash, 'x' from facts where seq = 2",
        f"insert into facts select seq + 5, {MIDDLE}, hash, 'x' from facts where seq = 2",
    ],
)
def test_the_database_itself_refuses_to_change_a_fact(journal, statement):
    journal.append(fact(), NOON)
    journal.append(fact(), NOON)
    before = journal.facts()

    with pytest.raises(DBAPIError), owner(journal).begin() as connection:
        connection.exec_driver_sql(statement)

    assert journal.facts() == before


@pytest.mark.parametrize(
    "statement",
    [
        "insert or replace into facts select * from facts where seq = 1",
        f"replace into facts select seq, {MIDDLE}, previous_hash, 'x' from facts where seq = 2",
    ],
)
def test_sqlite_refuses_to_replace_a_fact(sqlite, statement):
    sqlite.append(fact(), NOON)
    sqlite.append(fact(), NOON)
    before = sqlite.facts()

    with pytest.raises(DBAPIError), owner(sqlite).begin() as connection:
        connection.exec_driver_sql(statement)

    assert sqlite.facts() == before


@pytest.mark.xdist_group("postgresql")
@pytest.mark.parametrize(
    "statement",
    [
        "truncate facts",
        "insert into facts select * from facts on conflict (seq) do update set why = 'x'",
    ],
)
def test_postgresql_refuses_to_empty_or_replace(server, statement):
    journal = server.new_database()
    journal.append(fact(), NOON)

    with pytest.raises(DBAPIError), owner(journal).begin() as connection:
        connection.exec_driver_sql(statement)

    assert len(journal.facts()) == 1


# --- two writers --------------------------------------------------------------------------------


def test_who_has_not_seen_the_last_word_is_told_it_with_who_and_when(journal):
    seen = journal.append(fact(), NOON).seq
    journal.append(fact(why="lower in July"), later(60), expected=seen)

    with pytest.raises(ConflictError) as told:
        journal.append(fact(why="higher in May"), later(120), expected=seen)

    (change,) = told.value.changes
    assert (change.who, change.why, change.recorded_at) == (
        "controller-1",
        "lower in July",
        later(60),
    )
    assert "price_list:PL-1 has changed: note by controller-1 at 2008-09-03 12:01:00" in str(
        told.value
    )
    assert len(journal.facts()) == 2


def test_a_word_about_something_else_is_no_conflict(journal):
    seen = journal.append(fact(), NOON).seq
    journal.append(fact("price_list:PL-2"), NOON)

    journal.append(fact(), NOON, expected=seen)

    assert len(journal.facts()) == 3


def test_of_writers_in_threads_one_is_heard_and_the_others_are_told(journal):
    seen = journal.append(fact(), NOON).seq

    def write(number: int) -> str:
        try:
            journal.append(fact(why=f"thread {number}"), NOON, expected=seen)
        except ConflictError as error:
            return str(error)
        return "written"

    with ThreadPoolExecutor(WRITERS) as threads:
        answers = list(threads.map(write, range(WRITERS)))

    assert answers.count("written") == 1
    assert sum("has changed: note by controller-1" in answer for answer in answers) == WRITERS - 1
    assert len(journal.facts()) == 2


def test_writers_in_threads_lose_nothing(journal):
    with ThreadPoolExecutor(WRITERS) as threads:
        list(threads.map(lambda no: journal.append(fact(no=no), NOON), range(WRITERS * FACTS)))

    assert sorted(found.body["no"] for found in journal.facts()) == list(range(WRITERS * FACTS))
    assert verify(journal).broken is None


def test_writers_in_processes_lose_nothing(journal):
    """The first one also makes the table."""
    answers = at_once(journal, FACTS, -1)

    assert answers == ["written"] * WRITERS * FACTS
    assert {found.why for found in journal.facts()} == {
        f"w{no} {number}" for no in range(WRITERS) for number in range(FACTS)
    }
    assert verify(journal).facts == WRITERS * FACTS


def test_of_writers_in_processes_one_is_heard_and_the_others_are_told(journal):
    seen = journal.append(fact(), NOON).seq

    answers = at_once(journal, 1, seen)

    assert answers.count("written") == 1
    told = [answer for answer in answers if answer.startswith("told price_list:PL-1 has changed")]
    assert len(told) == WRITERS - 1
    assert len(journal.facts()) == 2
