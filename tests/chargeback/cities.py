"""Small cities drawn by chance, with names of their own, so that many fit in one build."""

import datetime
import random

from tests.chargeback.staging import month_ends

MONTH_ENDS = month_ends("2008-01", 4)
READINGS = [datetime.date(2007, 10, 15), datetime.date(2008, 2, 15)]
OPEN = datetime.date(9999, 12, 31)
ALWAYS = datetime.date(1996, 1, 1)
LONG_AGO = datetime.date(2003, 8, 11)
RULES = {
    "WS-ADM": "month_end",
    "WS-LAP": "month_end",
    "WS-PED": "month_end",
    "ACC-STD": "month_end",
    "ACC-FUNK": "month_end",
    "ACC-EXT": "day_exact",
    "ACC-ELEV": "on_dates",
    "CONN-S": "decision",
    "CONN-M": "decision",
    "SYS-DRIFT": "fixed",
}
DAYS = [datetime.date(2008, 1, 1) + datetime.timedelta(days=number) for number in range(121)]
PERIODS = [(day.replace(day=1), day.day) for day in MONTH_ENDS]


def rules():
    """The services and their prices for a whole pack of cities; one price changes in March."""
    services = [
        {
            "service_id": service_id,
            "rule": rule,
            "rule_days": "10-15|02-15" if rule == "on_dates" else None,
            "source": "elevregister",
        }
        for service_id, rule in RULES.items()
    ]
    return {"services": services}


def prices(dice):
    """Odd prices, so that twelfths and days leave fractions; each may change on some day."""
    rows = []
    for service_id, rule in RULES.items():
        if rule == "fixed":
            continue
        change = dice.choice([DAYS[60], dice.choice(DAYS[1:]), OPEN])
        spans = [(ALWAYS, change), (change, OPEN)] if change != OPEN else [(ALWAYS, OPEN)]
        rows += [
            {
                "service_id": service_id,
                "price_list_id": f"PL-{number}",
                "price_ore": dice.randrange(0, 10_000_00),
                "valid_from": start,
                "valid_until": end,
            }
            for number, (start, end) in enumerate(spans)
        ]
    return rows


def snapshots(dice):
    """The snapshot days of a pack: now and then February's is missing and January's carried."""
    whole = list(MONTH_ENDS)
    carried = [day for day in whole if day.month != 2]
    kinds = ("accounts", "workstations", "employments")
    drawn = {kind: dice.choice([whole, whole, carried]) for kind in kinds}
    return {**drawn, "pupils": list(READINGS)}


def city(dice, name, days):
    """The staged rows of one small city whose every name begins with ``name``."""
    moves = dice.choice(DAYS)
    return {
        "departments": [
            {"department_id": f"{name}{letter}", "name_sv": f"{name}{letter}"} for letter in "AB"
        ],
        "cost_centres": cost_centres(name, moves),
        "organisation_units": units(name, dice.choice(DAYS)),
        "accounts": accounts(dice, name, days["accounts"]),
        "workstations": workstations(dice, name, days["workstations"]),
        "employments": employments(dice, name, days["employments"]),
        "pupils": pupils(dice, name),
        "size_classes": size_classes(dice, name),
        "agreements": agreements(dice, name),
    }


def cost_centres(name, moves):
    """Two defaults, one unit, and one that changes department on a day."""

    def row(number, department, start=ALWAYS, end=OPEN, *, default=False):
        return {
            "cost_centre_id": f"{name}{number}",
            "department_id": f"{name}{department}",
            "name_sv": f"{name}unit{number}",
            "is_default": default,
            "valid_from": start,
            "valid_until": end,
        }

    return [
        row(1, "A", default=True),
        row(2, "B", default=True),
        row(3, "A"),
        row(4, "A", end=moves),
        row(4, "B", start=moves),
    ]


def units(name, changes):
    """Unit 1 stands still; the code of unit 2 is given to another unit on a day."""

    def row(code, number, start=ALWAYS, end=OPEN):
        return {
            "org_code": f"{name}{code}",
            "cost_centre_id": f"{name}{number}" if number else None,
            "valid_from": start,
            "valid_until": end,
        }

    return [row("u1", 3), row("u2", 4, end=changes), row("u2", 3, start=changes), row("u9", None)]


