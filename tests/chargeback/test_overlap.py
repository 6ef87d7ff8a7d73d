"""Two sources that tell of the same objects: one rules each day, each object counts once."""

import datetime

import pytest

from chargeback import runner
from tests.chargeback.staging import Row, staged
from tests.chargeback.town import FEBRUARY, MARCH, accounts, prices, services, town, workstations

OVERLAP = [
    {
        "source_id": "landesk",
        "first_file": "2008-01-31",
        "rhythm": "monthly",
        "authoritative_until": FEBRUARY,
    },
    {
        "source_id": "sccm_datorer",
        "first_file": FEBRUARY,
        "rhythm": "monthly",
        "follows_source_id": "landesk",
    },
]
EVENT = {**services()[0], "service_id": "WS-ANSL", "rule": "event", "fee_kind": "one_off"}
EVENT_PRICE = {**prices()[0], "service_id": "WS-ANSL", "price_ore": 300_00}


def charged(tables):
    connection = staged(tables)
    runner.run(connection)
    return connection


def in_landesk(count: int, *days: str, **columns: object) -> list[Row]:
    """Rows as LANDesk has them: known by serial number, without an accounting code."""
    return [
        {
            **row,
            "serial_no": f"S-{row['asset_name']}",
            "cost_centre_id": None,
            "location": "Förskola Hermodsdal",
            "source_file": f"landesk_{row['snapshot_on']}.txt",
            **columns,
        }
        for row in workstations(count, *days)
    ]


def in_sccm(count: int, *days: str) -> list[Row]:
    """The same machines as the inventory that follows has them."""
    return [{**row, "serial_no": f"S-{row['asset_name']}"} for row in workstations(count, *days)]


def overlapping(**tables: list[Row]) -> dict[str, list[Row]]:
    """Fourteen machines in both inventories in both months; SCCM rules from March."""
    days = (FEBRUARY, MARCH)
    return town(
        **{
            "workstations": in_landesk(14, *days) + in_sccm(14, *days),
            "source_availability": OVERLAP,
            **tables,
        }
    )


def machine_lines(connection):
    return connection.execute(
        """
        select period, cost_centre_id, service_id, units, amount_ore
        from marts.bill_lines
        where service_id like 'WS-%'
        order by period, service_id
        """
    ).fetchall()


def test_what_both_sources_tell_is_charged_once():
    """14 × 440,00 kr each month, from LANDesk in February and from SCCM in March."""
    connection = charged(overlapping())

    assert machine_lines(connection) == [
        (datetime.date(2008, 2, 1), "40730", "WS-ADM", 14, 6160_00),
        (datetime.date(2008, 3, 1), "40730", "WS-ADM", 14, 6160_00),
    ]
    assert runner.audit(connection) == []
    assert runner.warnings(connection) == []


def test_the_rows_of_the_other_source_are_set_aside_and_counted_in_its_equation():
    connection = charged(overlapping())

    terms = connection.execute(
        """
        select source_id, month(period), term, amount
        from control.equations
        where source_id in ('landesk', 'sccm_datorer') and side = 'right'
        order by source_id, period
        """
    ).fetchall()

    assert terms == [
        ("landesk", 2, "charged", 14),
        ("landesk", 3, "set_aside:other_source_rules", 14),
        ("sccm_datorer", 2, "set_aside:other_source_rules", 14),
        ("sccm_datorer", 3, "charged", 14),
    ]


def test_a_change_of_source_connects_nothing_anew():
    """One machine more in March is one connection of 300,00 kr, not fifteen."""
    connection = charged(
        overlapping(
            workstations=in_landesk(14, FEBRUARY) + in_sccm(15, MARCH),
            services=[*services(), EVENT],
            prices=[*prices(), EVENT_PRICE],
        )
    )

    assert machine_lines(connection)[1:] == [
        (datetime.date(2008, 3, 1), "40730", "WS-ADM", 15, 6600_00),
        (datetime.date(2008, 3, 1), "40730", "WS-ANSL", 1, 300_00),
    ]
    assert runner.audit(connection) == []


def test_what_only_the_other_source_knows_is_told_and_not_charged():
    connection = charged(
        overlapping(workstations=in_landesk(16, FEBRUARY, MARCH) + in_sccm(14, FEBRUARY, MARCH))
    )

    assert [line[3] for line in machine_lines(connection)] == [16, 14]
    assert [finding.row for finding in runner.warnings(connection)] == [
        {
            "source_id": "landesk",
            "snapshot_on": datetime.date(2008, 3, 31),
            "objects": 2,
            "first_objects": "S-PC-15, S-PC-16",
        }
    ]


def test_the_source_that_follows_owes_the_snapshot_the_one_before_no_longer_gives():
    """No SCCM file in March, and LANDesk's does not count: February's stands, with a warning."""
    connection = charged(
        overlapping(workstations=in_landesk(14, FEBRUARY, MARCH) + in_sccm(14, FEBRUARY))
    )

    assert [line[3] for line in machine_lines(connection)] == [14, 14]
    assert [finding.row for finding in runner.warnings(connection)] == [
        {
            "source_id": "sccm_datorer",
            "period": datetime.date(2008, 3, 1),
            "newest_snapshot_on": datetime.date(2008, 2, 29),
            "days_old": 31,
        }
    ]


def test_a_file_of_the_source_that_no_longer_rules_does_not_keep_a_stale_month_going():
    april = "2008-04-30"

    with pytest.raises(runner.RunStoppedError, match=r"stale_snapshots.*sccm.*days_old 61"):
        charged(
            overlapping(
                accounts=accounts(FEBRUARY, MARCH, april),
                workstations=in_landesk(14, FEBRUARY, MARCH, april),
            )
        )


def test_two_sources_that_rule_the_same_day_stop_the_run():
    follower = {**OVERLAP[1], "source_id": "intune"}

    with pytest.raises(runner.RunStoppedError, match="two_ruling_sources: source_id intune"):
        charged(overlapping(source_availability=[*OVERLAP, follower]))


def test_a_source_that_ends_without_a_follower_owes_nothing_more():
    """LANDesk's authority ends in February and nobody follows: March has no machines."""
    ended = charged(
        overlapping(workstations=in_landesk(14, FEBRUARY), source_availability=OVERLAP[:1])
    )

    assert [line[3] for line in machine_lines(ended)] == [14]
    assert runner.warnings(ended) == []


def test_a_person_in_both_trees_pays_for_one_account():
    """115,00 kr once; without the staff's account the schools' one is charged instead."""
    trees = [
        *accounts(FEBRUARY, MARCH, directory_path="cn=P104233,ou=FOS,o=MALMOPED"),
        *accounts(MARCH, directory_path="cn=P104233,ou=FOS,o=MALMO"),
    ]
    connection = charged(town(accounts=trees))

    charges = connection.execute(
        "select period, units from marts.bill_lines where service_id = 'ACC-STD' order by period"
    ).fetchall()
    aside = connection.execute("select rule, source_line from detail.set_aside_rows").fetchall()

    assert charges == [(datetime.date(2008, 2, 1), 1), (datetime.date(2008, 3, 1), 1)]
    assert aside == [("other_tree", 2)]
    assert runner.audit(connection) == []
