"""The one place that puts names into SQL."""

import pytest

from chargeback.identifiers import with_names


def test_a_plain_name_is_put_in():
    statement = with_names("select * from {table}", table="marts.bill_lines")

    assert statement == "select * from marts.bill_lines"


@pytest.mark.parametrize(
    "name",
    ["", "a b", 'a"b', "a;drop table b", "a.b.c", "A", "1a", "å", "a--", "a\n", "read_csv('x')"],
)
def test_anything_else_is_refused(name):
    with pytest.raises(ValueError, match="expected a table or schema name"):
        with_names("select * from {table}", table=name)
