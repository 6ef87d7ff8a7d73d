"""What the reconciliation says: which equations hold, and what was booked otherwise."""

import datetime
from collections.abc import Sequence

from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, ngettext
from dashboard.rows import Row
from dashboard.words.causes import listed

EQUATIONS = 4


def reconciliation_title(
    period: datetime.date, judged: int, broken: Sequence[str], income: str
) -> str:
    """How many of the equations hold, and what the income's difference is.

    Args:
        period: The month.
        judged: How many equations there are figures for.
        broken: Those that do not hold.
        income: What is wrong with the income, as :func:`income_wrong`; empty where it holds.
    """
    month = formats.month(period)
    if not judged:
        return _("There is nothing to reconcile in %(month)s", month=month)
    if not broken:
        return ngettext(
            "The equation holds in %(month)s",
            "All %(count)s equations hold in %(month)s",
            judged,
            count=number_word(judged),
            month=month,
        )
    if judged == 1:
        return _("The equation does not hold in %(month)s", month=month)
    holding = _(
        "%(holding)s of %(all)s equations hold",
        holding=formats.capital(number_word(judged - len(broken))),
        all=number_word(judged),
    )
    return f"{holding}; {income}" if broken == ["income"] else holding


def number_word(number: int) -> str:
    """A small number in words."""
    words = {0: _("none"), 1: _("one"), 2: _("two"), 3: _("three"), 4: _("four")}
    return words.get(number, formats.count(number))


def income_wrong(period: datetime.date, difference_ore: int, errors: int) -> str:
    """What is wrong with a month's booked income.

    Args:
        period: The month the ledger is held against.
        difference_ore: Delivered less booked.
        errors: How many booking errors there are.
    """
    month = formats.month_name(period)
    if difference_ore:
        return _(
            "%(amount)s of the income of %(month)s is not booked right",
            amount=formats.kronor(abs(difference_ore)),
            month=month,
        )
    return ngettext(
        "one row of %(month)s is booked in the wrong place",
        "%(num)s rows of %(month)s are booked in the wrong place",
        errors,
        month=month,
    )


def lead(
    period: datetime.date, income_period: datetime.date | None, others: Sequence[datetime.date]
) -> str:
    """Which month's income is held against the ledger, and which others were booked wrong."""
    told = []
    if income_period is None:
        told.append(
            _("The income is tried when the ledger has shown what was booked: it has not yet.")
        )
    elif income_period != period:
        told.append(
            _(
                "The income is tried for %(month)s, the last month the ledger has shown.",
                month=formats.month(income_period),
            )
        )
    if others:
        told.append(
            _(
                "Booked otherwise than delivered in %(months)s too.",
                months=listed([formats.month(month) for month in others]),
            )
        )
    return " ".join(told)


def equation_name(equation: str, month: datetime.date) -> str:
    """An equation with its number; the income names its own month."""
    return {
        "volume": _("1. Volume"),
        "cost": _("2. Cost"),
        "income": _("3. Income, %(month)s", month=formats.month(month)),
        "agreement": _("4. Customer = supplier"),
    }[equation]


def equation_what(equation: str) -> str:
    """What is held against what."""
    return {
        "volume": _("Counted straight from the files, against what became of the rows."),
        "cost": _("The ledger into pools, and on to services."),
        "income": _("What we delivered to be booked, against what the ledger shows."),
        "agreement": _("By agreement and month: what is charged is somebody's income."),
    }[equation]


def left_words(equation: str) -> str:
    """What the first side is."""
    return {
        "volume": _("rows in accepted files"),
        "cost": _("in the ledger's files, kr"),
        "income": _("our lines, kr"),
        "agreement": _("the customers' cost, kr"),
    }[equation]


def term(name: str, agreements: int) -> str:
    """A term of the other side, where the intake has no word for it.

    Args:
        name: Of the term.
        agreements: How many agreements the fourth equation has.
    """
    return {
        "set_aside": _("set aside by rule"),
        "booked": _("booked in the ledger"),
        "supplier": ngettext(
            "the supplier's income, one agreement",
            "the supplier's income, %(num)s agreements",
            agreements,
        ),
    }.get(name, "")


def verdict(
    equation: str, difference: int, errors: int, without_pool_ore: int, *, holds: bool
) -> tuple[Status, str]:
    """The shape and words of an equation's outcome.

    Args:
        equation: Which.
        difference: One side less the other, rows or öre.
        errors: Booking errors of the income.
        without_pool_ore: Öre of ledger rows without a pool.
        holds: Whether it holds in every part.
    """
    if holds and equation == "cost" and without_pool_ore:
        return "watch", _(
            "holds, but %(amount)s has no pool", amount=formats.kronor(without_pool_ore)
        )
    if holds:
        return "good", _("holds")
    if equation == "income" and not difference:
        return "bad", ngettext(
            "does not hold, one row in the wrong place",
            "does not hold, %(num)s rows in the wrong place",
            errors,
        )
    if equation == "income":
        more = _("does not hold, too much booked")
        return "bad", more if difference < 0 else _("does not hold, too little booked")
    return "bad", _("does not hold")


def errors_title(errors: int) -> str:
    """That the errors explain the whole difference."""
    return ngettext(
        "One booking error explains the whole difference",
        "%(count)s booking errors explain the whole difference",
        errors,
        count=formats.capital(number_word(errors)),
    )


def is_transposed(one_ore: int, other_ore: int) -> bool:
    """Whether two amounts have the same digits in another order."""
    return one_ore != other_ore and sorted(str(abs(one_ore))) == sorted(str(abs(other_ore)))


def error(row: Row) -> str:  # noqa: PLR0911 - one sentence for each fault
    """What is wrong, in a sentence.

    Args:
        row: Of control.booking_errors.
    """
    ours, booked = formats.amount(row["ours_ore"]), formats.amount(row["ledger_ore"])
    fault, rows = row["fault"], row["row_count"]
    if fault == "amount":
        digits = is_transposed(row["ours_ore"], row["ledger_ore"])
        text = (
            _("Digits in the wrong order: %(booked)s booked, the row is %(ours)s")
            if digits
            else _("Wrong amount: %(booked)s booked, the row is %(ours)s")
        )
        return text % {"booked": booked, "ours": ours}
    if fault in OTHERS:
        return _wrong_code(row, ours)
    if fault == "other_month":
        return ngettext(
            "Wrong month: one row of %(ours)s is booked in %(month)s",
            "Wrong month: %(num)s rows of %(ours)s are booked in %(month)s",
            rows,
            ours=ours,
            month=formats.month(row["other_period"]),
        )
    if fault == "from_other_month":
        return ngettext(
            "Wrong month: one row of %(booked)s belongs to %(month)s",
            "Wrong month: %(num)s rows of %(booked)s belong to %(month)s",
            rows,
            booked=booked,
            month=formats.month(row["other_period"]),
        )
    if fault == "twice":
        if rows == row["voucher_rows"]:
            return _("The whole voucher is booked twice: %(ours)s on %(rows)s rows") % {
                "ours": ours,
                "rows": formats.count(rows),
            }
        return ngettext(
            "Booked twice: one row of %(ours)s",
            "Booked twice: %(num)s rows of %(ours)s",
            rows,
            ours=ours,
        )
    if fault == "missing":
        return ngettext(
            "Not booked: one row of %(ours)s",
            "Not booked: %(num)s rows of %(ours)s",
            rows,
            ours=ours,
        )
    if fault == "unknown":
        return _("Booked though we delivered nothing: %(booked)s", booked=booked)
    return _("The supplier's side does not follow: %(booked)s booked, %(ours)s delivered") % {
        "booked": formats.amount(-row["ledger_ore"]),
        "ours": formats.amount(-row["ours_ore"]),
    }


def fault(one: str) -> str:
    """A kind of booking error in few words."""
    return {
        "amount": _("wrong amount"),
        "other_cost_centre": _("wrong cost centre"),
        "other_account": _("wrong account"),
        "other_counterparty": _("wrong counterparty"),
        "other_month": _("booked in another month"),
        "from_other_month": _("belongs to another month"),
        "twice": _("booked twice"),
        "missing": _("not booked"),
        "unknown": _("booked though nothing was delivered"),
        "counter_entry": _("the supplier's side does not follow"),
    }.get(one, one.replace("_", " "))


OTHERS = ("other_cost_centre", "other_account", "other_counterparty")


def _wrong_code(row: Row, ours: str) -> str:
    """A row on another cost centre, account or counterparty; or on none."""
    if row["fault"] == "other_account":
        return _("Wrong account: %(other)s instead of %(own)s, %(amount)s") % {
            "other": row["other_account"],
            "own": row["account"],
            "amount": ours,
        }
    is_centre = row["fault"] == "other_cost_centre"
    column = "cost_centre_id" if is_centre else "counterparty"
    other, own = row[f"other_{column}"], row[column]
    if is_centre and not other:
        return _("Without a cost centre in the ledger: %(amount)s of %(own)s") % {
            "amount": ours,
            "own": own,
        }
    text = (
        _("Wrong cost centre: %(other)s instead of %(own)s, %(amount)s")
        if is_centre
        else _("Wrong counterparty: %(other)s instead of %(own)s, %(amount)s")
    )
    return text % {"other": other or formats.DASH, "own": own, "amount": ours}


def code(row: Row) -> str:
    """The code string an error is about; of several rows how many."""
    if not row["account"]:
        return ngettext("one row", "%(num)s rows", row["row_count"])
    return "-".join(row[part] or "?" for part in ("account", "cost_centre_id", "counterparty"))


def code_fault(fault: str) -> str:
    """What is wrong with a code string."""
    return {
        "no_account": _("the account is missing or not four digits"),
        "unknown_account": _("the account is not in the chart of accounts"),
        "no_cost_centre": _("the cost centre is missing"),
        "cost_centre_not_in_force": _("the cost centre is not in force that year"),
        "no_activity": _("the activity is missing"),
        "no_counterparty": _("the counterparty is missing"),
        "own_counterparty": _("the department stands as its own counterparty"),
    }.get(fault, fault.replace("_", " "))


def codes_title(count: int) -> str:
    """That so many code strings stop the booking."""
    return ngettext(
        "One code string stops the booking", "%(num)s code strings stop the booking", count
    )


def result_title(period: datetime.date, fees_ore: int, self_cost_ore: int) -> str:
    """How far the fees of a month covered what the services cost."""
    month = formats.month(period)
    if self_cost_ore <= 0:
        return _("No cost is known for %(month)s", month=month)
    return _(
        "The fees covered %(share)s of the self-cost in %(month)s",
        share=formats.percent(fees_ore, self_cost_ore),
        month=month,
    )


def side(name: str) -> str:
    """Whose side a row of the ledger is on."""
    return {"customer": _("customer"), "supplier": _("supplier")}[name]
