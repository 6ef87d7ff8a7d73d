from collections import Counter

import pytest

from tests.etl.sample.reading import assert_as_volumes, day_of, payer, rows_of, volumes

TYPES = {"SRV-FYS": "Fysisk", "SRV-VIRT": "Virtuell"}


def servers_of(folder, day):
    """Servers in operation at the day's end that customers pay for: the newest row of each."""
    rows = rows_of(folder / f"servrar_{day}.csv")
    hosts = {row["Värd"] for row in rows}
    standing = [row for row in rows if str(day_of(row["Avvecklad"])) > day]
    newest = sorted(standing, key=lambda row: day_of(row["Driftsatt"]))
    servers = {row["Server"].upper(): row for row in newest}
    return [row for name, row in servers.items() if name not in hosts]


@pytest.mark.parametrize("day", ["2008-06-30", "2008-07-31"])
@pytest.mark.parametrize("service_id", TYPES)
def test_servers_at_month_end_are_the_departments_volumes(whole_city, reference, day, service_id):
    counted = Counter(
        payer(row, reference, day)
        for row in servers_of(whole_city, day)
        if row["Typ"] == TYPES[service_id]
    )

    assert_as_volumes(counted, volumes(reference, day[:7], service_id))


def test_a_small_city_has_each_departments_servers(small_city, reference):
    counted = Counter(
        payer(row, reference, "2008-12-31")
        for row in servers_of(small_city, "2008-12-31")
        if row["Typ"] == "Virtuell"
    )

    assert_as_volumes(counted, volumes(reference, "2008-12", "SRV-VIRT", 0.02))


def test_every_virtual_server_stands_on_a_host_of_the_suppliers(whole_city):
    rows = {row["Server"]: row for row in rows_of(whole_city / "servrar_2008-07-31.csv")}

    virtual = [row for row in rows.values() if row["Typ"] == "Virtuell"]

    assert virtual
    assert all(rows[row["Värd"]]["Ansvar"] == "11150" for row in virtual)
    assert not any(row["Värd"] for row in rows.values() if row["Typ"] == "Fysisk")


def test_a_server_now_and_then_stands_twice_in_two_cases(whole_city):
    names = [row["Server"] for row in rows_of(whole_city / "servrar_2008-07-31.csv")]

    twice = [name for name in names if name != name.upper()]

    assert len(twice) == 2
    assert all(name.upper() in names for name in twice)


def test_servers_name_an_agreement_also_when_it_has_run_out(small_city):
    rows = rows_of(small_city / "servrar_2009-03-31.csv")

    named = {row["Avtal"] for row in rows if row["Förvaltning"] == "Fastighetskontoret"}

    assert "AV-2008-061" in named  # ran out 2009-06-30


def test_an_ended_server_stays_three_months_in_the_register(whole_city):
    rows = rows_of(whole_city / "servrar_2008-07-31.csv")

    ended = [row for row in rows if str(day_of(row["Avvecklad"])) <= "2008-07-31"]

    assert ended
    assert all(str(day_of(row["Avvecklad"])) >= "2008-05-01" for row in ended)
