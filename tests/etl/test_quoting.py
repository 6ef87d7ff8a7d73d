"""Names and values in SQL text."""

import duckdb
import pytest

from etl.quoting import literal, name


@pytest.mark.parametrize("text", ["it's", "'; drop table x; --", "\\'", "a\nb", "$1", "åäö", "''"])
def test_a_value_comes_back_as_it_went_in(text):
    with duckdb.connect() as connection:
        assert connection.execute("select " + literal(text)).fetchall() == [(text,)]


@pytest.mark.parametrize("text", ["a b", 'a"b', "A", "1a", "", "a;b", "å"])
def test_a_name_that_is_not_plain_is_refused(text):
    with pytest.raises(ValueError, match="plain lower-case name"):
        name(text)
