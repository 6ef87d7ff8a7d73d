"""What a bridge says, and never more than its figures do."""

import pytest

from chargeback.bridge import Parts
from dashboard.words.changes import (
    bridge_title,
    budget_bridge_title,
    budget_title,
    largest,
    services_title,
    title,
)


@pytest.fixture(autouse=True)
def swedish(as_reader):
    """The texts as a Swedish reader has them."""
    as_reader("controller", "sv")


def test_the_title_names_the_largest_cause_in_the_direction_of_the_change():
    told = title("SDF Fosie", "juli 2008", 1_000_00, 1_500_00, Parts(price=-50_00, quantity=550_00))

    assert (
        told
        == "SDF Fosie betalar 50\N{NO-BREAK SPACE}% mer än i juli 2008, mest för mer användning"
    )


def test_a_small_change_is_told_in_kronor_and_without_a_cause():
    told = title("SDF Fosie", "juli 2008", 100_000_00, 100_100_00, Parts(quantity=100_00))

    assert (
        told == "SDF Fosie betalar nästan lika mycket som i juli 2008, 100\N{NO-BREAK SPACE}kr mer"
    )


def test_what_raises_stands_before_what_lowers():
    assert bridge_title(Parts(price=-200_00, quantity=500_00, owner=-300_00)) == (
        "Beloppet höjs av mer användning och sänks av det som gått till andra förvaltningar "
        "och lägre priser"
    )


def test_a_cause_that_makes_little_is_not_named():
    assert largest(Parts(quantity=900, price=100), 1) == ["quantity"]


def test_an_ore_of_rounding_is_not_named_beside_thousands():
    assert largest(Parts(quantity=26_210_99, mix=-1), -1) == []


def test_nothing_is_said_to_be_nothing():
    assert bridge_title(Parts()) == "Inget har ändrats"
    assert services_title([], []) == "Ingen tjänst kostar mer eller mindre än förut"


def test_against_a_budget_an_area_is_named_and_not_said_to_be_used_more():
    """The budget has no units: what the other causes leave is more or less kronor for an area."""
    told = budget_bridge_title(
        {("price", ""): -200_00, ("use", "Telefoni"): 900_00, ("use", "Arbetsplats"): -50_00}
    )

    assert told == (
        "Beloppet höjs av mer till telefoni och sänks av lägre priser och mindre till arbetsplats"
    )


def test_a_budget_is_named_beside_an_outcome():
    sides = ("budgeten augusti 2008", "utfallet augusti 2008")

    assert budget_title("Fosie", sides, (100_00, 100_00)) == (
        "Fosie: utfallet augusti 2008 är lika stort som budgeten augusti 2008"
    )
    assert budget_title("Fosie", sides, (0, 100_00)) == (
        "Fosie: utfallet augusti 2008 är 100\N{NO-BREAK SPACE}kr mer än budgeten augusti 2008"
    )
