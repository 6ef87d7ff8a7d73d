"""The rules of money in words: a line's steps, and what other methods and models would do."""

from collections.abc import Sequence
from typing import Any

from dashboard import formats
from dashboard.figures.worked import Worked
from dashboard.i18n import _, name, ngettext
from dashboard.rows import Row
from dashboard.words.causes import running_name


def title(year: int, rows: Sequence[Row], own: str = "") -> str:
    """The page's answer: what another fee model would move, in the city or for one department.

    Args:
        year: Which.
        rows: Of :func:`dashboard.queries.method.fee_models`.
        own: The department's name where the rows are its own alone.
    """
    if own and rows:
        return _(
            "%(department)s paid %(paid)s in %(year)s; by employee it would be %(other)s",
            department=own,
            paid=formats.large(rows[0]["per_unit_ore"]),
            year=year,
            other=against(rows[0]["per_employee_ore"] - rows[0]["per_unit_ore"]),
        )
    return _(
        "Charging by employee would have moved %(all)s between departments in %(year)s, "
        "the mixed model %(part)s",
        all=formats.large(moved(rows, "per_employee_ore")),
        part=formats.large(moved(rows, "mixed_ore")),
        year=year,
    )


def title_alone() -> str:
    """The page's answer before a whole year has been charged."""
    return _("Whoever uses a service bears its cost, to the öre")


def lead() -> str:
    """What the page holds."""
    return _(
        "How a charge comes about, followed on one line; then what the same year would have been "
        "by other fee models and other ways of sharing common costs."
    )


def moved(rows: Sequence[Row], model: str) -> int:
    """What a model moves between departments against per unit (öre)."""
    return int(sum(max(row[model] - row["per_unit_ore"], 0) for row in rows))


def against(change_ore: int) -> str:
    """``0,6 mnkr mer``, ``lika mycket``."""
    if not change_ore:
        return _("as much")
    size = formats.large(abs(change_ore))
    return _("%(size)s more", size=size) if change_ore > 0 else _("%(size)s less", size=size)


def worked_title(followed: Worked) -> str:
    """Which line is followed."""
    return _(
        "%(amount)s, followed from the objects to the bill",
        amount=formats.kronor(followed.line["amount_ore"]),
    )


def worked_lead(followed: Worked) -> str:
    """Whose line it is."""
    line = followed.line
    told = _(
        "%(service)s, %(department)s, %(month)s.",
        service=name(line, "service_name"),
        department=line["department_name"],
        month=formats.month(line["charge_period"]),
    )
    if followed.is_example:
        return f"{told} {_('The worked month of the method book.')}"
    return told


def steps(followed: Worked) -> list[tuple[str, str, str]]:
    """What happens, why, and the figure, in the order it is done."""
    line = followed.line
    whole = int(line["unit_days"]) == int(line["units"]) * int(line["days_in_month"])
    month = formats.month_name(line["charge_period"])
    return [
        (_("Objects"), _objects(line), formats.count(line["units"])),
        (_("Days"), _days(followed, is_whole=whole), formats.count(followed.unit_days)),
        (
            _("The month's part"),
            _(
                "%(price)s a year. %(month)s is month %(number)s: (%(ore)s + %(before)s) ÷ 12 öre, "
                "rounded down, so that the twelve make the year.",
                price=formats.kronor(line["price_ore"]),
                month=formats.capital(month),
                number=followed.month,
                ore=formats.count(line["price_ore"]),
                before=followed.month - 1,
            ),
            formats.kronor(followed.share_ore),
        ),
        (_("Rounded once"), _rounding(followed), formats.kronor(line["amount_ore"])),
        (_("The line"), _line(line), formats.kronor(line["amount_ore"])),
        (
            _("The bill"),
            _bill(followed.bills, line),
            formats.kronor(followed.bills["department_ore"]),
        ),
    ]


def _objects(line: Any) -> str:  # noqa: ANN401 - a row of bill_lines
    unit = name(line, "unit")
    centre = f"{line['cost_centre_id']} {line['cost_centre_name']}"
    if line["rule"] == "day_exact":
        return _(
            "Counted each day it is there, for the cost centre that owns it that day: %(centre)s "
            "(%(unit)s).",
            centre=centre,
            unit=unit,
        )
    return _(
        "Counted on the fixed day, for its owner that day: %(centre)s (%(unit)s).",
        centre=centre,
        unit=unit,
    )


def _days(followed: Worked, *, is_whole: bool) -> str:
    in_month = followed.line["days_in_month"]
    if is_whole:
        return _(
            "Each counts for the whole month: %(units)s × %(days)s days.",
            units=formats.count(followed.line["units"]),
            days=in_month,
        )
    parts = [formats.count(one.days) for one in followed.objects]
    return _("%(parts)s days of the month's %(days)s.", parts=" + ".join(parts), days=in_month)


