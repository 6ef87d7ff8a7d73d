"""The chain: a changed word is found, and what was known at a moment stays what it was."""

import datetime
import sqlite3
import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from journal import schema
from journal.chain import place_of, verify
from journal.facts import NewFact, seal
from journal.store import Journal
from tests.journal.conftest import CONTROLLER, NOON, fact, owner

COLUMNS = [
    "recorded_at", "who", "role", "kind", "subject", "valid_from", "why", "body",
    "previous_hash", "hash",
]  # fmt: skip
DAY = datetime.date(2008, 9, 1)
TEXTS = st.text(st.characters(codec="utf-8", exclude_characters="\x00"), min_size=1, max_size=8)
WORDS = TEXTS.filter(str.strip)
NEW = st.builds(
    NewFact,
    st.just(CONTROLLER),
    st.sampled_from(["note", "price.set"]),
    st.sampled_from(["price_list:PL-1", "price_list:PL-2"]),
    WORDS,
    st.sampled_from([None, DAY]),
    st.dictionaries(TEXTS, st.integers() | TEXTS, max_size=2),
)
MOMENTS = st.integers(0, 600).map(lambda seconds: NOON + datetime.timedelta(seconds=seconds))


def in_folder(folder: str) -> Journal:
    return Journal(f"sqlite:///{folder}/journal.sqlite")


def written(journal: Journal, count: int) -> list:
    return [journal.append(fact(why=f"reason {no}", ore=no), NOON) for no in range(count)]


def tamper(journal: Journal, statement: str, values: tuple = ()) -> None:
    """Change the table as somebody would who owns the database."""
    with sqlite3.connect(journal.url.removeprefix("sqlite:///")) as connection:
        triggers = connection.execute("select name from sqlite_master where type = 'trigger'")
        for (name,) in triggers.fetchall():
            connection.execute(f"drop trigger {name}")
        connection.execute(statement, values)
    connection.close()


def test_an_untouched_chain_holds_and_tells_its_head(journal):
    facts = written(journal, 5)

    found = verify(journal)

    assert (found.facts, found.head, found.broken) == (5, facts[-1].hash, None)


def test_an_empty_journal_holds(journal):
    assert verify(journal).broken is None


@pytest.mark.xdist_group("postgresql")
def test_a_changed_word_is_found_in_postgresql(server):
    journal = server.new_database()
    written(journal, 3)
    with owner(journal).begin() as connection:
        connection.exec_driver_sql("alter table facts disable trigger all")
        connection.exec_driver_sql("update facts set why = 'otherwise' where seq = 2")

    assert verify(journal).broken == 2


@settings(max_examples=30, deadline=None)
@given(st.lists(NEW, min_size=1, max_size=5), st.data())
def test_any_single_changed_letter_is_found_at_its_fact(facts, data):
    with tempfile.TemporaryDirectory() as folder:
        journal = in_folder(folder)
        for new in facts:
            journal.append(new, NOON)
        seq = data.draw(st.integers(1, len(facts)))
        column = data.draw(st.sampled_from(COLUMNS))
        with sqlite3.connect(f"{folder}/journal.sqlite") as connection:
            statement = f"select {column} from facts where seq = {seq}"
            old = connection.execute(statement).fetchone()[0]
        connection.close()
        new = data.draw(one_letter_away(old))

        tamper(journal, f"update facts set {column} = ? where seq = {seq}", (new,))

        assert verify(journal).broken == seq


@pytest.mark.parametrize("column", COLUMNS)
def test_every_column_is_under_the_seal(sqlite, column):
    """What chance may leave out above."""
    written(sqlite, 3)

    tamper(sqlite, f"update facts set {column} = coalesce({column}, '') || '0' where seq = 2")

    assert verify(sqlite).broken == 2


