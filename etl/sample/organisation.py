"""The HR system's organisation, at every change and at least once a quarter."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from etl.sample.files import Layout, Outbox

if TYPE_CHECKING:
    import duckdb

LAYOUT = Layout(
    source="hr_organisation",
    columns=(
        "OrgNivå",
        "OrgKod",
        "OrgNamn",
        "ÖverordnadKod",
        "Ansvar",
        "GiltigFrom",
        "GiltigTom",
    ),
)

CITY = LAYOUT.line("1", "1000", "Malmö stad", "", "", "19960101", "99991231")
UNKNOWN = LAYOUT.line("3", "9999", "Övrigt/okänd", "1000", "", "19960101", "99991231")

# A department is level 2 and carries the code and ansvar of its default cost centre; the others
# stand below it. All that has begun by the day is told, an end only when it has come.
UNITS = """
    select
        if(units.is_default = '1', '2', '3'),
        units.org_kod,
        if(units.is_default = '1', organisation.name_sv, units.name_sv),
        if(units.is_default = '1', '1000', defaults.org_kod),
        units.ansvar,
        strftime(units.valid_from::date, '%Y%m%d'),
        if(
            units.valid_until::date <= $day,
            strftime(units.valid_until::date - 1, '%Y%m%d'),
            '99991231'
        )
    from cost_centres as units
    join organisation using (org_id)
    join (select org_id, org_kod from cost_centres where is_default = '1') as defaults
        using (org_id)
    where units.valid_from::date <= $day
    order by units.ansvar, units.valid_from
"""


def write_files(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, first: date, last: date
) -> None:
    """Write hr_organisation_<day>.txt for the days in the span and the one in force at its start.

    Args:
        connection: The city.
        outbox: Where to write.
        first: First day of the span.
        last: Last day of the span.
    """
    days = _file_days(connection)
    in_force = max(day for day in days if day <= first)
    for day in days:
        if in_force <= day <= last:
            units = connection.execute(UNITS, {"day": day}).fetchall()
            lines = [CITY, *(LAYOUT.line(*unit) for unit in units), UNKNOWN]
            outbox.write(f"hr_organisation_{day}.txt", LAYOUT, lines)


def _file_days(connection: duckdb.DuckDBPyConnection) -> list[date]:
    (first, last) = connection.execute(
        "select min(period), max(last_day) from months"
    ).fetchone() or (date.min, date.min)
    changes = connection.execute(
        "select valid_from::date from cost_centres where valid_from::date between ? and ?"
        " union select valid_until::date from cost_centres where valid_until::date between ? and ?",
        [first, last, first, last],
    ).fetchall()
    quarters = {
        date(year, month, 1)
        for year in range(first.year, (last + timedelta(days=1)).year)
        for month in (1, 4, 7, 10)
    }
    return sorted(quarters | {day for (day,) in changes})
