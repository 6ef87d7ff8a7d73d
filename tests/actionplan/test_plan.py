"""What a fact may say, read from text."""

import pytest

from actionplan.plan import value_of
from tests.actionplan.plans import on


@pytest.mark.parametrize(
    ("kind", "text", "unit", "value"),
    [
        ("forecast", "2008-08-31", "date", on("2008-08-31")),
        ("actual", "", "date", None),
        ("cost", "137", "tkr", 137_000_00),
        ("cost", "137", "", 137),
        ("progress", "100", "percent", 100),
        ("self_rating", "kan inte bedömas", "status", "cannot_be_judged"),
        ("self_rating", "klar", "status", "done"),
        ("self_rating", "red", "", "red"),
        ("risk", "2x5", "", "2x5"),
        ("risk", "closed", "", "closed"),
        ("decision", "plan-2009-v2", "version", "plan-2009-v2"),
    ],
)
def test_a_value_is_what_its_kind_says(kind, text, unit, value):
    assert value_of(kind, text, unit) == value


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("forecast", ""), ("baseline", "2008-02-30"), ("progress", "101"), ("progress", "-1"),
        ("progress", "half"), ("cost", "1,5"), ("self_rating", "lila"), ("risk", "0x3"),
        ("risk", "3"), ("risk", "6x1"),
    ],
)  # fmt: skip
def test_what_is_no_value_of_its_kind_is_refused(kind, text):
    with pytest.raises(ValueError, match=r"."):
        value_of(kind, text)
