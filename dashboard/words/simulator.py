"""What a scenario says: fees against today and against their cost, who pays more, who less."""

import datetime
from collections.abc import Mapping, Sequence
from typing import Literal

from chargeback.what_if import FeeModel
from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words import change
from dashboard.words.causes import listed, running_name
from dashboard.words.reference import area
from journal.facts import Fact
from journal.scenarios import ENDED

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
        fees_ore: Fees of the areas that have a cost.
        cost_ore: Their self-cost.
        tried: How many prices and counting rules are others.
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
        claim = _("What is tried brings as much as today's prices")
    else:
        size = formats.large(abs(change_ore))
        claim = (
            _("What is tried brings %(size)s more than today's prices", size=size)
            if change_ore > 0
            else _("What is tried brings %(size)s less than today's prices", size=size)
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


def lead(
    fee_model: FeeModel, shared_areas: Sequence[str], per_employee_ore: int, months: str
) -> str:
    """How the fees are shared out."""
    areas = listed([running_name(area(one)) for one in shared_areas])
    told = {
        "per_unit": _("Every service is charged per unit on the volumes of %(months)s."),
        "mixed": _(
            "Shared out by full-time employee (%(amount)s each): %(areas)s. "
            "The rest is charged per unit, on the volumes of %(months)s."
        ),
        "per_employee": _(
            "Every service at a list price is shared out by full-time employee "
            "(%(amount)s each), on the volumes of %(months)s."
        ),
    }[fee_model]
    each = formats.whole_kronor(per_employee_ore)
    return told % {"amount": each, "areas": areas, "months": months}


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


def rules_title(tried: int) -> str:
    """How many counting rules are others."""
    if not tried:
        return _("Another counting rule can be tried too")
    return ngettext(
        "One service is counted by another rule",
        "%(num)s services are counted by another rule",
        tried,
    )


def rules_lead(begins: datetime.date, unit: str) -> str:
    """What can be counted otherwise, and from when."""
    return _(
        "Accounts and workstations, %(unit)s, from %(month)s on. The files tell on which days each "
        "was there and whose it was; of what is not here they tell only the day it was read.",
        unit=unit,
        month=formats.month(begins),
    )


def left_alone(services: Sequence[tuple[str, int]], whole_ore: int) -> str:
    """What the scenario leaves as charged: of a kind, and the services whole.

    Args:
        services: Names and öre of services without a price to try, dearest first.
        whole_ore: Their sum.
    """
    kinds = _("Agreed prices and prices by steps stay as charged.")
    if not services:
        return kinds
    named = [
        _("%(service)s (%(amount)s)", service=running_name(name), amount=formats.large(ore))
        for name, ore in services
    ]
    return _(
        "%(kinds)s So do services without a list price to try, %(amount)s: %(services)s.",
        kinds=kinds,
        amount=formats.large(whole_ore),
        services=listed(named),
    )


def later(services: Sequence[str], begins: datetime.date) -> str:
    """Which tried prices begin later than asked for, as nobody knows the days of their use."""
    return _(
        "From %(month)s on, as their days of use are not published: %(services)s.",
        month=formats.month(begins),
        services=listed([running_name(one) for one in services]),
    )


def costs_title(area: str, difference_ore: int) -> str:
    """Which area falls furthest short.

    Args:
        area: Its name.
        difference_ore: Its fees less its self-cost.
    """
    if difference_ore >= 0:
        return _("The fees of every area cover its self-cost")
    size = formats.large(-difference_ore)
    return _(
        "Fees for %(area)s fall furthest short, by %(size)s", area=running_name(area), size=size
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


def saved_title(count: int) -> str:
    """How many scenarios are saved."""
    if not count:
        return _("No scenario is saved yet")
    return ngettext("One scenario is saved", "%(num)s scenarios are saved", count)


def tries(tried: Mapping[str, str]) -> str:
    """What a saved scenario tries: ``3 priser, 1 räkneregel, blandad modell, från 2009-01-15``."""
    prices = sum(key.startswith("p-") for key in tried)
    rules = sum(key.startswith("rule-") for key in tried)
    parts = []
    if prices:
        parts.append(ngettext("one price", "%(num)s prices", prices))
    if rules:
        parts.append(ngettext("one counting rule", "%(num)s counting rules", rules))
    if tried.get("model") in {"mixed", "per_employee"}:
        told = model("mixed" if tried["model"] == "mixed" else "per_employee").lower()
        parts.append(_("fee model %(model)s", model=told))
    if tried.get("from"):
        parts.append(_("from %(day)s", day=tried["from"]))
    return ", ".join(parts) or _("today's prices")


def written(fact: Fact) -> str:
    """That something was written down of a scenario."""
    if fact.kind == ENDED:
        return _("Written down: the scenario is ended.")
    return _("Written down: %(name)s is saved.", name=fact.body["name"])


def changed(fact: Fact) -> str:
    """That somebody else was first, with what, who and when."""
    what = _("it is ended") if fact.kind == ENDED else _("another version is saved")
    return _(
        "Nothing was written: %(who)s has changed the scenario since you opened it, at %(when)s: "
        "%(what)s (%(why)s). Open it and say it again.",
        who=fact.who,
        when=formats.moment(fact.recorded_at),
        what=what,
        why=fact.why,
    )


def refused(rule: str, field: str) -> str:
    """Why nothing was written."""
    fields = {"name": _("Name"), "why": _("Why"), "tried": _("What is tried")}
    reasons = {
        "form": _("%(field)s is missing or cannot be read.", field=fields.get(field, field)),
        "taken": _("Another scenario has that name."),
        "empty": _("Nothing is tried."),
        "unknown": _("There is no such scenario."),
        "ended": _("The scenario has ended."),
    }
    return _("Nothing was written. %(why)s", why=reasons.get(rule, _("It cannot be said so.")))


def compensation_title(raised_ore: int) -> str:
    """How much of the departments' grants would have to move for nobody to be worse off."""
    if not raised_ore:
        return _("No grant needs to change")
    return _(
        "Unchanged room for the departments takes %(size)s more in grants to those who pay more",
        size=formats.large(raised_ore),
    )
