"""Small published worlds, made by hand, for tests of what reads the warehouse."""

from pathlib import Path

import duckdb

from etl.publish import publish

FOLDER = Path(__file__).parent
SCRIPTS = ("published.sql", "tiny.sql", "departments.sql", "shared_costs.sql", "booking.sql")


def tiny_build(path: Path) -> Path:
    """A build of departments SDI and UTF in 2008-07 and 2008-08, not yet published."""
    with duckdb.connect(path) as connection:
        for script in SCRIPTS:
            connection.execute((FOLDER / script).read_text(encoding="utf-8"))
    return path


def tiny_warehouse(home: Path) -> Path:
    """The tiny build, published under ``home``; set NYTTJA_HOME to it to read it.

    What each department pays stands at the top of tiny.sql, so that a test can name it.
    """
    home.mkdir(parents=True, exist_ok=True)
    build = tiny_build(home / "tiny.duckdb")
    try:
        return publish(build, home)
    finally:
        build.unlink()
