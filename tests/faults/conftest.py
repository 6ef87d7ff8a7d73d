"""The village as far as a test needs it, and a warm process that runs its commands."""

import fcntl
import os
import shutil
from pathlib import Path

import pytest

from tests.faults.village import MONTHS, Village, served_hash
from tests.faults.warm import Warm


@pytest.fixture(scope="session")
def warm(tmp_path_factory):
    """Runs commands; see :class:`Warm`."""
    process = Warm(tmp_path_factory.mktemp("warm"))
    yield process
    process.close()


@pytest.fixture(scope="session")
def stages(tmp_path_factory, warm) -> Path:
    """The village once for all workers.

    ``two`` months are published; then the third is ``loaded``, ``built``, published: ``three``.
    """
    folder = tmp_path_factory.getbasetemp()
    shared = (folder.parent if "PYTEST_XDIST_WORKER" in os.environ else folder) / "villages"
    shared.mkdir(exist_ok=True)
    with (shared / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (shared / "three").exists():
            two = Village(shared / "two", MONTHS[:2])
            warm.run(two.home, "run", check=True)
            two.deliver(MONTHS[2])
            shutil.copytree(shared / "two", shared / "loaded")
            warm.run(shared / "loaded" / "home", "load", check=True)
            shutil.copytree(shared / "loaded", shared / "built")
            warm.run(shared / "built" / "home", "build", check=True)
            shutil.copytree(shared / "built", shared / "unfinished")
            warm.run(shared / "unfinished" / "home", "publish", check=True)
            (shared / "unfinished").rename(shared / "three")
    return shared


@pytest.fixture
def at_stage(stages, tmp_path):
    """A copy of the village's home at a stage: ``at_stage("two")``."""

    def copied(stage: str) -> Path:
        return Path(shutil.copytree(stages / stage / "home", tmp_path / f"home-{stage}"))

    return copied


@pytest.fixture(scope="session")
def expected(stages) -> str:
    """Content hash of the three months, run without anything going wrong."""
    return served_hash(stages / "three" / "home")
