"""What differs between two views, as days and figures."""

from actionplan.changes import changes
from actionplan.plan import CLOSED_RISK
from tests.actionplan.plans import T1, T2, T3, Log, link, on, register, view

PARTS = register({"A": 2, "B": 1}, [link("A", "B", "FF")])


def base():
    """Until April: A is decided for June and November, B for December; A has a risk."""
    log = Log().baseline("A-M1", "2008-06-02").baseline("A-M2", "2008-11-03")
    log.baseline("B-M1", "2008-12-30").tell("A", "risk", "2x3", reason="Cables")
    log.tell("A", "self_rating", "green", "2008-05-08", T1).tell("A", "progress", 10, report=T1)
    return log.tell("A", "cost", 30_00, "2008-05-08", T1)


def since_april(log):
    found = changes(view(PARTS, log, T1, on("2008-05-08")), view(PARTS, log, T2))
    return [(each.what, each.id, each.before, each.after, each.days) for each in found]


def test_nothing_told_is_nothing_changed():
    """But time goes: its first milestone is overdue since June, and the rest must move with it."""
    assert since_april(base()) == [
        ("rule_rating", "A", "green", "red", None),
        ("critical", "A", 0, 1, None),
    ]


def test_where_activities_wait_for_each_other_the_rest_is_told_all_the_same():
    ring = register({"A": 2, "B": 1}, [link("A", "B"), link("B", "A")])

    found = changes(view(ring, base(), T1, on("2008-05-08")), view(ring, base(), T2))

    assert [(each.what, each.id) for each in found] == [("rule_rating", "A")]


def test_a_move_is_told_with_who_and_why():
    log = base().forecast("A-M1", "2008-06-12", "2008-06-01", report=T2, by="owner", reason="Cable")

    found = changes(view(PARTS, log, T1, on("2008-05-08")), view(PARTS, log, T2, on("2008-06-01")))

    assert len(found) == 1
    assert (found[0].what, found[0].days, found[0].activity_id) == ("forecast", 10, "A")
    assert (found[0].by, found[0].reason, found[0].known_on) == ("owner", "Cable", on("2008-06-01"))


def test_a_milestone_reached_is_held_against_its_last_promise():
    log = base().reached("A-M1", "2008-06-05")

    assert since_april(log) == [("reached", "A-M1", on("2008-06-02"), on("2008-06-05"), 3)]


def test_a_milestone_taken_back_is_open_again():
    log = base().reached("A-M1", "2008-04-28").reached("A-M1", None, known="2008-06-09")

    assert ("reopened", "A-M1", on("2008-04-28"), on("2008-06-02"), None) in since_april(log)


def test_a_new_baseline_is_a_decision_and_not_a_forecast():
    log = base().forecast("A-M1", "2008-06-30", "2008-04-01")
    log.baseline("A-M1", "2008-09-01", "2008-05-29").tell("PLAN", "decision", "v2", "2008-05-29")

    assert since_april(log)[:2] == [
        ("decision", "PLAN", None, "v2", None),
        ("baseline", "A-M1", on("2008-06-02"), on("2008-09-01"), 91),
    ]
    assert "forecast" not in [what for what, *_rest in since_april(log)]


def test_what_an_owner_told_is_there_as_it_was_and_as_it_is():
    log = base().reached("A-M1", "2008-06-02").tell("A", "self_rating", "yellow", "2008-09-08", T2)
    log.tell("A", "progress", 40, "2008-09-08", T2).tell("A", "cost", 5_00, "2008-09-08", T2)
    log.tell("A", "comment", "", "2008-09-08", T2, reason="Going on")
    log.tell("A", "risk", CLOSED_RISK, "2008-09-08", T2)

    assert since_april(log)[1:] == [
        ("self_rating", "A", "green", "yellow", None),
        ("progress", "A", 10, 40, None),
        ("cost", "A", 30_00, 35_00, None),
        ("risk_closed", "A", None, CLOSED_RISK, None),
        ("comment", "A", None, "", None),
    ]


def test_what_loses_its_slack_is_told():
    log = base().reached("A-M1", "2008-06-02").forecast("A-M2", "2008-12-30", "2008-08-01")

    assert ("critical", "A", 0, 1, None) in since_april(log)


def test_what_is_done_is_not_told_to_have_got_slack():
    log = base().forecast("B-M1", "2008-12-30", "2008-03-01").reached("A-M1", "2008-06-02")

    assert since_april(log.reached("B-M1", "2008-08-01")) == [
        ("reached", "A-M1", on("2008-06-02"), on("2008-06-02"), 0),
        ("reached", "B-M1", on("2008-12-30"), on("2008-08-01"), -151),
        ("rule_rating", "B", "green", "done", None),
    ]


def test_a_day_moved_and_moved_back_is_no_change():
    log = base().reached("A-M1", "2008-06-02").forecast("A-M2", "2008-12-01", "2008-07-01")
    log.forecast("A-M2", "2008-11-03", "2008-08-01")

    assert [what for what, *_rest in since_april(log)] == ["reached"]


def test_an_activity_that_is_new_is_told_with_its_milestones():
    log = base()
    more = register({"A": 2, "B": 1, "C": 1})

    found = changes(view(PARTS, log, T2), view(more, log.baseline("C-M1", "2008-12-01"), T3))

    added = [(each.entity, each.id, each.after) for each in found if each.what == "added"]
    assert added == [("activity", "C", None), ("milestone", "C-M1", on("2008-12-01"))]
