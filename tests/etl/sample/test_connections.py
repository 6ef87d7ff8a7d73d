import random
from collections import Counter
from datetime import date

import pytest

from etl.sample.connections import Register
from tests.etl.sample.reading import (
    assert_as_volumes,
    day_of,
    departments_by_name,
    payer,
    rows_of,
    volumes,
)

CLASSES = {
    "10": "CONN-SITE-10",
    "10 Mbit": "CONN-SITE-10",
    "100": "CONN-SITE-100",
    "100 Mbit": "CONN-SITE-100",
    "1 Gbit": "CONN-SITE-1G",
}


def connections_of(folder, day):
    """Connections that stand at the day's end."""
    rows = rows_of(folder / f"natanslutningar_{day}.csv")
    return [row for row in rows if str(day_of(row["Avslutad"])) > day]


def counted_by_department(rows, reference, day):
    """Rows of one department each; a shared site is its first department's here."""
    owners = departments_by_name(reference)
    return Counter(
        owners[row["Förvaltning"].split(", ")[0]]
        if ", " in row["Förvaltning"]
        else payer(row, reference, day)
        for row in rows
    )


@pytest.mark.parametrize("day", ["2008-06-30", "2008-07-31"])
@pytest.mark.parametrize("service_id", sorted(set(CLASSES.values())))
def test_connections_at_month_end_are_the_departments_volumes(
    whole_city, reference, day, service_id
):
    rows = connections_of(whole_city, day)
    of_class = [row for row in rows if (row["Klass"] or CLASSES[row["Hastighet"]]) == service_id]

    counted = counted_by_department(of_class, reference, day)

    assert_as_volumes(counted, volumes(reference, day[:7], service_id))


@pytest.mark.parametrize("day", ["2008-06-30", "2008-07-31"])
def test_connections_with_a_day_in_the_month_are_the_new_ones_of_the_volumes(
    whole_city, reference, day
):
    new = [
        row
        for row in connections_of(whole_city, day)
        if str(day_of(row["Ansluten"]))[:7] == day[:7]
    ]

    assert counted_by_department(new, reference, day) == volumes(reference, day[:7], "CONN-SITE-NY")


@pytest.mark.parametrize("month", ["2008-09", "2008-10", "2008-11", "2008-12", "2009-02"])
def test_a_small_city_connects_as_many_anew_as_the_volumes_say(small_city, reference, month):
    (path,) = small_city.glob(f"natanslutningar_{month}-*.csv")
    new = [row for row in rows_of(path) if str(day_of(row["Ansluten"]))[:7] == month]

    counted = counted_by_department(new, reference, f"{month}-30")

    assert_as_volumes(counted, volumes(reference, month, "CONN-SITE-NY", 0.02))


def test_the_class_is_what_the_speed_says(whole_city):
    for row in rows_of(whole_city / "natanslutningar_2008-07-31.csv"):
        assert row["Klass"] in {"", CLASSES[row["Hastighet"]]}


def test_eleven_sites_are_shared_and_three_are_nobodys(whole_city):
    rows = rows_of(whole_city / "natanslutningar_2008-07-31.csv")

    assert sum(", " in row["Förvaltning"] for row in rows) == 11
    assert sum(not row["Förvaltning"] and not row["Ansvar"] for row in rows) == 3


def test_no_connection_stands_twice(whole_city):
    numbers = [row["AnslId"] for row in rows_of(whole_city / "natanslutningar_2008-07-31.csv")]

    assert len(set(numbers)) == len(numbers)


class TestRegister:
    KEY = ("STK", "CONN-SITE-10")
    FASTER = ("STK", "CONN-SITE-100")
    NEW = ("STK", "CONN-SITE-NY")

    def register(self, *months):
        register = Register(random.Random(1))
        for month_no, wanted in enumerate(months, start=1):
            register.month(month_no, date(2007, month_no, 1), wanted)
        return register

    def test_growth_that_is_not_new_has_an_older_day(self):
        register = self.register({self.KEY: 1}, {self.KEY: 2})

        assert all(stay.connected_on.year < 2007 for stay in register.standing[self.KEY])

    def test_a_new_one_in_an_unchanged_stock_takes_an_old_ones_place(self):
        register = self.register({self.KEY: 1}, {self.KEY: 1, self.NEW: 1})

        (stay,) = register.standing[self.KEY]
        assert (stay.number, stay.connected_on.month) == (2, 2)
        assert [(gone.number, gone.last_no) for gone in register.over] == [(1, 1)]

    def test_a_site_that_gets_another_class_keeps_number_and_day(self):
        register = self.register({self.KEY: 1}, {self.FASTER: 1})

        (faster,), (slower,) = register.standing[self.FASTER], register.over
        assert (faster.number, faster.connected_on) == (slower.number, slower.connected_on)

    def test_a_department_takes_over_what_another_gives_away(self):
        register = self.register({self.KEY: 2}, {self.KEY: 1, ("SRF", "CONN-SITE-10"): 1})

        (taken,) = register.standing["SRF", "CONN-SITE-10"]
        assert taken.number == register.over[0].number

    def test_a_department_without_any_connects_one_that_is_gone_at_the_months_end(self):
        register = self.register({}, {self.NEW: 1})

        (passing,) = register.over
        assert (passing.connected_on, passing.last_no) == (date(2007, 2, 1), 1)
