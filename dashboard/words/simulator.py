"""What a scenario says: fees against today and against their cost, who pays more, who less."""

from collections.abc import Sequence
from typing import Literal

from chargeback.what_if import FeeModel
from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words import change
from dashboard.words.causes import running_name

Cover = Literal["good", "watch", "bad"]
# Fees cover their cost when they are within these per cent of it; near within the wider ones.
TOLERANCE = (97, 103)
NEAR = (90, 110)


def model(one: FeeModel) -> str:
    """A fee model as the switch has it."""
    return {
        "per_unit": _("Per unit"),
        "mixed": _("Mixed"),
        "per_employee": _("Per employee"),
    }[one]


def model_in_sentence(one: FeeModel) -> str:
    """A fee model that begins a sentence."""
    return {
        "per_unit": _("The per-unit model"),
        "mixed": _("The mixed model"),
        "per_employee": _("The per-employee model"),
    }[one]


def title(  # noqa: PLR0913, PLR0917 - each is one figure of the sentence
    fee_model: FeeModel, moved_ore: int, change_ore: int, fees_ore: int, cost_ore: int, tried: int
) -> str:
    """The page's answer: what moves between departments, and how fees stand to their cost.

    Args:
        fee_model: The scenario's.
        moved_ore: What the fee model moves between departments.
        change_ore: What the prices change for all together.
        fees_ore: Fees of the pools that have a cost.
        cost_ore: The cost of those pools.
        tried: How many prices are others.
    """
    cover = _against_cost(fees_ore - cost_ore, cost_ore)
    if fee_model != "per_unit":
        claim = _(
            "%(model)s moves %(size)s between departments",
            model=model_in_sentence(fee_model),
            size=formats.large(moved_ore),
        )
    elif not tried:
        claim = _("Today's prices")
        return f"{claim} {cover}" if cover else claim
    elif not change_ore:
        claim = _("The prices tried bring as much as today's")
    else:
        size = formats.large(abs(change_ore))
        claim = (
            _("The prices tried bring %(size)s more than today's", size=size)
            if change_ore > 0
            else _("The prices tried bring %(size)s less than today's", size=size)
        )
    if not cover:
        return claim
    return _("%(claim)s, and the fees %(cover)s", claim=claim, cover=cover)


def _against_cost(difference_ore: int, cost_ore: int) -> str:
    """How fees stand to their cost, to follow them; nothing where no cost is known."""
    if cost_ore <= 0:
        return ""
    size = formats.large(abs(difference_ore))
    if change.is_hardly_any(difference_ore, cost_ore):
        return _("cover their own cost")
    if difference_ore < 0:
        return _("fall %(size)s short of their own cost", size=size)
    return _("bring %(size)s more than their own cost", size=size)


def lead(fee_model: FeeModel, per_employee_ore: int, months: str) -> str:
    """How the fees are shared out."""
    told = {
        "per_unit": _("Every service is charged per unit on the volumes of %(months)s."),
        "mixed": _(
            "Network, connection and accounts are shared out by full-time employee "
            "(%(amount)s each), the rest per unit, on the volumes of %(months)s."
        ),
        "per_employee": _(
            "Every service at a list price is shared out by full-time employee "
            "(%(amount)s each), on the volumes of %(months)s."
        ),
    }[fee_model]
    return told % {"amount": formats.whole_kronor(per_employee_ore), "months": months}


def against_today(change_ore: int) -> str:
    """``5,9 mnkr lägre``, ``oförändrat``."""
    if change_ore == 0:
        return _("unchanged")
    size = formats.large(abs(change_ore))
    return _("%(size)s higher", size=size) if change_ore > 0 else _("%(size)s lower", size=size)


def effects_title(fee_model: FeeModel, names: Sequence[str], effects: Sequence[int]) -> str:
    """How many pay more, and who most.

    Args:
        fee_model: The scenario's.
        names: Departments, who pays most more first.
        effects: What each pays more, or less (öre).
    """
    more = sum(ore > 0 for ore in effects)
    less = sum(ore < 0 for ore in effects)
    if not more and not less:
        return _("No department pays more or less")
    if not more:
        return ngettext(
            "One department pays less, %(name)s",
            "%(num)s departments pay less, most %(name)s",
            less,
            name=names[-1],
        )
    by_model = fee_model != "per_unit"
    if by_model:
        return ngettext(
            "One department pays more by the model, %(name)s",
            "%(num)s departments pay more by the model, most %(name)s",
            more,
            name=names[0],
        )
    return ngettext(
        "One department pays more, %(name)s",
        "%(num)s departments pay more, most %(name)s",
        more,
        name=names[0],
    )


def prices_title(higher: int, lower: int) -> str:
    """How many prices are others."""
    if not higher and not lower:
        return _("Drag a price or type another to see what follows")
    if not higher:
        return ngettext("One price is lowered", "%(num)s prices are lowered", lower)
    if not lower:
        return ngettext("One price is raised", "%(num)s prices are raised", higher)
    return _("%(higher)s raised and %(lower)s lowered prices", higher=higher, lower=lower)


def costs_title(pool: str, difference_ore: int) -> str:
    """Which pool falls furthest short.

    Args:
        pool: Its name.
        difference_ore: Its fees less its cost.
    """
    if difference_ore >= 0:
        return _("The fees of every pool cover its own cost")
    size = formats.large(-difference_ore)
    return _(
        "Fees for %(pool)s fall furthest short, by %(size)s", pool=running_name(pool), size=size
    )


def cover(permille: int) -> tuple[Cover, str]:
    """The status of a cover, and its word."""
    share = permille / 10
    if TOLERANCE[0] <= share <= TOLERANCE[1]:
        return "good", _("covers")
    if share < NEAR[0]:
        return "bad", _("does not cover")
    if share > NEAR[1]:
        return "bad", _("too high")
    return "watch", _("nearly covers") if share < TOLERANCE[0] else _("somewhat over")


def compensation_title(raised_ore: int) -> str:
    """How much of the departments' grants would have to move for nobody to be worse off."""
    if not raised_ore:
        return _("No grant needs to change")
    return _(
        "Unchanged room for the departments takes %(size)s more in grants to those who pay more",
        size=formats.large(raised_ore),
    )
