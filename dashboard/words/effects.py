"""The plan's effects in words: whether they are seen, how far, and what is charged for them."""

import datetime
from collections.abc import Mapping, Sequence
from fractions import Fraction

from actionplan.effects import Doubt, EffectRule, Seen
from actionplan.trajectory import Distance
from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.figures.effects import Fee
from dashboard.i18n import _, ngettext
from dashboard.words import reference
from dashboard.words.kpis import DECIMALS, MILLI, figure, unit_words, with_unit

SHAPES: Mapping[Seen, Status] = {
    "seen": "good",
    "partly": "watch",
    "not_seen": "bad",
    "unknown": "unknown",
}
ONE = 1000


def seen(one: Seen) -> str:
    """What the rule says, of an effect or a measure."""
    return {
        "seen": _("is seen"),
        "partly": _("is seen in part"),
        "not_seen": _("is not seen"),
        "unknown": _("cannot be judged"),
    }[one]


def title(counts: Mapping[Seen, int]) -> str:
    """The page's answer: how many effects are seen, in part, not at all, and are not known."""
    whole = sum(counts.values())
    if not whole:
        return _("No effect stood in the plan that day")
    if counts["unknown"] == whole:
        return ngettext(
            "The effect cannot be judged yet",
            "None of the %(num)s effects can be judged yet",
            whole,
        )
    if counts["seen"] == whole:
        return ngettext("The effect is seen", "All %(num)s effects are seen", whole)
    told = _("None of %(whole)s effects is seen", whole=formats.count(whole))
    if counts["seen"]:
        told = _(
            "%(seen)s of %(whole)s effects are seen",
            seen=formats.count(counts["seen"]),
            whole=formats.count(whole),
        )
    rest = [
        words
        for number, words in (
            (counts["partly"], _("%(number)s in part", number=formats.count(counts["partly"]))),
            (counts["not_seen"], _("%(number)s not", number=formats.count(counts["not_seen"]))),
            (
                counts["unknown"],
                _("%(number)s cannot be judged", number=formats.count(counts["unknown"])),
            ),
        )
        if number
    ]
    return ", ".join([told, *rest])


def lead(rule: EffectRule, done_but_not: Sequence[str]) -> str:
    """How to read it, and where the work is done and its effect is still not wholly seen.

    Args:
        rule: The rule of the report.
        done_but_not: Names of effects whose milestones are all reached.
    """
    told = _(
        "An effect is seen when every measure of it has gone %(seen)s or more of the way planned "
        "by then, in part from %(partly)s.",
        seen=_share(rule.seen_from),
        partly=_share(rule.partly_from),
    )
    if not done_but_not:
        return told
    if len(done_but_not) == 1:
        more = _(
            "All milestones are reached but the effect is not wholly seen: %(name)s.",
            name=done_but_not[0],
        )
    else:
        more = _(
            "For %(number)s effects all milestones are reached but the effect is not wholly seen.",
            number=formats.count(len(done_but_not)),
        )
    return f"{told} {more}"


def rule_note(rule: EffectRule) -> str:
    """The rule to the letter, with its version."""
    return _(
        "Rule %(version)s: a last outcome is held against its trajectory on the outcome's own day, "
        "as a part of the way from the starting value (from nought where none was measured). What "
        "was not measured, has no target that day or was not yet to move cannot be judged and "
        "keeps its effect from being seen; a measure without a decided direction is shown and "
        "does not count.",
        version=str(rule.version),
    )


def goal_title(name: str, seen_: int, effects: int) -> str:
    """A goal, and how many of its effects are seen."""
    if seen_ == effects:
        return ngettext("%(name)s: its effect is seen", "%(name)s: all %(num)s effects are seen",
                        effects, name=name)  # fmt: skip
    if not seen_:
        return ngettext(
            "%(name)s: its effect is not wholly seen",
            "%(name)s: none of %(num)s effects is wholly seen",
            effects,
            name=name,
        )
    return _(
        "%(name)s: %(seen)s of %(whole)s effects are seen",
        name=name,
        seen=formats.count(seen_),
        whole=formats.count(effects),
    )


def behind(activities: int, number: int, of: int) -> str:
    """How far the activities behind a goal's effects have come."""
    if not activities:
        return _("No activity of the plan names them.")
    return ngettext(
        "One activity is behind: %(reached)s.",
        "%(num)s activities are behind: %(reached)s.",
        activities,
        reached=reached(number, of),
    )


def reached(number: int, of: int) -> str:
    """How many milestones are reached."""
    if not of:
        return _("No milestones")
    return _(
        "%(number)s of %(of)s milestones reached",
        number=formats.count(number),
        of=formats.count(of),
    )


def last(*, is_done: bool) -> str:
    """What the last day of activities is; the day stands after it."""
    return _("the last") if is_done else _("the last expected")


def measure(one: Seen, part: Fraction | None, doubt: Doubt) -> str:
    """What the rule says of a measure: ``syns delvis, 78 % av vägen``."""
    if part is None:
        return f"{seen(one)}: {why_not(doubt)}"
    told = {"seen": _("seen"), "partly": _("in part"), "not_seen": _("not")}.get(one, seen(one))
    return _("%(seen)s, %(part)s of the way", seen=told, part=_share(part))


def why_not(doubt: Doubt) -> str:
    """Why a measure cannot be judged."""
    return {
        "no_direction": _("no direction is decided"),
        "not_measured": _("not measured yet"),
        "no_target": _("no target that day"),
        "nothing_due": _("it was not to move yet"),
        "": "",
    }[doubt]


