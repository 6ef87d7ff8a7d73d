from collections import Counter

import pytest

from tests.etl.sample.reading import assert_as_volumes, day_of, payer, rows_of, volumes


def hundredths(row):
    return int(row["Timmar"].replace(",", ""))


def hours_by_department(folder, reference, month):
    """Charged hours; None = nobody's."""
    counted = Counter()
    for row in rows_of(folder / f"tidrapport_{month}.csv"):
        if row["Debiterbar"] == "J":
            counted[payer(row | {"Förvaltning": row["Kund"]}, reference, f"{month}-30")] += (
                hundredths(row)
            )
    return counted


@pytest.mark.parametrize("month", ["2008-06", "2008-07"])
def test_charged_hours_are_the_departments_volumes(whole_city, reference, month):
    counted = hours_by_department(whole_city, reference, month)

    wanted = volumes(reference, month, "KON-TIM")
    assert_as_volumes(counted, Counter({unit: 100 * hours for unit, hours in wanted.items()}))


def test_a_small_city_buys_fewer_hours(small_city, reference):
    counted = hours_by_department(small_city, reference, "2008-12")

    assert counted.total() == 100 * volumes(reference, "2008-12", "KON-TIM", 0.02).total()


def test_a_row_is_at_most_a_day_in_quarters(whole_city):
    hours = [hundredths(row) for row in rows_of(whole_city / "tidrapport_2008-06.csv")]

    assert all(0 < hour <= 800 for hour in hours)
    assert {hour % 25 for hour in hours} == {0}


def test_the_suppliers_own_time_is_not_charged(whole_city):
    rows = rows_of(whole_city / "tidrapport_2008-06.csv")

    internal = [row for row in rows if row["Uppdrag"] == "INTERN"]

    assert len(internal) > 10
    assert {(row["Debiterbar"], row["Ansvar"]) for row in internal} == {("N", "11195")}
    assert not any(row["Debiterbar"] == "N" for row in rows if row["Uppdrag"] != "INTERN")


def test_days_are_of_the_month_and_mostly_working_days(whole_city):
    days = [day_of(row["Datum"]) for row in rows_of(whole_city / "tidrapport_2008-06.csv")]

    assert {(day.year, day.month) for day in days} == {(2008, 6)}
    assert sum(day.isoweekday() > 5 for day in days) < 0.1 * len(days)
