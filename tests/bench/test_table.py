from bench.pages import percentile
from bench.table import Row, drawn


def test_the_table_shows_figure_aim_reference_ratio_and_memory():
    text = drawn([Row("engine", "10 M rows", "2.00 s", "≤1.2×", "1.60 s", 1.25, 300_000_000)])

    assert text.splitlines()[0].split() == (
        ["part", "what", "figure", "aim", "raw", "reference", "ratio", "peak", "memory"]
    )
    assert "2.00 s" in text
    assert "1.25×" in text
    assert "300 MB" in text


def test_figures_stand_under_each_other_to_the_right():
    lines = drawn([Row("wire", "a", "9 kB"), Row("wire", "longer", "312 kB")]).splitlines()

    assert lines[2].index("9 kB") == lines[3].index("312 kB") + 2


def test_the_slow_end_is_the_value_that_95_of_100_do_not_exceed():
    assert percentile([float(value) for value in range(100, 0, -1)], 95) == 95.0
    assert percentile([7.0], 95) == 7.0
