import datetime
from fractions import Fraction

import pytest

from dashboard.words import bill
from dashboard.words.causes import ServiceChange

JULY, AUGUST = datetime.date(2008, 7, 1), datetime.date(2008, 8, 1)


def accounts(amount, before, units=2, units_before=1):
    return ServiceChange(
        "ACC-ELEV",
        "Användarkonto elev",
        "elevkonton",
        amount,
        before,
        Fraction(units),
        Fraction(units_before),
        units,
        units_before,
    )


def title(changes, moved_on=None):
    return bill.bill_title("SDF Fosie", AUGUST, JULY, changes, moved_on).replace(
        "\N{NO-BREAK SPACE}", " "
    )


@pytest.mark.parametrize(
    ("amount", "before", "sentence"),
    [
        (111_00, 100_00, "SDF Fosie betalar 11 % mer än i juli, mest för fler elevkonton"),
        (
            95_00,
            100_00,
            "SDF Fosie betalar 5,0 % mindre än i juli, mest för lägre pris på elevkonton",
        ),
        (
            250_00,
            100_00,
            "SDF Fosie betalar minst dubbelt så mycket som i juli, mest för fler elevkonton",
        ),
        (100_00, 100_00, "SDF Fosie betalar lika mycket som i juli"),
        (1_001_00, 1_000_00, "SDF Fosie betalar nästan lika mycket som i juli, 1 kr mer"),
        (100_00, 0, "SDF Fosie betalar 100 kr för augusti 2008"),
        (0, 100_00, "SDF Fosie har inga avgifter i augusti 2008"),
    ],
)
def test_the_title_is_the_answer_and_claims_no_more_than_the_figures(
    speak, amount, before, sentence
):
    speak("sv")
    quantity = 2 if amount > before else 1

    assert title([accounts(amount, before, quantity)]) == sentence


def test_over_a_reorganisation_it_is_as_it_was_and_no_service_is_blamed(speak):
    speak("sv")

    assert title([accounts(90_00, 100_00)], datetime.date(2008, 8, 1)) == (
        "SDF Fosie betalar 10 % mindre än i juli, som det var före omorganisationen 1 augusti"
    )


def test_the_same_in_english(speak):
    speak("en")

    assert title([accounts(111_00, 100_00)]) == (
        "SDF Fosie pays 11% more than in July, mostly for more pupil accounts"
    ).replace("pupil accounts", "elevkonton")


def months(*ore):
    return [(datetime.date(2008, number, 1), amount) for number, amount in enumerate(ore, 1)]


@pytest.mark.parametrize(
    ("ore", "sentence"),
    [
        ((10, 11, 12), "Beloppet månad för månad"),
        ((10, 11, 12, 11, 10, 13), "Juni är den dyraste av 6 månader"),
        ((10, 11, 12, 11, 10, 9), "Juni är den billigaste av 6 månader"),
        ((30, 10, 11, 12, 13, 14), "Beloppet har stigit 4 månader i rad"),
        ((1, 30, 14, 13, 12, 11), "Beloppet har sjunkit 4 månader i rad"),
        ((100, 120, 100, 120, 100, 110), "Juni ligger 1,9 % över snittet för 5 månader"),
        ((100, 110, 100, 90, 100, 100), "Juni är en vanlig månad"),
    ],
)
def test_the_columns_say_how_the_month_stands(speak, ore, sentence):
    speak("sv")

    assert bill.columns_title(months(*ore)).replace("\N{NO-BREAK SPACE}", " ") == sentence


@pytest.mark.parametrize(
    ("amounts", "sentence"),
    [
        ([], "Inget kostnadsställe bär något belopp"),
        ([5], "Ledning bär hela beloppet"),
        ([50, 30, 20], "Ledning bär 50 % av beloppet"),
        ([997, 3], "Ledning bär 99 % av beloppet"),
        ([30, 25, 25, 20], "2 av 4 kostnadsställen bär hälften av beloppet"),
    ],
)
def test_the_table_says_how_the_amount_lies(speak, amounts, sentence):
    speak("sv")

    title = bill.cost_centres_title(amounts, "Ledning")

    assert title.replace("\N{NO-BREAK SPACE}", " ") == sentence


def test_what_lacks_an_agreement_is_told_with_kronor(speak):
    speak("sv")

    assert bill.agreements_title(0, 0) == "Allt som debiteras har avtal i kraft"
    assert bill.agreements_title(12_00, 1).replace("\N{NO-BREAK SPACE}", " ") == (
        "1 rad, 12 kr, debiteras utan avtal i kraft"
    )


def test_a_step_of_the_bridge_names_its_cause_and_counts(speak):
    speak("sv")

    assert bill.step(accounts(1192, 437, 1192, 437)).replace("\N{NO-BREAK SPACE}", " ") == (
        "Fler elevkonton (437 till 1 192)"
    )


def test_a_step_that_the_price_made_gives_no_counts(speak):
    speak("sv")

    assert bill.step(accounts(90, 100, 10, 9)) == "Lägre pris på elevkonton"


def test_a_restated_comparison_gives_both(speak):
    speak("sv")
    told = bill.restated(110, 100, datetime.date(2008, 7, 1)).replace("\N{NO-BREAK SPACE}", " ")

    assert told == (
        "Som det var före omorganisationen 1 juli 2008. I dagens organisation 10,0 % mer."
    )
