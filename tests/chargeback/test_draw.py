"""A sample in proportion to kronor: fair, repeatable, and the same in any order."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chargeback.draw import draw

SIZES = st.dictionaries(st.text(max_size=6), st.integers(0, 10**9), max_size=40)
WANTED = st.integers(1, 60)
SEEDS = st.text(max_size=8)
FOUR = {"L1": 600_00, "L2": 250_00, "L3": 100_00, "L4": 50_00}


@pytest.mark.parametrize("seed", ["revision 2008", "2009", "=1+1", ""])
def test_the_example_of_the_method_page(seed):
    """1 000 kr and four points, one each 250 kr, whatever the seed."""
    hits = {line.key: line.hits for line in draw(FOUR, 4, seed).lines}

    assert hits["L1"] in {2, 3}
    assert hits["L2"] == 1
    assert hits["L1"] + hits.get("L3", 0) + hits.get("L4", 0) == 3


@given(SIZES, WANTED, SEEDS)
def test_every_point_hits_the_line_it_stands_on(sizes, wanted, seed):
    found = draw(sizes, wanted, seed)
    lines = {line.key: line for line in found.lines}

    for line in lines.values():
        low, high = line.before_ore * wanted, (line.before_ore + line.size_ore) * wanted
        on_it = sum(low <= found.start + k * found.total_ore < high for k in range(wanted))
        assert line.hits == on_it
    assert sum(line.hits for line in lines.values()) == (wanted if found.total_ore else 0)


@given(SIZES, WANTED, SEEDS, st.randoms())
def test_the_draw_depends_on_the_seed_and_not_on_the_order_of_rows(sizes, wanted, seed, chance):
    rows = list(sizes.items())
    chance.shuffle(rows)

    assert draw(dict(rows), wanted, seed) == draw(sizes, wanted, seed)


@given(SIZES, WANTED, SEEDS)
def test_a_line_of_a_whole_stretch_or_more_is_always_drawn(sizes, wanted, seed):
    found = draw(sizes, wanted, seed)
    drawn = {line.key for line in found.lines}

    large = {key for key, size in sizes.items() if found.is_always_drawn(size)}
    assert large <= drawn


@given(SIZES, WANTED, SEEDS)
def test_a_line_of_nothing_is_never_drawn(sizes, wanted, seed):
    assert all(line.size_ore for line in draw(sizes, wanted, seed).lines)


def test_over_many_seeds_each_krona_is_drawn_as_often():
    """L1 holds 600 kr of 1 000: of 2 000 single points about 1 200 fall on it, not 500."""
    hits = [draw(FOUR, 1, str(seed)).lines[0].key for seed in range(2_000)]

    for key, size in FOUR.items():
        expected = 2_000 * size // 1_000_00
        assert abs(hits.count(key) - expected) < 100, key


def test_another_seed_draws_other_lines():
    many = {f"L{number}": 100 for number in range(200)}

    first, second = ({line.key for line in draw(many, 20, seed).lines} for seed in ("2008", "2009"))

    assert first != second


@pytest.mark.parametrize(("sizes", "wanted"), [({"L1": -1}, 1), ({"L1": 1}, 0)])
def test_refuses_what_cannot_be_drawn(sizes, wanted):
    with pytest.raises(ValueError, match="cannot draw"):
        draw(sizes, wanted, "2008")
