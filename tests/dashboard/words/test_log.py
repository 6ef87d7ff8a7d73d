"""What the log says of an entry on one line: what a reader can use, not all that is sealed."""

import datetime

import pytest

from dashboard.words import log as words
from journal.facts import Fact

MOMENT = datetime.datetime(2009, 2, 3, 7, 0, tzinfo=datetime.UTC)
SEAL, BUILD = "71c1" + 56 * "0" + "ff32", "20261124T030651Z-4f710021b9b0"
VOUCHERS = [f"2008120{number:02}" for number in range(22, 0, -1)]


def fact(kind: str, **body: object) -> Fact:
    day = datetime.date(2008, 12, 1)
    return Fact(1, MOMENT, "bo.alm", "controller", kind, "period:2008-12", day, "ok", body, "", "")


@pytest.mark.parametrize("language", ["sv", "en"])
@pytest.mark.parametrize(
    ("said", "sv", "en"),
    [
        (fact("period.booked", vouchers=VOUCHERS, sha256=SEAL),
         "22 verifikat, 200812001–200812022", "22 vouchers, 200812001–200812022"),
        (fact("period.booked", vouchers=VOUCHERS[:1]),
         "ett verifikat, 200812022", "one voucher, 200812022"),
        (fact("period.booked", vouchers=[]), "inget verifikat", "no voucher"),
        (fact("period.reviewed", build_id=BUILD, fingerprint=SEAL),
         "raderna i bygget 2026…b9b0", "the lines of build 2026…b9b0"),
        (fact("period.closed", manifest_sha256=SEAL, decision="KS § 12"),
         "förseglad som 71c1…ff32: KS § 12", "sealed as 71c1…ff32: KS § 12"),
    ],
)  # fmt: skip
def test_a_month_is_told_in_few_words(speak, language, said, sv, en):
    speak(language)

    assert words.said(said, "") == {"sv": sv, "en": en}[language]


def test_a_hash_is_shortened_on_the_line_and_whole_in_the_entry(speak):
    speak("sv")
    odd = fact("owner.named", paper_sha256=SEAL, cost_centre_id="40715")

    assert words.said(odd, "") == "paper sha256 71c1…ff32; cost centre id 40715"
    assert ("paper sha256", SEAL) in words.fields(odd.body)
