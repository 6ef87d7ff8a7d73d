"""The contracts are Frictionless Table Schemas, and what is staged keeps to them."""

import csv
from pathlib import Path

import duckdb
import pytest
import yaml
from frictionless import Resource, Schema, validate

from etl.batches import rows_path
from etl.contract import FOLDER, contracts
from etl.pipeline import stage

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
FILES = sorted(path for path in SAMPLES.glob("*/*") if path.suffix != ".expected")


@pytest.mark.parametrize("path", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_contract_is_a_valid_table_schema(path):
    report = Schema.validate_descriptor(str(path))

    assert report.valid, report.flatten(["message"])


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_staged_rows_keep_to_their_contract(path, town, tmp_path):
    batch = town.load(path).batch
    staged = tmp_path / "staged.csv"
    with duckdb.connect() as connection:
        rows = connection.read_parquet(str(rows_path(town.home, batch)))
        with staged.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream).writerows([rows.columns, *rows.fetchall()])

    contract = (FOLDER / f"{batch.entity}.yaml").read_text(encoding="utf-8")
    descriptor = yaml.safe_load(contract)
    # The registers its ids stand in lie in other files; looking them up is tested by itself.
    descriptor.pop("foreignKeys", None)
    schema = Schema.from_descriptor(descriptor)
    report = validate(Resource(path=staged.name, basepath=str(tmp_path), schema=schema))

    assert report.valid, report.flatten(["rowNumber", "fieldName", "message"])


def test_an_empty_city_has_every_table_with_its_types(town):
    with duckdb.connect() as connection:
        stage(connection, town.home)
        for contract in contracts().values():
            found = connection.table(f"staging.{contract.entity}")
            assert found.columns == [column.name for column in contract.columns]
            assert [str(kind) for kind in found.types] == [c.sql for c in contract.columns]
            assert found.fetchall() == []
