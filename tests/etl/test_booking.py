"""Booking a month: its files whole, the journal's word, once."""

import datetime
import hashlib
import shutil

import duckdb
import pytest

from chargeback import booking as files
from chargeback import builds
from chargeback.booking import WrongCodesError
from chargeback.home import journal_url
from etl import booking, faults
from etl.__main__ import DONE, FAILED, main
from etl.booking import BookingError
from etl.readers import sie
from etl.sample import internal_ledger
from journal import periods
from journal.facts import By
from journal.periods import About, Sealed
from journal.store import Journal
from tests.worlds import tiny_warehouse

JULY = datetime.date(2008, 7, 1)
NOON = datetime.datetime(2008, 9, 3, 12, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def tiny(tmp_path_factory):
    """The tiny city, published once for all of these."""
    folder = tmp_path_factory.mktemp("tiny") / "city"
    tiny_warehouse(folder)
    return folder


@pytest.fixture
def home(tiny, tmp_path, monkeypatch):
    """A copy of the tiny city; nothing of it is closed."""
    copy = tmp_path / "city"
    shutil.copytree(tiny, copy)
    monkeypatch.setenv("NYTTJA_HOME", str(copy))
    return copy


@pytest.fixture
def closed(home):
    """The tiny city with July closed."""
    with duckdb.connect(
        builds.build_path(home, builds.current_id(home)), read_only=True
    ) as connection:
        (fingerprint,) = connection.execute(
            "select fingerprint from control.period_sums where period = '2008-07-01'"
        ).fetchone()
    with Journal(journal_url(home)).writing(NOON) as pen:
        about = About(By("Ekonom", "controller"), JULY, "granskad", 0)
        reviewed = periods.review(pen, about, fingerprint, "b1")
        about = About(By("Chef", "controller"), JULY, "beslut", reviewed.seq)
        periods.close(pen, about, Sealed("0f" * 32, "b1", fingerprint), JULY)
    return home


def state(home):
    return periods.states(Journal(journal_url(home)), [JULY], {})[JULY]


def test_a_closed_month_is_booked_with_its_vouchers_and_the_files_hash(closed, capsys):
    code = main(["book", "2008-07", "--who", "Ekonom"])

    path = files.sie_path(closed, JULY)
    booked = state(closed).booked
    assert code == DONE
    assert booked.body["vouchers"] == ["200807001", "200807002"]
    assert booked.body["sha256"] == hashlib.sha256(path.read_bytes()).hexdigest()
    assert sum(len(v.rows) for v in sie.read(path).vouchers) == 7
    assert "2 vouchers, 558223.77 kr" in capsys.readouterr().out


def test_a_month_that_is_not_closed_is_not_booked(home, capsys):
    code = main(["book", "2008-07", "--who", "Ekonom"])

    assert code == FAILED
    assert "är inte stängd" in capsys.readouterr().err
    assert not files.folder(home).exists()


def test_a_month_is_booked_once(closed, monkeypatch):
    first = booking.book(closed, JULY, "Ekonom", "bokföring")
    monkeypatch.setattr("etl.clock.now", lambda: NOON + datetime.timedelta(days=400))

    again = booking.book(closed, JULY, "Ekonom", "bokföring")

    assert (first.is_new, again.is_new) == (True, False)
    assert len([fact for fact in state(closed).facts if fact.kind == periods.BOOKED]) == 1
    assert files.sie_path(closed, JULY).read_bytes().count(b"#VER") == 2


def test_a_booked_file_that_was_changed_is_found(closed):
    booking.book(closed, JULY, "Ekonom", "bokföring")
    path = files.sie_path(closed, JULY)
    path.write_bytes(path.read_bytes().replace(b"880.00", b"890.00"))

    with pytest.raises(BookingError, match="is not the file that was booked"):
        booking.book(closed, JULY, "Ekonom", "bokföring")


def test_lines_that_are_not_those_closed_are_not_booked(closed, monkeypatch):
    changed = closed / "changed.duckdb"
    changed.write_bytes(builds.build_path(closed, builds.current_id(closed)).read_bytes())
    with duckdb.connect(changed) as connection:
        connection.execute("update control.period_sums set fingerprint = 'other'")
    monkeypatch.setattr(booking, "published", lambda _: duckdb.connect(changed, read_only=True))

    with pytest.raises(BookingError, match="not those that were closed"):
        booking.book(closed, JULY, "Ekonom", "bokföring")


def test_a_wrong_code_string_leaves_neither_file_nor_word(closed, monkeypatch, capsys):
    monkeypatch.setattr(
        files, "month", lambda *_: (_ for _ in ()).throw(WrongCodesError(["SDI x no_activity"]))
    )

    code = main(["book", "2008-07", "--who", "Ekonom"])

    assert code == FAILED
    assert "SDI x no_activity" in capsys.readouterr().err
    assert not files.folder(closed).exists()
    assert state(closed).booked is None


@pytest.mark.parametrize("step", ["invoices_written", "booking_written"])
def test_a_run_that_dies_before_the_word_is_begun_again(closed, monkeypatch, step):
    """The journal's word is what counts: files without one are written again."""
    with monkeypatch.context() as dying:
        dying.setattr(booking, "reached", lambda name: 1 / (name != step))
        with pytest.raises(ZeroDivisionError):
            booking.book(closed, JULY, "Ekonom", "bokföring")
    assert state(closed).booked is None

    done = booking.book(closed, JULY, "Ekonom", "bokföring")

    assert done.is_new
    assert state(closed).booked.body["sha256"] == builds.sha256_of(done.path)
    assert faults.reached is booking.reached


def test_every_closed_month_that_is_not_booked_is_booked(closed):
    first = booking.book_closed(closed, "Ekonom", "bokföring")
    again = booking.book_closed(closed, "Ekonom", "bokföring")

    assert [done.booking.period for done in first] == [JULY]
    assert again == []


def test_the_ledger_books_what_was_delivered(closed):
    booking.book(closed, JULY, "Ekonom", "bokföring")

    (path,) = internal_ledger.write(closed, closed / "inbox")

    rows = [line.split(";") for line in path.read_bytes().decode("cp1252").split("\r\n")[1:-1]]
    assert path.name == "huvudbok_internt_2008-07.csv"
    assert len(rows) == 7
    assert rows[0][:4] == ["200807", "IT 200807001", "2008-07-31", "7593"]
    assert {row[8] for row in rows if row[3] == "3691"} == {"125", "140"}
