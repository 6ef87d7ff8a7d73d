"""Accounts in Active Directory: staff, functions, externals, pupils and those set aside."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.city import is_delivered, rules, run_script
from etl.sample.defects import with_rejected_lines
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="ad_users",
    columns=(
        "sAMAccountName",
        "userPrincipalName",
        "displayName",
        "employeeID",
        "department",
        "company",
        "physicalDeliveryOfficeName",
        "title",
        "manager",
        "userAccountControl",
        "whenCreated",
        "lastLogonTimestamp",
        "accountExpires",
        "distinguishedName",
        "extensionAttribute1",
    ),
    delimiter=",",
    encoding="utf-8-sig",
)

LINES = "execute directory_month(month_no := getvariable('number'))"


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the tables of accounts and directory_rows; the pupils must be drawn."""
    run_script(connection, "accounts.sql")
    run_script(connection, "directory.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write ad_users_<last day>.csv, if Active Directory is there yet."""
    month_no, period, last_day = month
    if not is_delivered(connection, LAYOUT.source, last_day):
        return
    lines = lines_of(connection, LINES, month_no)
    if rules(connection, LAYOUT.source, last_day):
        lines = with_rejected_lines(lines, LAYOUT, period, seed)
    outbox.write(f"ad_users_{last_day}.csv", LAYOUT, lines)
