"""A KPI is one SQL file: its header says what it is, its rows are published with the rest."""

import duckdb
import pytest

from chargeback import kpis

HEADER = """-- How many lines a bill has.
--
-- title.sv: Rader per räkning
-- title.en: Lines per bill
-- unit:     number
-- better:   lower
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
        connection.execute(
            "create table kpis.lines_per_bill as select date '2008-03-01' as period, "
            "'SDI' as department_id, 12::bigint as numerator, 1::bigint as denominator"
        )
        yield connection


def test_a_new_file_is_a_new_kpi(connection, folder):
    kpis.gather(connection, folder)

    assert connection.execute("from marts.kpis").fetchall() == [
        ("lines_per_bill", "Rader per räkning", "Lines per bill", "number", "lower")
    ]
    assert connection.execute(
        "select kpi_id, department_id, numerator, denominator from marts.kpi_values"
    ).fetchall() == [("lines_per_bill", "SDI", 12, 1)]


@pytest.mark.parametrize(
    ("said", "instead", "reason"),
    [
        ("title.sv: Rader per räkning", "", "lacks title.sv"),
        ("unit:     number", "unit: furlong", "unit must be one of"),
        ("better:   lower", "better: greener", "better of"),
    ],
)
def test_a_header_that_is_not_whole_is_refused(folder, said, instead, reason):
    path = folder / "lines_per_bill.sql"
    path.write_text(HEADER.replace(said, instead), encoding="utf-8")

    with pytest.raises(kpis.KpiHeaderError, match=reason):
        kpis.read(path)


@pytest.mark.parametrize("path", sorted(kpis.MODELS.glob("*.sql")), ids=lambda path: path.stem)
def test_every_kpi_of_ours_says_what_it_is(path):
    assert kpis.read(path).title_sv
