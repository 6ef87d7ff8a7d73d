"""The critical path: against published examples, every path by hand, and in any order."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from actionplan.network import CycleError, Span, Task, early, free_floats, late, order, slack
from tests.actionplan.plans import link


def tasks_of(durations, **more):
    return {id_: Task(id_, days, **more) for id_, days in durations.items()}


def total_floats(tasks, links):
    soonest = early(tasks, links)
    end = max(span.finish for span in soonest.values())
    latest = late(tasks, links, end)
    return {id_: latest[id_].finish - soonest[id_].finish for id_ in tasks}


def test_a_published_example_of_seven_activities():
    """Prototype to final assembly, 16 hours by A-B-D-E-G; C and F have one hour of slack.

    Source: studylib.net/doc/8378728, example 1, tables 1 and 2 (checked by hand).
    """
    tasks = tasks_of({"A": 6, "B": 2, "C": 2, "D": 3, "E": 4, "F": 2, "G": 1})
    links = [link(*pair) for pair in ("AB", "AC", "BD", "CF", "DE", "FE", "EG")]

    soonest, latest = early(tasks, links), late(tasks, links, 16)

    assert soonest == {
        "A": (0, 6), "B": (6, 8), "C": (6, 8), "D": (8, 11), "E": (11, 15), "F": (8, 10),
        "G": (15, 16),
    }  # fmt: skip
    assert latest["C"] == (7, 9)
    assert latest["F"] == (9, 11)
    assert [id_ for id_, days in total_floats(tasks, links).items() if days == 0] == list("ABDEG")
    assert free_floats(links, soonest, 16) == {
        "A": 0, "B": 0, "C": 0, "D": 0, "E": 0, "F": 1, "G": 0,
    }  # fmt: skip


def test_a_published_example_with_two_critical_paths_of_which_it_prints_one():
    """19 days; the page gives A-B-D-E-F alone, but its own table has no slack at C either.

    Source: scribd.com/document/783336345, "Example Problem" (checked by hand).
    """
    tasks = tasks_of({"A": 4, "B": 3, "C": 5, "D": 2, "E": 6, "F": 4})
    links = [link(*pair) for pair in ("AB", "AC", "BD", "CE", "DE", "EF")]

    assert early(tasks, links)["F"] == (15, 19)
    assert set(total_floats(tasks, links).values()) == {0}


def test_a_published_network_with_start_to_start():
    """B may begin with A, J with G but after C, K with I: 38 days by A-D-H-M-N.

    Source: "Network Construction – Precedence Diagram Method", fourteen activities A to N (the
    network as published; the dates worked by hand here).
    """
    days = [2, 10, 13, 12, 12, 7, 10, 16, 6, 12, 5, 8, 5, 3]
    tasks = tasks_of(dict(zip("ABCDEFGHIJKLMN", days, strict=True)))
    after = [
        "AC", "AD", "BE", "BF", "DG", "DH", "FI", "CJ", "EL", "IL", "KL", "HM", "GN", "JN", "LN",
        "MN",
    ]  # fmt: skip
    together = [link(*pair, "SS") for pair in ("AB", "GJ", "IK")]
    links = [link(*pair) for pair in after] + together

    soonest, floats = early(tasks, links), total_floats(tasks, links)

    assert soonest["B"] == (0, 10)
    assert soonest["J"] == (15, 27)
    assert soonest["K"] == (17, 22)
    assert soonest["L"] == (23, 31)
    assert soonest["N"] == (35, 38)
    assert [id_ for id_ in tasks if floats[id_] == 0] == list("ADHMN")
    assert floats["B"] == 4
    assert floats["L"] == 4


@pytest.mark.parametrize(
    ("kind", "lag", "start"),
    [
        ("FS", 0, 10), ("FS", 3, 13), ("FS", -2, 8),
        ("SS", 0, 0), ("SS", 4, 4),
        ("FF", 0, 6), ("FF", 2, 8),
        ("SF", 9, 5), ("SF", 0, 0),
    ],
)  # fmt: skip
def test_each_relation_holds_its_own_ends(kind, lag, start):
    """Ten days before, four after: finish-to-finish lets it begin at 6 to end at 10."""
    tasks = tasks_of({"A": 10, "B": 4})

    assert early(tasks, [link("A", "B", kind, lag)])["B"] == (start, start + 4)


def test_what_has_begun_is_drawn_out_and_what_is_done_stands():
    tasks = {
        "A": Task("A", 10),
        "B": Task("B", 4, start=1, state="begun"),
        "C": Task("C", 2, start=3, state="done"),
    }
    links = [link("A", "B", "FF"), link("A", "C")]

    soonest = early(tasks, links)

    assert soonest["B"] == (1, 10)
    assert soonest["C"] == (3, 5)
    assert slack(links[1], soonest) == -7
    assert late(tasks, links, 12) == {"A": Span(2, 12), "B": Span(1, 12), "C": None}


def test_what_has_been_holds_nothing_back():
    """B began before A was ready: A has the whole time, and the broken link is told instead."""
    tasks = {"A": Task("A", 5), "B": Task("B", 4, start=2, state="begun")}
    links = [link("A", "B")]

    assert late(tasks, links, 20)["A"] == (15, 20)
    assert slack(links[0], early(tasks, links)) == -3


def test_a_start_that_has_been_is_held_back_by_no_start_that_waits_for_it():
    tasks = {"A": Task("A", 5, state="begun"), "B": Task("B", 12)}

    assert late(tasks, [link("A", "B", "SS")], 20)["A"] == (0, 20)
    assert late(tasks_of({"A": 5, "B": 12}), [link("A", "B", "SS")], 20)["A"] == (8, 13)


def test_late_past_the_end_is_negative_float():
    tasks, links = tasks_of({"A": 5, "B": 5}), [link("A", "B")]

    latest = late(tasks, links, 8)

    assert latest["B"].finish - early(tasks, links)["B"].finish == -2
    assert latest["A"].finish - early(tasks, links)["A"].finish == -2


def test_a_cycle_is_named_from_its_first_activity():
    links = [link("C", "A"), link("B", "C"), link("A", "B"), link("A", "D")]

    with pytest.raises(CycleError, match="wait for each other: A → B → C → A") as caught:
        early(tasks_of({"D": 1, "C": 1, "B": 1, "A": 1}), links)

    assert caught.value.cycle == ("A", "B", "C", "A")


def test_a_cycle_is_named_alike_wherever_it_is_entered():
    links = [link("A", "D"), link("D", "C"), link("C", "B"), link("B", "D")]

    with pytest.raises(CycleError, match="wait for each other: B → D → C → B"):
        order("ABCD", links)


def test_an_activity_that_waits_for_itself_is_a_cycle():
    with pytest.raises(CycleError, match="A → A"):
        order(["A"], [link("A", "A", "SS")])


def test_a_dependency_on_what_is_not_there_is_told():
    with pytest.raises(ValueError, match="a dependency names X, which the plan does not have"):
        order(["A"], [link("A", "X")])


# --- properties -------------------------------------------------------------------------------

KINDS = st.sampled_from(["FS", "SS", "FF", "SF"])


@st.composite
def networks(draw, *, states=("planned",)):
    """Up to six tasks; links only from an earlier letter to a later, so that there is no cycle."""
    ids = "ABCDEF"[: draw(st.integers(1, 6))]
    tasks = {
        id_: Task(
            id_, draw(st.integers(0, 9)), draw(st.integers(0, 9)), draw(st.sampled_from(states))
        )
        for id_ in ids
    }
    pairs = list(itertools.combinations(ids, 2))
    chosen = draw(st.lists(st.sampled_from(pairs), max_size=8)) if pairs else []
    links = [link(*pair, draw(KINDS), draw(st.integers(-3, 5))) for pair in chosen]
    return tasks, links


def way(tasks, step):
    """From the predecessor's start to the successor's, as the relation has it."""
    before, after = tasks[step.predecessor].duration, tasks[step.successor].duration
    return step.lag_days + {"FS": before, "SS": 0, "FF": before - after, "SF": -after}[step.type]


def starts_by_every_path(tasks, links, id_):
    """The start of each path that ends here: its first task's own start and all its steps."""
    yield tasks[id_].start
    for step in links:
        if step.successor == id_:
            for start in starts_by_every_path(tasks, links, step.predecessor):
                yield start + way(tasks, step)


