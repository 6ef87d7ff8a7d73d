"""Serving: the whole build, locked, and changed over between requests."""

import datetime
import os
import shutil
import threading
from pathlib import Path

import duckdb
import flask
import pytest

from chargeback import builds
from dashboard import warehouse
from dashboard.access import Viewer
from dashboard.warehouse import InexactColumnError, NoBuildError, Shelf, TooSlowError
from etl.publish import publish
from tests.worlds import tiny_build

CONTROLLER = Viewer("controller", "controller")
TOTAL = "select sum(amount_ore)::bigint as total from bill_lines"
WHOLE = 111774964


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A city with nothing published, and a server that has opened nothing."""
    monkeypatch.setenv("NYTTJA_HOME", str(tmp_path))
    monkeypatch.setattr(warehouse, "shelf", Shelf())
    return tmp_path


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The tiny build, made once."""
    return tiny_build(tmp_path_factory.mktemp("tiny") / "tiny.duckdb")


@pytest.fixture
def build(tiny, home):
    return Path(shutil.copy(tiny, home / "tiny.duckdb"))


@pytest.fixture
def served(build, home):
    """The tiny build, published."""
    return publish(build, home)


@pytest.mark.usefixtures("served")
def test_a_question_without_end_is_broken_off_and_the_next_is_answered(monkeypatch):
    """Every line with every other, ten times over."""
    lines = ", ".join(f"bill_lines as lines_{number}" for number in range(10))
    endless = f"select count(*) as pairs from {lines}"

    monkeypatch.setattr(warehouse, "LONGEST_SECONDS", 0.25)
    with pytest.raises(TooSlowError):
        warehouse.select(CONTROLLER, endless)

    monkeypatch.setattr(warehouse, "LONGEST_SECONDS", 60)
    assert warehouse.select(CONTROLLER, TOTAL).total[0] == WHOLE


def publish_changed(build, home, more_ore=1):
    """Publish a build that differs by so many öre in all."""
    with duckdb.connect(build) as connection:
        connection.execute(
            """
            update marts.bill_lines
            set amount_ore = amount_ore + $more_ore
            where cost_centre_id = '40714'
            """,
            {"more_ore": more_ore},
        )
    return publish(build, home)


def total():
    return int(warehouse.select(CONTROLLER, TOTAL)["total"][0])


@pytest.mark.usefixtures("home")
def test_before_the_first_build_there_is_nothing_to_serve():
    with pytest.raises(NoBuildError):
        warehouse.build()


@pytest.mark.usefixtures("served")
def test_the_build_says_what_it_is():
    build = warehouse.build()

    assert build.first_period == datetime.date(2008, 7, 1)
    assert build.last_period == datetime.date(2008, 8, 1)
    assert build.build_id.endswith(build.content_hash[:12])


@pytest.mark.usefixtures("served")
def test_whole_numbers_stay_whole_and_dates_are_dates():
    frame = warehouse.select(
        CONTROLLER,
        """
        select amount_ore, period, departments.valid_until, null::bigint as nothing
        from bill_lines
        join departments using (department_id)
        """,
    )

    assert [str(kind) for kind in frame.dtypes] == [
        "int64",
        "datetime64[us]",
        "datetime64[us]",
        "Int64",
    ]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("expression", ["sum(amount_ore)", "amount_ore * 1.5", "sum(1.5)"])
def test_a_column_that_would_become_a_float_is_our_mistake(expression):
    with pytest.raises(InexactColumnError, match="cast to bigint"):
        warehouse.select(
            CONTROLLER, f"select {expression} as amount_ore from bill_lines group by all"
        )


# --- the served connection ------------------------------------------------------------------

ESCAPES = [
    "select * from read_text('{file}')",
    "select * from read_blob('{file}')",
    "select * from read_csv('{file}')",
    "select * from '{file}'",
    "select * from glob('/*')",
    "copy (select 1) to '{file}'",
    "copy marts.periods to '{file}'",
    "attach '{file}' as other",
    "attach ':memory:' as other",
    "export database '{folder}'",
    "import database '{folder}'",
    "install httpfs",
    "load '{file}'",
    "set enable_external_access = true",
    "set memory_limit = '10GB'",
    "set lock_configuration = false",
    "reset memory_limit",
    "select getenv('PATH')",
    "select * from a_frame",
    "create table marts.mine (x int)",
    "update marts.bill_lines set amount_ore = 0",
    "drop table marts.bill_lines",
    "create temp table spill as select range as n, md5(range::varchar) from range(40000000)",
]


@pytest.mark.usefixtures("served")
@pytest.mark.parametrize("statement", ESCAPES)
def test_the_connection_itself_leads_nowhere(statement, tmp_path):
    file = tmp_path / "secret.csv"
    file.write_text("a,b\n1,2\n")
    a_frame = warehouse.select(CONTROLLER, "from periods")
    connection = warehouse.shelf.newest().connection.cursor()

    with pytest.raises(duckdb.Error):
        connection.execute(statement.format(file=file, folder=tmp_path)).fetchall()
    assert len(a_frame) == 2
    assert file.read_text() == "a,b\n1,2\n"


@pytest.mark.usefixtures("served")
def test_the_settings_are_the_ones_we_chose():
    connection = warehouse.shelf.newest().connection.cursor()

    settings = dict(
        connection.execute(
            "select name, value from duckdb_settings() where name = any($names)",
            {"names": [*warehouse.LOCKED, "access_mode"]},
        ).fetchall()
    )

    assert settings == {
        "access_mode": "read_only",
        "allow_community_extensions": "false",
        "autoinstall_known_extensions": "false",
        "autoload_known_extensions": "false",
        "enable_external_access": "false",
        "lock_configuration": "true",
        "max_temp_directory_size": "0 bytes",
        "memory_limit": "953.6 MiB",
        "python_enable_replacements": "false",
        "temp_directory": "",
        "threads": "1",
    }


