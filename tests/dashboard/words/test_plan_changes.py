"""A change of the plan in words, in both languages."""

import datetime

import pytest

from actionplan.changes import Change
from dashboard.words import plan_changes as words

OLD, NEW = datetime.date(2009, 6, 30), datetime.date(2009, 9, 29)


def change(what, before=None, after=None, days=None):
    return Change(what, "milestone", "A1-M1", "A1", before, after, days)


CASES = [
    (
        change("forecast", OLD, NEW, 91),
        "Klar: från 2009-06-30 till 2009-09-29, 91 dagar senare",
        "Klar: from 2009-06-30 to 2009-09-29, 91 days later",
    ),
    (
        change("baseline", NEW, OLD, -91),
        "Klar: från 2009-09-29 till 2009-06-30, 91 dagar tidigare",
        "Klar: from 2009-09-29 to 2009-06-30, 91 days earlier",
    ),
    (
        change("forecast", None, NEW),
        "Klar är lovad till 2009-09-29",
        "Klar is promised for 2009-09-29",
    ),
    (
        change("reached", OLD, OLD, 0),
        "Klar nåddes 2009-06-30, på utlovad dag",
        "Klar was reached 2009-06-30, on the day promised",
    ),
    (
        change("reached", OLD, NEW, 91),
        "Klar nåddes 2009-09-29, 91 dagar efter utlovad dag",
        "Klar was reached 2009-09-29, 91 days after the day promised",
    ),
    (
        change("reopened", OLD, NEW),
        "Klar nåddes ändå inte 2009-06-30",
        "Klar was not reached 2009-06-30 after all",
    ),
    (change("rule_rating", "green", "red"), "Klar: grön förut, röd nu",
     "Klar: green before, red now"),
    (change("self_rating", None, "cannot_be_judged"), "Klar: kan inte bedömas",
     "Klar: cannot be judged"),
    (change("progress", 40, 55), "Klar: 40 % förut, 55 % nu", "Klar: 40% before, 55% now"),
    (change("critical", 0, 1), "Klar har inget slack kvar", "Klar has no slack left"),
    (change("critical", 1, 0), "Klar har slack igen", "Klar has slack again"),
    (change("risk", None, "2x4"), "Klar: sannolikhet 2, konsekvens 4",
     "Klar: likelihood 2, consequence 4"),
    (change("risk_closed", None, "closed"), "Risken i Klar är över", "The risk of Klar is over"),
    (change("added", None, NEW), "Klar är ny i planen", "Klar is new in the plan"),
    (change("comment", None, ""), "Klar", "Klar"),
]  # fmt: skip


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("one", "sv", "en"), CASES, ids=lambda one: getattr(one, "what", "words"))
def test_a_change_is_a_sentence(speak, language, one, sv, en):
    speak(language)

    told = words.sentence(one, "Klar").replace("\N{NO-BREAK SPACE}", " ")

    assert told == {"sv": sv, "en": en}[language]


TITLES = [
    ([], "Inget har ändrats sedan 30 juni 2009", "Nothing has changed since 30 June 2009"),
    (
        [change("forecast", OLD, NEW, 91), change("reached", OLD, OLD, 0)],
        "Sedan 30 juni 2009 är en milstolpe lovad senare och har en nåtts",
        "Since 30 June 2009 one milestone is promised later and one was reached",
    ),
    (
        [*[change("forecast", OLD, NEW, 91)] * 2, change("rule_rating", "green", "red")],
        ("Sedan 30 juni 2009 är 2 milstolpar lovade senare och har en aktivitet blivit röd"),
        ("Since 30 June 2009 2 milestones are promised later and one activity turned red"),
    ),
    (
        [change("reached", OLD, OLD, 0)] * 3,
        "Sedan 30 juni 2009 har 3 milstolpar nåtts",
        "Since 30 June 2009 3 milestones were reached",
    ),
    (
        [change("self_rating", "green", "red")],
        "En sak har ändrats sedan 30 juni 2009",
        "One thing has changed since 30 June 2009",
    ),
]


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(("found", "sv", "en"), TITLES)
def test_the_title_counts(speak, language, found, sv, en):
    speak(language)

    told = words.title(found, OLD).replace("\N{NO-BREAK SPACE}", " ")

    assert told == {"sv": sv, "en": en}[language]
