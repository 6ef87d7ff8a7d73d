"""The state of what is published, told from a world small enough to check."""

import pytest

from etl.status import equation, status
from etl.words import status_lines
from tests.worlds import tiny_warehouse


@pytest.fixture
def told(tmp_path):
    tiny_warehouse(tmp_path)
    return status(tmp_path)


def test_nothing_published_is_no_status(tmp_path):
    assert status(tmp_path) == {"build_id": None, "waiting": [], "accepted": []}


def test_the_charges_are_the_sum_of_the_lines(told):
    assert told["charged_ore"] == 111774964
    assert told["charged_ore_by_period"] == {
        "2008-07-01": 2422500 + 53399877,
        "2008-08-01": 2481710 + 53470877,
    }


def test_rows_of_a_source_add_up(told):
    accounts = next(s for s in told["sources"] if s["source_id"] == "ad_users")

    assert accounts == {
        "source_id": "ad_users",
        "rows_in": 23,
        "accepted": 22,
        "rejected": 1,
        "set_aside": 1,
        "unallocated": 1,
        "unallocated_ore": 11500,
    }


def test_an_equation_has_both_its_sides(told):
    august = next(
        e
        for e in told["equations"]
        if (e["equation"], e["period"], e["source_id"]) == ("volume", "2008-08-01", "ad_users")
    )

    assert august == {
        "equation": "volume",
        "period": "2008-08-01",
        "source_id": "ad_users",
        "unit": "rows",
        "left": {"accepted_rows": 14},
        "right": {"charged": 12, "set_aside:D10": 1, "unallocated": 1},
        "left_sum": 14,
        "right_sum": 14,
        "difference": 0,
    }


def test_what_an_equation_leaves_is_told():
    terms = [
        {"side": "left", "term": "ledger", "amount": 100},
        {"side": "right", "term": "pool:KLIENT", "amount": 70},
        {"side": "right", "term": "without_pool", "amount": 20},
    ]

    found = equation(("cost", "2008-08-01", None, "ore"), terms)

    assert (found["left_sum"], found["right_sum"], found["difference"]) == (100, 90, 10)


def test_every_equation_is_there_once(told):
    keys = [(e["equation"], e["period"], e["source_id"]) for e in told["equations"]]

    assert len(keys) == len(set(keys)) == 10


def test_people_read_kronor_and_that_it_adds_up(told):
    told["equations"] = [e for e in told["equations"] if e["equation"] != "income"]

    lines = [line.replace("\N{NO-BREAK SPACE}", " ") for line in status_lines(told, "sv")]

    assert "Debiterat 1 117 749,64 kr" in lines
    assert "Avstämning: 9 likheter, alla går jämnt ut" in lines


def test_people_are_told_what_does_not_add_up(told):
    """The tiny world's ledger has booked things wrong, and a file was read short."""
    told["equations"][0].update(right_sum=9, difference=-1)

    lines = list(status_lines(told, "en"))

    assert lines[-3:] == [
        "Reconciliation: 10 equations, 2 do NOT hold",
        f"  volume 2008-02 elevregister: {told['equations'][0]['left_sum']} and 9, off by -1",
        "  income 2008-07: 55822377 and 110122254, off by -54299877",
    ]


def test_people_are_told_that_nothing_is_published():
    assert list(status_lines({"build_id": None}, "en")) == [
        "Nothing is published yet: python -m etl run"
    ]
