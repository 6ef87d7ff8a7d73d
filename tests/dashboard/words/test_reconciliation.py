"""What the reconciliation says, by cases."""

import datetime

import pytest

from dashboard.words import reconciliation as words

MAY = datetime.date(2007, 5, 1)
JUNE = datetime.date(2007, 6, 1)
ROW = {
    "fault": "amount",
    "account": "7591",
    "cost_centre_id": "40730",
    "counterparty": "111",
    "other_account": None,
    "other_cost_centre_id": None,
    "other_counterparty": None,
    "other_period": None,
    "ours_ore": 1148500,
    "ledger_ore": 1184500,
    "difference_ore": 36000,
    "row_count": 1,
    "voucher_rows": 3,
}


@pytest.fixture(autouse=True)
def swedish(speak):
    speak("sv")


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("judged", "broken", "income", "said"),
    [
        (4, [], "", "Alla fyra ekvationer går ihop i maj 2007"),
        (1, [], "", "Ekvationen går ihop i maj 2007"),
        (0, [], "", "Det finns inget att stämma av i maj 2007"),
        (4, ["cost", "volume"], "", "Två av fyra ekvationer går ihop"),
        (4, ["income"], "5 kr saknas", "Tre av fyra ekvationer går ihop; 5 kr saknas"),
        (3, ["cost", "income"], "5 kr saknas", "En av tre ekvationer går ihop"),
        (1, ["volume"], "", "Ekvationen går inte ihop i maj 2007"),
    ],
)
def test_the_title_says_how_many_hold(judged, broken, income, said):
    assert plain(words.reconciliation_title(MAY, judged, broken, income)) == said


@pytest.mark.parametrize(
    ("difference", "errors", "said"),
    [
        (-284000, 3, "2 840,00 kr av intäkten för maj är inte rätt bokförd"),
        (0, 1, "en rad för maj är bokförd på fel ställe"),
        (0, 2, "2 rader för maj är bokförda på fel ställe"),
    ],
)
def test_a_difference_of_nothing_is_told_by_rows(difference, errors, said):
    assert plain(words.income_wrong(MAY, difference, errors)) == said


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({}, "Omkastade siffror: 11 845,00 bokfört, raden är 11 485,00"),
        ({"ledger_ore": 1200000}, "Fel belopp: 12 000,00 bokfört, raden är 11 485,00"),
        (
            {"fault": "other_cost_centre", "other_cost_centre_id": "40930"},
            "Fel ansvar: 40930 i stället för 40730, 11 485,00",
        ),
        (
            {"fault": "other_cost_centre", "other_cost_centre_id": ""},
            "Saknar ansvar i huvudboken: 11 485,00 för 40730",
        ),
        (
            {"fault": "other_account", "other_account": "7599"},
            "Fel konto: 7599 i stället för 7591, 11 485,00",
        ),
        (
            {"fault": "other_counterparty", "other_counterparty": "112"},
            "Fel motpart: 112 i stället för 111, 11 485,00",
        ),
        (
            {"fault": "other_month", "other_period": JUNE},
            "Fel månad: en rad på 11 485,00 är bokförd i juni 2007",
        ),
        (
            {"fault": "from_other_month", "other_period": JUNE, "row_count": 2},
            "Fel månad: 2 rader på 11 845,00 hör till juni 2007",
        ),
        (
            {"fault": "twice", "row_count": 3},
            "Hela verifikatet är bokfört två gånger: 11 485,00 på 3 rader",
        ),
        ({"fault": "twice"}, "Bokfört två gånger: en rad på 11 485,00"),
        ({"fault": "missing", "row_count": 2}, "Inte bokfört: 2 rader på 11 485,00"),
        ({"fault": "unknown"}, "Bokfört fast vi inte levererat något: 11 845,00"),
        (
            {"fault": "counter_entry", "ours_ore": -100, "ledger_ore": -200},
            "Leverantörens sida följer inte med: 2,00 bokfört, 1,00 levererat",
        ),
    ],
)
def test_each_fault_has_its_sentence(changes, said):
    assert plain(words.error({**ROW, **changes})) == said


def test_an_error_of_several_rows_names_how_many_for_its_code():
    assert words.code(ROW) == "7591-40730-111"
    assert words.code({**ROW, "cost_centre_id": ""}) == "7591-?-111"


@pytest.mark.parametrize(
    ("case", "said"),
    [
        (("cost", 0, 0, 0, True), ("good", "går ihop")),
        (("cost", 0, 0, 2500, True), ("watch", "går ihop, men 25,00 kr saknar pool")),
        (("income", 0, 1, 0, False), ("bad", "går inte ihop, en rad på fel ställe")),
        (("income", -5, 1, 0, False), ("bad", "går inte ihop, för mycket bokfört")),
        (("income", 5, 1, 0, False), ("bad", "går inte ihop, för lite bokfört")),
        (("volume", 5, 0, 0, False), ("bad", "går inte ihop")),
    ],
)
def test_the_verdict_is_a_shape_and_words(case, said):
    *figures, holds = case

    kind, text = words.verdict(*figures, holds=holds)

    assert (kind, plain(text)) == said
