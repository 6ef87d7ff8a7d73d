"""The town once more with a row or two of every source, so that each kind of use is charged."""

from tests.chargeback.staging import Row
from tests.chargeback.town import FEBRUARY, MARCH, prices, services, town

ALL_SOURCES = (
    "extensions",
    "servers",
    "e_services",
    "connections",
    "licences",
    "storage_volumes",
    "calls",
    "prints",
    "tickets",
    "time_reports",
)
# Service: kind of fee, rule, days, source, öre a year or apiece, 1/10 000 kr apiece.
SERVICES = {
    "TEL-FAST": ("yearly", "month_end", None, "anknytningar", 1080_00, None),
    "SRV-VIRT": ("yearly", "month_end", None, "servrar", 24_000_00, None),
    "WEB-ETJ": ("yearly", "month_end", None, "etjanster", 36_000_00, None),
    "CONN-SITE-10": ("yearly", "month_end", None, "natanslutningar", 12_000_00, None),
    "CONN-SITE-NY": ("one_off", "event", None, "natanslutningar", 4_000_00, None),
    "LIC-OFF": ("yearly", "on_dates", "12-31", "licenser", 600_00, None),
    "STO-GB": ("metered", "on_day", "20", "lagring", None, 9_0000),
    "TEL-TRAF": ("passed_through", "sum", None, "samtal", None, None),
    "PRT-SV": ("metered", "sum", None, "utskrifter", None, 3500),
    "PRT-FG": ("metered", "sum", None, "utskrifter", None, 1_8000),
    "SUP-TIM": ("metered", "sum", None, "arenden", None, 520_0000),
    "KON-TIM": ("metered", "sum", None, "tidrapport", None, 690_0000),
}


def busy_town(**tables: list[Row]) -> dict[str, list[Row]]:
    """The town with two months of every source; a table given here replaces its own."""
    return town(
        services=services() + more_services(),
        prices=prices() + more_prices(),
        **{
            "extensions": [extension(FEBRUARY), extension(MARCH)],
            **registers(),
            **usage(),
            **tables,
        },
    )


def more_services() -> list[Row]:
    """A service for each source."""
    return [
        {
            "service_id": service_id,
            "name_sv": f"Tjänst {service_id}",
            "name_en": f"Service {service_id}",
            "fee_kind": fee_kind,
            "rule": rule,
            "rule_days": rule_days,
            "source": source,
            "unit_sv": "styck",
            "unit_en": "piece",
            "supplier_department_id": "SEF",
            "account_debit": "7591",
        }
        for service_id, (fee_kind, rule, rule_days, source, _, _) in SERVICES.items()
    ]


def more_prices() -> list[Row]:
    """A price for each service that has one."""
    return [
        {
            "service_id": service_id,
            "price_list_id": "PL-2008-v1",
            "price_ore": price_ore,
            "price_e4": price_e4,
            "valid_from": "2008-01-01",
            "valid_until": "2009-01-01",
        }
        for service_id, (*_, price_ore, price_e4) in SERVICES.items()
        if price_ore is not None or price_e4 is not None
    ]


def extension(day: str, **columns: object) -> Row:
    """An extension of the pre-school."""
    row = {"extension_no": "341234", "extension_type": "FAST", "cost_centre_id": "40730"}
    return {**row, "snapshot_on": day, **columns}


def registers() -> dict[str, list[Row]]:
    """A server, an e-service, a connection that is new in March, a licence and stored data."""
    months = (FEBRUARY, MARCH)
    server = {"server_name": "SRV1", "server_type": "Virtuell", "cost_centre_id": "40700"}
    e_service = {"e_service_id": "ET1", "status": "Drift", "department_name": "Fosie"}
    site = {
        "connection_id": "N1",
        "service_id": "CONN-SITE-10",
        "department_name": "SDF Fosie, Serviceförvaltningen",
        "valid_from": "2008-03-12",
    }
    licence = {
        "product": "Kontorspaket",
        "quantity": 3,
        "asset_name": "PC-1",
        "cost_centre_id": "40730",
    }
    stored = {"volume": "hem", "owner_name": "p104233", "size_milli": 7_500, "size_unit": "GB"}
    return {
        "servers": [{**server, "snapshot_on": day} for day in months],
        "e_services": [{**e_service, "snapshot_on": day} for day in months],
        "connections": [{**site, "snapshot_on": MARCH}],
        "licences": [{**licence, "snapshot_on": "2007-12-31"}],
        "storage_volumes": [{**stored, "snapshot_on": day} for day in ("2008-02-20", "2008-03-20")],
    }


def usage() -> dict[str, list[Row]]:
    """Calls, prints, an errand and hours, in February and March."""
    days = ("2008-02-11", "2008-03-11")
    call = {"extension_no": "341234", "amount_ore": 468}
    page = {"user_id": "p104233", "pages": 4, "copies": 2}
    errand = {"minutes": 90, "department_name": "Fosie"}
    hours = {"assignment": "KON-1", "customer_name": "Fosie", "hours_hundredths": 650}
    return {
        "calls": [{**call, "called_on": day} for day in days],
        "prints": [{**page, "printed_on": day, "is_colour": day < "2008-03"} for day in days],
        "tickets": [{**errand, "created_on": day, "ticket_id": f"INC-{day}"} for day in days],
        "time_reports": [{**hours, "worked_on": day} for day in days],
    }
