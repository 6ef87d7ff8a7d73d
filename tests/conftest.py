"""What tests of several parts share: the small sample city, built once."""

import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import settings

ROOT = Path(__file__).resolve().parent.parent
SCALE = "0.02"
CITY = pytest.StashKey[subprocess.Popen[bytes]]()
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


def pytest_collection_modifyitems(items):
    """The engine's own tests while the city is made, then what needs it, then all else.

    So nobody waits for the city, and the browser's long walk is not what is left at the end.
    """
    items.sort(
        key=lambda item: 1 if needs_city(item) else 0 if "chargeback" in item.path.parts else 2
    )


def pytest_collection_finish(session):
    if any(map(needs_city, session.items)) and not session.config.option.collectonly:
        begin_city(session.config)


def pytest_unconfigure(config):
    begun = config.stash.get(CITY, None)
    if begun and begun.poll() is None:
        os.killpg(begun.pid, signal.SIGTERM)
        begun.wait()


def needs_city(item) -> bool:
    return "city" in getattr(item, "fixturenames", ())


def begin_city(config) -> None:
    """Run the command a person would run, unless another worker does.

    The process itself holds the lock: it opens when the city is made, or cannot be.
    """
    shared = shared_folder(config._tmp_path_factory)
    home = shared / "city"
    home.mkdir(exist_ok=True)
    command = [sys.executable, "-m", "etl", "demo", "--scale", SCALE]
    with (shared / "city.lock").open("w") as lock, (shared / "city.log").open("a") as log:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return
        if not (shared / "city.made").exists():
            config.stash[CITY] = subprocess.Popen(
                ["sh", "-c", '"$@" && touch "$0"', shared / "city.made", *command],
                cwd=ROOT,
                env={**os.environ, "NYTTJA_HOME": str(home)},
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                start_new_session=True,
            )


@pytest.fixture(scope="session")
def city(tmp_path_factory) -> Path:
    """Home of the sample city at scale 0.02, loaded, built, published and closed.

    Every worker of a parallel run shares one.
    """
    shared = shared_folder(tmp_path_factory)
    with (shared / "city.lock").open() as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
    assert (shared / "city.made").exists(), (shared / "city.log").read_text(encoding="utf-8")
    return shared / "city"


def shared_folder(tmp_path_factory) -> Path:
    """The folder of this run, of all its workers."""
    folder = tmp_path_factory.getbasetemp()
    return folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder
