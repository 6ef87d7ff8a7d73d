"""Bars to both sides of one zero line, on one scale."""

from dashboard.charts.effects import Gain, GainHeads, cover, gains
from dashboard.web.markup import markup

HEADS = GainHeads("Effects", "Department", "pays less", "pays more", "against today")


def bars(*ore):
    """Start and width of each row's bar, per cent."""
    rows = [Gain(f"D{place}", amount, str(amount), "0") for place, amount in enumerate(ore)]
    body = gains(rows, HEADS).children[2].children
    shapes = [row.children[1].children[0].shapes for row in body]
    return [
        (float(one[0][1]["x"].rstrip("%")), float(one[0][1]["width"].rstrip("%"))) for one in shapes
    ]


def test_more_goes_right_of_zero_and_less_ends_at_it():
    (right, width), (left, other) = bars(200, -100)

    assert width == 2 * other
    assert abs(left + other - right) < 0.01


def test_a_row_without_an_effect_has_a_bar_of_no_width():
    assert bars(0, 0) == [(50, 0), (50, 0)]


def test_the_line_of_zero_reaches_the_row_above_past_a_name_on_two_lines():
    table = gains([Gain(f"D{place}", 0, "0", "0") for place in range(3)], HEADS)
    rows = table.children[2].children
    ends = [
        (line["y1"], line["y2"])
        for line in (row.children[1].children[0].shapes[1][1] for row in rows)
    ]

    assert ends == [(0, 28), (-28, 28), (-28, 28)]


def test_each_figure_stands_in_its_row_as_text():
    page = markup(gains([Gain("SDF Fosie", 60, "+0,60", "−0,01", chosen=True)], HEADS))

    assert "SDF Fosie" in page
    assert "+0,60" in page
    assert "−0,01" in page


def test_a_cover_beyond_the_scale_stands_at_its_end():
    dot = cover(3000, "bad", (97, 103)).shapes[-1]

    assert dot[1]["cx"] == "100%"
