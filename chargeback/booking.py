"""What a closed month is to be booked as: vouchers for the ledger, invoices for the others.

Read from a published build and written as SIE 4I: one voucher for each customer department,
debit on its code strings and credit on the supplier's, amounts summed by code string. The
supplier's own use is a voucher as the others', and is told apart so that the city's total can
leave it out. Customers outside the city are no part of the file: their lines are the basis of
an invoice, VAT not included. Docs/method.md, "Booking".
"""

import csv
import dataclasses
import datetime
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from chargeback import sie
from chargeback.period import last_day_of

PROGRAM = ("Nyttja", "1")
SERIES = "IT"
NO_PROJECT = "00000"
# SIE's numbers of the dimensions in a code string; from 20 on they are the organisation's own.
DIMENSIONS = {"1": "Ansvar", "6": "Projekt", "20": "Verksamhet", "21": "Motpart"}
MONTHS_SV = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
    "oktober", "november", "december",
)  # fmt: skip
NO_VAT = "moms tillkommer"
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "\0")
BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"
INVOICE_HEADS = (
    "Period", "Kund", "Kundnr", "Ansvar", "Tjänst", "Avser", "Antal", "Enhet", "Belopp", "Moms",
)  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """One row of a voucher: a code string and its öre, debit positive, credit negative."""

    account: str
    account_name: str
    cost_centre_id: str
    cost_centre_name: str
    activity: str
    project: str
    counterparty: str
    amount_ore: int
    text: str


@dataclass(frozen=True)
class Voucher:
    """One department's voucher; its entries sum to zero.

    Args:
        number: Runs without a gap within the month: ``200803001``.
        department_id: The customer.
        department_name: Its name.
        is_own_use: The customer is the supplier.
        paid: The customer's entries.
        income: The supplier's.
    """

    number: str
    department_id: str
    department_name: str
    is_own_use: bool
    paid: tuple[Entry, ...]
    income: tuple[Entry, ...]

    @property
    def amount_ore(self) -> int:
        """What the customer is charged."""
        return sum(entry.amount_ore for entry in self.paid)


@dataclass(frozen=True)
class InvoiceLine:
    """A line that a customer outside the city is to be invoiced; öre without VAT."""

    customer: str
    customer_code: str
    cost_centre_id: str
    service: str
    charge_period: datetime.date
    quantity: int
    unit: str
    amount_ore: int


@dataclass(frozen=True)
class Booking:
    """A month's vouchers and invoices."""

    period: datetime.date
    city: str
    vouchers: tuple[Voucher, ...]
    invoice: tuple[InvoiceLine, ...]

    @property
    def charged_ore(self) -> int:
        """What the city's departments are charged, the supplier's own use among it."""
        return sum(voucher.amount_ore for voucher in self.vouchers)

    @property
    def own_use_ore(self) -> int:
        """What the supplier is charged itself: left out of the city's total."""
        return sum(voucher.amount_ore for voucher in self.vouchers if voucher.is_own_use)

    @property
    def invoiced_ore(self) -> int:
        """What is invoiced outside the city, without VAT."""
        return sum(line.amount_ore for line in self.invoice)


class WrongCodesError(Exception):
    """The ledger would not take some code strings: nothing is booked until they are mended.

    Attributes:
        told: A line for each: department, code string, what is wrong, and the öre at stake.
    """

    def __init__(self, told: list[str]) -> None:
        self.told = told
        super().__init__("; ".join(told))


class NothingToBookError(Exception):
    """The published build has no lines of the month."""


def folder(home: Path) -> Path:
    """Where booking files lie."""
    return home / "booking"


def sie_path(home: Path, period: datetime.date) -> Path:
    """The booking file of a month."""
    return folder(home) / f"it_debitering_{period:%Y-%m}.si"


def invoice_path(home: Path, period: datetime.date) -> Path:
    """The basis of the month's invoices to customers outside the city."""
    return folder(home) / f"fakturaunderlag_{period:%Y-%m}.csv"


def month(connection: duckdb.DuckDBPyConnection, period: datetime.date) -> Booking:
    """What a published build says of a month.

    Args:
        connection: Reads a build.
        period: The booked month.

    Raises:
        NothingToBookError: It has no lines.
        WrongCodesError: The ledger would not take some code strings.
    """
    _check_codes(connection, period)
    rows = _rows(
        connection,
        """
        select
            department_id, department_name, is_own_use, side, account,
            coalesce(account_name, account) as account_name, cost_centre_id,
            coalesce(cost_centre_name, cost_centre_id) as cost_centre_name, activity, project,
            counterparty, amount_ore, text, city_name
        from control.bookings
        where period = $period and not is_external and amount_ore <> 0
        order by department_id, side, cost_centre_id, account, activity, project, counterparty
        """,
        period,
    )
    invoice = tuple(_invoice_lines(connection, period))
    if not rows and not invoice:
        raise NothingToBookError(f"{period:%Y-%m}")
    city = next((str(row["city_name"]) for row in rows if row["city_name"]), "")
    return Booking(period, city, tuple(_vouchers(rows, period)), invoice)


