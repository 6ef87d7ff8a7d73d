"""How often each defect of dirty_data.csv occurs, and the lines that must be rejected.

Rates are those of data/reference/dirty_data.csv. Where it gives year-end figures they are drawn
out linearly over the months between, and the first one is held before that.
"""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date

    from etl.sample.files import Layout

#: Per 10 000 objects at the end of each year (D05, D39: staff accounts; the others: workstations).
YEAR_END_RATES: dict[str, dict[int, int]] = {
    "D05": {2007: 650, 2008: 440, 2009: 170, 2010: 110},
    "D39": {2007: 430, 2008: 300, 2009: 120, 2010: 70},
    "D15": {2007: 400, 2008: 317, 2009: 233, 2010: 150},
    "D17": {2007: 280, 2008: 280, 2009: 190, 2010: 100},
    "D40": {2007: 70, 2008: 70, 2009: 45, 2010: 20},
    "D13": {2007: 150},
    "D14": {2007: 80},
}

#: Per 10 000 machines with the common client at the end of each year: administrative ones as the
#: targets of K11 say, school machines later.
CLIENT_RATES: dict[str, dict[int, int]] = {
    "K11": {2006: 2000, 2007: 3500, 2008: 7000, 2009: 9000, 2010: 9500},
    "K11 PED": {2006: 0, 2007: 0, 2008: 1000, 2009: 3500, 2010: 6500},
}

#: Objects a month at scale 1.0.
MONTHLY_COUNTS = {"D06": 35, "D08": 310, "D09": 40, "D10": 120, "D18": 25}

#: Protected pupils in each reading at scale 1.0 (D32).
PROTECTED_PUPILS = 60

#: Lines a month that intake must reject (D35), by source. Format errors do not scale. Of two
#: sources that name the same objects only the one that rules has them.
REJECTED_LINES = {
    "edirectory_export": 4,
    "ad_users": 4,
    "landesk": 4,
    "sccm_datorer": 4,
    "hr_anstallningar": 2,
    "huvudbok_it": 2,
}

#: The column of their key, and the one whose date is spoilt.
REJECTED_COLUMNS = {
    "ad_users": ("sAMAccountName", "whenCreated"),
    "landesk": ("Device Name", "Last Hardware Scan Date"),
    "sccm_datorer": ("Datornamn", "SenasteInventering"),
    "hr_anstallningar": ("PersonId", "From"),
    "huvudbok_it": ("Vernr", "Datum"),
}

#: Which months' files are delivered twice under another name (D36).
DELIVERED_TWICE = {3: ("sccm_datorer", "landesk"), 9: ("hr_anstallningar",)}


def rate_per_10_000(defect: str, month: date) -> int:
    """The rate of a defect or a client in a month, between its year-end rates."""
    rates = (YEAR_END_RATES | CLIENT_RATES)[defect]
    last = rates[max(year for year in rates if year <= max(month.year, min(rates)))]
    this_year = rates.get(month.year, last)
    before = rates.get(month.year - 1, this_year)
    return before + (this_year - before) * month.month // 12


def scaled(quantity: int, scale: float) -> int:
    """Thin a quantity: rounded half up, but at least 1 when there was any.

    A service that a department uses must stay in use at any scale.
    """
    if quantity == 0:
        return 0
    millionths = round(scale * 1_000_000)
    return max(1, (2 * quantity * millionths + 1_000_000) // 2_000_000)


def with_rejected_lines(lines: list[str], layout: Layout, month: date, seed: int) -> list[str]:
    """Put the month's lines that intake must reject (D35) among a source's lines.

    Half of them have lost their last fields, half have a date in a form nobody knows. They are
    copies under ids of their own, so that no object of the stock is missing.
    """
    dice = random.Random(f"{seed} D35 {layout.source} {month}")
    key, dated = (layout.columns.index(column) for column in REJECTED_COLUMNS[layout.source])
    mixed = list(lines)
    for number in range(REJECTED_LINES[layout.source]):
        values = layout.values(dice.choice(lines))
        values[key] = f"P{month:%y%m}{number:05}"
        if number % 2:
            values[dated] = "vecka 34"
        line = layout.line(*values) if number % 2 else layout.torn_line(values)
        mixed.insert(dice.randrange(len(mixed) + 1), line)
    return mixed
