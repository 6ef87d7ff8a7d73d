"""Whatever stands on either side, the areas and their causes add up to the difference."""

import datetime

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.changes import ADOPTED, BUDGET, area_parts, budget_areas, outcome_areas

JANUARY, JULY = datetime.date(2008, 1, 1), datetime.date(2008, 7, 1)
ORE = st.integers(-(10**11), 10**11)
AREAS = ["Arbetsplats och konto", "Telefoni"]
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "area": st.sampled_from(AREAS),
            "budget_ore": ORE,
            "adopted_ore": ORE,
            "amount_ore": ORE,
            "unbudgeted_ore": ORE,
        }
    ),
    max_size=2,
    unique_by=lambda row: row["area"],
)
SERVICES = {"WS-ADM": AREAS[0], "TEL": AREAS[1]}
CELLS = st.lists(
    st.builds(
        lambda service, is_now, quantity, amount, correction, prices: {
            "service_id": service,
            "budget_area": SERVICES[service],
            "agreement_system": None,
            "january": JANUARY,
            "is_now": is_now,
            "prices": prices,
            "quantity_parts": quantity,
            "amount_ore": amount,
            "correction_ore": correction,
        },
        st.sampled_from(sorted(SERVICES)),
        st.booleans(),
        st.integers(0, 10**9),
        ORE,
        ORE,
        st.sampled_from([None, "100", "100,200"]),
    ),
    max_size=4,
    unique_by=lambda row: (row["service_id"], row["is_now"]),
)
MOVES = st.lists(
    st.builds(
        lambda service, period, amount: {
            "service_id": service,
            "period": period,
            "quantity_parts": 1,
            "amount_ore": amount,
        },
        st.sampled_from(sorted(SERVICES)),
        st.sampled_from([JANUARY, JULY]),
        ORE,
    ),
    max_size=3,
)
SIDES = st.one_of(
    st.builds(lambda rows: budget_areas(rows, BUDGET, beside_budget=True), ROWS),
    st.builds(lambda rows: budget_areas(rows, ADOPTED, beside_budget=True), ROWS),
    st.builds(
        lambda rows, cells, moves: outcome_areas(rows, cells, moves, {JULY: JANUARY}),
        ROWS,
        CELLS,
        MOVES,
    ),
)


@given(SIDES, SIDES)
def test_the_causes_of_each_area_add_up_to_its_difference(before, now):
    for piece in area_parts(before, now):
        assert sum(piece.causes.values()) == piece.change_ore


@given(SIDES, SIDES)
def test_the_areas_add_up_to_both_sides(before, now):
    pieces = area_parts(before, now)

    assert sum(piece.before_ore for piece in pieces) == sum(a.amount_ore for a in before.values())
    assert sum(piece.amount_ore for piece in pieces) == sum(a.amount_ore for a in now.values())


@given(SIDES, SIDES)
def test_swapping_the_sides_turns_every_sign_of_every_area(before, now):
    there = {piece.id: piece.causes for piece in area_parts(before, now)}
    back = {piece.id: piece.causes for piece in area_parts(now, before)}

    assert back == {
        area: {cause: -ore for cause, ore in causes.items()} for area, causes in there.items()
    }
