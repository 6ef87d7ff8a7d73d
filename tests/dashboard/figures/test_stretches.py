"""A stretch of months is what its key in the address says, and the other way round."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.stretches import FREE, KINDS, SO_FAR, Stretch, offered
from dashboard.view import UnknownError

MONTHS = st.builds(datetime.date, st.integers(1990, 2099), st.integers(1, 12), st.just(1))


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("2008-08", "2008-08", "2008-08"),
        ("2008-Q3", "2008-07", "2008-09"),
        ("2008-T2", "2008-05", "2008-08"),
        ("2008", "2008-01", "2008-12"),
        ("..2008-08", "2008-01", "2008-08"),
        ("2007-11..2008-02", "2007-11", "2008-02"),
    ],
)
def test_a_key_names_its_months(key, first, last):
    found = Stretch.of(key)

    assert (f"{found.first:%Y-%m}", f"{found.last:%Y-%m}", found.key) == (first, last, key)


@given(MONTHS, st.sampled_from(KINDS))
def test_a_stretch_is_found_again_by_its_key(month, kind):
    stretch = Stretch.around(kind, month)

    assert Stretch.of(stretch.key) == stretch
    assert month in stretch.months


@pytest.mark.parametrize(
    "key", ["", "..", "2008-13", "2008-Q5", "2008-T4", "2009-01..2008-01", "x"]
)
def test_what_names_no_months_is_unknown(key):
    with pytest.raises(UnknownError):
        Stretch.of(key)


@given(MONTHS, st.sampled_from([kind for kind in KINDS if kind not in {SO_FAR, FREE}]))
def test_the_one_before_ends_where_it_begins(month, kind):
    stretch = Stretch.around(kind, month)
    before = stretch.just_before()

    assert before.kind == kind
    assert before.last < stretch.first
    assert before.months[-1] == (stretch.first - datetime.timedelta(days=1)).replace(day=1)
    assert len(before.months) == len(stretch.months)


def test_only_stretches_whose_every_month_is_known_are_offered():
    months = [datetime.date(2008, month, 1) for month in range(10, 1, -1)]

    assert [one.key for one in offered("quarter", months)] == ["2008-Q3", "2008-Q2"]
    assert [one.key for one in offered("tertial", months)] == ["2008-T2"]
    assert offered("year", months) == []
