"""Small cities of counted uses drawn by chance: every kind of fee, with tiers and agreed prices.

A city's names begin with its own letters, so that many share one build, its services and prices.
"""

import datetime
import random

MONTHS = [(datetime.date(2009, month, 1), days) for month, days in ((1, 31), (2, 28), (3, 31))]
FIRST, LAST = datetime.date(2009, 1, 1), datetime.date(2009, 4, 1)
ALWAYS, OPEN = datetime.date(1996, 1, 1), datetime.date(9999, 12, 31)
DAY = datetime.timedelta(days=1)
DAYS = [FIRST + number * DAY for number in range((LAST - FIRST).days)]
# service: fee kind, rule, allowance, what prices it
SERVICES = {
    "ACC": ("yearly", "month_end", None, "list"),
    "SITE": ("yearly", "month_end", None, "list"),
    "SHARED": ("yearly", "month_end", None, "tiers"),
    "PAGE": ("metered", "sum", None, "list"),
    "HOUR": ("metered", "sum", None, "tiers"),
    "GB": ("metered", "on_day", "2 GB per ACC", "list"),
    "DISK": ("metered", "on_day", "3 GB per ACC", "tiers"),
    "NEW": ("one_off", "event", None, "list"),
    "CARD": ("one_off", "event", None, "tiers"),
    "CALL": ("passed_through", "sum", None, None),
}
KINDS = ("graduated", "volume", "package", "flat")


def services():
    return [
        {
            "service_id": service_id,
            "name_sv": service_id,
            "name_en": service_id,
            "unit_sv": "sida",
            "unit_en": "page",
            "fee_kind": fee_kind,
            "rule": rule,
            "allowance": allowance,
            "supplier_department_id": "SEF",
        }
        for service_id, (fee_kind, rule, allowance, _) in SERVICES.items()
    ]


def priced_by(how):
    return [service_id for service_id, told in SERVICES.items() if told[3] == how]


def column(service_id):
    return "price_e4" if SERVICES[service_id][0] == "metered" else "price_ore"


def prices(dice):
    """Odd prices; each may change on a day inside a month."""
    rows = []
    for service_id in priced_by("list"):
        change = dice.choice([dice.choice(DAYS[1:]), OPEN])
        spans = [(ALWAYS, change), (change, OPEN)] if change != OPEN else [(ALWAYS, OPEN)]
        rows += [
            {
                "service_id": service_id,
                "price_list_id": f"PL-{number}",
                column(service_id): dice.randrange(0, 1_000_00),
                "valid_from": start,
                "valid_until": end,
            }
            for number, (start, end) in enumerate(spans)
        ]
    return rows


def tiers(dice, kinds=KINDS):
    """One to three steps for each service priced by steps; a flat one's amounts rise."""
    rows = []
    for service_id in priced_by("tiers"):
        kind = dice.choice(kinds)
        starts = sorted({0, *(dice.randrange(1, 30) for _ in range(dice.randrange(3)))})
        amounts = [dice.randrange(0, 1_000_00) for _ in starts]
        rows += [
            {
                "service_id": service_id,
                "price_list_id": "PL-0",
                "tier_kind": kind,
                "from_quantity": start,
                "package_size": dice.randrange(1, 9) if kind == "package" else None,
                column(service_id): amount,
                "valid_from": datetime.date(2009, 1, 1),
                "valid_until": OPEN,
            }
            for start, amount in zip(
                starts, sorted(amounts) if kind == "flat" else amounts, strict=True
            )
        ]
    return rows


def city(dice, name):
    """Two departments with two cost centres each; one of them has agreed on some prices."""
    cost_centres = [
        {
            "cost_centre_id": f"{name}{letter}{number}",
            "department_id": f"{name}{letter}",
            "name_sv": f"unit {name}{letter}{number}",
            "is_default": number == 1,
            "valid_from": ALWAYS,
            "valid_until": OPEN,
        }
        for letter in "AB"
        for number in (1, 2)
    ]
    own = agreed(dice, name)
    return {
        "departments": [
            {"department_id": f"{name}{letter}", "name_sv": f"{name}{letter}"} for letter in "AB"
        ],
        "cost_centres": cost_centres,
        "agreements": [
            {
                "agreement_id": f"{name}AV",
                "department_name": f"{name}A",
                "scope": "SITE",
                "valid_from": FIRST,
                "valid_until": OPEN,
                "signed_on": FIRST,
            }
        ],
        "agreement_prices": own,
        "uses": uses(dice, name, cost_centres),
    }


def agreed(dice, name):
    """Prices of department A for a part of the time."""
    rows = []
    for service_id in ("SITE", "PAGE", "GB", "NEW", "HOUR"):
        start = dice.choice(DAYS)
        if dice.random() < 0.5:
            rows.append(
                {
                    "agreement_id": f"{name}AV",
                    "department_id": f"{name}A",
                    "service_id": service_id,
                    column(service_id): dice.randrange(0, 1_000_00),
                    "valid_from": start,
                    "valid_until": start + dice.randrange(1, 60) * DAY,
                    "decision": "agreed",
                }
            )
    return rows


def uses(dice, name, cost_centres):
    rows = []
    for number in range(60):
        service_id = dice.choice(list(SERVICES))
        rows.append(use(dice, name, number, service_id, dice.choice([*cost_centres, None])))
    return rows


def use(dice, name, number, service_id, payer):
    fee_kind, rule, _allowance, _how = SERVICES[service_id]
    period, days = dice.choice(MONTHS)
    day = period + dice.randrange(days) * DAY
    quantity = dice.choice([1000, 1000, 500, dice.randrange(1, 40_000)])
    if fee_kind == "passed_through":
        quantity = 10 * dice.randrange(-500, 5_000)
    if fee_kind == "one_off":
        quantity = 1000
    is_month = rule == "month_end"
    return {
        "kind": "drawn",
        "source_id": "drawn",
        "service_id": service_id,
        "rule": rule,
        "cost_centre_id": payer["cost_centre_id"] if payer else None,
        "department_id": payer["department_id"] if payer else None,
        "reason": None if payer else "no_owner",
        "counted_on": period + (days - 1) * DAY if is_month else day if rule == "on_day" else None,
        "valid_from": period if is_month else day,
        "valid_until": period + days * DAY if is_month else day + DAY,
        "quantity": quantity,
        "object_id": f"{name}o{number}",
        "source_file": f"{name}{period}.csv",
        "source_line": number + 2,
    }


def pack(seed, count, kinds=KINDS):
    """So many cities that share services, prices and tiers but not one name."""
    dice = random.Random(seed)
    shared = {"services": services(), "prices": prices(dice), "price_tiers": tiers(dice, kinds)}
    return [{**city(dice, f"c{number}"), **shared} for number in range(count)]
