"""A round of reporting in words, in both languages."""

import datetime

import pytest

from dashboard.words import rounds as words
from journal.facts import Fact
from journal.rounds import Round

DAY, LAST = datetime.date(2008, 8, 31), datetime.date(2008, 9, 20)
MOMENT = datetime.datetime(2008, 9, 1, 7, 0, tzinfo=datetime.UTC)


def fact(kind: str, subject: str = "round:2008-08-31") -> Fact:
    return Fact(1, MOMENT, "strategist", "strategist", kind, subject, DAY, "till KS", {}, "", "")


OPEN = Round(DAY, fact("plan.round_opened"))
LOCKED = Round(DAY, fact("plan.round_opened"), fact("plan.round_locked"))


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("counts", "sv", "en"),
    [
        ((37, 50), "37 av 50 lämnade i rapporten för 31 augusti 2008",
         "37 of 50 handed in for the report of 31 August 2008"),
        ((50, 50), "Alla 50 lämnade i rapporten för 31 augusti 2008",
         "All 50 handed in for the report of 31 August 2008"),
        ((0, 0), "Ingen aktivitet ska rapportera för 31 augusti 2008",
         "No activity is to report for 31 August 2008"),
    ],
)  # fmt: skip
def test_the_title_counts(speak, language, counts, sv, en):
    speak(language)
    expected = {"sv": sv, "en": en}[language]
    assert words.title(*counts, DAY).replace("\N{NO-BREAK SPACE}", " ") == expected


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("one", "is_told", "told"),
    [
        (None, False, ("Ingen omgång är öppen", "No round is open")),
        (None, True, ("Övertagen från stadens tabeller", "Taken over from the city's tables")),
        (OPEN, False, ("Lämnas senast 2008-09-20", "To be handed in by 2008-09-20")),
        (LOCKED, True, ("till KS. Det som lämnats står fast", "till KS. What was handed in stays")),
    ],
)
def test_its_state_is_told(speak, language, one, is_told, told):
    speak(language)
    assert told[language == "en"] in words.state(one, LAST, is_told=is_told)


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("counts", "sv", "en"),
    [
        ((3, 2), "3 aktiviteter saknas, 2 ägare att påminna",
         "3 activities are missing, 2 owners to remind"),
        ((1, 1), "En aktivitet saknas, en ägare att påminna",
         "One activity is missing, one owner to remind"),
    ],
)  # fmt: skip
def test_whom_to_remind_is_told(speak, language, counts, sv, en):
    speak(language)
    expected = {"sv": sv, "en": en}[language]
    assert words.missing_title(*counts) == expected


@pytest.mark.parametrize(
    ("given", "sv"),
    [
        (fact("plan.round_opened"), "Omgången för 2008-08-31 är öppen."),
        (fact("plan.round_locked"), "Omgången för 2008-08-31 är låst."),
        (fact("plan.comment", "activity:A403"), "Rapporten om A403 är lämnad."),
    ],
)
def test_what_was_written_is_told(speak, given, sv):
    speak("sv")
    assert words.done(given) == sv


@pytest.mark.parametrize(
    ("rule", "field", "sv"),
    [
        ("locked", "", "Inget antecknades. Den rapporten är låst."),
        ("round", "", "Inget antecknades. Rapportens omgång är inte öppen."),
        ("form", "rating", "Inget antecknades. ”Egen skattning” saknas eller kan inte läsas."),
        ("form", "x", "Inget antecknades. Ett fält saknas eller går inte att läsa."),
    ],
)
def test_why_nothing_was_written_is_told(speak, rule, field, sv):
    speak("sv")
    assert words.refused(rule, field) == sv


@pytest.mark.parametrize(
    ("counts", "sv"),
    [
        ((50, 0, 0), "Var och en av planens 50 aktiviteter."),
        ((37, 12, 1), "Av planens 50 aktiviteter: 12 börjar senare och en var klar tidigare."),
        ((49, 1, 0), "Av planens 50 aktiviteter: en börjar senare."),
        ((40, 0, 10), "Av planens 50 aktiviteter: 10 var klara tidigare."),
    ],
)
def test_it_is_told_why_not_every_activity_is_to_be_handed_in(speak, counts, sv):
    speak("sv")

    assert words.asked_for(*counts) == sv
