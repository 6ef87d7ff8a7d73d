"""Each folder of tests/cases is a statement about one model: given tables, expected rows.

``tests/cases/<schema>.<table>/<case>/`` holds ``staging.<table>.csv`` for what is given and
``expect.csv`` for what the model must make of it, in any order, in the columns named there.
A table of another model may be given too, such as ``quantities.owned_uses.csv``: then its rows
stand in the place of those the model would make.
"""

import csv
from pathlib import Path

import pytest

from chargeback import runner
from tests.chargeback.staging import instead, read_csv, staged

FOLDER = Path(__file__).resolve().parent.parent / "cases"
CASES = [
    path.parent
    for path in sorted(FOLDER.glob("*/*/expect.csv"))
    if not path.parent.parent.name.startswith("kpis.")
]
MODELS = {
    f"{path.parent.name}.{path.stem}": path
    for path in runner.MODELS.rglob("*.sql")
    if path.parent.name != "kpis"  # tests/chargeback/test_kpis.py reads those
}


def given_files(case):
    files = case.glob("staging.*.csv")
    return {path.name.split(".")[1]: read_csv(path) for path in files}


def given_models(case):
    paths = {path.name.removesuffix(".csv"): path for path in case.glob("*.*.csv")}
    return {name: read_csv(path) for name, path in paths.items() if name in MODELS}


def as_text(rows):
    return sorted([tuple("" if value is None else str(value) for value in row) for row in rows])


@pytest.mark.parametrize("case", CASES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_model_makes_of_what_is_given_what_is_expected(case):
    with (case / "expect.csv").open(encoding="utf-8", newline="") as file:
        header, *expected = csv.reader(file)
    connection = staged(given_files(case))
    models = given_models(case)
    for name, rows in models.items():
        instead(connection, name, rows)

    runner.run_to(connection, [case.parent.name], models)
    made = connection.execute(f"select {', '.join(header)} from {case.parent.name}").fetchall()

    assert as_text(made) == as_text(expected)


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_model_has_a_case(name):
    assert list((FOLDER / name).glob("*/expect.csv")), f"tests/cases/{name} has no case"
