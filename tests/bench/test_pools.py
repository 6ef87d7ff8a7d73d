"""The bench of shared costs measures what it says."""

from bench import pools


def test_half_a_million_lines_are_shared_out_beside_the_raw_division():
    [row] = pools.rows()

    lines = int(row.what.split()[0])
    assert 500_000 <= lines < 520_000
    assert row.ratio
    assert row.peak_bytes
