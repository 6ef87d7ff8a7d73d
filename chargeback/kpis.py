"""Gathers the KPIs: each is one SQL file in models/kpis, with what it is called and means on top.

The file returns ``period, department_id, numerator, denominator`` (bigint) month by month;
a row without department is the whole city's, else the city is the sum of its departments.
What a year's figure is made of is said in the header and worked out here, nowhere else.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from chargeback.identifiers import with_names
from chargeback.money import MONTHS_A_YEAR

MODELS = Path(__file__).parent / "models" / "kpis"
UNITS = {"kr", "%", "number"}
DIRECTIONS = {"higher", "lower", "none"}
# How the figure told at a month's end is made of months.
OF_MONTH = "at year end"
OF_TWELVE = {"sum over sum", "sum over mean", "size of sum over sum"}
NEEDED = ("title.sv", "title.en", "definition.sv", "definition.en", "unit", "better", "year")
HEADER_LINE = re.compile(
    rf"^-- ({'|'.join(map(re.escape, (*NEEDED, 'code')))}):\s+(.+(?:\n--\s{{10,}}.+)*)$",
    re.MULTILINE,
)
TABLES = """
create or replace table marts.kpis (
    kpi_id varchar, code varchar, title_sv varchar, title_en varchar, unit varchar,
    better varchar, definition_sv varchar, definition_en varchar, goal_id varchar,
    frequency varchar, is_computed boolean, year_rule varchar
);
create or replace table marts.kpi_values (
    kpi_id varchar, period date, department_id varchar, numerator bigint, denominator bigint
);
"""
# A KPI of the plan takes goal and rhythm from there; the plan also says which is reported.
OF_A_FILE = """
insert into marts.kpis
select
    $kpi_id, $code, $title_sv, $title_en, $unit, $better, $definition_sv, $definition_en,
    planned.goal_id, planned.frequency, coalesce(planned.is_computed, true), $year_rule
from (select 1) as one
left join staging.kpis as planned
    on planned.kpi_id = $code
"""
WITHOUT_A_FILE = """
insert into marts.kpis
select
    planned.kpi_id, planned.kpi_id, planned.name_sv, planned.name_en,
    case
        when starts_with(planned.unit, 'kr') then 'kr'
        when starts_with(planned.unit, '%') then '%'
        when starts_with(planned.unit, 'index') then 'index'
        else 'number'
    end,
    case planned.better when 'neutral' then 'none' else planned.better end,
    planned.formula, null, planned.goal_id, planned.frequency, planned.is_computed, null
from staging.kpis as planned
where planned.kpi_id not in (select kpis.code from marts.kpis where kpis.code is not null)
"""
# Months told by the file, and the city's where it tells none.
MONTHS = """
create or replace temp table kpi_months as
select period, department_id, numerator, denominator
from {table}
union all
select period, null, sum(numerator)::bigint, sum(denominator)::bigint
from {table}
where not exists (select 1 from {table} as whole where whole.department_id is null)
group by period
"""
# Each month with those before it that its figure is made of; too few make none.
ADDED = """
insert into marts.kpi_values
select
    $kpi_id,
    told.period,
    told.department_id,
    case $year_rule
        when 'sum over mean' then 12 * sum(months.numerator)
        when 'size of sum over sum' then abs(sum(months.numerator))
        else sum(months.numerator)
    end::bigint,
    sum(months.denominator)::bigint
from kpi_months as told
join kpi_months as months
    on
        told.department_id is not distinct from months.department_id
        and months.period <= told.period
        and months.period > told.period - $months * interval 1 month
group by told.period, told.department_id
having count(*) = $months and sum(months.denominator) <> 0
order by told.department_id nulls first, told.period
"""


class KpiHeaderError(ValueError):
    """A KPI's file does not say what the KPI is called, or says it in unknown words."""


@dataclass(frozen=True)
class Kpi:
    """What a KPI's header says.

    Attributes:
        kpi_id: Name of the file without its ending.
        code: Its code in data/reference/kpis.csv; None for a KPI the plan does not have.
        title_sv: Swedish title.
        title_en: English title.
        unit: ``kr`` (numerator in öre), ``%`` or ``number``.
        better: ``higher``, ``lower`` or ``none`` where no direction is decided.
        definition_sv: What is counted over what, in Swedish.
        definition_en: The same in English.
        year_rule: How a year's figure is made of months: ``at year end`` (a month stands
            for itself), or over the latest twelve months ``sum over sum``,
            ``sum over mean`` (a year's flow over the mean of twelve stocks) or
            ``size of sum over sum`` (without sign).
    """

    kpi_id: str
    code: str | None
    title_sv: str
    title_en: str
    unit: str
    better: str
    definition_sv: str
    definition_en: str
    year_rule: str


def read(path: Path) -> Kpi:
    """The KPI of a file, from its header.

    Raises:
        KpiHeaderError: A title, the definition, the unit, the direction or the year's rule
            is missing or not known.
    """
    text = path.read_text(encoding="utf-8")
    said = {
        key: re.sub(r"\s*\n--\s*", " ", words).strip() for key, words in HEADER_LINE.findall(text)
    }
    missing = [key for key in NEEDED if key not in said]
    if missing:
        raise KpiHeaderError(f"{path.name}: the header lacks {', '.join(missing)}")
    known = {"unit": UNITS, "better": DIRECTIONS, "year": {OF_MONTH, *OF_TWELVE}}
    for key, words in known.items():
        if said[key] not in words:
            raise KpiHeaderError(f"{path.name}: {key} must be one of {sorted(words)}")
    return Kpi(
        path.stem,
        said.get("code"),
        said["title.sv"],
        said["title.en"],
        said["unit"],
        said["better"],
        said["definition.sv"],
        said["definition.en"],
        said["year"],
    )


def gather(connection: duckdb.DuckDBPyConnection, folder: Path = MODELS) -> None:
    """Make marts.kpis and marts.kpi_values from the tables of schema ``kpis``.

    Args:
        connection: Holds staging.kpis and a table in schema ``kpis`` for each file of the folder.
        folder: Where the KPI files lie.

    Raises:
        KpiHeaderError: A file's header is not whole.
    """
    connection.execute(TABLES)
    for kpi in map(read, sorted(folder.glob("*.sql"))):
        connection.execute(OF_A_FILE, vars(kpi))
        add_values(connection, kpi)
    connection.execute(WITHOUT_A_FILE)


def add_values(connection: duckdb.DuckDBPyConnection, kpi: Kpi) -> None:
    """Tell a KPI at the end of each month, for every department and for the city."""
    months = 1 if kpi.year_rule == OF_MONTH else MONTHS_A_YEAR
    connection.execute(with_names(MONTHS, table=f"kpis.{kpi.kpi_id}"))
    connection.execute(ADDED, {"kpi_id": kpi.kpi_id, "year_rule": kpi.year_rule, "months": months})
    connection.execute("drop table kpi_months")
