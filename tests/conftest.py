"""What tests of several parts share: the small sample city, built once."""

import fcntl
import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SCALE = "0.02"
# What a test decides must never stand in somebody's journal.
os.environ.pop("NYTTJA_JOURNAL_URL", None)
# How long an example takes says how busy the machine is, and nothing of what is tested.
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")


def pytest_addoption(parser):
    parser.addoption(
        "--kills", type=int, default=50, help="random moments at which a run is killed (F01)"
    )


def pytest_generate_tests(metafunc):
    if "pair" in metafunc.fixturenames:
        metafunc.parametrize("pair", range(metafunc.config.getoption("--kills") // 2))


@pytest.fixture(scope="session")
def city(tmp_path_factory) -> Path:
    """Home of the sample city at scale 0.02, loaded, built and published.

    Every worker of a parallel run shares one: the first to come makes it.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
    home = shared / "city"
    with (shared / "city.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (home / "warehouse" / "CURRENT").exists():
            home.mkdir(exist_ok=True)
            make_city(home)
    return home


def make_city(home: Path) -> None:
    """Run the command a person would run; its words are shown when it fails."""
    done = subprocess.run(
        [sys.executable, "-m", "etl", "demo", "--scale", SCALE],
        cwd=ROOT,
        env={**os.environ, "NYTTJA_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
