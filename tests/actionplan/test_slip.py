"""How often and how far: the moves, their sum, and the trend they draw."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from actionplan.slip import late_days, moves_of, slip, slips
from actionplan.trend import trend
from tests.actionplan.plans import Log, on, register, view

PARTS = register({"A": 2})


def state_of(log):
    return view(PARTS, log).milestones["A-M1"]


def moved_three_times():
    """Planned for 2 June; 10 days later, 5 earlier, 20 later; reached 30 June, told in July."""
    log = Log().baseline("A-M1", "2008-06-02")
    log.forecast("A-M1", "2008-06-12", "2008-02-01").forecast("A-M1", "2008-06-07", "2008-03-01")
    log.forecast("A-M1", "2008-06-27", "2008-06-10")
    return log.reached("A-M1", "2008-06-30", known="2008-07-04")


def test_three_moves_and_a_last_forecast_three_days_wrong():
    found = slip(state_of(moved_three_times()))

    assert (found.moves, found.moves_later) == (3, 2)
    assert (found.days_later, found.days_earlier, found.net_days) == (30, 5, 25)
    assert found.against_first == found.against_current == 28
    assert found.last_forecast_miss == 3


def test_a_new_baseline_hides_what_the_first_one_shows():
    log = Log().baseline("A-M1", "2008-06-02").forecast("A-M1", "2008-08-01")
    log.baseline("A-M1", "2008-08-01", "2008-05-02").reached("A-M1", "2008-08-04")

    found = slip(state_of(log))

    assert found.against_first == 63
    assert found.against_current == 3
    assert (found.moves, found.rebaselined) == (1, 1)


def test_a_new_baseline_that_moves_the_day_is_a_move():
    log = Log().baseline("A-M1", "2008-06-02").baseline("A-M1", "2008-06-12", "2008-05-02")

    assert (slip(state_of(log)).moves, slip(state_of(log)).net_days) == (1, 10)


def test_the_same_day_told_again_is_no_move():
    log = Log().baseline("A-M1", "2008-06-02").forecast("A-M1", "2008-06-02")

    assert slip(state_of(log)).moves == 0


def test_nothing_is_counted_before_the_plan_is_adopted():
    log = Log().forecast("A-M1", "2008-05-05", "2008-01-01").baseline("A-M1", "2008-06-02")

    assert slip(state_of(log)).moves == 0


def test_what_was_never_promised_has_no_slip():
    found = slip(state_of(Log()))

    assert (found.moves, found.net_days) == (0, 0)
    assert found.against_first is found.against_current is found.last_forecast_miss is None


def test_moves_are_counted_for_the_activity_and_over_the_plan():
    log = moved_three_times().baseline("A-M2", "2008-09-01").forecast("A-M2", "2008-09-08")
    found = view(PARTS, log)

    assert moves_of(found, "A") == 4
    assert {id_: one.moves for id_, one in slips(found).items() if one.moves} == {
        "A-M1": 3,
        "A-M2": 1,
    }


def test_an_open_milestone_gets_a_day_later_every_day_after_its_own():
    state = state_of(Log().baseline("A-M1", "2008-06-02").forecast("A-M1", "2008-06-09"))

    late = [late_days(state, on(f"2008-06-{day}"), "first") for day in ("01", "09", "10", "30")]

    assert late == [7, 7, 8, 28]


def test_an_open_milestone_is_never_early_and_a_reached_one_may_be():
    log = Log().baseline("A-M1", "2008-06-12").forecast("A-M1", "2008-06-02")
    early = Log().baseline("A-M1", "2008-06-12").reached("A-M1", "2008-06-02")

    assert late_days(state_of(log), on("2008-05-01"), "first") == 0
    assert late_days(state_of(early), on("2008-07-01"), "first") == -10


def test_the_trend_ends_on_the_diagonal():
    points = trend(state_of(moved_three_times()))

    assert [(point.known_on.isoformat(), point.day.isoformat()) for point in points] == [
        ("2008-01-02", "2008-06-02"),
        ("2008-02-01", "2008-06-12"),
        ("2008-03-01", "2008-06-07"),
        ("2008-06-10", "2008-06-27"),
        ("2008-06-30", "2008-06-30"),
    ]
    assert [point.kind for point in points] == ["promise"] * 4 + ["reached"]


def test_a_promise_written_down_after_the_fact_does_not_turn_time_back():
    log = Log().baseline("A-M1", "2008-06-02").forecast("A-M1", "2008-06-09", "2008-06-12")

    points = trend(state_of(log.reached("A-M1", "2008-06-09", known="2008-06-13")))

    assert [point.known_on for point in points] == sorted(point.known_on for point in points)
    assert (points[-1].known_on, points[-1].day) == (on("2008-06-12"), on("2008-06-09"))


DAYS = st.dates(datetime.date(2008, 1, 1), datetime.date(2010, 12, 31))


@given(
    st.lists(st.tuples(st.sampled_from(["baseline", "forecast"]), DAYS), max_size=8),
    st.none() | DAYS,
)
def test_the_moves_add_up_from_the_first_promise_to_the_outcome(told, actual):
    """The net is later − earlier, and against the first baseline the net and the last miss."""
    log = Log().tell("A-M1", "baseline", on("2008-06-02"))
    for kind, day in told:
        log.tell("A-M1", kind, day)
    if actual:
        log.tell("A-M1", "actual", actual)

    found = slip(state_of(log))

    assert found.net_days == found.days_later - found.days_earlier
    assert found.against_first == found.net_days + (found.last_forecast_miss or 0)
    assert 0 <= found.moves_later <= found.moves <= len(told)
    assert (found.days_later > 0) == (found.moves_later > 0)
    between = sum(kind == "baseline" for kind, _day in told)
    assert found.rebaselined == between
