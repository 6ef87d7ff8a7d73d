"""Gathers the KPIs: each is one SQL file in models/kpis with its titles in its header.

The file returns ``period, department_id, numerator, denominator`` (bigint); whoever shows
the KPI divides, for one department or for the sums of many.
"""

import re
from dataclasses import astuple, dataclass
from pathlib import Path

import duckdb

from chargeback.identifiers import with_names

MODELS = Path(__file__).parent / "models" / "kpis"
UNITS = {"kr", "%", "number"}
DIRECTIONS = {"higher", "lower", "none"}
HEADER_LINE = re.compile(r"^-- (title\.sv|title\.en|unit|better):\s+(.+?)\s*$", re.MULTILINE)


class KpiHeaderError(ValueError):
    """A KPI's file does not say what the KPI is called, or says it in unknown words."""


@dataclass(frozen=True)
class Kpi:
    """What a KPI's header says.

    Attributes:
        kpi_id: Name of the file without its ending.
        title_sv: Swedish title.
        title_en: English title.
        unit: ``kr`` (numerator in öre), ``%`` or ``number``.
        better: ``higher``, ``lower`` or ``none`` where no direction is decided.
    """

    kpi_id: str
    title_sv: str
    title_en: str
    unit: str
    better: str


def read(path: Path) -> Kpi:
    """The KPI of a file, from its header.

    Raises:
        KpiHeaderError: A title, the unit or the direction is missing or not known.
    """
    said = dict(HEADER_LINE.findall(path.read_text(encoding="utf-8")))
    missing = [key for key in ("title.sv", "title.en", "unit", "better") if key not in said]
    if missing:
        raise KpiHeaderError(f"{path.name}: the header lacks {', '.join(missing)}")
    if said["unit"] not in UNITS or said["better"] not in DIRECTIONS:
        raise KpiHeaderError(
            f"{path.name}: unit must be one of {sorted(UNITS)} and better of {sorted(DIRECTIONS)}"
        )
    return Kpi(path.stem, said["title.sv"], said["title.en"], said["unit"], said["better"])


def gather(connection: duckdb.DuckDBPyConnection, folder: Path = MODELS) -> None:
    """Make marts.kpis and marts.kpi_values from the tables of schema ``kpis``.

    Args:
        connection: Holds a table in schema ``kpis`` for each file of the folder.
        folder: Where the KPI files lie.

    Raises:
        KpiHeaderError: A file's header is not whole.
    """
    connection.execute(
        "create or replace table marts.kpis "
        "(kpi_id varchar, title_sv varchar, title_en varchar, unit varchar, better varchar)"
    )
    connection.execute(
        "create or replace table marts.kpi_values (kpi_id varchar, period date, "
        "department_id varchar, numerator bigint, denominator bigint)"
    )
    for kpi in map(read, sorted(folder.glob("*.sql"))):
        connection.execute("insert into marts.kpis values (?, ?, ?, ?, ?)", astuple(kpi))
        connection.execute(
            with_names(
                "insert into marts.kpi_values "
                "select $kpi_id, period, department_id, numerator, denominator from {table}",
                table=f"kpis.{kpi.kpi_id}",
            ),
            {"kpi_id": kpi.kpi_id},
        )
