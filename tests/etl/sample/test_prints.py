from collections import Counter

import pytest

from tests.etl.sample.reading import rows_of, volumes

COLOURS = {"PRT-SV": "NEJ", "PRT-FG": "JA"}


def prints_of(folder, month):
    return rows_of(folder / f"utskrifter_{month}.csv", "utf-8", ",")


def pages(row):
    return int(row["Sidor"]) * int(row["Kopior"])


def code_of(row):
    """The printer's name begins with the department's code."""
    return row["Skrivare"].split("-")[0]


@pytest.mark.parametrize("month", ["2008-06", "2008-07"])
@pytest.mark.parametrize("service_id", COLOURS)
def test_pages_times_copies_are_the_departments_volumes(whole_city, reference, month, service_id):
    counted = Counter()
    for row in prints_of(whole_city, month):
        if row["Användare"] != "SYSTEM" and row["Färg"] == COLOURS[service_id]:
            counted[code_of(row)] += pages(row)

    wanted = volumes(reference, month, service_id)
    assert sorted(counted.values()) == sorted(wanted.values())
    assert counted["UTF"] == wanted["UTF"]
    assert counted["FOS"] == wanted["SDI"]


def test_a_small_city_prints_as_much_less(small_city, reference):
    counted = sum(
        pages(row)
        for row in prints_of(small_city, "2008-12")
        if row["Användare"] != "SYSTEM" and row["Färg"] == "NEJ"
    )

    assert counted == volumes(reference, "2008-12", "PRT-SV", 0.02).total()


def test_july_prints_are_under_a_third_of_junes(whole_city):
    june, july = (len(prints_of(whole_city, month)) for month in ("2008-06", "2008-07"))

    assert june > 30_000
    assert july < 0.36 * june


def test_who_prints_has_an_account_in_the_months_directory(small_city):
    rows = rows_of(small_city / "ad_users_2009-03-31.csv", "utf-8-sig", ",")
    accounts = {row["sAMAccountName"] for row in rows}

    users = {row["Användare"] for row in prints_of(small_city, "2009-03")}

    assert users - {"SYSTEM"} <= accounts
    assert len(users) > 50


def test_four_rows_in_a_thousand_are_the_systems_own(whole_city):
    rows = prints_of(whole_city, "2008-06")

    own = [row for row in rows if row["Användare"] == "SYSTEM"]

    assert 0.003 < len(own) / len(rows) < 0.005


def test_no_document_is_named(whole_city):
    assert {row["Dokument"] for row in prints_of(whole_city, "2008-06")} == {""}


def test_jobs_are_as_people_print(whole_city):
    rows = prints_of(whole_city, "2008-06")

    single = sum(row["Kopior"] == "1" for row in rows)

    assert 0.5 < single / len(rows) < 0.75
    assert max(int(row["Kopior"]) for row in rows) <= 32
    assert max(int(row["Sidor"]) for row in rows) <= 500
    assert min(pages(row) for row in rows) == 1
