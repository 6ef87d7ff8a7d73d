import re
from collections import Counter
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest

from etl.sample.tickets import SOLVED_AT_ONCE, SOLVED_IN_TIME, per_mille
from tests.etl.sample.reading import rows_of, volumes


def tickets_of(folder, month):
    return rows_of(folder / f"arenden_{month}.csv")


def charged(rows):
    return [
        row
        for row in rows
        if row["Debiterbar"] == "Ja" and row["Status"] != "Dubblett" and row["Tid_min"] != "0"
    ]


def moment(text):
    return datetime.strptime(text, "%Y-%m-%d %H:%M") if len(text) == 16 else None  # noqa: DTZ007


@pytest.mark.parametrize("month", ["2008-06", "2008-07"])
def test_charged_minutes_are_the_hours_of_the_volumes(whole_city, reference, month):
    minutes = [int(row["Tid_min"]) for row in charged(tickets_of(whole_city, month))]

    assert sum(minutes) == 60 * volumes(reference, month, "SUP-TIM").total()
    assert {number % 3 for number in minutes} == {0}
    assert max(minutes) <= 240


def test_charged_minutes_are_each_departments(whole_city, reference):
    """By the account of the reporter, whose directory unit is the department's."""
    directory = (whole_city / "edirectory_export_2008-07-31.ldif").read_text(encoding="ascii")
    names = {
        account.lower(): department
        for account, department in re.findall(r"^dn: cn=([^,]+),ou=(\w+),", directory, re.MULTILINE)
    }
    counted = Counter()
    for row in charged(tickets_of(whole_city, "2008-07")):
        if row["Anmälare"]:
            counted[names[row["Anmälare"].lower()]] += int(row["Tid_min"])

    wanted = volumes(reference, "2008-07", "SUP-TIM")
    assert 0 < counted["UTF"] <= 60 * wanted["UTF"]
    assert 0 < counted["FOS"] <= 60 * wanted["SDI"]


def test_a_small_city_has_every_departments_charged_hours(small_city, reference):
    minutes = sum(int(row["Tid_min"]) for row in charged(tickets_of(small_city, "2008-12")))

    assert minutes == 60 * volumes(reference, "2008-12", "SUP-TIM", 0.02).total()


def test_errands_are_some_three_thousand_and_half_in_july(whole_city):
    june, july = (len(tickets_of(whole_city, month)) for month in ("2008-06", "2008-07"))

    assert 3_000 < june < 3_600
    assert july < 0.6 * june


def share_solved_at_once(rows):
    known = [row for row in rows if row["Status"] != "Dubblett"]
    at_once = [row for row in known if row["Lösningskod"] == "Löst nivå 1"]
    return sum(row["Återöppnad"] == "Nej" for row in at_once) / len(known)


def test_first_contact_solves_as_many_as_the_goal_is_near(whole_city):
    assert 0.44 < share_solved_at_once(tickets_of(whole_city, "2008-06")) < 0.50


def test_a_small_city_solves_as_many_at_once(small_city):
    months = ["2008-09", "2008-10", "2008-11", "2008-12", "2009-01", "2009-02", "2009-03"]

    rows = [row for month in months for row in tickets_of(small_city, month)]

    assert 0.44 < share_solved_at_once(rows) < 0.60


def test_incidents_are_solved_within_the_agreed_time_as_the_goal_is_near(whole_city, reference):
    hours = {
        row["priority"]: int(row["hours"])
        for row in rows_of(reference / "agreed_times.csv", "utf-8", ",")
    }
    incidents = [
        (row, moment(row["Skapad"]), moment(row["Löst"]))
        for row in tickets_of(whole_city, "2008-06")
        if row["Typ"] == "Incident" and row["Status"] != "Dubblett"
    ]

    known = [(row, made, solved) for row, made, solved in incidents if made and solved]
    in_time = [
        row
        for row, made, solved in known
        if solved - made <= timedelta(hours=hours[row["Prioritet"]])
    ]

    assert 0.74 < len(in_time) / len(known) < 0.82


def test_shares_run_in_a_line_between_year_ends():
    assert per_mille({2006: 380, 2007: 426}, date(2007, 12, 1)) == 426
    assert per_mille({2006: 380, 2007: 426}, date(2007, 6, 1)) == 403
    assert per_mille({2006: 380, 2007: 426}, date(2009, 6, 1)) == 426


@pytest.mark.parametrize("shares", [SOLVED_AT_ONCE, SOLVED_IN_TIME])
def test_the_desk_gets_better_each_year(shares):
    assert all(before < after for before, after in pairwise(shares.values()))


def test_defects_are_those_of_one_errand_in_forty(whole_city):
    rows = tickets_of(whole_city, "2008-06")

    odd = [
        row
        for row in rows
        if row["Status"] == "Dubblett"
        or row["Återöppnad"] == "Ja"
        or len(row["Skapad"]) in {10, 14}  # no time, or a year of two digits
    ]

    assert 0.018 < len(odd) / len(rows) < 0.032
    assert {len(row["Skapad"]) for row in rows} == {10, 14, 16}


def test_a_double_names_the_errand_before_it(whole_city):
    rows = tickets_of(whole_city, "2008-06")
    numbers = {row["Ärendenr"] for row in rows}

    doubles = [row["Lösningskod"] for row in rows if row["Status"] == "Dubblett"]

    assert len(numbers) == len(rows)
    assert doubles
    assert all(code.removeprefix("Dubblett av ") in numbers for code in doubles)
    assert any(row["Debiterbar"] == "Ja" for row in rows if row["Status"] == "Dubblett")


def test_nothing_is_solved_before_it_is_made_or_assigned(whole_city):
    for row in tickets_of(whole_city, "2008-06"):
        moments = [moment(row[name]) for name in ("Skapad", "Tilldelad", "Löst", "Stängd")]
        known = [when for when in moments if when]
        assert known == sorted(known)


def test_no_moment_lies_where_the_clocks_are_changed(whole_city):
    hours = {
        row[name][11:13]
        for row in tickets_of(whole_city, "2008-06")
        for name in ("Skapad", "Tilldelad", "Löst", "Stängd")
    }

    assert "02" not in hours
    assert "01" in hours
