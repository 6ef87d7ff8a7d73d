"""Books a closed month: its files in the folder ``booking``, and the word of it in the journal.

The journal's word is what counts: files without one are what a killed run left, and are written
again. A month is booked once; what is found later is a correction in a later month.
"""

import datetime
import hashlib
from dataclasses import dataclass
from pathlib import Path

import duckdb

from chargeback import booking, builds
from chargeback.booking import Booking
from chargeback.home import journal_url
from etl import clock
from etl.faults import reached
from journal import periods
from journal.facts import By
from journal.store import Journal

#: The role of whoever books at the command line, where nobody has signed in.
COMMAND_LINE = "command_line"


class BookingError(Exception):
    """A month cannot be booked as it stands: says which and why."""


@dataclass(frozen=True)
class Booked:
    """What came of a booking: the month, its SIE file, and whether it was booked just now."""

    booking: Booking
    path: Path
    is_new: bool


def book(home: Path, period: datetime.date, who: str, why: str) -> Booked:
    """Write a closed month's booking file and invoice basis, and say so in the journal.

    Args:
        home: Folder of the city.
        period: The month.
        who: Who books it.
        why: And why.

    Raises:
        BookingError: Nothing is published, the month is not closed, the published lines are not
            those it was closed with, or the file of a booked month is not the one booked.
        chargeback.booking.WrongCodesError: The ledger would not take some code strings.
        chargeback.booking.NothingToBookError: The month has no lines.
    """
    journal = Journal(journal_url(home))
    state = periods.states(journal, [period], {})[period]
    if state.closed is None:
        raise BookingError(f"{period:%Y-%m} är inte stängd / is not closed")
    path = booking.sie_path(home, period)
    with published(home) as connection:
        _check_lines(connection, period, str(state.closed.body["fingerprint"]))
        found = booking.month(connection, period)
    if state.booked is not None:
        _check_file(path, str(state.booked.body["sha256"]))
        return Booked(found, path, is_new=False)
    content = write(home, found, clock.now().date())
    reached("booking_written")
    with journal.writing(clock.now()) as pen:
        about = periods.About(By(who, COMMAND_LINE), period, why, state.seen)
        numbers = [voucher.number for voucher in found.vouchers]
        periods.book(pen, about, numbers, hashlib.sha256(content).hexdigest())
    return Booked(found, path, is_new=True)


def book_closed(home: Path, who: str, why: str) -> list[Booked]:
    """Book every closed month that is not, in order.

    Raises:
        BookingError, WrongCodesError, NothingToBookError: See :func:`book`; the months before
            it are booked.
    """
    states = periods.states(Journal(journal_url(home)), [], {})
    waiting = [month for month, state in states.items() if state.state == "closed"]
    return [book(home, month, who, why) for month in waiting]


def write(home: Path, found: Booking, today: datetime.date) -> bytes:
    """Write both files, each whole or not at all, the booking file last; gives its bytes."""
    folder = booking.folder(home)
    folder.mkdir(parents=True, exist_ok=True)
    invoices = booking.invoice_path(home, found.period)
    if found.invoice:
        builds.write_whole(invoices, booking.invoice_file(found))
    else:
        invoices.unlink(missing_ok=True)
    reached("invoices_written")
    content = booking.sie_file(found, today)
    builds.write_whole(booking.sie_path(home, found.period), content)
    return content


def published(home: Path) -> duckdb.DuckDBPyConnection:
    """The build that is served, to read from."""
    build_id = builds.current_id(home)
    if build_id is None:
        raise BookingError("inget är publicerat / nothing is published")
    return duckdb.connect(builds.build_path(home, build_id), read_only=True)


def _check_lines(
    connection: duckdb.DuckDBPyConnection, period: datetime.date, fingerprint: str
) -> None:
    """Make sure that what is booked is what was closed."""
    row = connection.execute(
        "select fingerprint from control.period_sums where period = $period", {"period": period}
    ).fetchone()
    if row is not None and row[0] != fingerprint:
        raise BookingError(
            f"{period:%Y-%m}: raderna är inte de som stängdes, bygg och publicera / "
            "the lines are not those that were closed, build and publish"
        )


def _check_file(path: Path, sha256: str) -> None:
    if not path.exists() or builds.sha256_of(path) != sha256:
        raise BookingError(
            f"{path.name} är inte den fil som bokfördes / is not the file that was booked"
        )
