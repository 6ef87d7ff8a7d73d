import pytest

from bench import city
from chargeback import builds


@pytest.mark.full
def test_the_city_is_built_rebuilt_and_given_one_month_more(tmp_path):
    home = tmp_path / "home"
    home.mkdir()

    found = city.rows(home, 0.02)

    assert len(builds.build_ids(home)) == 3
    assert [row.part for row in found] == ["city"] * 4
    assert not list((home / "later").iterdir())
    assert all(row.peak_bytes and row.ratio > 1 for row in found)
