"""Which measures and fees follow the plan's effects, and for whom they are."""

import datetime

import pytest

from dashboard import access
from dashboard.access import Viewer
from dashboard.gate import RefusedQueryError
from dashboard.queries import effects
from dashboard.rows import rows_of
from tests.dashboard.conftest import tiny_home  # noqa: F401

JULY = (datetime.date(2008, 7, 1), datetime.date(2008, 7, 31))
AUGUST = (datetime.date(2008, 8, 1), datetime.date(2008, 8, 31))
OWNER = Viewer("owner", "owner", frozenset({"SEF"}), "Nätansvarig")


@pytest.fixture(autouse=True)
def published(tiny_home, monkeypatch):  # noqa: F811 - pytest's way of asking for it
    monkeypatch.setenv("NYTTJA_HOME", str(tiny_home))


def test_a_measure_without_a_fee_has_no_service():
    rows = rows_of(effects.measures(OWNER))

    assert [(row["effect_id"], row["code"], row["service_id"]) for row in rows] == [
        ("EF04", "K07", None),
        ("EF13", "K21", "WS-ADM"),
        ("EF14", "K26", None),
        ("EF16", "K20", None),
    ]


def test_a_fee_has_the_price_of_the_day_and_what_the_city_had():
    """Fosie had two machines in July and three in August; the price is of the year."""
    rows = rows_of(effects.fees(Viewer("board", "board"), JULY, AUGUST))

    assert [
        (row["service_id"], row["period"], row["price_ore"], row["quantity"], row["amount_ore"])
        for row in rows
    ] == [
        ("WS-ADM", JULY[0], 528_000, 2_000, 88_000),
        ("WS-ADM", AUGUST[0], 528_000, 3_000, 132_000),
    ]


def test_one_month_is_told_once():
    assert len(effects.fees(Viewer("board", "board"), AUGUST, AUGUST)) == 1


@pytest.mark.parametrize("role", ["owner", "nobody"])
def test_prices_do_not_exist_for_others(role):
    viewer = Viewer("someone", role)

    assert not access.reads_fees(viewer)
    with pytest.raises(RefusedQueryError):
        effects.fees(viewer, JULY, AUGUST)


def test_a_head_of_department_reads_no_fees_of_the_whole_city():
    assert not access.reads_fees(Viewer("head", "department", frozenset({"SDI"})))


@pytest.mark.parametrize("role", ["board", "strategist", "controller", "auditor"])
def test_readers_of_the_city_read_fees(role):
    assert access.reads_fees(Viewer("someone", role))
