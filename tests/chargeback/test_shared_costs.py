"""From the ledger to self-costs: nothing may fall out unseen, and unusable rules stop the run."""

from pathlib import Path

import pytest

from chargeback import runner
from tests.chargeback.staging import month_ends, staged
from tests.chargeback.town import FEBRUARY, accounts, town, workstations

AFTER_SHARES = ("self_cost_parts", "self_costs", "recovery", "idle_capacity", "city_results")


def ledger():
    """1 000,01 kr in KLIENT and 500,00 kr in KATALOG in February 2008."""
    row = {"period": "2008-02-01", "booked_on": "2008-02-28", "account": "5010"}
    return [
        {**row, "cost_centre_id": "11120", "activity": "9210", "amount_ore": 600_00},
        {**row, "cost_centre_id": "11120", "activity": "9210", "amount_ore": 400_01},
        {**row, "cost_centre_id": "11130", "activity": "9210", "amount_ore": 500_00},
    ]


def mapping():
    return [
        {
            "mapping_id": pool,
            "priority": 1,
            "account_from": "5000",
            "account_to": "5999",
            "cost_centre_id": cost_centre,
            "activity": "9210",
            "pool": pool,
            "cost_type": "personal",
        }
        for pool, cost_centre in (("KLIENT", "11120"), ("KATALOG", "11130"))
    ]


def rule(rule_id, pool, step, receiver, **more):
    kind = "pool" if receiver.isalpha() else "service"
    return {
        "rule_id": rule_id,
        "pool": pool,
        "step_order": step,
        "receiver_kind": kind,
        "receiver_id": receiver,
        "driver": "units",
        "share": 500,
        "share_unit": "promille",
        **more,
    }


def rules():
    """KATALOG on KLIENT and accounts, KLIENT on KATALOG and desktops, half each."""
    return [
        rule("R1", "KATALOG", 1, "KLIENT"),
        rule("R2", "KATALOG", 1, "ACC-STD"),
        rule("R3", "KLIENT", 2, "KATALOG"),
        rule("R4", "KLIENT", 2, "WS-ADM"),
    ]


def built(**more):
    tables = town(
        accounts=accounts(FEBRUARY),
        workstations=workstations(14, FEBRUARY),
        ledger_rows=ledger(),
        ledger_mapping=mapping(),
        pool_rules=rules(),
    )
    connection = staged({**tables, **more})
    runner.run(connection)
    return connection


def built_again(connection, *names):
    for name in names:
        runner.build(connection, next(runner.MODELS.rglob(f"{name}.sql")))


def broken(connection):
    return {
        finding.row.get("equation", finding.audit)
        for finding in runner.audit(connection)
        if finding.audit in {"broken_equations", "pools_that_are_not_shared_out"}
    }


def test_the_town_is_shared_out_and_its_equations_hold():
    connection = built()

    costs = connection.execute("select service_id, self_cost_ore from marts.self_costs").fetchall()

    assert sorted(costs) == [("ACC-STD", 250_00), ("WS-ADM", 1250_01)]
    assert runner.audit(connection) == []


def test_a_dropped_row_of_the_ledger_breaks_the_self_cost_equation():
    connection = built()

    connection.execute("delete from charges.ledger_pools where amount_ore = 40001")
    built_again(connection, "pool_costs", "pool_shares", *AFTER_SHARES, "equations")

    assert broken(connection) == {"self_cost"}


@pytest.mark.parametrize("table", ["charges.pool_shares", "marts.self_cost_parts"])
def test_a_dropped_share_breaks_the_self_cost_equation(table):
    connection = built()
    receiver = "receiver_id" if table == "charges.pool_shares" else "service_id"
    after = AFTER_SHARES[AFTER_SHARES.index("self_cost_parts") :]
    later = after if table == "charges.pool_shares" else after[1:]

    connection.execute(f"delete from {table} where {receiver} = 'ACC-STD' and pool = 'KATALOG'")
    built_again(connection, *later, "equations")

    assert "self_cost" in broken(connection)


def test_a_dropped_service_breaks_the_self_cost_equation():
    connection = built()

    connection.execute("delete from marts.self_costs where service_id = 'WS-ADM'")
    built_again(connection, "city_results", "equations")

    assert broken(connection) == {"self_cost"}


def test_the_method_decided_is_the_one_charged_with():
    connection = built(allocation_methods=[{"method": "direct"}])

    costs = connection.execute("select service_id, self_cost_ore from marts.self_costs").fetchall()

    assert sorted(costs) == [("ACC-STD", 500_00), ("WS-ADM", 1000_01)]


