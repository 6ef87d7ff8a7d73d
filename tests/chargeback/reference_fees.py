"""The rules of fees once more, the slow way: day by day, loops and fractions, no SQL.

Takes counted uses that have their payer, prices, tiers and agreed prices, and gives the lines.
Nothing is shared with the models but the rules.
"""

import datetime
from collections import defaultdict
from fractions import Fraction

DAY = datetime.timedelta(days=1)
USE = {"one_off", "metered", "passed_through"}


def lines(city, periods):
    """{(period, cost centre, department, service, price): (quantity in 1/1 000, öre)}."""
    made = {}
    for period, count in periods:
        for service in city["services"]:
            rows = [row for row in city["uses"] if row["service_id"] == service["service_id"]]
            cells = priced(city, service, rows, [period + n * DAY for n in range(count)])
            for department in sorted({key[1] for key in cells}):
                own = {key: cell for key, cell in cells.items() if key[1] == department}
                told = department_lines(city, service, own, department, (period, count))
                made |= {
                    (period, *key[:2], service["service_id"], key[2]): told[key] for key in own
                }
    return made


def priced(city, service, rows, days):
    """{(cost centre, department, price): [quantity, quantity-days, exact öre]} of one month."""
    cells = defaultdict(lambda: [0, 0, Fraction(0)])
    for row in rows:
        if row["reason"] is not None:
            continue
        payer, is_use = (row["cost_centre_id"], row["department_id"]), service["fee_kind"] in USE
        seen = set()
        for day in days if not is_use else [d for d in days if d == row["valid_from"]]:
            if not row["valid_from"] <= day < row["valid_until"]:
                continue
            price = price_on(city, service, row["department_id"], day)
            cell = cells[(*payer, price)]
            if is_use:
                cell[2] += row["quantity"] * each(service, price)
            else:
                cell[1] += row["quantity"]
                cell[2] += row["quantity"] * month_share(price, day) / (1000 * len(days))
            if price not in seen:
                cell[0] += row["quantity"]
                seen.add(price)
    return cells


def each(service, price):
    """Öre for 1/1 000 unit used; what steps cost is asked of the department's whole quantity."""
    if price == "passed_through":
        return Fraction(1, 10)
    if isinstance(price, str):
        return Fraction(0)
    return Fraction(price, 100_000 if service["fee_kind"] == "metered" else 1000)


def month_share(price, day):
    """Öre for a unit and the month of a day."""
    return Fraction(0 if isinstance(price, str) else (price + day.month - 1) // 12)


def price_on(city, service, department, day):
    """The price of a day for a department: agreed, by tiers, or the list's."""
    if service["fee_kind"] == "passed_through":
        return "passed_through"
    column = "price_e4" if service["fee_kind"] == "metered" else "price_ore"
    for row in city["agreement_prices"]:
        is_own = row["department_id"] == department and row["service_id"] == service["service_id"]
        if is_own and row["valid_from"] <= day < row["valid_until"]:
            return row[column]
    for row in city["price_tiers"]:
        if row["service_id"] == service["service_id"]:
            return row["tier_kind"]
    for row in city["prices"]:
        is_own = row["service_id"] == service["service_id"]
        if is_own and row["valid_from"] <= day < row["valid_until"]:
            return row[column]
    raise LookupError(service, day)


def department_lines(city, service, cells, department, month):
    """{key: (quantity, öre)} of one department, where its own quantity may count."""
    if service.get("allowance"):
        included = allowance(city, service, department, month)
        gross = {key: cell[0] for key, cell in cells.items()}
        above = max(0, sum(gross.values()) - included)
        charged = largest_remainder(above, gross)
        for key, cell in cells.items():
            cell[0], cell[2] = charged[key], charged[key] * each(service, key[2])
    tiers = [row for row in city["price_tiers"] if row["service_id"] == service["service_id"]]
    stepped = {key: cell for key, cell in cells.items() if tiers and isinstance(key[2], str)}
    told = {key: (cell[0], nearest(cell[2])) for key, cell in cells.items() if key not in stepped}
    if stepped:
        if service["fee_kind"] not in USE:
            for cell in stepped.values():
                cell[0] = nearest(Fraction(cell[1], month[1]))
        weights = {key: cell[0] for key, cell in stepped.items()}
        amount = nearest(by_steps(service, tiers, sum(weights.values()), month[0]))
        parts = largest_remainder(amount, weights)
        told |= {key: (weights[key], parts[key]) for key in stepped}
    return told


def allowance(city, service, department, month):
    """5 GB per ACC-STD: 5 times the department's accounts, a day at a time."""
    number, _unit, _per, counted = service["allowance"].split(" ")
    days = [month[0] + n * DAY for n in range(month[1])]
    unit_days = sum(
        row["quantity"]
        for row in city["uses"]
        for day in days
        if row["service_id"] == counted
        and row["department_id"] == department
        and row["valid_from"] <= day < row["valid_until"]
    )
    return int(number) * (unit_days // month[1])


def by_steps(service, tiers, quantity, period):
    """Exact öre of a department's quantity: the price of each unit asked for by itself."""
    if quantity == 0:
        return Fraction(0)
    steps = sorted(tiers, key=lambda row: row["from_quantity"])
    starts = [1000 * row["from_quantity"] for row in steps]
    reached = max(n for n, start in enumerate(starts) if start <= quantity)
    price = {n: step_price(service, row, period) for n, row in enumerate(steps)}
    kind = steps[0]["tier_kind"]
    if kind == "volume":
        return quantity * price[reached]
    if kind == "flat":
        return 1000 * price[reached]
    whole = Fraction(0)
    for n, start in enumerate(starts):
        end = min(quantity, starts[n + 1]) if n + 1 < len(starts) else quantity
        part, packages = max(0, end - start), 0
        while kind == "package" and packages * 1000 * steps[n]["package_size"] < part:
            packages += 1
        whole += price[n] * (1000 * packages if kind == "package" else part)
    return whole


def step_price(service, row, period):
    """Öre for 1/1 000 of what a step's price is for."""
    if service["fee_kind"] == "metered":
        return Fraction(row["price_e4"], 100_000)
    if service["fee_kind"] == "one_off":
        return Fraction(row["price_ore"], 1000)
    return Fraction((row["price_ore"] + period.month - 1) // 12, 1000)


def largest_remainder(amount, weights):
    """Whole parts by weight; what is left over goes one by one to the largest fraction."""
    whole = sum(weights.values())
    exact = {
        key: Fraction(amount * w, whole) if whole else Fraction(0) for key, w in weights.items()
    }
    parts = {key: int(value) for key, value in exact.items()}
    for key in sorted(exact, key=lambda key: (parts[key] - exact[key], key[0], price_text(key[2]))):
        if sum(parts.values()) < amount:
            parts[key] += 1
    return parts


def price_text(price):
    return price if isinstance(price, str) else f"{price}e4"


def nearest(exact):
    """Whole öre, half away from zero."""
    return int(abs(exact) + Fraction(1, 2)) * (-1 if exact < 0 else 1)
