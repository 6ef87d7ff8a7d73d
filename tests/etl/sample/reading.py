"""Read the sample's files and the volumes in plain Python: no SQL of the sample's."""

import csv
from collections import Counter
from datetime import date
from functools import cache

import duckdb

from etl.sample.defects import scaled

OPEN = date.max


@cache
def rows_of(path, encoding="cp1252", delimiter=";"):
    """Rows of a file as dicts."""
    with path.open(encoding=encoding, newline="") as file:
        return list(csv.DictReader(file, delimiter=delimiter, strict=True))


@cache
def volumes(reference, month, service_id, scale=1.0):
    """Quantity by department in a month, thinned."""
    rows = duckdb.execute(
        "select org_id, quantity from read_parquet(?) where period = ? and service_id = ?",
        [str(reference / "volumes_monthly.parquet"), f"{month}-01", service_id],
    ).fetchall()
    return Counter({department: scaled(quantity, scale) for department, quantity in rows})


@cache
def departments_by_name(reference):
    """Department of each spelling, as organisation_aliases tells."""
    return {
        row["alias"]: row["org_id"]
        for row in rows_of(reference / "organisation_aliases.csv", "utf-8", ",")
    }


@cache
def departments_by_cost_centre(reference, day):
    """Department of each cost centre in force on a day."""
    return {
        row["ansvar"]: row["org_id"]
        for row in rows_of(reference / "cost_centres.csv", "utf-8", ",")
        if row["valid_from"] <= day < (row["valid_until"] or "9999-12-31")
    }


def day_of(text):
    """A day however it was typed; an open end is the last day there is."""
    if text in {"", "9999-12-31", "99991231"}:
        return OPEN
    return date.fromisoformat("-".join(reversed(text.split("/"))) if "/" in text else text)


def payer(row, reference, day):
    """The department of a register's row: its cost centre, else its name; None = nobody's."""
    by_cost_centre = departments_by_cost_centre(reference, day)
    by_name = departments_by_name(reference)
    return by_cost_centre.get(row["Ansvar"]) or by_name.get(row["Förvaltning"])


def assert_as_volumes(counted, wanted):
    """Every department has its quantity; what it lacks is what nobody owns."""
    unallocated = counted.pop(None, 0)

    assert counted <= wanted
    assert (wanted - counted).total() == unallocated
