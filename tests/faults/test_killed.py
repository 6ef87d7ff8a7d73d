"""F01: a run killed at any moment. The last build serves on; the next run gives the same."""

import random
import re
import shutil

import pytest

from chargeback import builds
from tests.faults.village import ROOT, Village, served_hash

KILLED = -9
STEPS = [
    "batch moved", "staged", "calculated", "audited", "copied", "checkpointed", "verified",
    "written", "renamed", "manifest", "pointed",
]  # fmt: skip
# Reached by load --replace only.
REPLACING = "replacing"
# Reached by close.
SEALING = ["sealed", "seal in place"]
# Reached by book: tests/etl/test_booking.py dies there.
BOOKING = ["booking_written", "invoices_written"]
UNFINISHED = (".loading-*", ".publishing-*", ".building*", "*.new", "*.wal")


def leftovers(home):
    return [path for pattern in UNFINISHED for path in home.rglob(pattern)]


def serves_a_whole_build(home):
    build_id = builds.current_id(home)
    manifest = builds.read_manifest(home, build_id)
    return builds.sha256_of(builds.build_path(home, build_id)) == manifest.sha256


def goes_on(warm, home, expected):
    """The next run gives what an uninterrupted one gave, and clears up after the killed one."""
    warm.run(home, "run", check=True)
    assert served_hash(home) == expected
    assert leftovers(home) == []


def test_f01_every_named_step_is_tried():
    """A step that nobody dies at proves nothing."""
    named = {
        step
        for folder in ("etl", "chargeback", "journal")
        for path in (ROOT / folder).rglob("*.py")
        for step in re.findall(r'\breached\("([^"]+)"\)', path.read_text(encoding="utf-8"))
    }
    assert named == {*STEPS, REPLACING, *SEALING, *BOOKING}


@pytest.mark.full
@pytest.mark.parametrize("step", STEPS)
def test_f01_killed_at_a_named_step(warm, at_stage, expected, step):
    home = at_stage("two")
    before = builds.current_id(home)

    done = warm.run(home, "run", ETL_DIE_AT=step)

    assert done.returncode == KILLED
    assert serves_a_whole_build(home)
    assert (builds.current_id(home) == before) == (step != "pointed")
    goes_on(warm, home, expected)


@pytest.fixture(scope="module")
def seconds(warm, stages, tmp_path_factory):
    """How long an uninterrupted run takes here and now."""
    home = shutil.copytree(stages / "two" / "home", tmp_path_factory.mktemp("timed") / "home")
    return warm.run(home, "run", check=True).seconds


@pytest.mark.full
def test_f01_killed_at_two_random_moments(warm, at_stage, expected, seconds, pair):
    """Two runs after each other, the second among what the first left; ``--kills 200`` of them."""
    home = at_stage("two")
    before = served_hash(home)
    moments = random.Random(pair)

    for _ in range(2):
        done = warm.run(home, "run", kill_after=moments.uniform(0, seconds))

        assert done.returncode in {KILLED, 0}
        assert serves_a_whole_build(home)
        assert served_hash(home) in ({before, expected} if done.returncode else {expected})
    goes_on(warm, home, expected)


def test_f01_killed_in_the_first_load_of_all(warm, tmp_path):
    """Prices are half taken over, nothing has ever been published: loading again is enough."""
    village = Village(tmp_path / "first", [])

    assert warm.run(village.home, "load", ETL_DIE_AT="batch moved").returncode == KILLED
    assert builds.current_id(village.home) is None
    warm.run(village.home, "load", check=True)
    assert leftovers(village.home) == []


@pytest.mark.full
def test_f01_killed_while_one_file_replaces_another(warm, at_stage):
    """Both are entered, neither says that it is replaced: the newer rules, and alone."""
    home = at_stage("three")
    machines = home / "inbox" / "sccm_datorer_2008-03-31.csv"
    lines = machines.read_text("cp1252").splitlines()
    machines.write_text("\n".join([*lines[:-1], ""]), "cp1252")

    killed = warm.run(home, "load", "--replace", machines, ETL_DIE_AT=REPLACING)

    assert killed.returncode == KILLED
    for command in ("build", "publish"):
        warm.run(home, command, check=True)
    after_the_kill = served_hash(home)
    warm.run(home, "load", "--replace", machines, check=True)
    warm.run(home, "run", check=True)
    assert served_hash(home) == after_the_kill


@pytest.mark.full
def test_f01_killed_while_a_month_is_sealed(warm, at_stage):
    """A folder without its fact is no seal: the month is closed by closing it again."""
    home = at_stage("three")
    closing = ("close", "2008-01", "--who", "B", "--decision", "KS § 2")
    warm.run(home, "review", "2008-01", "--who", "A", "--why", "stämmer", check=True)

    for step in SEALING:
        assert warm.run(home, *closing, ETL_DIE_AT=step).returncode == KILLED
        warm.run(home, "verify", check=True)

    warm.run(home, *closing, check=True)
    warm.run(home, "verify", check=True)
    assert sorted(path.name for path in (home / "periods").iterdir()) == ["2008-01"]
    assert leftovers(home) == []
