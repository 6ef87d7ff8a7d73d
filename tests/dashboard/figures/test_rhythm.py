"""Which files a month was calculated from."""

import datetime

from dashboard.figures.rhythm import in_force, is_monthly


def month(number, year=2008):
    return datetime.date(year, number, 1)


def file(source_id, covers):
    return {"source_id": source_id, "covers": covers}


def test_a_source_that_comes_most_months_comes_every_month():
    assert is_monthly([month(1), month(2), month(4)])


def test_a_source_that_comes_twice_a_year_or_once_does_not():
    assert not is_monthly([month(2), month(10), month(2, 2009)])
    assert not is_monthly([month(2)])


def test_a_month_is_calculated_from_its_own_files_and_the_latest_of_the_others():
    files = [
        file("ad_users", month(7)),
        file("ad_users", month(8)),
        file("elevregister", month(2)),
        file("elevregister", month(10)),
        file("services", None),
    ]

    assert in_force(files, month(8)) == [files[1], files[2]]


def test_a_late_month_is_not_shown_with_the_file_of_another():
    files = [file("ad_users", month(number)) for number in (5, 6, 8)]

    assert in_force(files, month(7)) == []