def one_letter_away(text: str | None):
    """Texts that differ from one in a single letter, or from nothing."""
    if text is None:
        return st.just("2008-09-01")

    def changed(place: int, letter: str) -> str:
        return text[:place] + letter + text[place + 1 :]

    places = st.integers(0, len(text) - 1)
    letters = st.characters(codec="utf-8", exclude_characters="\x00")
    return st.builds(changed, places, letters).filter(lambda other: other != text)


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_a_changed_byte_of_the_file_is_found_or_changes_no_fact(data):
    with tempfile.TemporaryDirectory() as folder:
        journal = in_folder(folder)
        before = written(journal, 6)
        path = Path(folder) / "journal.sqlite"
        content = bytearray(path.read_bytes())
        place = data.draw(st.integers(0, len(content) - 1))
        content[place] ^= data.draw(st.integers(1, 255))
        path.write_bytes(content)

        if verify(journal).broken is None:
            assert journal.facts() == before


@pytest.mark.parametrize(
    ("statement", "first"),
    [
        ("delete from facts where seq = 2", 2),
        ("delete from facts where seq = 1", 1),
        ("update facts set seq = 9 where seq = 4", 4),
        ("update facts set body = replace(body, '1', '7') where seq >= 2", 2),
        ("update facts set why = cast(x'c3' as text) where seq = 3", 3),
    ],
)
def test_a_fact_taken_away_moved_or_damaged_is_found(sqlite, statement, first):
    written(sqlite, 4)

    tamper(sqlite, statement)

    assert verify(sqlite).broken == first


@pytest.mark.parametrize(
    ("seq", "changed", "first"),
    [(2, {"why": "otherwise"}, 3), (4, {"seq": 9}, 4)],
    ids=["another reason", "another number"],
)
def test_a_fact_written_over_with_a_seal_of_its_own_is_found(sqlite, seq, changed, first):
    """The seal is right, but the next fact follows another, or a number is missing."""
    written(sqlite, 4)
    with sqlite.reading() as connection:
        wanted = select(schema.facts).where(schema.facts.c.seq == seq)
        forged = {**connection.execute(wanted).mappings().one(), **changed}
    values = (forged["seq"], forged["why"], seal(forged), seq)

    tamper(sqlite, "update facts set seq = ?, why = ?, hash = ? where seq = ?", values)

    assert verify(sqlite).broken == first


def test_a_file_that_is_no_database_does_not_hold(sqlite):
    written(sqlite, 2)
    Path(sqlite.url.removeprefix("sqlite:///")).write_bytes(b"x" * 8192)

    assert verify(sqlite).broken == 1


def test_a_head_on_paper_stands_in_the_chain_whatever_was_added_since(journal):
    facts = written(journal, 3)

    assert place_of(journal, facts[1].hash) == 2
    assert place_of(journal, facts[1].hash[:12].upper()) == 2
    assert place_of(journal, facts[1].hash[:11]) is None
    assert place_of(journal, "0" * 64) is None


def test_facts_taken_away_at_the_end_are_missed_by_the_head_on_paper(sqlite):
    """The chain alone cannot know; the paper does."""
    head = written(sqlite, 3)[-1].hash

    tamper(sqlite, "delete from facts where seq = 3")

    assert verify(sqlite).broken is None
    assert place_of(sqlite, head) is None


@settings(max_examples=25, deadline=None)
@given(
    st.lists(st.tuples(NEW, MOMENTS), min_size=1, max_size=6),
    st.lists(st.tuples(NEW, MOMENTS), min_size=1, max_size=6),
)
def test_what_was_known_is_never_altered_by_later_facts(earlier, later):
    """Whatever the clock says when the later ones are written."""
    with tempfile.TemporaryDirectory() as folder:
        journal = in_folder(folder)
        written_then = [journal.append(new, now) for new, now in earlier]
        moments = [found.recorded_at for found in written_then]
        known = [journal.facts(until=moment) for moment in moments]

        for new, now in later:
            journal.append(new, now)

        assert [journal.facts(until=moment) for moment in moments] == known
        assert journal.facts()[: len(earlier)] == written_then
