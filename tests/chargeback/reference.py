"""The rules of money once more, the slow way: day by day, loops and fractions, no SQL.

Takes the rows of the staged tables and gives the lines. Only what differs from the models in
how it is computed is worth anything here, so nothing is shared with them but the rules.
"""

import datetime
from collections import defaultdict
from fractions import Fraction

DAY = datetime.timedelta(days=1)
OPEN = datetime.date(9999, 12, 31)
SUPPLY = {"PED": "WS-PED", "TEK": "WS-TEK"}


def lines(city, periods):
    """{(period, cost centre, department, service, price): (object-days, amount in öre)}."""
    days, exact = defaultdict(int), defaultdict(Fraction)
    rules = {row["service_id"]: row["rule"] for row in city["services"]}
    for period, day, month_days in ((p, d, n) for p, n in periods for d in each_day(p, n)):
        last = period + (month_days - 1) * DAY
        for service, payer, own_price in in_use(city, rules, day, last):
            price = own_price or one(city["prices"], day, service_id=service)["price_ore"]
            key = (period, *payer, service, price)
            days[key] += 1
            exact[key] += Fraction((price + period.month - 1) // 12, month_days)
    return {key: (days[key], int(exact[key] + Fraction(1, 2))) for key in days}


def in_use(city, rules, day, last):
    """Service, payer and own price of everything charged on a day of the month ending last."""
    objects = [(row, "accounts") for row in city["accounts"]]
    objects += [(row, "workstations") for row in city["workstations"]]
    for row, kind in objects:
        service, asked = service_of(row, kind), day
        if rules.get(service) == "month_end":
            asked = last
            counted = row["snapshot_on"] == newest(city, kind, last)
            counted = counted and kept(city, row, kind) and row.get("valid_until", OPEN) > last
        else:
            counted = rules.get(service) == "day_exact" and on_day(city, row, day)
        payer = counted and owner(city, row, kind, asked)
        if payer:
            yield service, payer, None
    readings = city["snapshots"]["pupils"]
    read = max((r for r in readings if (r.year, r.month) < (day.year, day.month)), default=None)
    for row in city["pupils"]:
        is_pupil = row["principal"] == "Malmö" and row["enrolled_from"] <= row["snapshot_on"]
        if row["snapshot_on"] == read and is_pupil and row["enrolled_until"] > read:
            school = one(city["cost_centres"], read, name_sv=row["school_name"])
            yield "ACC-ELEV", place(school) or default(city, row["district"], read), None
    for row in city["size_classes"]:
        payer = row["year"] == day.year and default(city, row["department_id"], day)
        if payer and day >= row["valid_from"]:
            yield f"CONN-{row['class']}", payer, None
    for row in city["agreements"]:
        if row["fixed_ore"] and row["valid_from"] <= day < row["valid_until"]:
            yield "SYS-DRIFT", default(city, row["department_name"], day), row["fixed_ore"]


def service_of(row, kind):
    if kind == "accounts":
        return f"ACC-{row['account_class']}"
    desk = {"Notebook": "WS-LAP"}.get(row["chassis"], "WS-ADM")
    return SUPPLY.get(row["environment"], desk)


def kept(city, row, kind):
    """Not disabled, and the newest of its copies."""
    name, age = (
        ("account_id", "created_on") if kind == "accounts" else ("serial_no", "last_inventoried_on")
    )
    copies = [
        r for r in city[kind] if r["snapshot_on"] == row["snapshot_on"] and r[name] == row[name]
    ]
    live = [r for r in copies if not r.get("user_account_control", 512) & 2]
    return row in live and row == max(live, key=lambda r: r[age])


def on_day(city, row, day):
    """An account counted by the day: told by the snapshot before the day, else by the next."""
    known = city["snapshots"]["accounts"]
    before = max((s for s in known if s <= day), default=None)
    after = min((s for s in known if s > day), default=None)
    same = [
        r
        for r in city["accounts"]
        if r["account_id"] == row["account_id"] and r["account_class"] == row["account_class"]
    ]
    # Nothing before the first month is charged: what had ended by then was never there.
    charged = min(known).replace(day=1) - DAY
    reaches = max((s for s in known if before and s < before), default=charged)
    now = [
        r
        for r in same
        if r["snapshot_on"] == before
        and kept(city, r, "accounts")
        and r["valid_until"] > reaches + DAY
    ]
    told = [r for r in same if r["snapshot_on"] == after]
    until = max((r["valid_until"] for r in told), default=OPEN)
    if now:
        return row == now[0] and day < min(row["valid_until"], max(until, before + DAY))
    is_new = row in told and day != before and kept(city, row, "accounts")
    return is_new and row["created_on"] <= day < row["valid_until"]


def owner(city, row, kind, day):
    if kind == "accounts":
        return employed(city, row["person_id"], day) or default(city, row["directory_unit"], day)
    coded = place(one(city["cost_centres"], day, cost_centre_id=row["cost_centre_id"]))
    directory = newest(city, "accounts", row["snapshot_on"])
    users = [
        r
        for r in city["accounts"]
        if (r["snapshot_on"], r["account_id"]) == (directory, row["main_user_id"])
        and r["account_class"] != "ADM"
        and kept(city, r, "accounts")
        and r["valid_until"] > row["snapshot_on"]
    ]
    return coded or (owner(city, users[0], "accounts", day) if users else None)


def employed(city, person, day):
    """The cost centre of the employment with the highest rate, then the lowest number."""
    rows = [r for r in city["employments"] if r["person_id"] == person]
    known = city["snapshots"]["employments"]
    before = max((s for s in known if s <= day), default=datetime.date.min)
    after = min((s for s in known if s > day), default=None)
    valid = []
    for number in {r["employment_no"] for r in rows}:
        mine = {r["snapshot_on"]: r for r in rows if r["employment_no"] == number}
        now, told = mine.get(before), mine.get(after)
        dated = told and before < told["valid_from"] <= day
        row = told if dated or (told and not now and day > before) else now
        if row is now and told and day >= max(told["valid_until"], before + DAY):
            continue
        if row and row["valid_from"] <= day < row["valid_until"]:
            valid.append((-row["employment_rate"], number, row["org_code"]))
    unit = valid and one(city["organisation_units"], day, org_code=min(valid)[2])
    return place(unit and one(city["cost_centres"], day, cost_centre_id=unit["cost_centre_id"]))


def one(rows, day, **wanted):
    """The row of a dated table that holds on a day, or None."""
    for row in rows:
        if row["valid_from"] <= day < row["valid_until"] and wanted.items() <= row.items():
            return row
    return None


def default(city, department, day):
    return place(one(city["cost_centres"], day, department_id=department, is_default=True))


def place(row):
    return (row["cost_centre_id"], row["department_id"]) if row else None


def newest(city, kind, day):
    return max((known for known in city["snapshots"][kind] if known <= day), default=None)


def each_day(period, count):
    return [period + number * DAY for number in range(count)]
