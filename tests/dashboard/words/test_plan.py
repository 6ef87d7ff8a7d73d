"""The plan in words, never more than the figures say."""

import datetime

import pytest

from actionplan.slip import Slip
from actionplan.status import Judgement
from dashboard.words import plan as words
from journal.facts import Fact

pytestmark = pytest.mark.usefixtures("speak")
NOON = datetime.datetime(2009, 9, 3, 12, tzinfo=datetime.UTC)
TWO = "2 aktiviteter är mer än 60 dagar sena"


def judged(rating, own=None, days=0, reason="late"):
    return Judgement("A1", 1, rating, reason, days, "A1-M1", own, own != rating, False)


def slip(moves=0, days=0):
    return Slip("A1-M1", moves, moves, days, 0, days, days, days, None, 0)


RED, GREEN = judged("red", "red", 91), judged("green", "green")
KIND = judged("red", "green", 91)


@pytest.mark.parametrize(
    ("found", "told"),
    [
        ([], "Ingen plan var känd den dagen"),
        ([GREEN], "Ingen aktivitet är mer än 60 dagar sen"),
        ([RED, GREEN], "En aktivitet är mer än 60 dagar sen"),
        ([KIND], "En aktivitet är mer än 60 dagar sen, och ägaren skattar den grön"),
        ([RED, KIND], f"{TWO}, och en av dem skattas grön av sin ägare"),
        ([KIND, KIND], f"{TWO}, och 2 av dem skattas gröna av sina ägare"),
    ],
)  # fmt: skip
def test_the_title_says_who_is_late_and_who_calls_it_green(found, told):
    assert words.title(found, 60) == told


@pytest.mark.parametrize(
    ("one", "told"),
    [
        (judged("red", days=91), "91 dagar sen"),
        (judged("yellow", days=15), "15 dagar sen"),
        (judged("green", days=14), "i tid"),
        (judged("done", days=73), "klar, 73 dagar sen"),
        (judged("done", days=-3), "klar"),
        (judged("cannot_be_judged"), "kan inte bedömas"),
    ],
)
def test_the_rule_in_words(one, told):
    assert words.by_rule(one).replace("\N{NO-BREAK SPACE}", " ") == told


def test_what_cannot_be_judged_is_never_a_green_shape():
    assert words.SHAPES["cannot_be_judged"] == "unknown"
    assert len(set(words.SHAPES.values())) == len(words.SHAPES)


@pytest.mark.parametrize(
    ("late", "is_reached", "told"),
    [
        (63, True, "Pilot i Nät nåddes 63 dagar efter den först beslutade dagen, efter 2 flyttar"),
        (-5, True, "Pilot i Nät nåddes 5 dagar före den först beslutade dagen, efter 2 flyttar"),
        (0, True, "Pilot i Nät nåddes på den först beslutade dagen, efter 2 flyttar"),
        (91, False, "Pilot i Nät är 91 dagar sen, efter 2 flyttar"),
        (0, False, "Pilot i Nät är i tid, efter 2 flyttar"),
    ],
)
def test_a_milestone_in_one_sentence(late, is_reached, told):
    found = words.milestone_title("Pilot", "Nät", late, slip(2, 63), is_reached=is_reached)

    assert found.replace("\N{NO-BREAK SPACE}", " ") == told


def test_what_never_moved_is_said_to():
    assert words.slipped_title("Pilot", slip()) == "Pilot har aldrig flyttats"


@pytest.mark.parametrize(
    ("number", "told"), [(91, "+91"), (-5, "\N{MINUS SIGN}5"), (0, "0"), (None, "–")]
)
def test_days_in_a_column_of_changes(number, told):
    assert words.change(number) == told


@pytest.mark.parametrize("rule", ["form", "unknown", "reached", "same", "future", "report", "else"])
def test_every_refusal_says_that_nothing_was_written(rule):
    assert words.refused(rule).startswith("Inget antecknades. ")


def test_who_was_first_is_told():
    fact = Fact(
        7, NOON, "owner", "owner", "plan.forecast", "milestone:A1-M1", None, "dröjer", {}, "", ""
    )

    assert "ägaren har lämnat uppgift om A1-M1" in words.changed(fact)
    assert words.written(fact) == "Antecknat om A1-M1: prognos."
