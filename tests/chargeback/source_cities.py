"""Small cities with registers, licences, storage and usage drawn by chance, beside the rest."""

import datetime
import random

from tests.chargeback import cities
from tests.chargeback.cities import DAYS, LONG_AGO, MONTH_ENDS, OPEN

RULES = {
    "TEL-FAST": "month_end",
    "TEL-IP": "month_end",
    "SRV-FYS": "month_end",
    "SRV-VIRT": "month_end",
    "WEB-ETJ": "month_end",
    "CONN-SITE-10": "month_end",
    "CONN-SITE-NY": "event",
    "LIC-OFF": "on_dates",
    "STO-GB": "on_day",
    "TEL-TRAF": "sum",
    "PRT-SV": "sum",
    "PRT-FG": "sum",
    "SUP-TIM": "sum",
    "KON-TIM": "sum",
}
READ_IN = {"on_dates": ("12-31", "licenser"), "on_day": ("20", "lagring")}
REGISTERS = ("extensions", "servers", "e_services", "connections")
USAGE = ("calls", "prints", "tickets", "time_reports")
KINDS = (*REGISTERS, "licences", "storage_volumes", *USAGE)
LICENCE_DAYS = [datetime.date(2007, 12, 31), datetime.date(2008, 2, 29)]
# The first day that a new connection costs nothing.
FEE_ENDS = DAYS[100]
# The day before the first charged month, and the day after the last.
USED_DAYS = [DAYS[0] - datetime.timedelta(days=1), *DAYS]


def services():
    """A service for each way a source is counted."""
    return [
        {
            "service_id": service_id,
            "rule": rule,
            "rule_days": READ_IN.get(rule, (None, None))[0],
            "source": READ_IN.get(rule, (None, "any"))[1],
            "valid_until": FEE_ENDS if rule == "event" else OPEN,
        }
        for service_id, rule in RULES.items()
    ]


def snapshots(dice):
    """A register's file may be missing in February, the storage may be read a day early."""
    whole = list(MONTH_ENDS)
    carried = [day for day in whole if day.month != 2]
    read = [datetime.date(2008, month, dice.choice([20, 20, 19])) for month in range(1, 5)]
    extra = datetime.date(2008, 2, 10)
    stored = [*(day for day in read if day.month != dice.choice([0, 3])), extra]
    drawn = {kind: dice.choice([whole, whole, carried]) for kind in REGISTERS}
    return {**drawn, "licences": LICENCE_DAYS, "storage_volumes": sorted(stored)}


def pack(seed, count):
    """Shared tables, snapshot days, and so many cities with names of their own."""
    dice = random.Random(seed)
    shared, days, drawn = cities.pack(seed, count)
    days = {**days, **snapshots(dice)}
    shared = {**shared, "services": shared["services"] + services()}
    for number, city in enumerate(drawn):
        name = f"c{number}"
        city["departments"].append({"department_id": f"{name}C", "name_sv": f"{name}C"})
        city |= {**shared, **sources(dice, name, days), "snapshots": days}
    return shared, days, drawn


def sources(dice, name, days):
    """The staged rows of one city's registers, licences, storage and usage."""
    return {
        "extensions": extensions(dice, name, days["extensions"]),
        "servers": servers(dice, name, days["servers"]),
        "e_services": e_services(dice, name, days["e_services"]),
        "connections": connections(dice, name, days["connections"]),
        "licences": licences(dice, name),
        "storage_volumes": storage(dice, name, days["storage_volumes"]),
        "calls": calls(dice, name),
        "prints": prints(dice, name),
        "tickets": tickets(dice, name),
        "time_reports": time_reports(dice, name),
    }


def named(dice, name):
    """A cost centre that exists, one that changes department, one that never was, or none."""
    return dice.choice([f"{name}3", f"{name}4", "none", None, None])


def department(dice, name):
    """A department, one without a cost centre, a name nobody knows, or none."""
    return dice.choice([f"{name}A", f"{name}B", f"{name}C", "nowhere", None])


def person(dice, name):
    return dice.choice([f"{name}p1", f"{name}p2", None])


def span(dice):
    """First day and the day after the last; now and then none is left."""
    start = dice.choice([LONG_AGO, LONG_AGO, dice.choice(DAYS)])
    return {"valid_from": start, "valid_until": dice.choice([OPEN, OPEN, dice.choice(DAYS)])}


