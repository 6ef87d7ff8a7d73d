"""A mending does what the right row in the source would have done, and nothing else."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from chargeback import runner
from tests.chargeback import source_cities
from tests.chargeback import test_sources as sources
from tests.chargeback.busy_town import busy_town, extension
from tests.chargeback.staging import staged
from tests.chargeback.town import FEBRUARY, MARCH, accounts, workstations

seeds = some.integers(0, 2**32)
few = settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck))
FROM_FEBRUARY = {
    "valid_from": "2008-02-01",
    "recorded_on": "2008-09-03",
    "who": "controller-1",
    "why": "so says the head of the district",
    "source_file": "journal",
}
ALIAS = {"alias": "fosi sdf", "department_id": "SDI", "source_line": 7, **FROM_FEBRUARY}
CODE = {"code": "40713", "cost_centre_id": "40730", "source_line": 8, **FROM_FEBRUARY}
OWNERS = {
    "workstation": "PC-9",
    "account": "rum3",
    "extension": "349999",
    "storage": "gemensam",
    "ticket": "INC-9",
    "server": "SRV9",
}
LINES = "select * exclude (line_id) from charges.lines order by all"
PAID = """
    select service_id, object_id, cost_centre_id, owner_rule
    from detail.objects where owner_rule like 'mending:%' group by all order by all
"""


def misspelt(name: str) -> dict[str, list[dict[str, object]]]:
    """Rows of each source that know a department only by a name."""
    months, days = (FEBRUARY, MARCH), ("2008-02-11", "2008-03-11")
    site = {"connection_id": "N2", "service_id": "CONN-SITE-10", "department_name": name}
    return {
        "accounts": [
            *accounts(*months),
            *accounts(*months, account_id="f1", person_id=None, directory_unit=name),
            *accounts(
                *months, account_id="e1", person_id=None, directory_unit=name, account_class="EXT"
            ),
        ],
        "workstations": workstations(1, *months, cost_centre_id=None, main_user_id="f1"),
        "servers": [
            {"server_name": "SRV1", "server_type": "Virtuell", "snapshot_on": day,
             "department_name": name} for day in months
        ],
        "connections": [
            {**site, "snapshot_on": MARCH},
            {**site, "connection_id": "N3", "snapshot_on": MARCH,
             "department_name": f"{name}, Serviceförvaltningen"},
        ],
        "licences": [],
        "storage_volumes": [
            {"volume": "gem", "owner_name": name, "size_milli": 7_500, "size_unit": "GB",
             "snapshot_on": day} for day in ("2008-02-20", "2008-03-20")
        ],
        "prints": [
            {"user_id": "f1", "pages": 4, "copies": 2, "printed_on": day} for day in days
        ],
        "tickets": [
            {"minutes": 90, "department_name": name, "created_on": day, "ticket_id": f"INC-{day}"}
            for day in days
        ],
        "time_reports": [
            {"assignment": "KON-1", "customer_name": name, "hours_hundredths": 650,
             "worked_on": day} for day in days
        ],
        "agreements": [
            {"agreement_id": "AV-1", "department_name": name, "scope": "SYS-DRIFT",
             "fixed_ore": 120_000_00, "valid_from": "2005-01-01", "valid_until": "2009-01-01"}
        ],
    }  # fmt: skip


def coded(code: str) -> dict[str, list[dict[str, object]]]:
    """Rows that know a payer only by a code."""
    months, days = (FEBRUARY, MARCH), ("2008-02-11", "2008-03-11")
    return {
        "workstations": workstations(3, *months, cost_centre_id=code),
        "extensions": [extension(day, cost_centre_id=code) for day in months],
        "calls": [
            {"extension_no": "341234", "amount_ore": 468, "called_on": day} for day in days
        ] + [
            {"extension_no": "1", "amount_ore": -68, "called_on": day, "cost_centre_id": code}
            for day in days
        ],
        "servers": [
            {"server_name": "SRV1", "server_type": "Virtuell", "snapshot_on": day,
             "cost_centre_id": code} for day in months
        ],
    }  # fmt: skip


def orphans(code: str | None) -> dict[str, list[dict[str, object]]]:
    """Objects that name no owner; with a code they would."""
    months = (FEBRUARY, MARCH)
    return {
        "workstations": workstations(1, *months, asset_name="PC-9", cost_centre_id=code),
        "extensions": [
            extension(day, extension_no="349999", cost_centre_id=code) for day in months
        ],
        "calls": [{"extension_no": "349999", "amount_ore": 468, "called_on": "2008-03-11"}],
        "servers": [
            {"server_name": "SRV9", "server_type": "Virtuell", "snapshot_on": day,
             "cost_centre_id": code} for day in months
        ],
    }  # fmt: skip


def built(tables, *wanted):
    connection = staged(busy_town(**tables))
    runner.run_to(connection, wanted)
    return connection


def rows(connection, query):
    return connection.execute(query).fetchall()


MENDED = {
    "a name": (
        misspelt("Fosi SDF"), misspelt("SDF Fosie"), {"mending_aliases": [ALIAS]},
    ),
    "a code": (coded("40713"), coded("40730"), {"mending_codes": [CODE]}),
    "an owner": (
        orphans(None),
        orphans("40730"),
        {
            "mending_owners": [
                {"object_kind": kind, "object_id": object_id, "cost_centre_id": "40730",
                 "source_line": 9, **FROM_FEBRUARY}
                for kind, object_id in OWNERS.items()
            ]
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", MENDED)
def test_what_is_mended_is_charged_as_if_the_source_had_said_so(what):
    wrong, right, mending = MENDED[what]

    mended = built({**wrong, **mending}, "charges.lines", "control.equations", "control.mendable")
    said = built(right, "charges.lines")

    assert rows(mended, LINES) == rows(said, LINES)
    assert rows(mended, "select * from control.mendable") == []
    assert rows(mended, PAID)
    sides = "select sum(case when side = 'left' then amount else -amount end) from control.equations group by equation, period, source_id"  # noqa: E501
    assert {one for (one,) in rows(mended, sides)} <= {0}


def test_before_it_is_mended_it_is_told_what_each_mending_would_give_a_payer():
    """The parts of what nobody pays for sum to it, whoever they are shared out on.

    The supplier has a name, and no cost centre that pays: its part of a shared site waits too.
    """
    wrong = {
        **misspelt("Fosi SDF"),
        "extensions": coded("40713")["extensions"],
        "calls": coded("40713")["calls"],
        "servers": orphans(None)["servers"],
    }
    connection = built(wrong, "control.mendable")

    shared = "select period, source_id, service_id, reason, sum(amount_ore)::bigint from {} group by all order by all"  # noqa: E501
    ways = "select way, object_kind, subject from control.mendable group by all order by all"
    assert rows(connection, shared.format("control.mendable")) == rows(
        connection, shared.format("control.unallocated")
    )
    assert rows(connection, ways) == [
        ("alias", "", "fosi sdf"),
        ("alias", "", "serviceförvaltningen"),
        ("code", "", "40713"),
        ("owner", "server", "SRV9"),
        ("owner", "workstation", "PC-1"),
    ]


def test_a_mending_holds_from_its_day_to_its_day():
    """An account counted by the day pays for 10–19 March: 10 of 31 days of a month's 115 kr."""
    unit = {"account_id": "e1", "person_id": None, "directory_unit": "Fosi SDF"}
    days = {"valid_from": "2008-03-10", "valid_until": "2008-03-20"}
    connection = built(
        {
            "accounts": accounts(FEBRUARY, MARCH, **unit, account_class="EXT"),
            "mending_aliases": [{**ALIAS, **days}],
        },
        "charges.lines",
    )

    lines = "select period, unit_days, amount_ore from charges.lines where service_id = 'ACC-EXT'"
    assert [(str(month), *found) for month, *found in rows(connection, lines)] == [
        ("2008-03-01", 10, 37_10)
    ]


