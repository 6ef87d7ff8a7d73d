"""The bench of the simulator measures what it says."""

from bench import what_if


def test_every_month_and_the_last_year_are_told_beside_the_raw_sum(city):
    found = what_if.rows(city, tries=3)

    assert [row.part for row in found] == ["what_if"] * 4
    assert ["48 months" in row.what for row in found] == [True, True, False, False]
    assert ["9 rules" in row.what for row in found] == [False, True, False, True]
    assert all(row.ratio and row.peak_bytes for row in found)
