from collections import Counter

import pytest

from tests.etl.sample.reading import assert_as_volumes, payer, rows_of, volumes


@pytest.mark.parametrize("day", ["2008-06-30", "2008-07-31"])
def test_e_services_in_operation_are_the_departments_volumes(whole_city, reference, day):
    rows = rows_of(whole_city / f"etjanster_{day}.csv")

    counted = Counter(payer(row, reference, day) for row in rows if row["Status"] == "Drift")

    assert_as_volumes(counted, volumes(reference, day[:7], "WEB-ETJ"))


def test_what_is_on_trial_or_wound_up_lies_on_top(whole_city):
    rows = rows_of(whole_city / "etjanster_2008-07-31.csv")

    trials = [row for row in rows if row["Status"] == "Test"]
    ended = [row for row in rows if row["Status"] == "Avvecklad"]

    assert {row["Driftsatt"] for row in trials} == {""}
    assert all(row["Avvecklad"] <= "2008-07-31" for row in ended)
    assert len(ended) >= 2
    assert len(trials) >= 2


def test_errands_have_a_blank_between_thousands(whole_city):
    errands = [
        row["Ärenden_mån"]
        for row in rows_of(whole_city / "etjanster_2008-06-30.csv")
        if row["Status"] == "Drift"
    ]

    assert any(" " in number for number in errands)
    assert all(0 < int(number.replace(" ", "")) < 100_000 for number in errands)


def test_a_trial_is_later_in_operation_under_the_same_id(whole_city):
    june, july = (
        {row["ETjänstId"]: row["Status"] for row in rows_of(whole_city / f"etjanster_{day}.csv")}
        for day in ("2008-06-30", "2008-07-31")
    )

    assert any(june[service] == "Test" and july[service] == "Drift" for service in june)
