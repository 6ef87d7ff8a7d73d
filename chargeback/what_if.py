"""What the same use would cost at other prices, counted by another rule, or by another fee model.

The question is one SELECT on the published tables, composed of the very files that price a
month (:data:`RULES`), so that a scenario follows the rules of the bills. Nothing is asked here.
"""

import datetime
import functools
import re
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from chargeback.money import split_ore

QUESTION = Path(__file__).with_name("what_if.sql")
CHARGES = Path(__file__).with_name("models") / "charges"
# The models that say what a price comes to; each stands in the question where its name does.
RULES = ("price_months", "amounts")
# What a request brings: lists of values, and months.
SCENARIO = {
    "prices": """
        select
            unnest(string_split($services, ',')) as service_id,
            unnest(string_split($prices, ','))::bigint as price,
            unnest(string_split($from_days, ','))::date as valid_from,
            unnest(string_split($until_days, ','))::date as valid_until
    """,
    "months": "select period, last_day from periods where period between $first and $last",
    "days": """
        select
            unnest(string_split($day_services, ',')) as service_id,
            unnest(string_split($day_others, ','))::boolean as is_other,
            unnest(string_split($day_first, ','))::date as first_period,
            unnest(string_split($day_last, ','))::date as last_period
    """,
}
# Kinds of fee whose price is the list's; the others have none that could be another.
LISTED = frozenset({"yearly", "decision", "one_off", "metered"})

FeeModel = Literal["per_unit", "mixed", "per_employee"]
Amounts = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class TriedPrice:
    """A price on some days.

    Attributes:
        service_id: Of which service.
        price: Öre per unit and year or per piece; 1/10 000 kr of a metered service.
        valid_from: First day: the first of a month, or one on which the list's price changes;
            another one where the day cube is asked for its month.
        valid_until: The first day no longer, likewise.
    """

    service_id: str
    price: int
    valid_from: datetime.date
    valid_until: datetime.date


@dataclass(frozen=True)
class ByDays:
    """Months of a service that the day cube answers for and not the month's lines.

    Attributes:
        service_id: A service with a yearly fee.
        first: The first month.
        last: The last one.
        is_other: By the other counting rule, and not the service's own.
    """

    service_id: str
    first: datetime.date
    last: datetime.date
    is_other: bool = False


#: Stands for no service: a list of values is never empty.
NONE = ByDays("", datetime.date.min, datetime.date.min)


@functools.cache
def question() -> str:
    """The SELECT of chargeback/what_if.sql with the rules of a month in their places."""
    text = QUESTION.read_text(encoding="utf-8")
    for rule in RULES:
        model = (CHARGES / f"{rule}.sql").read_text(encoding="utf-8")
        bare = re.sub(r"\bcharges\.(?=\w)", "", model)
        text = text.replace(f"select * from charges.{rule}", bare)
    for name, asked in SCENARIO.items():
        text = text.replace(f"select * from scenario.{name}", asked)
    return text


def values(
    prices: Iterable[TriedPrice],
    first: datetime.date,
    last: datetime.date,
    days: Iterable[ByDays] = (),
) -> dict[str, object]:
    """The parameters of the question.

    Args:
        prices: Each service's prices, at least one; none of one service overlap.
        first: First month.
        last: Last month.
        days: What the day cube is asked for; none of one service overlap.
    """
    asked = sorted(days, key=lambda one: (one.service_id, one.first)) or [NONE]
    tried = sorted(prices, key=lambda one: (one.service_id, one.valid_from))
    return {
        "services": ",".join(one.service_id for one in tried),
        "prices": ",".join(str(one.price) for one in tried),
        "from_days": ",".join(one.valid_from.isoformat() for one in tried),
        "until_days": ",".join(one.valid_until.isoformat() for one in tried),
        "day_services": ",".join(one.service_id for one in asked),
        "day_others": ",".join(str(one.is_other).lower() for one in asked),
        "day_first": ",".join(one.first.isoformat() for one in asked),
        "day_last": ",".join(one.last.isoformat() for one in asked),
        "first": first,
        "last": last,
    }


def by_employees(
    amounts: Amounts, shared: AbstractSet[str], employees: Mapping[str, int]
) -> dict[tuple[str, str], int]:
    """The same sums with some services shared out by full-time employees instead of by use.

    >>> by_employees({("A", "net"): 300, ("B", "net"): 100}, {"net"}, {"A": 100, "B": 300})
    {('A', 'net'): 100, ('B', 'net'): 300}

    Each service's öre are split by largest remainder, so that the city pays the same.

    Args:
        amounts: Öre by department and service.
        shared: The services shared out.
        employees: Hundredths of a full-time employee by department. A department that is
            not here, such as a customer outside the city, pays for its use as before.

    Source:
        docs/method.md, "Other prices on the same use".
    """
    kept = {
        key: ore for key, ore in amounts.items() if key[1] not in shared or key[0] not in employees
    }
    if not any(employees.values()):
        return dict(amounts)
    pooled: dict[str, int] = {}
    for (department_id, service_id), ore in amounts.items():
        if (department_id, service_id) not in kept:
            pooled[service_id] = pooled.get(service_id, 0) + ore
    split = {
        (department_id, service_id): ore
        for service_id, pool in sorted(pooled.items())
        for department_id, ore in split_ore(pool, employees).items()
    }
    return {**kept, **split}


def totals(amounts: Amounts, part: int) -> dict[str, int]:
    """Öre by department (part 0) or by service (part 1)."""
    added: dict[str, int] = {}
    for key, ore in amounts.items():
        added[key[part]] = added.get(key[part], 0) + ore
    return added
