"""F10: the n-th rename, confirmation, opening or write fails, for every n there is.

Nothing is published, what was served is whole, and publishing again gives the same content.
"""

import datetime
import io
import os
import pathlib
import shutil
from collections.abc import Callable

import duckdb
import pytest

from chargeback import builds
from chargeback.closing import models_sha256
from chargeback.home import journal_url
from etl import closing
from etl.publish import publish
from journal.facts import By
from journal.store import Journal
from tests.faults.test_killed import leftovers, serves_a_whole_build
from tests.faults.village import served_hash
from tests.worlds import tiny_build

#: The last of all confirmations: CURRENT has moved already, whole; only a power cut could undo it.
AFTER_THE_POINTER = {("os.fsync", 6), ("os.open", 3), ("io.open", 5)}


class Failing:
    """Counts the calls of a function, and fails at one of them.

    DuckDB's own files are written past Python: tests of the full disk fail those.
    """

    def __init__(self, monkeypatch, name: str, at: int | None) -> None:
        self.calls, self.at = 0, at
        if name == "write":
            opened = io.open
            monkeypatch.setattr(io, "open", lambda *a, **k: self.watched(opened(*a, **k)))
            return
        owner, function = {"os": os, "io": io}[name.split(".", maxsplit=1)[0]], name.split(".")[1]
        monkeypatch.setattr(owner, function, self.counted(getattr(owner, function)))

    def counted(self, function: Callable) -> Callable:
        def call(*arguments, **more):
            self.calls += 1
            if self.calls == self.at:
                raise OSError(5, "Input/output error")
            return function(*arguments, **more)

        return call

    def watched(self, file):
        return _Watched(file, self.counted(file.write)) if file.writable() else file


class _Watched:
    """A file whose writing is counted, and fails at one time."""

    def __init__(self, file, write: Callable) -> None:
        self.file, self.write = file, write

    def __getattr__(self, name):
        return getattr(self.file, name)

    def __enter__(self):
        self.file.__enter__()
        return self

    def __exit__(self, *error):
        return self.file.__exit__(*error)


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """A home with one build published and another that waits; content of both."""
    home = tmp_path_factory.mktemp("failing") / "home"
    home.mkdir()
    build = tiny_build(home / "tiny.duckdb")
    publish(build, home)
    with duckdb.connect(build) as connection:
        connection.execute("update marts.bill_lines set amount_ore = amount_ore + 1")
    other = home.with_name("other")
    publish(build, other)
    return home, served_hash(home), served_hash(other)


@pytest.fixture
def home(published, tmp_path):
    # Read once in a process, so that what is counted does not depend on who came before.
    models_sha256()
    return pathlib.Path(shutil.copytree(published[0], tmp_path / "home"))


PERIOD = datetime.date(2008, 7, 1)


def review(home: pathlib.Path) -> None:
    closing.review(home, By("A", "controller"), PERIOD, "stämmer")


def close(home: pathlib.Path) -> None:
    closing.close(home, By("B", "controller"), PERIOD, "KS § 2")


OPERATIONS = ["os.replace", "os.fsync", "os.open", "io.open", "write"]
#: How often publishing does each; a test holds the numbers.
TIMES = {"os.replace": 3, "os.fsync": 6, "os.open": 3, "io.open": 5, "write": 2}


def test_f10_every_call_is_counted(home, monkeypatch):
    """Or the table below would leave one out."""
    counted = {}
    for name in OPERATIONS:
        with monkeypatch.context() as patch:
            failing = Failing(patch, name, None)
            publish(home / "tiny.duckdb", home)
            counted[name] = failing.calls

    assert counted == TIMES


@pytest.mark.full
@pytest.mark.parametrize(
    ("name", "number"), [(name, no) for name in OPERATIONS for no in range(1, TIMES[name] + 1)]
)
def test_f10_a_failing_call_publishes_nothing(published, home, monkeypatch, name, number):
    _, before, after = published

    with monkeypatch.context() as patch:
        Failing(patch, name, number)
        with pytest.raises(OSError, match="Input/output"):
            publish(home / "tiny.duckdb", home)

    moved = (name, number) in AFTER_THE_POINTER
    assert served_hash(home) == (after if moved else before)
    assert serves_a_whole_build(home)
    publish(home / "tiny.duckdb", home)
    assert served_hash(home) == after
    assert leftovers(home) == []


@pytest.mark.full
@pytest.mark.parametrize("part", range(1, 12))
def test_f10_a_write_of_the_engine_fails_at_any_length_of_its_file(warm, at_stage, expected, part):
    """Every file may grow to a part of what the build needs, and not a byte more."""
    home = at_stage("built")
    before = builds.current_id(home)
    whole = max(path.stat().st_size for path in (home / "warehouse").glob("2*.duckdb"))

    done = warm.run(home, "publish", largest_file=whole * part // 12)

    assert done.returncode == 1, done.said
    assert builds.current_id(home) == before
    assert serves_a_whole_build(home)
    warm.run(home, "publish", check=True)
    assert served_hash(home) == expected


#: How often reviewing and sealing do each.
SEALING = {
    "review": {"os.replace": 1, "os.fsync": 2, "os.open": 1, "io.open": 3, "write": 1},
    "close": {"os.replace": 1, "os.fsync": 7, "os.open": 2, "io.open": 13, "write": 2},
}
ACTS = {"review": review, "close": close}


@pytest.mark.parametrize("act", ACTS)
def test_f10_every_call_of_a_sealing_is_counted(home, monkeypatch, act):
    if act == "close":
        review(home)
    counted = {}
    for name in OPERATIONS:
        twin = pathlib.Path(shutil.copytree(home, home.with_name(f"twin-{name}")))
        with monkeypatch.context() as patch:
            failing = Failing(patch, name, None)
            ACTS[act](twin)
            counted[name] = failing.calls

    assert counted == SEALING[act]


@pytest.mark.full
@pytest.mark.parametrize(
    ("act", "name", "number"),
    [
        (act, name, no)
        for act in ACTS
        for name in OPERATIONS
        for no in range(1, SEALING[act][name] + 1)
    ],
)
def test_f10_a_failing_call_seals_nothing(home, monkeypatch, act, name, number):
    """The month is as far as it was; said again, it is reviewed or closed."""
    if act == "close":
        review(home)
    before = [fact.hash for fact in journal_of(home).facts()]

    with monkeypatch.context() as patch:
        Failing(patch, name, number)
        with pytest.raises(OSError, match="Input/output"):
            ACTS[act](home)

    assert [fact.hash for fact in journal_of(home).facts()] == before
    assert closing.verify(home) == []
    ACTS[act](home)
    assert len(journal_of(home).facts()) == len(before) + 1
    assert len(closing.verify(home)) == (act == "close")
    assert leftovers(home) == []


def journal_of(home: pathlib.Path) -> Journal:
    return Journal(journal_url(home))
