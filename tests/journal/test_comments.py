"""A department asks about its bill, and is answered."""

import datetime

import pytest

from journal import comments
from journal.comments import Bill
from journal.facts import By
from tests.journal.conftest import CONTROLLER, later

HEAD = By("department-SDI", "department")
MARCH = Bill(datetime.date(2008, 3, 1), "SDI")
APRIL = Bill(datetime.date(2008, 4, 1), "SDI")


@pytest.fixture
def said(journal):
    """Says one thing after another, each at its own second."""

    def speak(*words):
        for second, (by, bill, text) in enumerate(words):
            with journal.writing(later(second)) as pen:
                comments.comment(pen, by, bill, text)

    return speak


def test_a_question_waits_until_it_is_answered(journal, said):
    said((HEAD, MARCH, "Why 14 laptops?"))
    assert comments.waiting(journal).keys() == {MARCH}

    said((CONTROLLER, MARCH, "Two came in March."))
    assert comments.waiting(journal) == {}


def test_asking_again_waits_again(journal, said):
    said((HEAD, MARCH, "Why?"), (CONTROLLER, MARCH, "Because."), (HEAD, MARCH, "And in May?"))

    assert comments.waiting(journal)[MARCH].text == "And in May?"


def test_each_bill_has_its_own_thread_in_the_order_it_was_said(journal, said):
    said((HEAD, MARCH, "one"), (HEAD, APRIL, "other"), (CONTROLLER, MARCH, "two"))

    threads = comments.threads(journal)
    assert [(one.role, one.text) for one in threads[MARCH]] == [
        ("department", "one"),
        ("controller", "two"),
    ]
    assert [one.text for one in threads[APRIL]] == ["other"]


def test_a_comment_may_be_about_one_line(journal):
    with journal.writing(later(0)) as pen:
        comments.comment(pen, HEAD, MARCH, "This one?", "L0123456789ab")

    assert comments.threads(journal)[MARCH][0].line_id == "L0123456789ab"