def accounts(dice, name, days):
    rows = []
    for number in range(5):
        kind = dice.choice(["STD", "STD", "EXT", "EXT", "FUNK", "ADM"])
        person = dice.choice([f"{name}p1", f"{name}p2", None])
        unit = dice.choice([f"{name}A", f"{name}B", "nowhere", None])
        created = dice.choice([LONG_AGO, dice.choice(DAYS), dice.choice(DAYS)])
        until = dice.choice([OPEN, OPEN, dice.choice(DAYS)])
        for day in days:
            if created <= day and dice.random() < 0.8:
                row = {
                    "account_id": f"{name}a{number}",
                    "account_class": kind,
                    "person_id": person,
                    "directory_unit": unit,
                    "created_on": created,
                    "valid_until": dice.choice([until, until, OPEN]),
                    "user_account_control": dice.choice([512, 512, 512, 514]),
                    "snapshot_on": day,
                }
                rows.append(row)
                if dice.random() < 0.15:
                    older = created - datetime.timedelta(days=400)
                    rows.append({**row, "created_on": older})
    return rows


def workstations(dice, name, days):
    rows = []
    for number in range(4):
        row = {
            "asset_name": f"{name}w{number}",
            "serial_no": f"{name}s{number}",
            "environment": dice.choice(["ADM", "ADM", "PED"]),
            "chassis": dice.choice(["Desktop", "Notebook"]),
            "cost_centre_id": dice.choice([f"{name}3", f"{name}4", None, "none"]),
            "main_user_id": dice.choice([f"{name}a0", f"{name}a1", None]),
        }
        for day in days:
            if dice.random() < 0.8:
                seen = day - datetime.timedelta(days=dice.randrange(1, 9))
                rows.append({**row, "snapshot_on": day, "last_inventoried_on": seen})
                if dice.random() < 0.15:
                    before = seen - datetime.timedelta(days=40)
                    rows.append({**rows[-1], "last_inventoried_on": before})
    return rows


def employments(dice, name, days):
    rows = []
    for person in (f"{name}p1", f"{name}p2"):
        for number in (1, 2):
            start = dice.choice([LONG_AGO, dice.choice(DAYS)])
            end = dice.choice([OPEN, OPEN, dice.choice(DAYS)])
            for day in days:
                if dice.random() < 0.15:
                    start = dice.choice([start, dice.choice(DAYS)])
                if start <= day and dice.random() < 0.85:
                    rows.append(
                        {
                            "person_id": person,
                            "employment_no": number,
                            "org_code": name + dice.choice(["u1", "u1", "u2", "u9"]),
                            "employment_rate": dice.choice([10000, 5000]),
                            "valid_from": start,
                            "valid_until": dice.choice([end, OPEN]),
                            "snapshot_on": day,
                        }
                    )
    return [row for row in rows if row["valid_from"] < row["valid_until"]]


def pupils(dice, name):
    return [
        {
            "pupil_id": f"{name}e{number}",
            "school_name": name + dice.choice(["unit3", "unit3", "gone"]),
            "principal": dice.choice(["Malmö", "Malmö", "Fristående"]),
            "district": name + dice.choice("A"),
            "enrolled_from": LONG_AGO,
            "enrolled_until": dice.choice([OPEN, day, day + datetime.timedelta(days=1)]),
            "snapshot_on": day,
        }
        for day in READINGS
        for number in range(dice.randrange(5))
    ]


def size_classes(dice, name):
    return [
        {
            "department_id": f"{name}{letter}",
            "year": 2008,
            "class": dice.choice("SM"),
            "valid_from": dice.choice([datetime.date(2008, 1, 1), dice.choice(DAYS)]),
        }
        for letter in "AB"
    ]


def agreements(dice, name):
    """A fixed yearly amount for part of the time."""
    start = dice.choice(DAYS)
    return [
        {
            "agreement_id": f"{name}AV",
            "department_name": f"{name}A",
            "scope": "SYS-DRIFT",
            "fixed_ore": dice.randrange(1, 10_000_000_00),
            "valid_from": start,
            "valid_until": start + datetime.timedelta(days=dice.randrange(1, 90)),
        }
    ]


def pack(seed, count):
    """So many cities that share services, prices and snapshot days but not one name."""
    dice = random.Random(seed)
    days = snapshots(dice)
    shared = {**rules(), "prices": prices(dice)}
    drawn = [city(dice, f"c{number}", days) for number in range(count)]
    for one in drawn:
        one |= {**shared, "snapshots": days}
    return shared, days, drawn