def changed(number, **more):
    wrong = rules()
    wrong[number] = {**wrong[number], **more}
    return {"pool_rules": wrong}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (changed(1, step_order=2), "a pool has one step and one share unit"),
        (changed(1, share_unit="weight"), "a pool has one step and one share unit"),
        (changed(1, share=501), "shares per mille are 1 000 together"),
        (changed(1, valid_from="2008-03-01"), "shares per mille are 1 000 together"),
        (changed(1, share=None), "a share is filled in unless it is counted"),
        (changed(1, share_unit="driver"), "a share is filled in unless it is counted"),
        (changed(1, receiver_id="ACC-NO"), "the receiver is known"),
        (changed(0, receiver_id="NOPOOL"), "the receiver is known"),
        (changed(1, share=None, share_unit="driver"), "the driver is known"),
        (
            {"pool_capacity": [{"pool": "KLIENT", "capacity": 1, "driver": "units"}]},
            "the driver of a capacity is in pool_drivers",
        ),
    ],
)
def test_rules_that_cannot_be_used_stop_the_run(wrong, said):
    with pytest.raises(runner.RunStoppedError) as stopped:
        built(**wrong)

    assert said in str(stopped.value)


# --- a closed month's pools -------------------------------------------------------------------

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"
MARCHS = {"period": "2008-03-01", "booked_on": "2008-03-31", "account": "5010"}
OF_MARCH = {**MARCHS, "cost_centre_id": "11120", "activity": "9210", "amount_ore": 100_00}
LATE = {**ledger()[0], "amount_ore": 10_00}
SHARES = "select * from charges.pool_shares where period = '2008-02-01' order by all"
KLIENT = """
    select period::varchar, cost_ore from charges.pool_costs where pool = 'KLIENT' order by period
"""


def asked(connection, query, **values):
    return connection.execute(query, values).fetchall()


def closed(before=None, month="2008-02-01", **more):
    """The town with its ledger, built on what a month was sealed with."""
    both = {
        "accounts": accounts(*map(str, month_ends("2008-02", 2))),
        "workstations": workstations(14, *map(str, month_ends("2008-02", 2))),
        "ledger_rows": [*ledger(), OF_MARCH],
        "ledger_mapping": mapping(),
        "pool_rules": rules(),
    }
    connection = staged(town(**{**both, **more}))
    if before is not None:
        keep(connection, before, month)
    runner.run(connection)
    assert runner.audit(connection) == []
    return connection


def keep(connection, before, month):
    """The lines and pools of a month, and of those before it, as a closing would seal them."""
    for table, rows in (
        ("sealed_lines", asked(before, "from marts.bill_lines where period <= $m", m=month)),
        ("sealed_pools", asked(before, "from control.pool_shares where period <= $m", m=month)),
    ):
        marks = ", ".join("?" for _ in rows[0])
        connection.executemany(f"insert into staging.{table} values ({marks})", rows)


@pytest.fixture(scope="module")
def before():
    return closed()


@pytest.fixture(scope="module")
def late(before):
    """Ten kronor more of February, after February was closed."""
    return closed(before, ledger_rows=[*ledger(), OF_MARCH, LATE])


def worked():
    """The rows of docs/method.md, "A worked late row"."""
    text = PAGE.read_text(encoding="utf-8").split("#### A worked late row")[1].split("\n### ")[0]
    lines = [line for line in text.splitlines() if line.startswith("|")][2:]
    return [[cell.strip() for cell in line.split("|")[1:-1]] for line in lines]


def test_a_late_row_of_a_closed_month_enters_the_first_open_one(before, late):
    said = worked()

    assert asked(before, KLIENT) == [(month, int(ore)) for month, ore, _ in said]
    assert asked(late, KLIENT) == [(month, int(ore)) for month, _, ore in said]
    assert asked(late, SHARES) == asked(before, SHARES)


def test_the_self_cost_equation_tells_where_it_went(late):
    told = asked(
        late,
        "select period::varchar, amount from control.equations where term = 'late' order by period",
    )

    assert told == [("2008-02-01", 10_00), ("2008-03-01", -10_00)]


def test_other_rules_units_and_methods_split_no_closed_month_again(before):
    other = rules()
    other[3] = {**other[3], "receiver_id": "ACC-STD"}

    later = closed(
        before,
        pool_rules=other,
        allocation_methods=[{"method": "direct"}],
        workstations=workstations(3, *map(str, month_ends("2008-02", 2))),
    )

    assert asked(later, SHARES) == asked(before, SHARES)
    assert asked(later, "select method from charges.methods order by period") == [
        ("step_down",),
        ("direct",),
    ]


def test_it_waits_until_the_open_month_has_a_ledger(before):
    waiting = closed(before, ledger_rows=[*ledger(), LATE])

    assert asked(waiting, "select late_ore, enters from charges.late_costs") == [(10_00, None)]
    assert asked(waiting, KLIENT) == [("2008-02-01", 1000_01)]


def test_what_has_entered_a_month_that_is_closed_enters_no_other(late):
    april = {**OF_MARCH, "period": "2008-04-01", "booked_on": "2008-04-30"}

    later = closed(late, "2008-03-01", ledger_rows=[*ledger(), OF_MARCH, LATE, april])

    assert asked(later, KLIENT)[2:] == [("2008-04-01", 100_00)]
