"""Accounts in eDirectory, LDIF: the staff's and the schools' tree, until Active Directory ruled."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from etl.sample.city import is_delivered, rules
from etl.sample.defects import REJECTED_LINES
from etl.sample.files import LINE_END, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    from datetime import date

    import duckdb

SOURCE = "edirectory_export"
FIRST_LINE = "version: 1"
LINES = "execute edirectory_month(month_no := getvariable('number'))"


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write edirectory_export_<last day>.ldif, if eDirectory still is there."""
    month_no, period, last_day = month
    if not is_delivered(connection, SOURCE, last_day):
        return
    entries = lines_of(connection, LINES, month_no)
    if rules(connection, SOURCE, last_day):
        entries = with_rejected_entries(entries, period, seed)
    text = LINE_END.join([FIRST_LINE, *entries, ""])
    outbox.write_text(f"edirectory_export_{last_day}.ldif", text, "ascii")


def with_rejected_entries(entries: list[str], month: date, seed: int) -> list[str]:
    """Put the month's entries that intake must reject (D35) among the others.

    Half of them have lost a colon, half have a date in a form nobody knows. They are copies under
    names of their own, so that no object of the stock is missing.
    """
    dice = random.Random(f"{seed} D35 {SOURCE} {month}")
    used = [entry for entry in entries if "loginTime: " in entry]
    mixed = list(entries)
    for number in range(REJECTED_LINES[SOURCE]):
        name = f"P{month:%y%m}{number:05}"
        entry = re.sub(
            r"^((?:dn: cn|cn|sn)(?:=|: ))[^,\r]+",
            rf"\g<1>{name}",
            dice.choice(used),
            flags=re.MULTILINE,
        )
        spoilt = (
            re.sub(r"loginTime: \S+", "loginTime: vecka 34", entry)
            if number % 2
            else entry.replace("loginDisabled: ", "loginDisabled ")
        )
        mixed.insert(dice.randrange(len(mixed) + 1), spoilt)
    return mixed