def _rounding(followed: Worked) -> str:
    line = followed.line
    numerator = followed.unit_days * followed.share_ore
    return _(
        "%(days)s × %(share)s ÷ %(month)s = %(exact)s öre. The line is rounded once, half an öre "
        "away from zero, and nothing after it.",
        days=formats.count(followed.unit_days),
        share=formats.count(followed.share_ore),
        month=line["days_in_month"],
        exact=formats.decimal(numerator, line["days_in_month"], 3),
    )


def _line(line: Any) -> str:  # noqa: ANN401 - a row of bill_lines
    return _(
        "Price list %(list)s, agreement %(agreement)s, booked on %(code)s.",
        list=line["price_list_ids"] or formats.DASH,
        agreement=line["agreement_id"] or formats.DASH,
        code=line["code_string"],
    )


def _bill(bills: Row, line: Any) -> str:  # noqa: ANN401 - a row of bill_lines
    return _(
        "One of %(lines)s lines of the cost centre, %(centre)s together, and of the %(all)s lines "
        "of %(department)s. Every total is a sum of stored lines.",
        lines=formats.count(bills["cost_centre_lines"]),
        centre=formats.kronor(bills["cost_centre_ore"]),
        all=formats.count(bills["department_lines"]),
        department=line["department_name"],
    )


def rules() -> list[tuple[str, str, str]]:
    """The rules of money: what, in a sentence, and worked."""
    return [
        (
            _("Whole öre"),
            _("Every amount is a whole number of öre from file to screen; only lines are rounded."),
            _("20 days × 115.00 kr ÷ 31 = 74.19 kr"),
        ),
        (
            _("A month's part"),
            _("The twelve months of a yearly price are the price; odd öre fall late in the year."),
            _("5,035.00 kr: 419.58 kr in January, 419.59 kr in December"),
        ),
        (
            _("Who pays"),
            _("The owner on the day counted; what nobody owns is priced and charged to nobody."),
            _("One account without a unit: 115.00 kr unallocated"),
        ),
        (
            _("Prices by day"),
            _("A price that changes inside the month gives a line for each price."),
            _("14 laptops in May: 14 days at 490.00 kr and 17 at 480.00 kr"),
        ),
        (
            _("What is left over"),
            _("A sum is split in whole öre; the odd ones go to the largest remainders."),
            _("100.00 kr on 3, 3 and 1: 42.86, 42.86 and 14.28 kr"),
        ),
        (
            _("Shared costs"),
            _("Ledger, pools, pools that serve pools, services: each pool ends somewhere."),
            _("1,000.00 kr of the directory: 900.00 to accounts, 100.00 to clients"),
        ),
        (
            _("Result"),
            _("Fees less self-cost are shown and never balanced away; what to do is decided."),
            _("A surplus carried into next year's price, by decision"),
        ),
    ]


def model(one: str) -> str:
    """A fee model."""
    return {
        "per_unit": _("Per unit"),
        "mixed": _("Mixed"),
        "per_employee": _("Per employee"),
    }[one]


def models_title(rows: Sequence[Row]) -> str:
    """Who would pay most more by employee, and who most less."""
    changes = sorted(rows, key=lambda row: row["per_employee_ore"] - row["per_unit_ore"])
    more = sum(row["per_employee_ore"] > row["per_unit_ore"] for row in rows)
    if not more:
        return _("No department would pay more by employee")
    return ngettext(
        "By employee one department pays more, %(most)s; %(least)s gains most",
        "By employee %(num)s departments pay more, most %(most)s; %(least)s gains most",
        more,
        most=name(changes[-1]),
        least=name(changes[0]),
    )


def own_models_title(row: Row) -> str:
    """How a department stands in the other models."""
    return _(
        "Mixed it would pay %(mixed)s, by employee %(all)s",
        mixed=against(row["mixed_ore"] - row["per_unit_ore"]),
        all=against(row["per_employee_ore"] - row["per_unit_ore"]),
    )


def method(one: str) -> str:
    """A method of sharing out pools."""
    return {
        "direct": _("Direct"),
        "step_down": _("Step by step"),
        "reciprocal": _("Reciprocal"),
    }[one]


def methods_title(rows: Sequence[Row]) -> str:
    """Which service the choice of method tells most for."""
    row = max(rows, key=spread)
    if not spread(row):
        return _("The three methods give every service the same cost")
    return _(
        "The method tells most for %(service)s: %(size)s between dearest and cheapest",
        service=running_name(name(row)),
        size=formats.large(spread(row)),
    )


def methods_lead(year: int, chosen: str | None) -> str:
    """How the methods differ, and which one was charged with."""
    told = _(
        "%(year)s, kr against step by step, most moved first. Direct: pools to services only. "
        "Step by step: to services and the pools still to come. Reciprocal: all at once.",
        year=year,
    )
    if chosen is None:
        return told
    decided = _("Decided for the year: %(method)s.", method=method(chosen).lower())
    idle = _("In all they differ by what idle capacity takes of what other pools pass on to it.")
    return f"{told} {decided} {idle}"


def spread(row: Row) -> int:
    """Between the dearest and the cheapest method (öre)."""
    amounts = [row[f"{one}_ore"] for one in ("direct", "step_down", "reciprocal")]
    return int(max(amounts) - min(amounts))
