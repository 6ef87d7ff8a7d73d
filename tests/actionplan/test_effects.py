"""Whether an effect is seen: a rule that has an answer to everything and never favours the less."""

import datetime
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.as_of import as_of
from actionplan.effects import (
    RULES,
    EffectRule,
    Verdict,
    effect_seen,
    rule_on,
    seen_by,
    verdict,
    works_of,
)
from actionplan.plan import Activity, Effect, Fact, Milestone, Register
from actionplan.trajectory import Outcome, distance
from tests.actionplan.plans import on

RULE = RULES[0]
ORDER = ["not_seen", "partly", "seen"]
DAY = on("2008-12-31")
TARGETS = [(on("2006-12-31"), 4_000), (on("2007-12-31"), 4_000), (DAY, 24_000)]
PARTS = st.fractions(min_value=-3, max_value=3, max_denominator=200)
MEASURES = st.one_of(
    PARTS.map(lambda part: Verdict(seen_by(part, RULE), part)),
    st.sampled_from(["no_direction", "not_measured", "no_target", "nothing_due"]).map(
        lambda doubt: Verdict("unknown", None, doubt)
    ),
)


def judged(milli, better="higher", targets=TARGETS, start=4_000, day=DAY):
    outcomes = [] if milli is None else [Outcome(day, milli)]
    return verdict(distance(targets, outcomes, better, day, start), start, better, RULE)


@pytest.mark.parametrize(
    ("milli", "seen"),
    [(24_000, "seen"), (21_000, "seen"), (20_999, "partly"), (9_000, "partly"),
     (8_999, "not_seen"), (4_000, "not_seen"), (1_000, "not_seen")],
)  # fmt: skip
def test_twenty_were_to_come_and_so_many_came(milli, seen):
    assert judged(milli).seen == seen


def test_where_less_is_better_the_way_goes_down():
    targets = [(on("2006-12-31"), 10_000), (DAY, 2_000)]

    assert judged(2_000, "lower", targets, 10_000).seen == "seen"
    assert judged(11_000, "lower", targets, 10_000).seen == "not_seen"


@pytest.mark.parametrize(
    ("given", "doubt"),
    [
        ({"milli": None}, "not_measured"),
        ({"milli": 9_000, "better": "none"}, "no_direction"),
        ({"milli": 9_000, "targets": []}, "no_target"),
        ({"milli": 4_000, "day": on("2007-12-31")}, "nothing_due"),
        ({"milli": 4_000, "day": on("2007-12-31"), "targets": [(on("2007-12-31"), 0)],
          "start": None}, "nothing_due"),
    ],
)  # fmt: skip
def test_what_cannot_be_judged_says_why_and_is_never_seen(given, doubt):
    found = judged(**given)

    assert (found.seen, found.part, found.doubt) == ("unknown", None, doubt)


def test_without_a_starting_value_a_level_is_judged():
    targets = [(on("2007-12-31"), 80_000), (DAY, 80_000)]

    assert judged(72_000, targets=targets, start=None).part == Fraction(9, 10)
    assert judged(4_000, "lower", [(DAY, 1_000)], None).part == Fraction(1, 4)


@given(PARTS, PARTS)
def test_a_longer_way_is_never_seen_less(one, other):
    less, more = sorted([one, other])

    assert ORDER.index(seen_by(less, RULE)) <= ORDER.index(seen_by(more, RULE))


@given(st.lists(MEASURES, max_size=4), PARTS, PARTS)
def test_an_effect_always_has_an_answer_and_is_never_seen_less_for_a_longer_way(rest, one, other):
    less, more = (
        effect_seen([*rest, Verdict(seen_by(part, RULE), part)]) for part in sorted([one, other])
    )

    assert ORDER.index(less) <= ORDER.index(more)


@given(st.lists(MEASURES, max_size=4))
def test_no_effect_is_seen_whose_measure_cannot_be_judged(measures):
    unmeasured = Verdict("unknown", None, "not_measured")

    assert effect_seen([*measures, unmeasured]) != "seen"


@pytest.mark.parametrize(
    ("measures", "seen"),
    [
        ([], "unknown"),
        (["seen", "seen"], "seen"),
        (["seen", "not_seen"], "partly"),
        (["seen", "unknown"], "partly"),
        (["not_seen", "unknown"], "not_seen"),
        (["unknown"], "unknown"),
    ],
)
def test_an_effect_is_what_its_measures_are_together(measures, seen):
    doubts = {"unknown": "not_measured"}

    assert effect_seen(Verdict(one, None, doubts.get(one, "")) for one in measures) == seen


def test_a_measure_without_direction_is_shown_but_does_not_count():
    without = Verdict("unknown", None, "no_direction")

    assert effect_seen([Verdict("seen", Fraction(1)), without]) == "seen"
    assert effect_seen([without]) == "unknown"


def test_a_report_is_judged_by_the_rule_of_its_time():
    assert rule_on(datetime.date(2008, 8, 31)) == RULE
    assert rule_on(datetime.date(2006, 8, 31)) == RULE
    assert isinstance(RULE, EffectRule)


def test_the_activities_of_an_effect_count_their_milestones_on_the_day_of_the_view():
    """Two of three are reached; the third is promised for June. Later facts say nothing."""
    activity = Activity("A1", "G1", "Bygg", on("2008-01-01"), on("2008-12-31"), effect_ids=("E1",))
    other = Activity("A2", "G1", "Riv", on("2008-01-01"), on("2008-12-31"), effect_ids=("E2",))
    steps = [Milestone(f"M{n}", "A1", n, "Steg", Fraction(1, 3)) for n in (1, 2, 3)]
    register = Register(
        {}, {"E1": Effect("E1", "G1", "Bättre")}, {}, {one.id: one for one in (activity, other)},
        {one.id: one for one in steps},
    )  # fmt: skip
    told = [
        Fact(n, on(known), on(report), "milestone", of, kind, on(day))
        for n, known, report, of, kind, day in (
            (1, "2008-01-02", "2008-04-30", "M3", "forecast", "2009-06-30"),
            (2, "2008-03-02", "2008-04-30", "M1", "actual", "2008-03-01"),
            (3, "2008-08-02", "2008-08-31", "M2", "actual", "2008-08-01"),
            (4, "2009-08-02", "2009-08-31", "M3", "actual", "2009-08-01"),
        )
    ]

    (before,) = works_of(as_of(register, told, on("2008-08-31"), on("2008-09-20")), "E1")
    (after,) = works_of(as_of(register, told, on("2009-08-31"), on("2009-09-20")), "E1")

    assert (before.reached, before.milestones, before.day) == (2, 3, on("2009-06-30"))
    assert not before.is_done
    assert (after.reached, after.day, after.is_done) == (3, on("2009-08-01"), True)
