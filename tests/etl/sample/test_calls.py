import random
from collections import Counter

import pytest

from etl.sample.calls import NO_AMOUNTS, with_no_amounts
from tests.etl.sample.reading import departments_by_cost_centre, rows_of, volumes

MONTHS = {"2008-06": "2008-06-30", "2008-07": "2008-07-31"}


def priced_calls(folder, month):
    """Calls with their öre; those without a number for an amount are left out."""
    return [
        (row, int(row["Belopp_kr"].replace(",", "")))
        for row in rows_of(folder / f"samtal_{month}.csv")
        if row["Belopp_kr"] not in NO_AMOUNTS
    ]


def extension_owners(folder, day):
    return {
        row["Anknytning"].replace(" ", ""): row
        for row in rows_of(folder / f"anknytningar_{day}.csv")
    }


@pytest.mark.parametrize("month", MONTHS)
def test_calls_cost_the_departments_ore(whole_city, reference, month):
    owners = departments_by_cost_centre(reference, MONTHS[month])
    extensions = extension_owners(whole_city, MONTHS[month])

    counted = Counter()
    unnamed = 0
    for row, ore in priced_calls(whole_city, month):
        cost_centre = row["Kostnadsställe"]
        extension = extensions[row["Anknytning"].replace(" ", "")]
        if not cost_centre and not extension["Ansvar"]:
            unnamed += ore  # the person's or the department's: told by other files
        else:
            counted[owners[cost_centre or extension["Ansvar"]]] += ore

    wanted = volumes(reference, month, "TEL-TRAF")
    assert (wanted - counted).total() - (counted - wanted).total() == unnamed
    assert unnamed < wanted.total() // 1000
    assert all(wanted[department] - counted[department] <= unnamed for department in wanted)


def test_a_small_city_calls_for_a_small_sum(small_city, reference):
    ore = sum(ore for _, ore in priced_calls(small_city, "2008-12"))

    assert ore == volumes(reference, "2008-12", "TEL-TRAF", 0.02).total()


def test_the_whole_city_makes_more_than_two_million_calls(whole_city):
    june, july = (len(priced_calls(whole_city, month)) for month in MONTHS)

    assert 45_000 < june < 60_000
    assert july < 0.6 * june


def test_a_call_has_the_defects_of_one_in_a_hundred(whole_city):
    calls = priced_calls(whole_city, "2008-06")

    blanks = sum(" " in row["Anknytning"] for row, _ in calls)
    unnamed = sum(not row["Kostnadsställe"] for row, _ in calls)
    negative = sum(ore < 0 for _, ore in calls)
    late = sum(row["Datum"] == "2008-06-30" and row["Tid"] >= "23:55" for row, _ in calls)

    assert min(blanks, unnamed, negative, late) > 0
    assert 0.008 < (blanks + unnamed + negative + late) / len(calls) < 0.012


def test_calls_stand_in_the_order_of_the_clock(whole_city):
    moments = [(row["Datum"], row["Tid"]) for row, _ in priced_calls(whole_city, "2008-07")]

    # but for the rows put among them that have no amount
    assert moments == sorted(moments)
    assert moments[0][0] == "2008-07-01"
    assert moments[-1][0] == "2008-07-31"


def test_no_number_called_is_whole(whole_city):
    numbers = {row["UppringtNummer"] for row, _ in priced_calls(whole_city, "2008-07")}

    assert all("xxxx" in number for number in numbers)


def test_five_rows_a_month_have_no_number_for_an_amount(small_city):
    for path in small_city.glob("samtal_*.csv"):
        texts = [row["Belopp_kr"] for row in rows_of(path)]
        assert sorted(text for text in texts if text in NO_AMOUNTS) == sorted(NO_AMOUNTS)


def test_rows_without_an_amount_come_beside_the_others():
    lines = ["2008-08-04;08:01:12;341234;FAST;040-34xxxx;Internt;65;0,00;40730"]

    mixed = with_no_amounts(lines, random.Random(1))

    assert [line for line in mixed if line in lines] == lines
    assert len(mixed) == 6
