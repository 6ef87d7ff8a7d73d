import pytest

from bench import city
from chargeback import builds


@pytest.mark.full
def test_the_city_is_built_rebuilt_and_given_one_month_more(tmp_path):
    found = city.rows(tmp_path, 0.02)

    assert len(builds.build_ids(tmp_path)) == 3
    assert [row.part for row in found] == ["city"] * 4
    assert not list((tmp_path / "later").iterdir())
    assert all(row.peak_bytes for row in found)