def gap(found: Distance, unit: str, better: str, *, is_yearly: bool) -> str:
    """How far the outcome is from what was planned, of the figures as they are shown.

    Returns:
        Empty where one of them is missing.
    """
    if found.outcome is None or found.should_be is None:
        return ""
    apart = _shown(found.outcome.milli, unit) - _shown(found.should_be, unit)
    if not apart:
        return _("as planned")
    size = figure(abs(apart), unit)
    mark = {"%": _("percentage points")}.get(unit, unit_words(unit, is_yearly=is_yearly))
    much = f"{size}{formats.SPACE}{mark}".strip() if unit != "index" else size
    if apart > 0:
        told = _("%(much)s higher than planned", much=much)
    else:
        told = _("%(much)s lower than planned", much=much)
    if better == "none":
        return told
    is_better = (apart > 0) == (better == "higher")
    return _("%(told)s, better", told=told) if is_better else told


def start(baseline: int | None, unit: str) -> str:
    """Where it started, under what was planned; empty where it was not measured."""
    return "" if baseline is None else _("from %(figure)s", figure=figure(baseline, unit))


def figures(found: Distance, planned: int | None, day: datetime.date, unit: str) -> str:
    """The outcome with its day, what was planned that day, and what is planned on the report's."""
    told = []
    if found.outcome is not None:
        told.append(
            _(
                "%(figure)s on %(day)s.",
                figure=with_unit(found.outcome.milli, unit, is_yearly=False),
                day=formats.day_in_words(found.outcome.day),
            )
        )
    if found.should_be is not None and found.outcome is not None:
        told.append(_("Planned that day: %(figure)s.", figure=figure(found.should_be, unit)))
    if planned is not None and found.days_old != 0:
        told.append(
            _(
                "Planned on %(day)s: %(figure)s.",
                day=formats.day_in_words(day),
                figure=figure(planned, unit),
            )
        )
    return " ".join(told) or _("Not measured, and nothing is planned.")


def in_short(number: int, of: int) -> str:
    """``11 av 14``."""
    return _("%(number)s of %(of)s", number=formats.count(number), of=formats.count(of))


def fee(fees: Sequence[Fee]) -> tuple[str, str]:
    """What is charged for what measures an effect, and how it has changed, in few words."""
    if not fees:
        return _("no fee"), ""
    if len(fees) > 1:
        counted = ngettext("One service", "%(num)s services", len(fees))
        return counted, _directions(fees)
    (only,) = fees
    now = quantity(only.now.quantity)
    if only.then is None:
        return _direction(only), _("quantity %(now)s", now=now)
    then = quantity(only.then.quantity)
    return _direction(only), _("quantity %(now)s, was %(then)s", now=now, then=then)


def _direction(one: Fee) -> str:
    """How a service's price has changed."""
    if one.kind == "agreement":
        return _("by agreement")
    if one.then is None:
        return _("price %(price)s", price=price(one.now.price, one.kind, one.now.amount_ore))
    if one.prices is None:
        return _("no earlier price")
    return _("price %(change)s", change=reference.price_change(*one.prices))


def _directions(fees: Sequence[Fee]) -> str:
    """How many have become cheaper and dearer."""
    if all(one.then is None for one in fees):
        return ""
    known = [one.prices for one in fees if one.prices]
    cheaper = sum(now < then for then, now in known)
    dearer = sum(now > then for then, now in known)
    told = [
        words
        for number, words in (
            (cheaper, _("%(number)s cheaper", number=formats.count(cheaper))),
            (dearer, _("%(number)s dearer", number=formats.count(dearer))),
        )
        if number
    ]
    return ", ".join(told) or (_("unchanged") if known else _("no earlier price"))


def fee_head(what: str, month: datetime.date | None) -> str:
    """A column of fees: ``Pris aug 2009``."""
    return f"{what} {formats.month_short(month)}" if month else what


def price(row: Mapping[str, int | None] | None, kind: str, amount_ore: int | None) -> str:
    """A price without its unit; by agreement what the month's agreements come to."""
    if kind == "agreement":
        return formats.DASH if amount_ore is None else formats.whole_amount(amount_ore)
    return reference.bare_price(dict(row)) if row else formats.DASH


def price_unit(per: str, unit: str, kind: str) -> str:
    """What a price is for: ``kr/år per konto``."""
    if kind == "agreement":
        return _("kr a month in all, by agreement")
    if kind in {"metered", "one_off"}:
        return _("kr per %(unit)s; quantity of the month", unit=unit)
    return _("%(per)s per %(unit)s", per=reference.per_unit(per), unit=unit)


def quantity(milli: int | None) -> str:
    """How many units, whole."""
    return formats.DASH if milli is None else formats.decimal(milli, ONE, 0)


def no_month(day: datetime.date) -> str:
    """Where no month of the report is published."""
    return _("No month up to %(day)s is published.", day=formats.day_in_words(day))


def fee_months(month: datetime.date, first: datetime.date | None) -> str:
    """Which months' fees stand beside each other."""
    if first is None:
        return _("Fees of %(month)s.", month=formats.month(month))
    return _(
        "Fees of %(month)s beside %(first)s, the same month of the plan's first year.",
        month=formats.month(month),
        first=formats.month(first),
    )


def _shown(milli: Fraction | int, unit: str) -> int:
    """A figure as it is shown, in thousandths."""
    step = MILLI // (1, 10)[DECIMALS.get(unit, 0)]
    whole = Fraction(milli)
    return formats.rounded(whole.numerator, whole.denominator * step) * step


def _share(part: Fraction) -> str:
    return formats.percent(part.numerator, part.denominator)
