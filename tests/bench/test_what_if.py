"""The bench of the simulator measures what it says."""

from bench import what_if


def test_every_month_and_the_last_year_are_told_beside_the_raw_sum(city):
    found = what_if.rows(city)

    assert [row.part for row in found] == ["what_if", "what_if"]
    assert "over 48 months" in found[0].what
    assert "over 12 months" in found[1].what
    assert all(row.ratio and row.peak_bytes for row in found)