@given(networks())
def test_the_early_start_is_the_longest_of_all_paths(network):
    tasks, links = network

    soonest = early(tasks, links)

    assert {id_: span.start for id_, span in soonest.items()} == {
        id_: max(starts_by_every_path(tasks, links, id_)) for id_ in tasks
    }


@settings(max_examples=50)
@given(networks(), st.integers(0, 60))
def test_the_float_is_what_a_task_alone_can_be_moved_without_passing_the_end(network, spare):
    """Moved by its float nothing ends too late; moved by a day more, something does."""
    tasks, links = network
    soonest = early(tasks, links)
    end = max(span.finish for span in soonest.values()) + spare
    latest = late(tasks, links, end)

    for id_, span in soonest.items():
        room = latest[id_].finish - span.finish
        for days, fits in ((room, True), (room + 1, False)):
            task = tasks[id_]
            held = {**tasks, id_: Task(id_, task.duration, span.start + days)}
            assert all(each.finish <= end for each in early(held, links).values()) == fits


@settings(max_examples=50)
@given(networks(states=("planned", "begun", "done")), st.randoms(use_true_random=False))
def test_the_order_in_which_it_is_written_means_nothing(network, chance):
    tasks, links = network
    mixed, turned = list(tasks.items()), list(links)
    chance.shuffle(mixed)
    chance.shuffle(turned)

    assert early(dict(mixed), turned) == early(tasks, links)
    assert late(dict(mixed), turned, 40) == late(tasks, links, 40)


@settings(max_examples=50)
@given(networks(states=("planned", "begun", "done")), st.data())
def test_more_to_wait_for_never_makes_anything_earlier(network, data):
    tasks, links = network
    fewer = data.draw(st.lists(st.sampled_from(links), unique_by=id)) if links else []

    some, every = early(tasks, fewer), early(tasks, links)

    assert all(every[id_].finish >= some[id_].finish for id_ in tasks)


@settings(max_examples=50)
@given(networks())
def test_planned_tasks_keep_every_link_with_slack(network):
    tasks, links = network
    soonest = early(tasks, links)

    assert all(slack(each, soonest) >= 0 for each in links)
    floats = free_floats(links, soonest, max(span.finish for span in soonest.values()))
    assert all(days >= 0 for days in floats.values())


@settings(max_examples=50)
@given(networks(), st.integers(2, 4))
def test_every_ring_is_found_and_named_as_it_goes(network, size):
    tasks, links = network
    ring = [f"R{place}" for place in range(size)]
    closed = [link(a, b) for a, b in zip(ring, [*ring[1:], ring[0]], strict=True)]

    with pytest.raises(CycleError) as caught:
        order([*tasks, *ring], [*links, *closed])

    assert caught.value.cycle == (*ring, "R0")
