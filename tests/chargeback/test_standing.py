"""What stands of a build before: less is made, and the same comes out."""

import duckdb
import pytest

from chargeback import runner
from chargeback.standing import Standing, say_what_of
from etl.content import rows_hash, table_hashes
from tests.chargeback.ready import in_order
from tests.chargeback.staging import staged
from tests.chargeback.town import prices, town

MARKED = ["charges.pool_shares", "quantities.other_rules"]


def built(connection):
    """Build upon what is there; the names of the tables that were made."""
    made = []
    whole = runner.build

    def noted(connection, path):
        made.append(f"{path.parent.name}.{path.stem}")
        whole(connection, path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(runner, "build", noted)
        runner.run(connection, standing=Standing(connection))
    return made


@pytest.fixture
def charged():
    """The town, built once."""
    connection = in_order(staged(town()))
    assert "charges.lines" in built(connection)
    return connection


def from_nothing(tables):
    connection = in_order(staged(tables))
    runner.run(connection)
    return table_hashes(connection)


def test_upon_the_same_city_nothing_is_made_anew(charged):
    assert built(charged) == []
    assert table_hashes(charged) == from_nothing(town())


def test_where_a_price_changes_what_rests_on_it_is_made_anew_and_nothing_else(charged):
    charged.execute("update staging.prices set price_ore = 5000_00 where service_id = 'WS-ADM'")

    made = built(charged)

    dearer = [
        {**row, "price_ore": 5000_00} if row["service_id"] == "WS-ADM" else row for row in prices()
    ]
    assert table_hashes(charged) == from_nothing(town(prices=dearer))
    assert {"charges.lines", "marts.bill_lines"} <= set(made)
    assert [name for name in made if name.startswith("quantities.owned")] == []


def test_a_table_that_comes_out_the_same_leaves_standing_what_reads_it(charged):
    """A file is said to have been loaded a day later; no month knows of it."""
    charged.execute("update staging.files set loaded_at = '2008-04-02 06:00'")

    made = built(charged)

    assert "quantities.cube" not in made
    assert "charges.lines" not in made
    assert made


def test_a_table_changed_by_hand_is_made_anew(charged):
    charged.execute("update quantities.cube set quantity = quantity + 1")

    assert "quantities.cube" in built(charged)
    assert table_hashes(charged) == from_nothing(town())


def test_a_table_that_is_gone_is_made_anew(charged):
    charged.execute("drop table charges.lines")

    assert built(charged) == ["charges.lines"]


def test_a_changed_engine_lets_nothing_stand(charged, monkeypatch):
    monkeypatch.setattr("chargeback.standing.engine", lambda: "another")

    assert len(built(charged)) == len(list(runner.MODELS.rglob("*.sql")))


def test_a_view_that_does_not_say_what_it_is_made_of_stands_for_nothing():
    connection = in_order(staged(town()))
    as_a_view(connection, "prices")
    built(connection)

    assert "charges.price_rows" in built(connection)


def test_a_view_that_says_the_same_stands(charged):
    as_a_view(charged, "prices")
    say_what_of(charged, "staging.prices", {"rows": "of March"})
    built(charged)

    assert built(charged) == []

    say_what_of(charged, "staging.prices", {"rows": "of April"})
    assert built(charged) != []


def as_a_view(connection, table):
    connection.execute(f"create table main.kept as from staging.{table}")
    connection.execute(f"drop table staging.{table}")
    connection.execute(f"create view staging.{table} as from main.kept")


@pytest.mark.parametrize("model", MARKED)
def test_what_python_makes_reads_no_more_than_it_tells(charged, tmp_path, model):
    path = runner.MODELS / f"{model.replace('.', '/')}.sql"
    alone = duckdb.connect()
    runner.create_schemas(alone)
    alone.execute("create schema staging")
    for table in runner.all_read(charged, path):
        rows = tmp_path / f"{table}.parquet"
        charged.execute(f"copy (from {table}) to '{rows}' (format parquet)")
        alone.execute(f"create table {table} as from '{rows}'")

    runner.build(alone, path)

    assert rows_hash(alone, model) == rows_hash(charged, model)