# --- what is not whole is not served ----------------------------------------------------------


def write_over(path: Path) -> None:
    """As ``cp other.duckdb served.duckdb`` does: the same file with other content."""
    other = tiny_build(path.with_name("other.duckdb"))
    shutil.copyfile(other, path)
    other.unlink()


def flip_a_bit(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def cut_short(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 2)


def empty(path: Path) -> None:
    path.write_bytes(b"")


def leave_a_wal(path: Path) -> None:
    path.with_name(path.name + ".wal").write_bytes(b"changes")


def remove_manifest(path: Path) -> None:
    path.with_suffix(".json").unlink()


def spoil_manifest(path: Path) -> None:
    path.with_suffix(".json").write_text("{}")


def remove(path: Path) -> None:
    path.unlink()


HARMS = [
    write_over,
    flip_a_bit,
    cut_short,
    empty,
    leave_a_wal,
    remove_manifest,
    spoil_manifest,
    remove,
]


@pytest.mark.parametrize("harm", HARMS)
def test_a_build_that_is_not_whole_gives_way_to_the_one_before(served, build, home, harm):
    new = publish_changed(build, home)

    harm(new)

    assert total() == WHOLE
    assert warehouse.build().build_id == served.stem


@pytest.mark.parametrize("harm", [h for h in HARMS if "manifest" not in h.__name__])
def test_harm_done_while_serving_is_noticed(served, build, home, harm):
    new = publish_changed(build, home)
    before = total()

    harm(new)

    assert (before, total()) == (WHOLE + 1, WHOLE)
    assert warehouse.build().build_id == served.stem


def test_a_refused_build_is_read_once_not_at_every_request(served, build, home, monkeypatch):
    flip_a_bit(publish_changed(build, home))
    warehouse.build()
    monkeypatch.setattr(builds, "sha256_of", None)

    assert warehouse.build().build_id == served.stem


def test_a_mended_build_comes_into_service(served, build, home):
    new = publish_changed(build, home)
    kept = new.read_bytes()
    flip_a_bit(new)
    before = total()

    new.write_bytes(kept)

    assert (before, total()) == (WHOLE, WHOLE + 1)
    assert served.exists()


@pytest.mark.parametrize("harm", HARMS)
def test_when_nothing_is_whole_nothing_is_served(served, harm):
    harm(served)

    with pytest.raises(NoBuildError):
        warehouse.build()


def test_a_copy_of_the_city_serves_in_another_place(served, home, tmp_path, monkeypatch):
    other = tmp_path / "restored"
    shutil.copytree(home / "warehouse", other / "warehouse")
    monkeypatch.setenv("NYTTJA_HOME", str(other))

    assert warehouse.build().build_id == served.stem


# --- changing over ------------------------------------------------------------------------------


def test_the_next_question_after_publishing_sees_the_new_build(served, build, home):
    before = total()

    new = publish_changed(build, home)

    assert (before, total()) == (WHOLE, WHOLE + 1)
    assert warehouse.build().build_id == new.stem != served.stem


@pytest.mark.usefixtures("served")
def test_a_request_stays_with_the_build_it_began_with(build, home):
    server = flask.Flask("test")

    with server.test_request_context():
        first = (warehouse.build().build_id, total())
        publish_changed(build, home)
        second = (warehouse.build().build_id, total())
    with server.test_request_context():
        third = total()

    assert first == second
    assert third == WHOLE + 1


def test_the_old_file_is_closed_when_nobody_reads_it(served, build, home):
    total()
    opened_before = open_files()

    publish_changed(build, home)
    total()

    assert str(served) in opened_before
    assert str(served) not in open_files()


def open_files():
    files = set()
    for handle in Path("/proc/self/fd").iterdir():
        if handle.is_symlink():
            files.add(str(handle.readlink()))
    return files


@pytest.mark.full
def test_every_answer_while_publishing_comes_from_one_build(served, build, home):
    """F06: readers ask for build and sum in one request; the pairs must be those published."""
    server = flask.Flask("test")
    published = {served.stem: WHOLE}
    seen: list[tuple[str, int]] = []
    errors: list[BaseException] = []
    finished = threading.Event()

    def read():
        try:
            while not finished.is_set():
                with server.test_request_context():
                    seen.append((warehouse.build().build_id, total()))
        except BaseException as error:  # noqa: BLE001 - any failure of a reader fails the test
            errors.append(error)

    readers = [threading.Thread(target=read) for _ in range(4)]
    for reader in readers:
        reader.start()
    for times in range(1, 7):
        path = publish_changed(build, home)
        published[path.stem] = WHOLE + times
    while (path.stem, WHOLE + 6) not in seen and not errors:
        finished.wait(0.01)
    finished.set()
    for reader in readers:
        reader.join()

    assert errors == []
    assert set(seen) <= set(published.items())
    assert len(set(seen)) > 1


@pytest.mark.usefixtures("served")
@pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning")
def test_a_forked_process_opens_the_build_for_itself():
    before = warehouse.shelf.newest()
    reading, writing = os.pipe()

    child = os.fork()
    if child == 0:
        own = warehouse.shelf.newest()
        os.write(writing, f"{own is before} {total()}".encode())
        os._exit(0)
    os.waitpid(child, 0)

    assert os.read(reading, 100) == f"False {WHOLE}".encode()
    assert total() == WHOLE


@pytest.mark.usefixtures("home")
def test_importing_opens_nothing():
    assert warehouse.shelf.served is None
