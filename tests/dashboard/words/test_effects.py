"""The plan's effects in words, in both languages."""

from fractions import Fraction

import pytest

from actionplan.effects import RULES
from actionplan.trajectory import Outcome, distance
from dashboard.figures.effects import Fee, FeeMonth
from dashboard.words import effects as words
from tests.actionplan.plans import on

DAY = on("2008-08-31")
ENDS = [(on("2006-12-31"), 4_000), (DAY, 24_000)]


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def counts(*numbers):
    return dict(zip(("seen", "partly", "not_seen", "unknown"), numbers, strict=True))


def fee(then, now, *, kind="yearly", quantities=(4_000, 15_000)):
    def month(price, quantity):
        price_row = {"price_ore": price, "price_e4": None}
        return FeeMonth(price_row if price else None, quantity, 100_00)

    earlier = month(then, quantities[0]) if then is not None else None
    return Fee({"fee_kind": kind}, earlier, month(now, quantities[1]), [])


@pytest.mark.parametrize(
    ("numbers", "sv", "en"),
    [
        ((0, 0, 0, 0), "Ingen effekt stod i planen den dagen",
         "No effect stood in the plan that day"),
        ((0, 0, 0, 1), "Effekten kan inte bedömas än", "The effect cannot be judged yet"),
        ((0, 0, 0, 3), "Ingen av de 3 effekterna kan bedömas än",
         "None of the 3 effects can be judged yet"),
        ((3, 0, 0, 0), "Alla 3 effekter syns", "All 3 effects are seen"),
        ((4, 9, 2, 1), "4 av 16 effekter syns, 9 syns delvis, 2 syns inte, 1 kan inte bedömas",
         "4 of 16 effects are seen, 9 in part, 2 not, 1 cannot be judged"),
        ((0, 0, 2, 0), "Ingen av 2 effekter syns, 2 syns inte",
         "None of 2 effects is seen, 2 not"),
        ((1, 1, 0, 0), "1 av 2 effekter syns, 1 syns delvis", "1 of 2 effects are seen, 1 in part"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("language", ["sv", "en"])
def test_the_title_says_how_many_are_seen(speak, language, numbers, sv, en):
    speak(language)
    assert words.title(counts(*numbers)) == {"sv": sv, "en": en}[language]


@pytest.mark.parametrize(
    ("names", "sv"),
    [
        ([], "delvis från 25 %."),
        (["Färre system"],
         "Alla milstolpar är nådda men effekten syns inte fullt ut: Färre system."),
        (["a", "b"], "För 2 effekter är alla milstolpar nådda men effekten syns inte fullt ut."),
    ],
)  # fmt: skip
def test_the_lead_tells_the_rule_and_where_work_is_done_without_effect(speak, names, sv):
    speak("sv")
    told = plain(words.lead(RULES[0], names))

    assert "kommit 85 % eller mer" in told
    assert told.endswith(sv)


@pytest.mark.parametrize(
    ("seen", "part", "doubt", "sv"),
    [
        ("seen", Fraction(87, 100), "", "syns, 87 % av vägen"),
        ("partly", Fraction(1, 2), "", "delvis, 50 % av vägen"),
        ("not_seen", Fraction(-1, 10), "", "inte, −10 % av vägen"),
        ("unknown", None, "not_measured", "kan inte bedömas: mäts inte än"),
        ("unknown", None, "nothing_due", "kan inte bedömas: det skulle inte röra sig än"),
    ],
)
def test_a_measure_says_how_far_or_why_not(speak, seen, part, doubt, sv):
    speak("sv")
    assert plain(words.measure(seen, part, doubt)) == sv


@pytest.mark.parametrize(
    ("milli", "unit", "better", "sv"),
    [
        (20_000, "number", "higher", "4 lägre än planerat"),
        (26_000, "number", "higher", "2 högre än planerat, bättre"),
        (23_600, "number", "higher", "som planerat"),
        (22_900, "%", "lower", "1,1 procentenheter lägre än planerat, bättre"),
        (26_000, "index", "none", "2 högre än planerat"),
        (20_000, "kr", "lower", "4 kr/år lägre än planerat, bättre"),
        (None, "number", "higher", ""),
    ],
)
def test_the_distance_is_of_the_figures_as_they_are_shown(speak, milli, unit, better, sv):
    speak("sv")
    outcomes = [] if milli is None else [Outcome(DAY, milli)]
    found = distance(ENDS, outcomes, better, DAY, 4_000)

    assert plain(words.gap(found, unit, better, is_yearly=True)) == sv


def test_an_older_outcome_stands_with_its_day_and_todays_plan(speak):
    speak("sv")
    found = distance(ENDS, [Outcome(on("2007-12-31"), 9_000)], "higher", DAY, 4_000)

    assert plain(words.figures(found, 24_000, DAY, "number")) == (
        "9 den 31 december 2007. Planerat den dagen: 16. Planerat den 31 augusti 2008: 24."
    )


@pytest.mark.parametrize(
    ("fees", "sv"),
    [
        ([], ("ingen avgift", "")),
        ([fee(100_00, 80_00)], ("pris 20,0 % lägre", "antal 15, var 4")),
        ([fee(100_00, 100_00)], ("pris oförändrat", "antal 15, var 4")),
        ([fee(None, 80_00)], ("pris 80,00", "antal 15")),
        ([fee(0, 80_00)], ("inget tidigare pris", "antal 15, var 4")),
        ([fee(None, 80_00), fee(None, 90_00)], ("2 tjänster", "")),
        ([fee(0, 0, kind="agreement")], ("enligt avtal", "antal 15, var 4")),
        ([fee(100_00, 80_00), fee(100_00, 120_00), fee(100_00, 90_00)],
         ("3 tjänster", "2 billigare, 1 dyrare")),
        ([fee(100_00, 100_00), fee(None, 80_00)], ("2 tjänster", "oförändrat")),
    ],
)  # fmt: skip
def test_fees_are_told_in_few_words(speak, fees, sv):
    speak("sv")
    assert tuple(map(plain, words.fee(fees))) == sv
