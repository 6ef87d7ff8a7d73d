"""Another counting rule tried is the same öre as the engine charges when the rule is decided."""

import datetime

import duckdb
import pytest

from chargeback import runner, what_if
from chargeback.what_if import LISTED, ByDays, TriedPrice
from etl.pipeline import stage
from tests.chargeback.busy_town import busy_town
from tests.chargeback.staging import staged
from tests.chargeback.town import FEBRUARY, MARCH, accounts, services, workstations

OTHER = {"month_end": "day_exact", "day_exact": "month_end"}
MACHINES = ("WS-ADM", "WS-LAP")
ACCOUNTS = ("ACC-STD", "ACC-EXT")


def lively_town(changed=()):
    """Machines and accounts that come, go and move inside March; some counted by another rule."""
    tables = busy_town(
        workstations=[
            *workstations(3, FEBRUARY),
            *workstations(5, MARCH, purchased_on="2008-03-11"),
            *workstations(1, FEBRUARY, MARCH, asset_name="NB-1", chassis="Notebook"),
        ],
        accounts=[
            *accounts(FEBRUARY, MARCH),
            *accounts(MARCH, account_id="p2", created_on="2008-03-20", directory_unit="Fosie"),
            *accounts(FEBRUARY, account_id="p3", person_id=None, directory_unit="Fosie"),
            *accounts(
                FEBRUARY, MARCH, account_id="e1", account_class="EXT", person_id=None,
                directory_unit="Fosie", valid_until="2008-03-11",
            ),
            *accounts(
                MARCH, account_id="e2", account_class="EXT", person_id=None,
                directory_unit="Fosie", created_on="2008-03-22",
            ),
        ],
    )  # fmt: skip
    for row in tables["services"]:
        if row["service_id"] in changed:
            row["rule"] = OTHER[row["rule"]]
    connection = staged(tables)
    runner.run(connection)
    return connection


def charged(connection, changed):
    """Öre by month, department and service of the bills."""
    rows = connection.execute(
        """
        select period, department_id, service_id, sum(amount_ore)::bigint
        from charges.lines
        where list_contains($changed, service_id)
        group by period, department_id, service_id
        """,
        {"changed": list(changed)},
    ).fetchall()
    return {tuple(row[:3]): row[3] for row in rows}


def tried(connection, changed):
    """The same of bills by the other rules, asked of the published tables."""
    connection.execute("set schema = 'marts'")
    prices = [
        TriedPrice(*row)
        for row in connection.execute(
            """
            select
                service_id,
                case when fee_kind = 'metered' then price_e4 else price_ore end,
                prices.valid_from,
                prices.valid_until
            from prices
            join services using (service_id)
            where fee_kind in (select unnest($listed))
            """,
            {"listed": sorted(LISTED)},
        ).fetchall()
    ]
    found = {}
    for (month,) in connection.execute("select period from periods").fetchall():
        days = [ByDays(one, month, month, is_other=True) for one in changed]
        asked = what_if.values(prices, month, month, days)
        for department_id, service_id, ore, *_ in connection.execute(
            what_if.question(), asked
        ).fetchall():
            if service_id in changed and ore:
                found[month, department_id, service_id] = ore
    return found


@pytest.mark.parametrize("changed", [MACHINES, ACCOUNTS], ids=["machines", "accounts"])
def test_a_rule_tried_comes_to_what_it_would_be_charged(changed):
    would_be = charged(lively_town(changed), changed)

    assert tried(lively_town(), changed) == would_be
    assert would_be != charged(lively_town(), changed)


def test_the_town_s_rules_are_the_two_that_change_about():
    rules = {row["service_id"]: row["rule"] for row in services()}

    assert {rules[one] for one in (*MACHINES, *ACCOUNTS)} == set(OTHER)


@pytest.mark.full
@pytest.mark.parametrize(
    "changed",
    [
        ("WS-ADM", "WS-LAP", "WS-PED", "WS-TUNN", "WS-TEK"),
        ("ACC-STD", "ACC-EXT", "ACC-BAS", "ACC-FUNK"),
    ],
    ids=["machines", "accounts"],
)
def test_so_does_it_in_the_sample_city(city, changed):
    with duckdb.connect() as as_it_is, duckdb.connect() as decided:
        for connection in (as_it_is, decided):
            stage(connection, city, datetime.datetime.now(datetime.UTC))
        decided.execute(
            """
            update staging.services
            set rule = case rule when 'month_end' then 'day_exact' else 'month_end' end
            where list_contains($changed, service_id)
            """,
            {"changed": list(changed)},
        )
        runner.run(as_it_is)
        runner.run(decided)

        assert tried(as_it_is, changed) == charged(decided, changed)
