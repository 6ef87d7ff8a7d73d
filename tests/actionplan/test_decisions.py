"""What asks for a decision: one question an activity, the gravest first, none of what is done."""

import dataclasses

import pytest

from actionplan.as_of import as_of
from actionplan.calendar import working_days_between
from actionplan.decisions import KINDS, questions
from actionplan.schedule import schedule
from actionplan.status import judgements
from tests.actionplan.plans import on

BOARD_DAYS = [
    ("2008-08-31", "2008-09-20"),
    ("2010-04-30", "2010-05-20"),
    ("2010-12-31", "2011-01-20"),
]


def asked(view):
    return questions(view, schedule(view), judgements(view))


@pytest.fixture(scope="module", params=BOARD_DAYS, ids=lambda days: days[0])
def seen(request, the_city):
    return as_of(*the_city, *map(on, request.param))


def test_in_the_city_each_open_activity_asks_at_most_once_the_gravest_first(seen):
    found = asked(seen)

    ids = [one.activity_id for one in found]
    assert len(ids) == len(set(ids)) > 0
    assert not any(seen.activities[id_].is_done_on(seen.day) for id_ in ids)
    order = [(KINDS.index(one.kind), -one.days) for one in found]
    assert order == sorted(order)


def test_every_activity_that_ends_after_the_plan_asks_first_for_that(seen):
    planned = schedule(seen)
    late = {
        id_: working_days_between(planned.plan_end, row.early_finish)
        for id_, row in planned.rows.items()
        if row.early_finish > planned.plan_end and not seen.activities[id_].is_done_on(seen.day)
    }

    assert {one.activity_id: one.days for one in asked(seen) if one.kind == "plan_end"} == late


def test_whoever_ends_in_time_but_pushes_others_past_the_end_is_told_as_that(the_city):
    view = as_of(*the_city, on("2007-04-30"), on("2007-05-20"))
    rows = schedule(view).rows

    found = {one.activity_id: one for one in asked(view)}

    assert rows["A402"].early_finish < on("2010-12-31")
    assert (found["A402"].kind, found["A402"].days) == ("holds_up", -rows["A402"].total_float)
    assert found["A406"].kind == "plan_end"


def test_what_was_promised_red_asks_for_a_new_day(the_city):
    found = asked(as_of(*the_city, on("2010-04-30"), on("2010-05-20")))

    assert [(one.activity_id, one.days) for one in found if one.kind == "new_day"] == [
        ("A502", 182), ("A408", 119), ("A602", 76), ("A407", 68), ("A104", 62), ("A306", 61),
    ]  # fmt: skip
    assert [one.activity_id for one in found if one.kind == "cannot_be_judged"] == ["A606"]


def test_who_does_not_wait_is_asked_with_what_it_needs(the_city):
    found = asked(as_of(*the_city, on("2008-08-31"), on("2008-09-20")))

    waits = [(one.activity_id, one.other_id, one.days) for one in found if one.kind == "not_waited"]
    assert ("A102", "A303", 122) in waits
    assert ("A304", "A303", 60) in waits


@pytest.mark.parametrize(("size", "asks"), [("3x5", True), ("2x5", False), ("closed", False)])
def test_the_last_word_on_a_risk_asks_from_fifteen_on(the_city, size, asks):
    view = as_of(*the_city, on("2010-04-30"), on("2010-05-20"))
    state = view.activities["A902"]
    told = dataclasses.replace(state.risks[-1], value=size, reason="nytt")
    before = dataclasses.replace(told, value="5x5")
    now = dataclasses.replace(state, risks=(before, told))
    changed = dataclasses.replace(view, activities={**view.activities, "A902": now})

    assert any(one.activity_id == "A902" for one in asked(changed)) is asks
