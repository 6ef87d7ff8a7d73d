"""The plan on the calendar: floats in Swedish working days, broken dependencies, and delays."""

import pytest

from actionplan.network import CycleError
from actionplan.schedule import delay, plan_end, schedule
from tests.actionplan.plans import ADOPTED, Log, link, on, register, view

LINKS = [link("A", "B"), link("B", "C", "FF")]
PARTS = register({"A": 2, "B": 2, "C": 2}, LINKS)


def planned():
    """A Monday 4 to Friday 15 February; B from the 18th to the 29th; C to the end of the year."""
    log = Log()
    for id_, first, last in (
        ("A", "2008-02-04", "2008-02-15"),
        ("B", "2008-02-18", "2008-02-29"),
        ("C", "2008-02-18", "2008-12-30"),
    ):
        log.baseline(f"{id_}-M1", first).baseline(f"{id_}-M2", last)
    return log


def rows(log, known=ADOPTED):
    return schedule(view(PARTS, log, known=known)).rows


def test_the_plan_ends_with_its_last_year():
    assert plan_end(PARTS) == on("2008-12-31")


def test_what_is_promised_is_what_is_early_when_nothing_is_broken():
    row = rows(planned())["B"]

    assert (row.start, row.finish) == (row.early_start, row.early_finish)
    assert (row.start, row.finish) == (on("2008-02-18"), on("2008-02-29"))
    assert row.state == "planned"


def test_floats_are_counted_in_swedish_working_days():
    """From B's end 209 working days are left to 30 December; A has one more, over the weekend.

    19 in March, 22, 21, 19 in June, 23, 21, 22, 23, 20, and 19 in December to the 30th.
    """
    found = rows(planned())

    floats = {id_: (row.total_float, row.free_float) for id_, row in found.items()}
    assert floats == {"A": (210, 1), "B": (209, 209), "C": (0, 0)}
    assert found["B"].late_finish == on("2008-12-30")
    assert schedule(view(PARTS, planned(), known=ADOPTED)).critical == ("C",)


def test_a_broken_dependency_is_negative_float_and_pushes_what_is_still_planned():
    """A is late by a week: B, promised for the 18th, cannot begin before the 22nd."""
    log = planned().forecast("A-M2", "2008-02-22", "2008-01-10")

    found = schedule(view(PARTS, log, known=on("2008-01-15")))

    assert [(each.dependency, each.slack) for each in found.broken] == [(LINKS[0], -4)]
    assert found.rows["A"].free_float == -4
    assert found.rows["B"].early_start == on("2008-02-22")
    assert found.rows["B"].early_finish == on("2008-03-06")


def test_what_is_done_has_dates_and_no_slack():
    log = planned().reached("A-M1", "2008-02-04").reached("A-M2", "2008-02-20")

    row = rows(log, on("2008-03-01"))["A"]

    assert (row.state, row.finish, row.total_float) == ("done", on("2008-02-20"), None)
    assert not row.is_critical
    assert row.late_finish is None


def test_a_promise_that_has_passed_is_at_best_kept_today():
    log = planned().reached("A-M1", "2008-02-04")

    row = rows(log, on("2008-03-03"))["A"]

    assert (row.state, row.finish) == ("begun", on("2008-02-15"))
    assert row.early_finish == on("2008-03-03")


def test_past_the_end_of_the_plan_the_float_is_negative():
    log = planned().forecast("C-M2", "2009-01-09", "2008-01-10")

    row = rows(log, on("2008-01-15"))["C"]

    assert (row.total_float, row.is_critical) == (-5, True)


def test_a_delay_is_followed_downstream():
    """Ten working days on A push B by nine (one was free), and C not at all."""
    found = view(PARTS, planned(), known=ADOPTED)

    pushes = delay(found, "A", 10)

    assert [(push.activity_id, push.start_days, push.finish_days) for push in pushes] == [
        ("B", 9, 9)
    ]
    assert pushes[0].finish == on("2008-03-13")
    assert not pushes[0].is_past_plan_end
    assert delay(found, "A", 1) == ()


@pytest.mark.parametrize(("days", "is_past"), [(210, False), (211, True)])
def test_a_delay_beyond_the_total_float_passes_the_end_of_the_plan(days, is_past):
    """A has 210 working days; C must not end before B, and moves with it from the 211th."""
    pushes = delay(view(PARTS, planned(), known=ADOPTED), "A", days)

    assert {push.activity_id: push.is_past_plan_end for push in pushes} == (
        {"B": True, "C": True} if is_past else {"B": False}
    )


def test_what_is_done_cannot_be_late():
    log = planned().reached("A-M1", "2008-02-04").reached("A-M2", "2008-02-20")

    with pytest.raises(ValueError, match=r"A \(done\) cannot be 5 days late"):
        delay(view(PARTS, log), "A", 5)


def test_a_cycle_of_the_plan_is_named():
    parts = register({"A": 2, "B": 2}, [link("A", "B"), link("B", "A", "SS")])

    with pytest.raises(CycleError, match="A → B → A"):
        schedule(view(parts, Log()))


def test_an_activity_nothing_was_promised_of_stands_as_registered():
    row = rows(Log())["A"]

    assert (row.start, row.finish) == (on("2008-01-07"), on("2008-12-19"))


def test_an_empty_plan_has_an_empty_schedule():
    assert schedule(view(register({}), Log())).rows == {}
