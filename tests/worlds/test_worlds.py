"""The tiny world is made like the real one, so that what it proves holds there."""

import duckdb
import pytest

from chargeback import builds
from tests.worlds import tiny_warehouse

COLUMNS = """
    select schema_name, table_name, column_name, data_type
    from duckdb_columns()
    where not internal
    order by all
"""


@pytest.fixture
def tiny(tmp_path):
    return tiny_warehouse(tmp_path)


def asked(path, query):
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(query).fetchall()


def test_the_tiny_world_has_the_tables_and_columns_of_the_city(tiny, city):
    published = builds.build_path(city, builds.current_id(city))

    assert asked(tiny, COLUMNS) == asked(published, COLUMNS)


def test_no_two_tables_have_one_name(tiny):
    """A page names a table without its schema."""
    names = [name for (name,) in asked(tiny, "select table_name from duckdb_tables()")]

    assert len(names) == len(set(names))


def test_the_bills_are_the_sum_of_their_lines(tiny):
    bills = asked(
        tiny,
        """
        select period::varchar, department_id, amount_ore
        from marts.department_bills
        order by period, department_id
        """,
    )

    assert bills == [
        ("2008-07-01", "SDI", 2422500),
        ("2008-07-01", "UTF", 53399877),
        ("2008-08-01", "SDI", 2481710),
        ("2008-08-01", "UTF", 53470877),
    ]
