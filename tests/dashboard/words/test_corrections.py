"""A bill says what it corrects, and whether its month can still change."""

import datetime

import pytest

from dashboard.words import corrections
from journal.facts import Fact
from journal.periods import PeriodState

MARCH = datetime.date(2008, 3, 1)
NOON = datetime.datetime(2008, 4, 9, 12, tzinfo=datetime.UTC)
BODY = {"manifest_sha256": "ab12" * 16, "decision": "KS § 71"}
CLOSING = Fact(
    7, NOON, "controller-2", "controller", "period.closed", "period:2008-03", MARCH, "KS § 71",
    BODY, "0" * 64, "1" * 64,
)  # fmt: skip


def lines(*amounts):
    return [{"amount_ore": amount, "period": MARCH} for amount in amounts]


def plain(text):
    return text.replace("\xa0", " ")


@pytest.mark.parametrize(
    ("amounts", "swedish", "english"),
    [
        (
            (-880_00, 40_00),
            "840,00 kr betalas tillbaka för stängda månader",
            "840.00 kr is paid back for closed months",
        ),
        (
            (900_00, -100_00),
            "800,00 kr debiteras för stängda månader",
            "800.00 kr is charged for closed months",
        ),
        (
            (5_00, -5_00),
            "Rättelser av stängda månader som tar ut varandra",
            "Corrections of closed months that cancel each other",
        ),
    ],
)
@pytest.mark.parametrize("language", ["sv", "en"])
def test_what_the_corrections_come_to(speak, language, amounts, swedish, english):
    speak(language)

    wanted = {"sv": swedish, "en": english}[language]
    assert plain(corrections.title(lines(*amounts))) == wanted


def test_an_open_month_is_preliminary_and_a_closed_one_tells_its_seal(speak):
    speak("sv")

    assert corrections.state(PeriodState(MARCH, "reviewed")).startswith("Preliminär: ")
    assert plain(corrections.state(PeriodState(MARCH, "closed", (CLOSING,)))) == (
        "Stängd 2008-04-09: KS § 71. Förseglad ab12ab12ab12."
    )


def test_a_sealed_line_says_that_it_was_corrected_later(speak):
    speak("en")

    assert corrections.corrected_since([]) == ""
    told = plain(corrections.corrected_since(lines(-880_00)))
    assert told == (
        "The line stands as it was sealed; it has been corrected by −880.00 kr in March 2008."
    )


@pytest.mark.parametrize("cause", ["price", "quantity", "added", "removed", "rule"])
def test_every_cause_has_words_of_its_own(speak, cause):
    speak("sv")

    assert corrections.reason({"correction_cause": cause})
