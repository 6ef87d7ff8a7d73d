"""What the tests of the journal share: one on SQLite and one on a real PostgreSQL."""

import contextlib
import datetime
import getpass
import itertools
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, NullPool, create_engine

from journal.facts import By, NewFact
from journal.store import Journal

NOON = datetime.datetime(2008, 9, 3, 12, 0, tzinfo=datetime.UTC)
CONTROLLER = By("controller-1", "controller")
INSTALL = "the tests need PostgreSQL: make postgresql, or sudo apt-get install postgresql"


def fact(subject: str = "price_list:PL-1", why: str = "the council decided", **body) -> NewFact:
    return NewFact(CONTROLLER, "note", subject, why, body=body)


def later(seconds: int) -> datetime.datetime:
    return NOON + datetime.timedelta(seconds=seconds)


def owner(journal: Journal) -> Engine:
    """The database as somebody reaches it who goes past our code."""
    return create_engine(journal.url, poolclass=NullPool)


@pytest.fixture
def sqlite(tmp_path) -> Journal:
    return Journal(f"sqlite:///{tmp_path}/journal/journal.sqlite")


@pytest.fixture(
    params=["sqlite", pytest.param("postgresql", marks=pytest.mark.xdist_group("postgresql"))]
)
def journal(request, tmp_path) -> Journal:
    """An empty journal on each database."""
    if request.param == "sqlite":
        return Journal(f"sqlite:///{tmp_path}/journal/journal.sqlite")
    return request.getfixturevalue("server").new_database()


class Server:
    """A PostgreSQL of the tests' own, reached by a socket in its folder and by nobody else."""

    numbers = itertools.count()

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def new_database(self) -> Journal:
        name = f"journal_{next(self.numbers)}"
        with psycopg.connect(f"host={self.folder} user=postgres", autocommit=True) as connection:
            connection.execute(f"create database {name}")
        return Journal(f"postgresql+psycopg://postgres@/{name}?host={self.folder}")


@pytest.fixture(scope="session")
def server():
    folder = Path(tempfile.mkdtemp(prefix="nyttja-postgresql-"))
    # It refuses to run as root; its package brings an account for it.
    account = "postgres" if os.geteuid() == 0 else getpass.getuser()
    if os.geteuid() == 0:
        shutil.chown(folder, account)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [binary(program), "-D", str(folder / "cluster"), *arguments],
            user=account if os.geteuid() == 0 else None,
            cwd=folder,
            check=True,
            stdout=subprocess.DEVNULL,
        )

    run("initdb", "-A", "trust", "-U", "postgres", "-E", "UTF8", "--no-sync")
    options = f"-c listen_addresses='' -c fsync=off -k {folder}"
    run("pg_ctl", "-w", "-l", str(folder / "log"), "-o", options, "start")
    try:
        yield Server(folder)
    finally:
        with contextlib.suppress(subprocess.CalledProcessError):
            run("pg_ctl", "-m", "immediate", "stop")
        shutil.rmtree(folder, ignore_errors=True)


def binary(program: str) -> str:
    found = shutil.which(program)
    packaged = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{program}"))
    if not found and not packaged:
        pytest.fail(INSTALL)
    return found or str(packaged[-1])
