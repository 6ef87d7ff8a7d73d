"""What is counted and who pays, for registers, licences, storage and usage, the slow way.

Takes the rows of the staged tables and gives quantities in 1/1 000 unit, row by row and month
by month. The rules are those of docs/method.md; nothing is shared with the models.
"""

import datetime
from collections import Counter
from fractions import Fraction

from tests.chargeback.reference import (
    DAY,
    OPEN,
    default,
    employed,
    kept,
    newest,
    one,
    owner,
    place,
)

KEYS = {
    "extensions": "extension_no",
    "servers": "server_name",
    "e_services": "e_service_id",
    "connections": "connection_id",
}
MONTH_ENDS = [
    datetime.date(2008, month, day) for month, day in ((1, 31), (2, 29), (3, 31), (4, 30))
]
GIGABYTES = {"GB": Fraction(1), "MB": Fraction(1, 1024), "TB": Fraction(1024)}


def quantities(city, periods):
    """{(month, service, cost centre, department, reason): 1/1 000 unit}, payers None if none."""
    counted = Counter()
    for period, days in periods:
        last = period + (days - 1) * DAY
        for service, (payer, reason), quantity in month(city, periods, period, last):
            counted[(period, service, *(payer or (None, None)), reason)] += quantity
    return counted


def month(city, periods, period, last):
    """Service, payer or reason, and quantity of everything counted for one month."""
    for kind in KEYS:
        for row in in_force(city, kind, last):
            yield from register_use(city, kind, row, last)
    for row, day in new_connections(city, periods):
        if (day.year, day.month) == (period.year, period.month):
            for paid, share in connection_parts(city, row, day, last):
                yield "CONN-SITE-NY", paid, share
    for row in city["licences"]:
        on = row["snapshot_on"]
        held = (on.month, on.day) == (12, 31) and row["valid_from"] <= on < row["valid_until"]
        if held and row["product"] == "Kontorspaket":
            yield "LIC-OFF", by_row(city, row, on), 1000 * row["quantity"]
    yield from stored(city, period)
    yield from used(city, period, last)


def register_use(city, kind, row, last):
    if kind == "connections":
        for paid, share in connection_parts(city, row, last, last):
            yield row["service_id"], paid, share
    elif kind == "extensions":
        yield f"TEL-{row['extension_type']}", by_row(city, row, last), 1000
    elif kind == "servers":
        service = {"Fysisk": "SRV-FYS", "Virtuell": "SRV-VIRT"}[row["server_type"]]
        yield service, by_row(city, row, last), 1000
    else:
        yield "WEB-ETJ", by_row(city, row, last), 1000


def in_force(city, kind, last):
    """The rows of the register that hold at the end of a day, one for each object."""
    told = [row for row in city[kind] if row["snapshot_on"] == newest(city, kind, last)]
    hosts = {row.get("host_name") for row in told} - {None}
    found = {}
    for row in told:
        idle = row.get("status") in ("Avstängd", "Test", "Avvecklad")
        if idle or row.get("server_name") in hosts:
            continue
        key = row[KEYS[kind]]
        if row["valid_from"] <= last < row["valid_until"]:
            before = found.get(key)
            if before is None or row["valid_from"] >= before["valid_from"]:
                found[key] = row
    return list(found.values())


def new_connections(city, periods):
    """The first telling of each connection that began in a charged month, and its first day."""
    first, end = periods[0][0], periods[-1][0] + periods[-1][1] * DAY
    fee = next(row for row in city["services"] if row["service_id"] == "CONN-SITE-NY")
    seen = {}
    for day in city["snapshots"]["connections"]:
        months = [p + (n - 1) * DAY for p, n in periods]
        speaks = [last for last in months if newest(city, "connections", last) == day]
        for row in (row for row in city["connections"] if row["snapshot_on"] == day):
            if row["valid_from"] <= speaks[-1]:
                seen.setdefault(row["connection_id"], row)
    until = min(end, fee["valid_until"])
    return [(row, row["valid_from"]) for row in seen.values() if first <= row["valid_from"] < until]


def connection_parts(city, row, day, last):
    """Who pays for a connection on a day, and for how many thousandths of it."""
    names = sorted({name.strip() for name in (row["department_name"] or "").split(",")})
    if len(names) == 1:
        return [(by_row(city, row, day), 1000)]
    machines = Counter(department for _, department in workstation_payers(city, last))
    weights = {name: machines[name] for name in names}
    if not any(weights.values()):
        weights = dict.fromkeys(names, 1)
    exact = {name: Fraction(1000 * w, sum(weights.values())) for name, w in weights.items()}
    order = sorted(names, key=lambda name: (-(exact[name] % 1), name == "nowhere", name))
    left = 1000 - sum(int(part) for part in exact.values())
    parts = {name: int(exact[name]) + (name in order[:left]) for name in names}
    alone = {name: {"department_name": name} for name in names}
    return [(by_row(city, alone[name], day), part) for name, part in parts.items() if part]


