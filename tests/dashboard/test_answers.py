"""Answers are kept for those with the same rights, and for nobody else."""

import dataclasses

import pandas as pd
import pytest

from dashboard import answers, warehouse
from dashboard.access import Viewer
from dashboard.answers import Answers, Question

HEAD_OF_SDI = Viewer("department-SDI", "department", frozenset({"SDI"}))
HEAD_OF_UTF = Viewer("department-UTF", "department", frozenset({"UTF"}))
CONTROLLER = Viewer("controller", "controller")
LINES = "select department_id, count(*)::bigint as lines from bill_lines group by all order by all"


@pytest.fixture
def city(tiny_home, monkeypatch):
    """The tiny world, served by a shelf that has answered nothing."""
    monkeypatch.setenv("NYTTJA_HOME", str(tiny_home))
    monkeypatch.setattr(warehouse, "shelf", warehouse.Shelf())


def departments_seen(viewer):
    return list(warehouse.select(viewer, LINES)["department_id"])


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    "readers",
    [
        [CONTROLLER, HEAD_OF_SDI, HEAD_OF_UTF],
        [HEAD_OF_UTF, HEAD_OF_SDI, CONTROLLER],
    ],
)
def test_the_same_question_gets_each_readers_own_answer_in_any_order(readers):
    expected = {CONTROLLER: ["SDI", "UTF"], HEAD_OF_SDI: ["SDI"], HEAD_OF_UTF: ["UTF"]}

    for reader in [*readers, *readers]:
        assert departments_seen(reader) == expected[reader]


@pytest.mark.usefixtures("city")
def test_a_question_is_worked_out_once(monkeypatch):
    departments_seen(CONTROLLER)
    monkeypatch.setattr(warehouse, "guarded", None)

    assert departments_seen(dataclasses.replace(CONTROLLER, id="another")) == ["SDI", "UTF"]


@pytest.mark.usefixtures("city")
def test_other_values_are_another_question():
    query = "select $number::bigint as number from periods limit 1"

    said = [int(warehouse.select(CONTROLLER, query, number=n)["number"][0]) for n in (1, 2, 1)]

    assert said == [1, 2, 1]


@pytest.mark.usefixtures("city")
def test_what_a_reader_does_to_an_answer_stays_with_that_reader():
    for _time in range(2):
        frame = warehouse.select(CONTROLLER, LINES)
        frame.loc[:, "department_id"] = "changed"
        frame["more"] = 1

    assert departments_seen(CONTROLLER) == ["SDI", "UTF"]
    assert "more" not in warehouse.select(CONTROLLER, LINES)


def question(number):
    return Question.of(CONTROLLER, LINES, {"number": number})


def frame_of(cells):
    return pd.DataFrame({"cell": range(cells)})


def test_the_answer_longest_unasked_leaves_first():
    kept = Answers(most_cells=20)
    kept.keep(question(1), frame_of(10))
    kept.keep(question(2), frame_of(10))
    kept.find(question(1))

    kept.keep(question(3), frame_of(10))

    assert [kept.find(question(number)) is not None for number in (1, 2, 3)] == [True, False, True]


def test_a_large_answer_is_not_kept():
    kept = Answers()

    kept.keep(question(1), frame_of(answers.MOST_CELLS_OF_ONE + 1))

    assert kept.find(question(1)) is None
