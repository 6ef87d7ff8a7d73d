"""What is decided about a year's result, in words."""

from collections.abc import Mapping, Sequence
from typing import Any

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.rows import Row
from journal.facts import Fact
from journal.settlements import PAY_BACK, Settlement

MILLI = 1_000
E4_IN_ORE = 100


def kind(one: str) -> str:
    """What is done with a result."""
    if one == PAY_BACK:
        return _("paid back by share of the year's charges")
    return _("carried into next year's price")


def decided(row: Row | None) -> str:
    """What is decided about a service's year, by whom, and where its lines are; else a dash."""
    if row is None:
        return formats.DASH
    told = _("%(kind)s, %(decision)s", kind=kind(row["kind"]), decision=row["decision"])
    return f"{told}. {where}" if (where := _booked(row)) else told


def _booked(row: Row) -> str:
    """Where what is paid back stands: on which bills, or what it waits for."""
    if "booked_in" not in row:
        return _("The next run gives the lines.") if row["kind"] == PAY_BACK else ""
    if not row["booked_in"]:
        return ""
    month = formats.month(row["booked_in"])
    if row["is_waiting"]:
        return _("The lines wait until %(month)s is calculated.", month=month)
    return _("On the bills of %(month)s.", month=month)


def written(fact: Fact) -> str:
    """That a decision was written down."""
    return _(
        "Written down: the result of %(service)s is %(kind)s, %(amount)s.",
        service=_about(fact),
        kind=kind(fact.body["kind"]),
        amount=formats.whole_kronor(fact.body["result_ore"]),
    )


def changed(fact: Fact) -> str:
    """That somebody else was first, with what, who and when."""
    return _(
        "Nothing was written: %(who)s has decided about %(service)s since you opened the page, at "
        "%(when)s: %(kind)s (%(why)s). Look at it and say it again.",
        who=fact.who,
        service=_about(fact),
        when=formats.moment(fact.recorded_at),
        kind=kind(fact.body["kind"]),
        why=fact.why,
    )


def _about(fact: Fact) -> str:
    """``ACC-STD 2009``."""
    return " ".join(fact.subject.split(":")[1:])


def refused(rule: str) -> str:
    """Why nothing was written."""
    reasons = {
        "form": _("A field is missing or cannot be read."),
        "unknown": _("There is no result of that service and year."),
        "nothing": _("The result is nothing."),
        "nobody": _("Nobody was charged for it that year: there is nothing to share it by."),
        "no_decision": _("A decision needs words: who decided, and where it stands."),
    }
    return _("Nothing was written. %(why)s", why=reasons.get(rule, _("It cannot be said so.")))


def carried_title(carried: Sequence[Settlement]) -> str:
    """How many results the next prices carry, and what they come to."""
    whole = sum(one.result_ore for one in carried)
    size = formats.large(abs(whole))
    if whole >= 0:
        return ngettext(
            "One result carried lowers what prices are to cover by %(size)s",
            "%(num)s results carried lower what prices are to cover by %(size)s",
            len(carried),
            size=size,
        )
    return ngettext(
        "One result carried raises what prices are to cover by %(size)s",
        "%(num)s results carried raise what prices are to cover by %(size)s",
        len(carried),
        size=size,
    )


def per_unit(one: Settlement, service: Mapping[str, Any]) -> str:
    """What is carried for one unit of the year: ``−12,34``; a dash where there is no unit."""
    if not one.quantity or service.get("fee_kind") == "agreement":
        return formats.DASH
    if service.get("fee_kind") == "metered":
        e4 = formats.rounded(-one.result_ore * MILLI * E4_IN_ORE, one.quantity)
        return formats.decimal(e4, E4_IN_ORE * 100, 4)
    return formats.change(formats.rounded(-one.result_ore * MILLI, one.quantity))
