"""From one year's cost to the next: the parts add up to the öre."""

from hypothesis import given
from hypothesis import strategies as st

from dashboard.figures.price_volume import causes
from dashboard.words.overview import Cause

AREAS = ["Arbetsplats", "Konto", "Utskrift", "Telefoni", "Webb"]


def service(service_id, amounts, quantities=(0, 0), area="Arbetsplats", fee_kind="yearly"):
    return {
        "service_id": service_id,
        "area": area,
        "fee_kind": fee_kind,
        "amount_ore": amounts[0],
        "before_ore": amounts[1],
        "quantity": quantities[0],
        "before_quantity": quantities[1],
    }


def test_use_goes_by_area_and_all_prices_together():
    """Ten accounts more at the mean of 20 and 15 öre, and all of them cheaper."""
    rows = [
        service("WS-ADM", (1_500, 1_000), (15, 10)),
        service("WS-LAP", (900, 1_000), (10, 10)),
        service("ACC-STD", (300, 200), (20, 10), "Konto"),
    ]

    assert causes(rows) == [
        Cause("volume", "Arbetsplats", 500),
        Cause("volume", "Konto", 175),
        Cause("price", "", -175),
    ]


def test_a_service_of_this_year_is_new_and_not_volume():
    rows = [service("WS-TUNN", (700, 0), (7, 0)), service("ACC-STD", (0, 50), (0, 5), "Konto")]

    assert causes(rows) == [Cause("new", "WS-TUNN", 700), Cause("ended", "ACC-STD", -50)]


def test_several_new_services_are_one_cause_that_names_none():
    rows = [service("A", (700, 0), (7, 0)), service("B", (20, 0), (7, 0))]

    assert causes(rows) == [Cause("new", "", 720, 2)]


def test_an_agreement_has_no_price_of_a_unit():
    rows = [service("SYS-DRIFT", (900, 500), (3_000, 2_000), "System", "agreement")]

    assert causes(rows) == [Cause("agreements", "SYS-DRIFT", 400)]


def test_areas_beyond_the_largest_go_together():
    rows = [
        service(area, (100 + 10 * place, 100), (100 + 10 * place, 100), area)
        for place, area in enumerate(AREAS, start=1)
    ]

    assert causes(rows)[-1] == Cause("other_volume", "", 30, 2)


def test_equal_years_have_no_cause():
    assert causes([service("WS-ADM", (1_000, 1_000), (10, 10))]) == []


@given(
    st.lists(
        st.builds(
            service,
            st.sampled_from(["a", "b", "c"]),
            st.tuples(st.integers(-(10**9), 10**9), st.integers(-(10**9), 10**9)),
            st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)),
            st.sampled_from(AREAS),
            st.sampled_from(["yearly", "metered", "agreement"]),
        )
    )
)
def test_the_parts_add_up_to_the_change(rows):
    change = sum(row["amount_ore"] - row["before_ore"] for row in rows)

    assert sum(cause.change_ore for cause in causes(rows)) == change
