"""The machines' lives as drawn, before any file is written."""

from __future__ import annotations

from collections import Counter

import pytest

from etl.sample import accounts, pupils, stocks, workstations
from etl.sample.city import open_city

#: Year's last month, and per cent of the machines that the goals want older than four years (K21).
OLD_MACHINES = [("2007-12", 28), ("2008-12", 20), ("2009-12", 12), ("2010-12", 6)]

#: Year's last month, and per cent of the administrative machines on the common client (K11).
ON_COMMON_CLIENT = [("2007-12", 35), ("2008-12", 70), ("2009-12", 90), ("2010-12", 95)]


@pytest.fixture(scope="module")
def city(reference):
    """A tenth of the city, drawn."""
    with open_city(reference, 0.1, 1) as connection:
        for source in (stocks, pupils, accounts, workstations):
            source.draw(connection)
        yield connection


def first_seen(city, first, last):
    """Machines seen for the first time, by department, between two months."""
    return Counter(
        dict(
            city.execute(
                """
                select units.org_id, count(*)
                from (
                    select object_no, born_no, arg_min(ansvar, first_no) as ansvar
                    from machine_lives
                    group by object_no, born_no
                ) as machines
                join units
                    on units.month_no = machines.born_no and units.ansvar = machines.ansvar
                join months on months.month_no = machines.born_no
                where strftime(months.period, '%Y-%m') between ? and ?
                group by units.org_id
                """,
                [first, last],
            ).fetchall()
        )
    )


def connected(city, first, last):
    """Machines to be connected by the volumes of the fee, thinned by the running sum."""
    rows = city.execute(
        """
        select org_id, strftime(period, '%Y-%m'), sum(quantity)
        from volumes
        where service_id = 'WS-ANSL' and period > date '2007-01-01'
        group by org_id, period
        """
    ).fetchall()
    wanted = Counter()
    for org_id, month, quantity in rows:
        if month <= last:
            wanted[org_id] += quantity
        if month < first:
            wanted[org_id, "before"] += quantity
    return Counter(
        {
            org_id: (sum_to + 5) // 10 - (wanted[org_id, "before"] + 5) // 10
            for org_id, sum_to in wanted.items()
            if not isinstance(org_id, tuple)
        }
    )


def test_new_machines_are_those_the_connection_fee_is_paid_for(city):
    """May 2009: no department grows by more than it connects."""
    assert first_seen(city, "2009-05", "2009-05") == +connected(city, "2009-05", "2009-05")


@pytest.mark.parametrize("year", [2008, 2009])
def test_a_year_has_nearly_its_connections(city, year):
    seen = first_seen(city, f"{year}-01", f"{year}-12").total()
    wanted = connected(city, f"{year}-01", f"{year}-12").total()

    assert wanted <= seen <= 1.06 * wanted


def test_a_machine_stands_in_one_place_at_a_time(city):
    assert (
        city.execute(
            """
        select object_no
        from machine_months
        group by object_no, month_no
        having count(*) > 1
        """
        ).fetchall()
        == []
    )


def test_a_serial_number_is_one_machines_for_life(city):
    assert (
        city.execute(
            """
        select serial_number
        from workstations
        group by serial_number
        having count(distinct object_no) > 1
        union all
        select machine_name
        from workstations
        group by machine_name
        having count(distinct object_no) > 1
        """
        ).fetchall()
        == []
    )


def test_a_machine_without_serial_number_keeps_its_name(city):
    names = city.execute(
        "select count(distinct machine_name) from workstations"
        " where lacks_serial group by object_no"
    ).fetchall()

    assert {count for (count,) in names} == {1}


def test_some_machines_come_back_from_the_store(city):
    """In another place after some months, still the same machine."""
    (returned,) = city.execute(
        """
        select count(*)
        from machine_lives as later
        join machine_lives as earlier
            on earlier.object_no = later.object_no and earlier.last_no < later.first_no - 1
        """
    ).fetchone()

    assert returned > 20


@pytest.mark.parametrize(("month", "per_cent"), OLD_MACHINES)
def test_machines_grow_old_as_the_goal_says(city, month, per_cent):
    (found,) = city.execute(
        """
        select 100 * count(*) filter (purchased_on < last_day - 1461) // count(*)
        from machine_months
        where strftime(last_day, '%Y-%m') = ?
        """,
        [month],
    ).fetchone()

    assert abs(found - per_cent) <= 2


@pytest.mark.parametrize(("month", "per_cent"), ON_COMMON_CLIENT)
def test_administrative_machines_get_the_common_client(city, month, per_cent):
    (found,) = city.execute(
        """
        select 100 * count(*) filter (system_kind in ('common', 'newest')) // count(*)
        from machine_months
        where strftime(last_day, '%Y-%m') = ? and service_id in ('WS-ADM', 'WS-LAP')
        """,
        [month],
    ).fetchone()

    assert abs(found - per_cent) <= 1