def sie_file(booking: Booking, generated_on: datetime.date) -> bytes:
    """The month's vouchers as SIE 4I.

    Args:
        booking: Of the month.
        generated_on: The day that stands in the file.
    """
    period, day = booking.period, f"{last_day_of(booking.period):%Y%m%d}"
    name = f"IT-tjänster {MONTHS_SV[period.month - 1]} {period.year}"
    return sie.sealed(
        [
            f"#PROGRAM {sie.quoted(PROGRAM[0])} {PROGRAM[1]}",
            "#FORMAT PC8",
            f"#GEN {generated_on:%Y%m%d}",
            "#SIETYP 4",
            f"#FNAMN {sie.quoted(booking.city)}",
            *(f"#DIM {number} {sie.quoted(text)}" for number, text in DIMENSIONS.items()),
            *_registers(booking),
            *(line for voucher in booking.vouchers for line in _voucher_lines(voucher, day, name)),
        ]
    )


def invoice_file(booking: Booking) -> bytes:
    """The basis of invoices as CSV: kronor with decimal comma, VAT not included."""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(INVOICE_HEADS)
    for line in booking.invoice:
        writer.writerow(
            [
                f"{booking.period:%Y-%m}",
                _as_text(line.customer),
                line.customer_code,
                line.cost_centre_id,
                _as_text(line.service),
                f"{line.charge_period:%Y-%m}",
                _with_comma(line.quantity, 1_000),
                _as_text(line.unit),
                _with_comma(line.amount_ore, 100),
                NO_VAT,
            ]
        )
    return (BYTE_ORDER_MARK + text.getvalue()).encode()


def _check_codes(connection: duckdb.DuckDBPyConnection, period: datetime.date) -> None:
    wrong = _rows(
        connection,
        """
        select department_id, code_string, fault, amount_ore
        from control.code_strings
        where period = $period
        order by amount_ore desc, code_string, fault
        """,
        period,
    )
    if wrong:
        raise WrongCodesError(
            [
                f"{row['department_id']} {row['code_string']} {row['fault']} "
                f"{_with_comma(int(row['amount_ore']), 100)} kr"
                for row in wrong
            ]
        )


def _vouchers(rows: Iterable[dict[str, Any]], period: datetime.date) -> Iterator[Voucher]:
    by_department = groupby(rows, key=lambda row: row["department_id"])
    for number, (department_id, own) in enumerate(by_department, start=1):
        found = list(own)
        yield Voucher(
            f"{period:%Y%m}{number:03}",
            department_id,
            found[0]["department_name"],
            found[0]["is_own_use"],
            tuple(_entry(row) for row in found if row["side"] == "customer"),
            tuple(_entry(row) for row in found if row["side"] == "supplier"),
        )


def _entry(row: dict[str, Any]) -> Entry:
    return Entry(**{field.name: row[field.name] for field in dataclasses.fields(Entry)})


def _invoice_lines(
    connection: duckdb.DuckDBPyConnection, period: datetime.date
) -> Iterator[InvoiceLine]:
    rows = _rows(
        connection,
        """
        select
            bill_lines.department_name as customer,
            external_customers.department_code as customer_code,
            bill_lines.cost_centre_id,
            bill_lines.service_name_sv as service,
            bill_lines.charge_period,
            bill_lines.quantity,
            bill_lines.unit_sv as unit,
            bill_lines.amount_ore
        from marts.bill_lines
        join (
            select distinct department_id, department_code
            from control.bookings
            where is_external
        ) as external_customers
            on bill_lines.department_id = external_customers.department_id
        where bill_lines.period = $period
        order by
            bill_lines.department_id, bill_lines.cost_centre_id, bill_lines.service_id,
            bill_lines.charge_period, bill_lines.line_id
        """,
        period,
    )
    yield from (InvoiceLine(**row) for row in rows)


def _registers(booking: Booking) -> Iterator[str]:
    """The accounts and cost centres that the vouchers name."""
    entries = [e for voucher in booking.vouchers for e in (*voucher.paid, *voucher.income)]
    accounts = {entry.account: entry.account_name for entry in entries}
    centres = {entry.cost_centre_id: entry.cost_centre_name for entry in entries}
    for code, name in sorted(centres.items()):
        yield f"#OBJEKT 1 {sie.quoted(code)} {sie.quoted(name)}"
    for code, name in sorted(accounts.items()):
        yield f"#KONTO {code} {sie.quoted(name)}"


def _voucher_lines(voucher: Voucher, day: str, name: str) -> Iterator[str]:
    told = sie.quoted(f"{name}, {voucher.department_name}")
    yield f"#VER {sie.quoted(SERIES)} {sie.quoted(voucher.number)} {day} {told}"
    yield "{"
    for entry in (*voucher.paid, *voucher.income):
        amount, text = sie.kronor(entry.amount_ore), sie.quoted(entry.text)
        yield f"#TRANS {entry.account} {{{_objects(entry)}}} {amount} {day} {text}"
    yield "}"


def _objects(entry: Entry) -> str:
    codes = {"1": entry.cost_centre_id, "6": entry.project, "20": entry.activity}
    parts = {**codes, "21": entry.counterparty}
    told = (item for item in parts.items() if item[1] != NO_PROJECT)
    return " ".join(f"{sie.quoted(number)} {sie.quoted(code)}" for number, code in told)


def _rows(
    connection: duckdb.DuckDBPyConnection, query: str, period: datetime.date
) -> list[dict[str, Any]]:
    result = connection.execute(query, {"period": period})
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def _as_text(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(FORMULA_STARTS) else text


def _with_comma(number: int, parts: int) -> str:
    whole, rest = divmod(abs(number), parts)
    return f"{'-' if number < 0 else ''}{whole},{rest:0{len(str(parts)) - 1}}"
