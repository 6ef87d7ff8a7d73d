"""A KPI is one SQL file: its header says what it is, its rows are published with the rest.

``tests/cases/kpis.<name>/<case>/`` holds what the file reads, ``<schema>.<table>.csv``, and
``expect.csv`` for what it must make of that.
"""

import csv
from pathlib import Path

import duckdb
import pytest

from chargeback import kpis, runner

CASES = Path(__file__).resolve().parent.parent / "cases"
FILES = sorted(kpis.MODELS.glob("*.sql"))
HEADER = """-- How many lines a bill has.
--
-- code: K99
-- title.sv: Rader per räkning
-- title.en: Lines per bill
-- unit:     number
-- better:   lower
-- year:     at year end
-- definition.sv: Fakturarader, i månaden,
--                per räkning.
-- definition.en: Lines of a bill.
-- Rule:     none.
"""
PLANNED = """
    kpi_id varchar, name_sv varchar, name_en varchar, goal_id varchar, unit varchar,
    better varchar, formula varchar, frequency varchar, is_computed boolean
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lines_per_bill.sql").write_text(HEADER + "select 1", encoding="utf-8")
    return tmp_path


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        connection.execute("create schema kpis")
        connection.execute("create schema marts")
        connection.execute("create schema staging")
        connection.execute(f"create table staging.kpis ({PLANNED})")
        yield connection


def months(connection, *rows):
    """The table of the KPI's file: period, department, numerator, denominator."""
    connection.execute(
        "create table kpis.lines_per_bill "
        "(period date, department_id varchar, numerator bigint, denominator bigint)"
    )
    for row in rows:
        connection.execute("insert into kpis.lines_per_bill values (?, ?, ?, ?)", row)


def values(connection):
    return connection.execute(
        "select period::varchar, department_id, numerator, denominator from marts.kpi_values "
        "order by all"
    ).fetchall()


def with_year(folder, rule):
    path = folder / "lines_per_bill.sql"
    path.write_text(HEADER.replace("at year end", rule) + "select 1", encoding="utf-8")


def twelve(numerator, denominator):
    return [(f"2008-{month:02}-01", None, numerator, denominator) for month in range(1, 13)]


def test_a_new_file_is_a_new_kpi(connection, folder):
    months(connection, ("2008-03-01", "SDI", 12, 1))

    kpis.gather(connection, folder)

    assert connection.execute(
        "select kpi_id, code, title_sv, title_en, unit, better, definition_sv from marts.kpis"
    ).fetchall() == [
        (
            "lines_per_bill",
            "K99",
            "Rader per räkning",
            "Lines per bill",
            "number",
            "lower",
            "Fakturarader, i månaden, per räkning.",
        )
    ]
    assert ("2008-03-01", "SDI", 12, 1) in values(connection)


def test_the_city_is_the_sum_of_its_departments(connection, folder):
    months(connection, ("2008-03-01", "SDI", 12, 1), ("2008-03-01", "UTF", 5, 2))

    kpis.gather(connection, folder)

    assert ("2008-03-01", None, 17, 3) in values(connection)


def test_a_file_that_tells_the_city_is_not_added_up(connection, folder):
    months(connection, ("2008-03-01", "SDI", 12, 1), ("2008-03-01", None, 20, 4))

    kpis.gather(connection, folder)

    assert values(connection) == [("2008-03-01", "SDI", 12, 1), ("2008-03-01", None, 20, 4)]


def test_a_department_with_nothing_to_divide_by_has_no_figure_but_counts_in_the_city(
    connection, folder
):
    months(connection, ("2008-03-01", "SDI", 12, 4), ("2008-03-01", "VAS", 8, 0))

    kpis.gather(connection, folder)

    assert values(connection) == [("2008-03-01", "SDI", 12, 4), ("2008-03-01", None, 20, 4)]


def test_twelve_months_of_cost_go_over_the_mean_of_twelve_stocks(connection, folder):
    with_year(folder, "sum over mean")
    months(connection, *twelve(500_00, 10))

    kpis.gather(connection, folder)

    # 12 × 500 kr over a mean of 10: 600 kr
    assert values(connection) == [("2008-12-01", None, 12 * 12 * 500_00, 120)]


