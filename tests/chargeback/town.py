"""A town small enough to charge in the head: one customer, one supplier, two months."""

from tests.chargeback.staging import Row, month_ends

FEBRUARY, MARCH = (str(day) for day in month_ends("2008-02", 2))
SERVICES = {
    "WS-ADM": (
        "yearly",
        "month_end",
        None,
        "sccm_datorer",
        "arbetsstation",
        "workstation",
        5280_00,
    ),
    "WS-LAP": (
        "yearly",
        "month_end",
        None,
        "sccm_datorer",
        "arbetsstation",
        "workstation",
        6120_00,
    ),
    "ACC-STD": ("yearly", "month_end", None, "ad_users", "konto", "account", 1380_00),
    "ACC-EXT": ("yearly", "day_exact", None, "ad_users", "konto", "account", 1380_00),
    "ACC-ELEV": ("yearly", "on_dates", "10-15|02-15", "elevregister", "konto", "account", 155_00),
    "CONN-S": ("decision", "decision", "12-31", "hr", "förvaltning", "department", 48_000_00),
    "SYS-DRIFT": ("agreement", "fixed", None, "tjansteavtal", "krona", "SEK", None),
}


def services() -> list[Row]:
    """Seven services, one of each way to count and a few more."""
    return [
        {
            "service_id": service_id,
            "name_sv": f"Tjänst {service_id}",
            "name_en": f"Service {service_id}",
            "fee_kind": fee_kind,
            "rule": rule,
            "rule_days": rule_days,
            "source": source,
            "unit_sv": unit_sv,
            "unit_en": unit_en,
            "supplier_department_id": "SEF",
            "account_debit": "7591",
        }
        for service_id, (fee_kind, rule, rule_days, source, unit_sv, unit_en, _) in SERVICES.items()
    ]


def prices() -> list[Row]:
    """One price list for all of 2008."""
    return [
        {
            "service_id": service_id,
            "price_list_id": "PL-2008-v1",
            "price_ore": price_ore,
            "valid_from": "2008-01-01",
            "valid_until": "2009-01-01",
        }
        for service_id, (*_, price_ore) in SERVICES.items()
        if price_ore is not None
    ]


def accounts(*snapshots: str, **columns: object) -> list[Row]:
    """One standard account in each snapshot, with these columns."""
    row = {"account_id": "p104233", "person_id": "P000104233", "account_class": "STD"}
    return [{**row, "snapshot_on": day, **columns} for day in snapshots]


def workstations(count: int, *snapshots: str, **columns: object) -> list[Row]:
    """So many desktops in each snapshot, paid by cost centre 40730 unless told otherwise."""
    row = {"chassis": "Desktop", "environment": "ADM", "cost_centre_id": "40730"}
    return [
        {**row, "asset_name": f"PC-{number}", "snapshot_on": day, **columns}
        for day in snapshots
        for number in range(1, count + 1)
    ]


def town(**tables: list[Row]) -> dict[str, list[Row]]:
    """Staged rows of the town: 14 desktops and one account, in February and March 2008.

    A table given here replaces the town's own.
    """
    return {
        "services": services(),
        "prices": prices(),
        "price_lists": [
            {
                "price_list_id": "PL-2008-v1",
                "decided_on": "2007-11-21",
                "decision": "KS 2007-11-21",
            }
        ],
        "departments": [
            {
                "department_id": "SDI",
                "name_sv": "SDF Fosie",
                "short": "Fosie",
                "counterparty": "125",
            },
            {
                "department_id": "SEF",
                "name_sv": "Serviceförvaltningen",
                "counterparty": "111",
                "is_supplier": True,
            },
        ],
        "cost_centres": [
            {
                "cost_centre_id": "40700",
                "department_id": "SDI",
                "name_sv": "Ledning och stab",
                "is_default": True,
                "activity": "9100",
            },
            {
                "cost_centre_id": "40730",
                "department_id": "SDI",
                "name_sv": "Förskola Hermodsdal",
                "activity": "4070",
            },
        ],
        "organisation_units": [
            {"org_code": "4711", "org_name": "Förskola Hermodsdal", "cost_centre_id": "40730"}
        ],
        "agreement_scopes": [
            {"scope": "Plattform", "service_id": "WS-ADM"},
            {"scope": "Plattform", "service_id": "ACC-STD"},
        ],
        "agreements": [
            {
                "agreement_id": "AV-2008-002",
                "department_name": "SDF Fosie",
                "scope": "Plattform",
                "valid_from": "2008-01-01",
                "valid_until": "2009-01-01",
                "signed_on": "2008-03-20",
            }
        ],
        "employments": [
            {
                "snapshot_on": day,
                "person_id": "P000104233",
                "employment_no": 1,
                "org_code": "4711",
                "employment_rate": 7500,
                "valid_from": "2003-08-11",
            }
            for day in (FEBRUARY, MARCH)
        ],
        "accounts": accounts(FEBRUARY, MARCH),
        "workstations": workstations(14, FEBRUARY, MARCH),
        **tables,
    }
