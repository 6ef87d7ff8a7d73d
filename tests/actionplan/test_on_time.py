"""K20: milestones reached by their day, of those whose day has come."""

from fractions import Fraction

from actionplan.on_time import on_time
from tests.actionplan.plans import T1, T2, T3, Log, on, register, view

PARTS = register({"A": 4})


def told():
    """Kept, a day late, not reached, and not due before December."""
    log = Log()
    for seq, due in enumerate(["2008-02-01", "2008-05-05", "2008-06-02", "2008-12-01"], 1):
        log.baseline(f"A-M{seq}", due)
    return log.reached("A-M1", "2008-02-01").reached("A-M2", "2008-05-06")


def test_one_of_three_due_was_on_time():
    found = on_time(view(PARTS, told(), T2))

    assert (found.on_time, found.late, found.missing, found.due) == (1, 1, 1, 3)
    assert found.share == Fraction(1, 3)


def test_a_tertial_counts_what_fell_due_in_it():
    found = on_time(view(PARTS, told(), T2), after=T1)

    assert (found.on_time, found.late, found.missing) == (0, 1, 1)


def test_what_fell_due_on_the_day_of_the_report_before_was_counted_there():
    log = Log().baseline("A-M1", "2008-04-30").baseline("A-M2", "2008-08-31")

    assert on_time(view(PARTS, log, T1)).due == 1
    assert on_time(view(PARTS, log, T2), after=T1).due == 1


def test_what_was_reached_after_the_day_of_the_report_was_missing_on_it():
    log = Log().baseline("A-M1", "2008-08-29").reached("A-M1", "2008-09-03", report=T2)

    found = on_time(view(PARTS, log, T2, on("2008-09-15")))

    assert (found.late, found.missing) == (0, 1)


def test_where_nothing_was_due_there_is_no_share():
    assert on_time(view(PARTS, Log(), T3)).share is None


def test_a_new_baseline_makes_a_late_milestone_kept_against_itself_only():
    log = told().baseline("A-M2", "2008-05-06", "2008-04-30")

    assert on_time(view(PARTS, log, T2), "first").on_time == 1
    assert on_time(view(PARTS, log, T2), "current").on_time == 2


def test_what_was_reached_but_not_yet_told_is_missing():
    found = on_time(view(PARTS, told(), T2, on("2008-05-05")))

    assert (found.on_time, found.late, found.missing) == (1, 0, 1)
