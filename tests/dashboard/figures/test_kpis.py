"""Key figures at the end of a month: what is told, judged and compared."""

import datetime
from fractions import Fraction

import pytest

from dashboard.figures.kpis import KpiRows, worst_first

DECEMBER, AUGUST = datetime.date(2008, 12, 31), datetime.date(2009, 8, 31)
COST = {
    "kpi_id": "cost",
    "code": "K26",
    "title_sv": "Kostnad",
    "title_en": "Cost",
    "unit": "kr",
    "better": "lower",
    "is_computed": True,
    "year_rule": "sum over mean",
    "position": 2,
}
SHARE = {**COST, "kpi_id": "share", "code": "K08", "unit": "%", "is_computed": False}


def rows(**given):
    empty = {"values": [], "outcomes": [], "targets": [], "peers": []}
    return KpiRows([COST, SHARE], **{**empty, **given})


def month(year, number, numerator, denominator, kpi_id="cost"):
    return {
        "kpi_id": kpi_id,
        "period": datetime.date(year, number, 1),
        "numerator": numerator,
        "denominator": denominator,
    }


def target(day, milli, *, is_baseline=False, code="K26"):
    return {"code": code, "on_date": day, "target_milli": milli, "is_baseline": is_baseline}


@pytest.fixture(autouse=True)
def _reader(as_reader):
    as_reader("board")


def test_kronor_come_from_ore_and_stand_at_the_months_end():
    state = rows(values=[month(2009, 8, 100_00, 2)]).state(COST, AUGUST)

    assert state.latest == (AUGUST, Fraction(50_000))  # 50 kr


def test_months_after_the_one_shown_are_not_told():
    told = rows(values=[month(2009, 8, 100_00, 2), month(2009, 9, 100_00, 1)])

    assert told.state(COST, AUGUST).latest == (AUGUST, Fraction(50_000))


def test_what_the_plan_has_reported_is_told_and_not_what_is_computed():
    told = rows(
        values=[month(2009, 8, 5, 100, "share")],
        outcomes=[{"code": "K08", "on_date": AUGUST, "outcome_milli": 4_800}],
    )

    assert told.state(SHARE, AUGUST).latest == (AUGUST, Fraction(4_800))
    assert told.computed(SHARE) == [(AUGUST, Fraction(5_000))]


def test_it_is_judged_where_it_should_be_on_the_day_it_is_of():
    """From 100 to 50 kr over 2009: 66,7 kr on 31 August."""
    told = rows(
        values=[month(2009, 8, 60_00, 1)],
        targets=[
            target(DECEMBER, 100_000, is_baseline=True),
            target(datetime.date(2009, 12, 31), 50_000),
        ],
    )

    state = told.state(COST, AUGUST)

    assert state.should_be == 66_712
    assert state.standing == "good"
    assert state.baseline == 100_000


def test_it_is_compared_with_itself_a_year_before():
    told = rows(values=[month(2008, 8, 70_00, 1), month(2009, 8, 60_00, 1)])

    assert told.state(COST, AUGUST).a_year_before == (datetime.date(2008, 8, 31), Fraction(70_000))


PEERS = [
    {
        "code": "K26",
        "year": 2008,
        "lowest_milli": 9_498_000,
        "median_milli": 14_189_000,
        "highest_milli": 18_171_000,
        "peers": 8,
        "note_sv": "Not.",
    }
]


def test_peers_are_shown_for_the_latest_whole_year_when_ours_of_that_year_is_known():
    told = rows(values=[month(2008, 12, 8_770_00, 1), month(2009, 8, 9_000_00, 1)], peers=PEERS)

    peers = told.state(COST, AUGUST).peers

    assert (peers.year, peers.own, peers.count) == (2008, Fraction(8_770_000), 8)


@pytest.mark.parametrize(
    ("values", "day"),
    [
        ([month(2009, 8, 9_000_00, 1)], AUGUST),
        ([month(2008, 12, 1, 1), month(2009, 12, 1, 1)], datetime.date(2009, 12, 31)),
    ],
    ids=["ours of the year is not known", "the peers are of another year"],
)
def test_peers_are_missing_where_the_year_does_not_agree(values, day):
    assert rows(values=values, peers=PEERS).state(COST, day).peers is None


def test_a_key_figure_without_figures_is_not_judged():
    state = rows(targets=[target(DECEMBER, 1)]).state(COST, AUGUST)

    assert state.latest is None
    assert state.standing == "unknown"


def test_the_furthest_behind_stands_first_and_the_unjudged_last():
    targets = [target(DECEMBER, 100), target(AUGUST, 100), target(DECEMBER, 100, code="K08")]
    told = rows(
        values=[month(2009, 8, 200, 1)],
        outcomes=[{"code": "K08", "on_date": AUGUST, "outcome_milli": 1}],
        targets=targets,
    )
    states = [told.state(SHARE, AUGUST), told.state(COST, AUGUST)]

    assert [state.kpi_id for state in worst_first(states)] == ["cost", "share"]
