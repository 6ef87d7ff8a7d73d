"""F26 and the golden hash: whatever machine runs it, the same bytes come out.

Another time zone, language, file mask, order of hashing, number of threads, no optimiser, and
another version of the engine: the content of every published table is equal.
"""

import os
import subprocess
import sys
import venv
from pathlib import Path

import pytest

from chargeback import builds
from tests.faults.village import ROOT, served_hash

OTHER_ENGINE = "1.5.6"
SURROUNDINGS = [
    {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "1"},
    {"TZ": "America/St_Johns", "LC_ALL": "sv_SE.UTF-8", "PYTHONHASHSEED": "2", "LANG": "sv_SE"},
    {"TZ": "Europe/Stockholm", "LC_ALL": "POSIX", "PYTHONHASHSEED": "4294967295"},
]
MASKED = "import os, sys; os.umask(0o077); from etl.__main__ import main; sys.exit(main())"
# Runs the command line with every connection of DuckDB set so.
SET = """
import sys, duckdb
connect = duckdb.connect
def connected(*arguments, **more):
    connection = connect(*arguments, **more)
    connection.execute({setting!r})
    return connection
duckdb.connect = connected
from etl.__main__ import main
sys.exit(main())
"""
# What a publishing would call the content of the build that waits.
HASH = """
import duckdb
from chargeback.home import home
from etl.content import content_hash, table_hashes
from etl.run import built
print(content_hash(table_hashes(duckdb.connect(built(home()), read_only=True))))
"""


def built_again(home: Path, code: str) -> str:
    """Build and publish in a process of its own; the content hash."""
    for command in ("build", "publish"):
        done = subprocess.run(
            [sys.executable, "-c", code, command],
            cwd=ROOT, env={**os.environ, "NYTTJA_HOME": str(home)},
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
    return served_hash(home)


@pytest.mark.full
@pytest.mark.parametrize("surroundings", SURROUNDINGS, ids=lambda host: host["TZ"])
def test_f26_the_host_does_not_show(at_stage, expected, surroundings):
    """The files too are read there: dates and amounts are no language's business."""
    home = at_stage("two")

    done = subprocess.run(
        [sys.executable, "-c", MASKED, "run"],
        cwd=ROOT, env={**os.environ, "NYTTJA_HOME": str(home), **surroundings},
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert served_hash(home) == expected
    newest = builds.build_path(home, builds.current_id(home))
    assert newest.stat().st_mode & 0o077 == 0


@pytest.mark.full
@pytest.mark.parametrize(
    "setting", ["set threads = 1", "set threads = 2", "pragma disable_optimizer"]
)
def test_golden_the_engines_settings_do_not_show(at_stage, expected, setting):
    assert built_again(at_stage("loaded"), SET.format(setting=setting)) == expected


@pytest.fixture(scope="session")
def other_engine(tmp_path_factory) -> str:
    """Python with the other version of DuckDB, and all else as here; kept between runs."""
    kept = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
    folder = kept / "nyttja" / f"duckdb-{OTHER_ENGINE}"
    python = folder / "bin" / "python"
    if not python.exists():
        made = tmp_path_factory.mktemp("engine") / "venv"
        venv.create(made, with_pip=True)
        pip = [made / "bin" / "python", "-m", "pip", "install", "-q", f"duckdb=={OTHER_ENGINE}"]
        subprocess.run(pip, check=True)
        folder.parent.mkdir(parents=True, exist_ok=True)
        made.rename(folder)
    # What else the program needs is taken from here, whoever made the folder; the other engine is
    # found first.
    here = next(path for path in sys.path if path.endswith("site-packages"))
    site = next((folder / "lib").glob("python*/site-packages"))
    (site / "rest.pth").write_text(here + "\n")
    return str(python)


@pytest.mark.full
def test_golden_another_version_of_the_engine_gives_the_same_content(
    at_stage, expected, other_engine
):
    version = subprocess.run(
        [other_engine, "-c", "import duckdb; print(duckdb.__version__)"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert version.stdout.strip() == OTHER_ENGINE

    home = at_stage("loaded")
    surroundings = {**os.environ, "NYTTJA_HOME": str(home)}
    for way in (["-m", "etl", "build"], ["-c", HASH]):
        done = subprocess.run(
            [other_engine, *way], cwd=ROOT, env=surroundings,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == expected