def extensions(dice, name, days):
    """Some stand twice, told by another person, or following one another."""
    rows = []
    for number in range(4):
        row = {
            "extension_no": f"{name}x{number}",
            "extension_type": dice.choice(["FAST", "IP"]),
            "status": dice.choice(["Aktiv", "Aktiv", "Aktiv", "Avstängd"]),
            "person_id": person(dice, name),
            "department_name": department(dice, name),
            "cost_centre_id": named(dice, name),
            **span(dice),
        }
        for day in days:
            if dice.random() < 0.2:
                row = {**row, "person_id": person(dice, name), "cost_centre_id": named(dice, name)}
            if dice.random() < 0.85:
                rows.append({**row, "snapshot_on": day})
            if dice.random() < 0.25:
                rows.append({**row, "snapshot_on": day, "person_id": None, **span(dice)})
    return rows


def servers(dice, name, days):
    rows = []
    for number in range(3):
        row = {
            "server_name": f"{name}s{number}",
            "server_type": dice.choice(["Fysisk", "Virtuell"]),
            "host_name": dice.choice([f"{name}s0", None, None]),
            "department_name": department(dice, name),
            "cost_centre_id": named(dice, name),
            **span(dice),
        }
        rows += [{**row, "snapshot_on": day} for day in days if dice.random() < 0.85]
    return rows


def e_services(dice, name, days):
    status = ["Drift", "Drift", "Test", "Avvecklad"]
    row = {"e_service_id": f"{name}e", "department_name": department(dice, name), **span(dice)}
    return [{**row, "snapshot_on": day, "status": dice.choice(status)} for day in days]


def connections(dice, name, days):
    """Sites of one department, of two, of one in two spellings, and of one that nobody knows."""
    rows = []
    sharers = [f"{name}A, {name}B", f"{name}B,{name}A", f"{name}B, nowhere", f"{name}C, {name}A"]
    for number in range(5):
        row = {
            "connection_id": f"{name}n{number}",
            "service_id": "CONN-SITE-10",
            "department_name": dice.choice([department(dice, name), *sharers]),
            "cost_centre_id": named(dice, name),
            **span(dice),
        }
        if dice.random() < 0.1:
            row["valid_from"] = FEE_ENDS
        rows += [{**row, "snapshot_on": day} for day in days if dice.random() < 0.85]
    return rows


def licences(dice, name):
    return [
        {
            "product": dice.choice(["Kontorspaket", "Kontorspaket", "Ritprogram"]),
            "quantity": dice.randrange(4),
            "asset_name": f"{name}w{number}",
            "person_id": person(dice, name),
            "department_name": department(dice, name),
            "cost_centre_id": named(dice, name),
            "valid_from": dice.choice([LONG_AGO, day, day + datetime.timedelta(days=1)]),
            "valid_until": dice.choice([OPEN, OPEN, day, day + datetime.timedelta(days=1)]),
            "snapshot_on": day,
        }
        for day in LICENCE_DAYS
        for number in range(3)
    ]


def account(dice, name):
    """An account, one the directory may know only some months, or one it never knew."""
    return f"{name}a{dice.randrange(7)}"


def storage(dice, name, days):
    return [
        {
            "volume": f"{name}v",
            "owner_name": dice.choice([account(dice, name).upper(), department(dice, name)]),
            "size_milli": dice.randrange(10_000),
            "size_unit": dice.choice(["GB", "MB", "TB"]),
            "snapshot_on": day,
        }
        for day in days
        for _ in range(3)
    ]


def calls(dice, name):
    return [
        {
            "called_on": dice.choice(USED_DAYS),
            "extension_no": f"{name}x{dice.randrange(5)}",
            "amount_ore": dice.randrange(-50, 500),
            "cost_centre_id": named(dice, name),
        }
        for _ in range(10)
    ]


def prints(dice, name):
    return [
        {
            "printed_on": dice.choice(USED_DAYS),
            "user_id": dice.choice(["system", *(account(dice, name) for _ in range(6))]),
            "pages": dice.randrange(1, 9),
            "copies": dice.randrange(1, 4),
            "is_colour": dice.random() < 0.3,
        }
        for _ in range(10)
    ]


def tickets(dice, name):
    """Some are told twice in a file."""
    return [
        {
            "ticket_id": f"{name}t{dice.randrange(7)}-{day.month}",
            "created_on": day,
            "status": dice.choice(["Stängd", "Stängd", "Stängd", "Dubblett"]),
            "minutes": dice.choice([0, None, 1, 13, 90, 275]),
            "is_billable": dice.random() < 0.8,
            "reporter_id": dice.choice([account(dice, name), None]),
            "department_name": department(dice, name),
        }
        for day in (dice.choice(USED_DAYS) for _ in range(8))
    ]


def time_reports(dice, name):
    return [
        {
            "worked_on": dice.choice(USED_DAYS),
            "assignment": dice.choice(["KON-1", "KON-2", "INTERN"]),
            "customer_name": department(dice, name),
            "cost_centre_id": named(dice, name),
            "hours_hundredths": dice.choice([0, 25, 650]),
            "is_billable": dice.random() < 0.8,
        }
        for _ in range(5)
    ]
