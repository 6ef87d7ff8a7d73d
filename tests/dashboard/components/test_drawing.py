import json
import re

import pytest
from dash._utils import to_json

from chargeback.home import REPOSITORY
from dashboard.components.drawing import Drawing, percent, shape
from dashboard.components.shapes import ICON_SHAPES, STATUS_SHAPES


def test_a_drawing_reaches_the_browser_as_shapes():
    drawing = Drawing([shape("rect", x=1)], 10, 10, label="En rad")

    sent = json.loads(to_json(drawing))

    assert (sent["namespace"], sent["type"]) == ("nyttja", "Drawing")
    assert sent["props"]["shapes"] == [["rect", {"x": 1}, None]]
    assert sent["props"]["label"] == "En rad"


@pytest.mark.parametrize("signs", [STATUS_SHAPES, ICON_SHAPES])
def test_every_sign_is_of_elements_the_browser_mounts(signs):
    script = (REPOSITORY / "assets" / "drawing.js").read_text(encoding="utf-8")
    known = set(re.findall(r'"(\w+)"', script.split("new Set([")[1].split("]")[0]))

    assert {sign[0] for sign in signs.values()} <= known


def test_a_share_is_written_as_a_length():
    assert percent(0.5) == "50%"