def test_a_mending_never_moves_what_has_a_payer():
    """The department's own name, a code in force and an object with an owner stay theirs."""
    elsewhere = {"department_id": "SEF", "name_sv": "Stab", "is_default": True}
    mendings = {
        "mending_aliases": [{**ALIAS, "alias": "sdf fosie", "department_id": "SEF"}],
        "mending_codes": [{**CODE, "code": "40730", "cost_centre_id": "10000"}],
        "mending_owners": [
            {"object_kind": "workstation", "object_id": "PC-1", "cost_centre_id": "10000",
             "source_line": 9, **FROM_FEBRUARY}
        ],
    }  # fmt: skip
    centres = [*busy_town()["cost_centres"], {"cost_centre_id": "10000", **elsewhere}]
    tables = {**misspelt("SDF Fosie"), "extensions": [extension(MARCH)], "cost_centres": centres}

    assert rows(built({**tables, **mendings}, "charges.lines"), LINES) == rows(
        built(tables, "charges.lines"), LINES
    )


def replaced(value, meant):
    """A text as the source should have written it, in lists of names too."""
    if not isinstance(value, str):
        return value
    return ", ".join(meant.get(part, part) for part in value.split(", "))


@few
@given(seeds)
def test_in_any_city_what_is_mended_is_counted_as_if_the_source_had_said_so(seed):
    """Names nobody knows and codes that name nothing, in every source and on every day."""
    whole = sources.tables(*source_cities.pack(seed, 3))
    meant = {"nowhere": "c0A", "none": "c03"}
    told = {"valid_from": "1990-01-01", "source_file": "journal", "source_line": 1}
    mendings = {
        "mending_aliases": [{"alias": "nowhere", "department_id": "c0A", **told}],
        "mending_codes": [{"code": "none", "cost_centre_id": "c03", **told}],
    }
    right = {
        name: [{column: replaced(value, meant) for column, value in row.items()} for row in rows_]
        for name, rows_ in whole.items()
    }
    counted = """
        select * from charges.usage_months where reason is null order by all
    """

    mended = sources.built({**whole, **mendings}, "charges.usage_months")
    assert rows(mended, counted) == rows(sources.built(right, "charges.usage_months"), counted)
