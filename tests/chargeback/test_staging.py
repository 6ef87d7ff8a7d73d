"""The hand-made staging tables are those that the intake's contracts describe."""

from pathlib import Path

import duckdb
import pytest
import yaml

from tests.chargeback.staging import TABLES

CONTRACTS = sorted((Path(__file__).resolve().parents[2] / "etl" / "contracts").glob("*.yaml"))
TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
}


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda path: path.stem)
def test_a_staged_table_has_the_columns_of_its_contract(contract):
    connection = duckdb.connect()
    connection.execute(TABLES.read_text(encoding="utf-8"))
    fields = yaml.safe_load(contract.read_text(encoding="utf-8"))["fields"]

    made = connection.execute(
        "select column_name, data_type from information_schema.columns "
        "where table_schema = 'staging' and table_name = $name order by ordinal_position",
        {"name": contract.stem},
    ).fetchall()

    described = [
        (field["name"], field.get("sql", TYPES[field["type"]]).upper()) for field in fields
    ]
    assert made == described
