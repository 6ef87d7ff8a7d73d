"""Price lists in words: their states, what was said of them, and why something was refused."""

import datetime
from collections.abc import Mapping, Sequence

from dashboard import formats
from dashboard.components.shapes import Status
from dashboard.i18n import _, ngettext
from dashboard.words.reference import small_price
from journal import prices
from journal.facts import Fact
from journal.prices import AgreedPrice, Price, PriceList, Tier

STATUSES: Mapping[str, Status] = {
    "draft": "waiting",
    "proposed": "watch",
    "decided": "good",
    "ended": "done",
}


def state(name: str) -> str:
    """A list's state."""
    return {
        "draft": _("draft"),
        "proposed": _("proposed, waits for a decision"),
        "decided": _("decided"),
        "ended": _("ended"),
    }[name]


def title(lists: Sequence[PriceList]) -> str:
    """The page's answer: what waits, else how many lists there are."""
    proposed, drafts = (sum(one.state == state for one in lists) for state in ("proposed", "draft"))
    if proposed:
        return ngettext(
            "One price list waits for a decision",
            "%(num)s price lists wait for a decision",
            proposed,
        )
    if drafts:
        return ngettext(
            "One price list is being drafted", "%(num)s price lists are being drafted", drafts
        )
    return ngettext("One price list, decided", "%(num)s price lists, all decided", len(lists))


def lead(charged_until: datetime.date) -> str:
    """What may be done with a price."""
    return _(
        "A list goes from draft to proposal to decision. Prices are charged through %(day)s: one "
        "that has been used can be ended after that, never changed.",
        day=formats.day_in_words(charged_until - datetime.timedelta(days=1)),
    )


def amount(price: Price | Tier | AgreedPrice) -> str:
    """A price as kronor."""
    if price.price_ore is not None:
        return formats.amount(price.price_ore)
    return small_price(price.price_e4 or 0)


def per(price: Price) -> str:
    """What a price is for."""
    return {"öre/år": _("kr/year"), "öre/st": _("kr each"), "öre/tim": _("kr/hour")}.get(
        price.unit, _("kr each")
    )


def last_day(until: datetime.date) -> str:
    """The last day of what holds until a day."""
    if until >= formats.OPEN_END:
        return formats.day(until)
    return formats.day(until - datetime.timedelta(days=1))


def effect_title(change_ore: int) -> str:
    """What the proposed prices would make of a year, for the whole city."""
    if change_ore == 0:
        return _("At these prices the last twelve months would have cost the same")
    told = formats.whole_kronor(abs(change_ore))
    if change_ore > 0:
        return _(
            "At these prices the last twelve months would have cost %(amount)s more", amount=told
        )
    return _("At these prices the last twelve months would have cost %(amount)s less", amount=told)


def said(fact: Fact, service: str) -> str:
    """What a fact says, as a row of the history."""
    body = fact.body
    kind = fact.kind
    if kind == prices.TIER_LOADED:
        step = f"{tier_kind(body['tier_kind'])} {begins(body['from_quantity'])}"
        return f"{_said_price(fact, service)}, {step}"
    if kind in {prices.SET, prices.SUPERSEDED, prices.PRICE_LOADED, prices.AGREED_LOADED}:
        return _said_price(fact, service)
    if kind in {prices.REMOVED, prices.PRICE_ENDED}:
        words = {
            prices.REMOVED: _("%(service)s: price taken out", service=service),
            prices.PRICE_ENDED: _(
                "%(service)s: price ended, last day %(day)s",
                service=service,
                day=last_day(datetime.date.fromisoformat(body.get("valid_until", "9999-12-31"))),
            ),
        }
        return words[kind]
    if kind == prices.DECIDED:
        return _(
            "decided on %(day)s: %(decision)s", day=body["decided_on"], decision=body["decision"]
        )
    if kind == prices.ENDED:
        until = datetime.date.fromisoformat(body["valid_until"])
        return _("ended, last day %(day)s", day=last_day(until))
    return {
        prices.LIST_LOADED: _("taken over, decided: %(decision)s", decision=body.get("decision")),
        prices.DRAFTED: _("drafted"),
        prices.PROPOSED: _("proposed"),
        prices.GIVEN_BACK: _("given back to be changed"),
    }[kind]


def tier_kind(kind: str) -> str:
    """How steps of a price are counted."""
    return {
        "graduated": _("each step at its price"),
        "volume": _("all at the step reached"),
        "package": _("by the package"),
        "flat": _("one amount for the step"),
    }[kind]


def begins(from_quantity: int) -> str:
    """Where a step begins."""
    return _("from %(count)s units", count=formats.count(from_quantity))


def _said_price(fact: Fact, service: str) -> str:
    body = fact.body
    if body["price_ore"] is not None:
        price = formats.amount(body["price_ore"])
    else:
        price = small_price(body["price_e4"])
    told = {"service": service, "price": price, "day": body["valid_from"]}
    if fact.kind == prices.SUPERSEDED:
        return _(
            "%(service)s: %(price)s kr is right from %(day)s; %(decision)s",
            **told,
            decision=body["decision"],
        )
    return _("%(service)s: %(price)s kr from %(day)s", **told)


def taken_over(count: int) -> str:
    """Prices that were taken over from a file together."""
    return ngettext("one price taken over", "%(num)s prices taken over", count)


def written(fact: Fact, service: str) -> str:
    """That something was written down, and what."""
    return _("Written down: %(what)s.", what=said(fact, service))


def changed(fact: Fact, service: str) -> str:
    """That somebody else was first, with what, who and when."""
    return _(
        "Nothing was written: %(who)s has changed the list since you opened it, at %(when)s: "
        "%(what)s. Look at it and say it again.",
        who=fact.who,
        when=formats.moment(fact.recorded_at),
        what=said(fact, service),
    )


def refused(rule: str, field: str) -> str:
    """Why nothing was written."""
    reasons = {
        "form": _("%(field)s is missing or cannot be read.", field=field_name(field)),
        "not_whole": _("The price is no amount in whole öre (metered: four decimals of a krona)."),
        "overlap": _("Another price of the service holds on the same day."),
        "outside": _("The price lies outside the days of its list."),
        "days": _("The last day lies before the first, or outside the days of the price."),
        "used": _("The price has been charged for later days: it can be ended after them."),
        "month": _("Prices by quantity end with a month: choose the first day of one."),
        "state": _("In the state the list is in now that cannot be said."),
        "unknown": _("There is no such price or service."),
        "empty": _("The list holds no price yet."),
        "same": _("The price is the same, or of another kind than the wrong one."),
        "no_decision": _("A decision needs words: who decided, and where it stands."),
    }
    return _("Nothing was written. %(why)s", why=reasons.get(rule, _("It cannot be said so.")))


def field_name(field: str) -> str:
    """A field of a form by its label."""
    return {
        "list": _("Price list"),
        "why": _("Reason"),
        "service": _("Service"),
        "price": _("Price, kr"),
        "valid_from": _("First day"),
        "valid_until": _("Until, not included"),
        "until": _("Until, not included"),
        "decided_on": _("Day of decision"),
        "decision": _("Decision"),
        "known_from": _("Known to be wrong since"),
        "one": _("Price"),
    }.get(field, field)