def test_twelve_months_of_cases_go_over_twelve_months_of_cases(connection, folder):
    with_year(folder, "sum over sum")
    months(connection, *twelve(3, 4))

    kpis.gather(connection, folder)

    assert values(connection) == [("2008-12-01", None, 36, 48)]


def test_months_of_both_signs_are_added_before_the_sign_is_dropped(connection, folder):
    with_year(folder, "size of sum over sum")
    rows = [(period, None, -3, 10) for period, *_rest in twelve(0, 0)]
    months(connection, *rows[:-1], ("2008-12-01", None, 13, 10))

    kpis.gather(connection, folder)

    assert values(connection) == [("2008-12-01", None, 20, 120)]


def test_eleven_months_make_no_year(connection, folder):
    with_year(folder, "sum over sum")
    months(connection, *twelve(3, 4)[:-1])

    kpis.gather(connection, folder)

    assert values(connection) == []


def test_a_kpi_of_the_plan_without_a_file_is_listed_with_its_own_words(connection, folder):
    months(connection)
    connection.execute(
        "insert into staging.kpis values ('K24', 'Avvikelse', 'Deviation', 'G8', "
        "'% (absolutbelopp)', 'neutral', '|intäkt-kostnad|/kostnad', 'år', false)"
    )

    kpis.gather(connection, folder)

    assert connection.execute(
        "select kpi_id, title_sv, unit, better, definition_sv, is_computed from marts.kpis "
        "where code = 'K24'"
    ).fetchall() == [("K24", "Avvikelse", "%", "none", "|intäkt-kostnad|/kostnad", False)]


def test_the_plan_says_which_figure_is_reported(connection, folder):
    months(connection)
    connection.execute(
        "insert into staging.kpis values ('K99', 'a', 'b', 'G8', '%', 'higher', 'f', 'år', false)"
    )

    kpis.gather(connection, folder)

    assert connection.execute("select kpi_id, goal_id, is_computed from marts.kpis").fetchall() == [
        ("lines_per_bill", "G8", False)
    ]


@pytest.mark.parametrize(
    ("said", "instead", "reason"),
    [
        ("title.sv: Rader per räkning", "", "lacks title.sv"),
        ("definition.en: Lines of a bill.", "", "lacks definition.en"),
        ("unit:     number", "unit: furlong", "unit must be one of"),
        ("better:   lower", "better: greener", "better must be one of"),
        ("year:     at year end", "year: by guess", "year must be one of"),
    ],
)
def test_a_header_that_is_not_whole_is_refused(folder, said, instead, reason):
    path = folder / "lines_per_bill.sql"
    path.write_text(HEADER.replace(said, instead), encoding="utf-8")

    with pytest.raises(kpis.KpiHeaderError, match=reason):
        kpis.read(path)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_kpi_of_ours_says_what_it_is(path):
    assert kpis.read(path).title_sv


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_kpi_has_a_case(path):
    assert list((CASES / f"kpis.{path.stem}").glob("*/expect.csv"))


@pytest.mark.parametrize(
    "case",
    [path.parent for path in sorted(CASES.glob("kpis.*/*/expect.csv"))],
    ids=lambda path: f"{path.parent.name}/{path.name}",
)
def test_a_kpi_makes_of_what_is_given_what_is_expected(case):
    with duckdb.connect() as connection:
        for schema in ("staging", *runner.SCHEMAS):
            connection.execute(f"create schema {schema}")
        for path in case.glob("*.*.csv"):
            connection.execute(
                f"create table {path.stem} as from read_csv($path, header = true)",
                {"path": str(path)},
            )
        name = case.parent.name
        runner.build(connection, runner.MODELS / "kpis" / f"{name.removeprefix('kpis.')}.sql")
        with (case / "expect.csv").open(encoding="utf-8", newline="") as file:
            header, *expected = csv.reader(file)
        made = connection.execute(f"select {', '.join(header)} from {name}").fetchall()

    assert as_text(made) == as_text(expected)


def as_text(rows):
    return sorted([tuple("" if value is None else str(value) for value in row) for row in rows])
