"""Facts as values: what may stand in one, and how it is sealed."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal.facts import By, NewFact, canonical, fact_of, moment_text, row_of
from journal.schema import BEGINNING
from tests.journal.conftest import CONTROLLER, NOON, fact

VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8")),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=8,
)


@pytest.mark.parametrize("body", [{"price": 1.5}, {"prices": [1, {"x": 2.0}]}])
def test_an_amount_is_whole(body):
    with pytest.raises(TypeError, match="expected whole numbers"):
        canonical(body)


def test_the_same_content_is_the_same_text():
    assert canonical({"b": 1, "a": "å"}) == canonical({"a": "å", "b": 1}) == '{"a":"å","b":1}'


@given(st.dictionaries(st.text(st.characters(codec="utf-8")), VALUES))
def test_what_is_said_comes_back_as_it_was_said(body):
    new = NewFact(CONTROLLER, "note", "x", "because", datetime.date(2008, 9, 1), body)

    found = fact_of(row_of(new, 1, NOON, BEGINNING))

    assert (found.body, found.valid_from, found.recorded_at) == (body, new.valid_from, NOON)


@pytest.mark.parametrize("text", ["", "  ", "a\x00b", "\ud800"])
@pytest.mark.parametrize("where", ["who", "why"])
def test_nobody_and_no_reason_is_refused(where, text):
    said = {"who": "controller-1", "why": "because"} | {where: text}
    new = NewFact(By(said["who"], "controller"), "note", "x", said["why"])

    with pytest.raises(ValueError, match=r"expected words|surrogates"):
        row_of(new, 1, NOON, BEGINNING)


def test_a_time_is_written_in_utc_and_always_as_long():
    summer = datetime.timezone(datetime.timedelta(hours=2))

    assert moment_text(NOON.astimezone(summer)) == "2008-09-03T12:00:00.000000+00:00"


def test_the_seal_is_of_every_word():
    row = row_of(fact(ore=100), 1, NOON, BEGINNING)
    again = row_of(fact(ore=101), 1, NOON, BEGINNING)

    assert row["hash"] != again["hash"]
    assert len(row["hash"]) == 64