def workstation_payers(city, last):
    """The payers of the workstations counted at the end of a month."""
    for row in city["workstations"]:
        if row["snapshot_on"] == newest(city, "workstations", last):
            payer = kept(city, row, "workstations") and owner(city, row, "workstations", last)
            if payer:
                yield payer


def stored(city, period):
    due = period.replace(day=20)
    for row in city["storage_volumes"]:
        if row["snapshot_on"] == newest(city, "storage_volumes", due):
            size = row["size_milli"] * GIGABYTES[row["size_unit"]]
            text = row["owner_name"]
            known = {dep["department_id"] for dep in city["departments"]}
            account = text and text not in known and spoken(city, text.lower(), row["snapshot_on"])
            if account:
                unit = account["directory_unit"]
                asked = {"person_id": account["person_id"], "department_name": unit}
                payer, reason = by_row(city, asked, due)
                paid = (payer, "unknown_department" if reason == "no_owner" else reason)
            else:
                paid = by_row(city, {"department_name": text}, due)
            yield "STO-GB", paid, int(size + Fraction(1, 2))


def used(city, period, last):
    """Calls, prints, errands and hours of one month."""
    for row in within(city["calls"], "called_on", period, last):
        day = row["called_on"]
        payer = place(one(city["cost_centres"], day, cost_centre_id=row["cost_centre_id"]))
        reason = row["cost_centre_id"] and "unknown_cost_centre"
        holder = extension(city, row["extension_no"], day)
        behind = by_row(city, holder, day) if holder else (None, "no_owner")
        payer = payer or behind[0]
        paid = (payer, None if payer else reason or behind[1])
        yield "TEL-TRAF", paid, 10 * row["amount_ore"]
    for row in within(city["prints"], "printed_on", period, last):
        day, account = row["printed_on"], spoken(city, row["user_id"], row["printed_on"])
        if row["user_id"] != "system":
            paid = by_account(city, account, day) if account else (None, "no_owner")
            service = "PRT-FG" if row["is_colour"] else "PRT-SV"
            yield service, paid, 1000 * row["pages"] * row["copies"]
    latest = {row["ticket_id"]: row for row in city["tickets"]}
    for row in within(latest.values(), "created_on", period, last):
        if row["status"] != "Dubblett" and row["is_billable"] and row["minutes"]:
            account = spoken(city, row["reporter_id"], row["created_on"])
            asked = {**row, "person_id": account and account["person_id"]}
            hours = Fraction(1000 * row["minutes"], 60)
            paid = by_row(city, asked, row["created_on"])
            yield "SUP-TIM", paid, int(hours + Fraction(1, 2))
    for row in within(city["time_reports"], "worked_on", period, last):
        if row["is_billable"] and row["assignment"] != "INTERN" and row["hours_hundredths"]:
            asked = {**row, "department_name": row["customer_name"]}
            paid = by_row(city, asked, row["worked_on"])
            yield "KON-TIM", paid, 10 * row["hours_hundredths"]


def within(rows, column, first, last):
    return [row for row in rows if first <= row[column] <= last]


def by_row(city, row, day):
    """The payer, or why there is none: cost centre named, person, department's default."""
    named = row.get("cost_centre_id")
    payer = place(one(city["cost_centres"], day, cost_centre_id=named))
    person = row.get("person_id")
    payer = payer or (person and employed(city, person, day)) or None
    text = row.get("department_name")
    payer = payer or default(city, text, day)
    if payer:
        return payer, None
    known = {department["department_id"] for department in city["departments"]}
    if named:
        return None, "unknown_cost_centre"
    if not text:
        return None, "no_owner"
    return None, "ended_department" if text in known else "unknown_department"


def by_account(city, row, day):
    asked = {"person_id": row["person_id"], "department_name": row["directory_unit"]}
    payer, reason = by_row(city, asked, day)
    return payer, "unknown_unit" if reason == "no_owner" else reason


def spoken(city, account_id, day):
    """The directory's row of an account on a day, by the newest snapshot or the next."""
    return told(city, "accounts", "account_id", account_id, day)


def extension(city, number, day):
    """The exchange's row of an extension on a day: one charged for, else the one begun last."""
    return told(city, "extensions", "extension_no", number, day)


def told(city, kind, column, key, day):
    """What the register's newest snapshot says of an account or extension, else the next one."""
    known = city["snapshots"][kind]
    after = min((other for other in known if other > day), default=None)
    for snapshot in (newest(city, kind, day), after):
        rows = [r for r in city[kind] if r["snapshot_on"] == snapshot and r[column] == key]
        if rows:
            charged = [row for row in rows if kind == "extensions" and is_charged(city, row)]
            return max(reversed(charged or rows), key=lambda r: r.get("valid_from", OPEN))
    return None


def is_charged(city, row):
    """Whether an extension's row is the one counted at some month's end of its snapshot."""
    known, snapshot = city["snapshots"]["extensions"], row["snapshot_on"]
    until = min((other for other in known if other > snapshot), default=OPEN)
    ends = [day for day in MONTH_ENDS if snapshot <= day < until]
    return any(row is found for day in ends for found in in_force(city, "extensions", day))
