"""What a scenario says, and never more than its figures do."""

import pytest

from dashboard.words import simulator as words

MILLION = 100_000_000


@pytest.fixture(autouse=True)
def swedish(as_reader):
    """The texts as a Swedish reader has them."""
    as_reader("controller", "sv")


def plain(text):
    return text.replace("\N{NO-BREAK SPACE}", " ")


def title(model, moved=0, change=0, cost=110 * MILLION, tried=1):
    """The title of fees of 100 mnkr."""
    return plain(words.title(model, moved, change, 100 * MILLION, cost, tried))


def test_a_fee_model_is_told_by_what_it_moves_and_against_the_cost():
    assert title("mixed", moved=3 * MILLION) == (
        "Blandad modell flyttar 3,0 mnkr mellan förvaltningar, "
        "och avgifterna går 10,0 mnkr under den egna kostnaden"
    )


def test_prices_are_told_by_what_they_bring():
    assert title("per_unit", change=-2 * MILLION).startswith(
        "Det prövade ger 2,0 mnkr mindre än dagens priser"
    )
    assert title("per_unit", change=5 * MILLION, cost=100 * MILLION) == (
        "Det prövade ger 5,0 mnkr mer än dagens priser, och avgifterna täcker den egna kostnaden"
    )


def test_nothing_tried_is_today():
    assert title("per_unit", tried=0) == "Dagens priser går 10,0 mnkr under den egna kostnaden"


def test_without_a_ledger_no_cost_is_claimed():
    assert title("per_unit", change=5 * MILLION, cost=0) == (
        "Det prövade ger 5,0 mnkr mer än dagens priser"
    )


def test_who_pays_more_is_counted_and_named():
    names = ["SDF Fosie", "SDF Hyllie", "Gatukontoret"]

    assert words.effects_title("per_unit", names, [300, 200, -500]) == (
        "2 förvaltningar betalar mer, mest SDF Fosie"
    )
    assert words.effects_title("per_unit", names, [0, 0, -500]) == (
        "En förvaltning betalar mindre, Gatukontoret"
    )
    assert words.effects_title("mixed", names, [0, 0, 0]) == (
        "Ingen förvaltning betalar mer eller mindre"
    )


@pytest.mark.parametrize(
    ("permille", "status"),
    [
        (899, ("bad", "täcker inte")),
        (900, ("watch", "nära")),
        (969, ("watch", "nära")),
        (970, ("good", "täcker")),
        (1030, ("good", "täcker")),
        (1031, ("watch", "något över")),
        (1100, ("watch", "något över")),
        (1101, ("bad", "för hög")),
    ],
)
def test_a_cover_is_judged_by_its_distance_from_the_cost(permille, status):
    assert words.cover(permille) == status
