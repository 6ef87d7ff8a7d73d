"""The log in words: kinds, subjects and people, what each entry says, whether the chain holds."""

import datetime
import re
from collections.abc import Callable, Mapping

from dashboard import formats
from dashboard.i18n import _, language, ngettext
from dashboard.words import prices as price_words
from dashboard.words.control import outcome
from journal import acceptances, comments, periods, prices
from journal.chain import SHORTEST, Verdict
from journal.facts import Fact

#: A sha256, or the id of a build.
LONG_NAME = re.compile(r"[0-9a-f]{64}|[0-9]{8}T[0-9]{6}Z-[0-9a-f]{12}")


def kind(name: str) -> str:
    """A kind of entry; one without words here is shown plainly by its name."""
    return {
        prices.LIST_LOADED: _("Price list taken over"),
        prices.PRICE_LOADED: _("Price taken over"),
        prices.TIER_LOADED: _("Step of a price taken over"),
        prices.AGREED_LOADED: _("Agreed price taken over"),
        prices.DRAFTED: _("Price list drafted"),
        prices.SET: _("Price put in"),
        prices.REMOVED: _("Price taken out"),
        prices.PROPOSED: _("Price list proposed"),
        prices.GIVEN_BACK: _("Price list given back"),
        prices.DECIDED: _("Price list decided"),
        prices.ENDED: _("Price list ended"),
        prices.PRICE_ENDED: _("Price ended"),
        prices.SUPERSEDED: _("Wrong price put right"),
        acceptances.GIVEN: _("Yes to go on"),
        comments.MADE: _("Word on a bill"),
        "period.preliminary": _("Month sent out as preliminary"),
        "period.reviewed": _("Month reviewed"),
        "period.closed": _("Month closed"),
        "period.booked": _("Month booked"),
        "mending.alias": _("Spelling of a department mended"),
        "mending.owner": _("Owner of an object named"),
        "mending.code": _("Code mended"),
        "mending.activity": _("Activity of a cost centre named"),
        "mending.counterparty": _("Counterparty of a department named"),
        "mending.withdrawn": _("Mending withdrawn"),
        "settlement.decided": _("Settlement decided"),
        "plan.goal": _("Goal of the plan"),
        "plan.effect": _("Effect of the plan"),
        "plan.need": _("Need handed to the IT council"),
        "plan.activity": _("Activity of the plan"),
        "plan.milestone": _("Milestone of the plan"),
        "plan.dependency": _("Dependency in the plan"),
        "plan.baseline": _("Baseline decided"),
        "plan.forecast": _("Forecast of a milestone"),
        "plan.actual": _("Milestone reached"),
        "plan.self_rating": _("Activity rated by its owner"),
        "plan.progress": _("Progress told"),
        "plan.cost": _("Cost of an activity told"),
        "plan.comment": _("Comment on the plan"),
        "plan.risk": _("Risk told"),
        "plan.decision": _("Decision on the plan"),
        "plan.round_opened": _("Round of reporting opened"),
        "plan.round_locked": _("Round of reporting locked"),
        "plan.imported": _("Plan taken in from a file"),
        "scenario.saved": _("Scenario saved"),
        "scenario.ended": _("Scenario ended"),
        "delivery.loaded": _("File loaded"),
        "delivery.duplicate": _("File delivered again"),
        "delivery.refused": _("File refused"),
        "delivery.replaced": _("File replaced"),
        "build.published": _("Build published"),
    }.get(name) or plain(name)


def plain(name: str) -> str:
    """A name as it stands in the record, made readable: ``owner.named`` is ``Owner: named``."""
    return formats.capital(name.replace("_", " ").replace(".", ": "))


def part(name: str) -> str:
    """A part of the log, or all of it."""
    return {
        "all": _("Everything"),
        "decisions": _("Decisions"),
        "loads": _("Files"),
        "builds": _("Builds"),
    }[name]


def role(name: str) -> str:
    """In which role something was said."""
    return {
        "controller": _("controller"),
        "auditor": _("auditor"),
        "board": _("board"),
        "department": _("department"),
        "strategist": _("strategist"),
        "owner": _("owner of an activity"),
        "program": _("the program"),
        "command_line": _("command line"),
    }.get(name, name)


def sort_of_subject(name: str) -> str:
    """What kind of thing an entry is about."""
    return {
        "price_list": _("Price list"),
        "content": _("Content"),
        "mending": _("Mending"),
        "settlement": _("Settlement"),
        "scenario": _("Scenario"),
        "goal": _("Goal"),
        "effect": _("Effect"),
        "need": _("Need"),
        "activity": _("Activity"),
        "milestone": _("Milestone"),
        "dependency": _("Dependency"),
        "plan": _("Plan"),
        "round": _("Round of reporting"),
        "plan_file": _("File with a plan"),
        "period": _("Month"),
        "bill": _("Bill"),
        "file": _("File"),
        "build": _("Build"),
    }.get(name) or plain(name)


def subject(name: str) -> str:
    """What an entry is about: ``Price list PL-2008-v1``, ``Month mars 2008``."""
    sort, colon, id_ = name.partition(":")
    if not colon:
        return name
    month = formats.period_of_key(id_[:7]) if sort == "period" else None
    shown = formats.month(month) if month else formats.short_id(id_) if sort == "content" else id_
    return f"{sort_of_subject(sort)} {shown}"


def said(fact: Fact, service: str) -> str:
    """What a fact says beyond its kind: in words where they are known, else field by field."""
    if fact.kind in prices.KINDS:
        return price_words.said(fact, service)
    if fact.kind == acceptances.GIVEN:
        return str(fact.body.get(f"said_{language()}") or fact.body.get("said_sv") or "")
    if fact.kind in OF_MONTHS:
        return OF_MONTHS[fact.kind](fact.body)
    return "; ".join(f"{name} {text}" for name, text in fields(_shortened(fact.body)))


def _booked(body: Mapping[str, object]) -> str:
    """How many vouchers a month was booked on: ``12 verifikat, 2008120001–2008120012``."""
    found = body.get("vouchers")
    vouchers = sorted(map(str, found)) if isinstance(found, list) else []
    if not vouchers:
        return _("no voucher")
    numbers = vouchers[0] if len(vouchers) == 1 else f"{vouchers[0]}–{vouchers[-1]}"
    return ngettext(
        "one voucher, %(numbers)s",
        "%(count)s vouchers, %(numbers)s",
        len(vouchers),
        count=formats.count(len(vouchers)),
        numbers=numbers,
    )


def _reviewed(body: Mapping[str, object]) -> str:
    """Which build had the lines that were said to be right."""
    return _("the lines of build %(build)s", build=formats.short_id(str(body.get("build_id", ""))))


def _closed(body: Mapping[str, object]) -> str:
    """What a month was sealed as, and by which decision."""
    seal = formats.short_id(str(body.get("manifest_sha256", "")))
    return _("sealed as %(seal)s: %(decision)s", seal=seal, decision=body.get("decision", ""))


#: What is told of a month beyond that it was.
OF_MONTHS: Mapping[str, Callable[[Mapping[str, object]], str]] = {
    periods.REVIEWED: _reviewed,
    periods.CLOSED: _closed,
    periods.BOOKED: _booked,
}


def _shortened(body: Mapping[str, object]) -> dict[str, object]:
    """A fact's body for one line: hashes and ids of builds in short, which open to the whole."""
    return {
        name: formats.short_id(value)
        if isinstance(value, str) and LONG_NAME.fullmatch(value)
        else value
        for name, value in body.items()
    }


def fields(body: Mapping[str, object]) -> list[tuple[str, str]]:
    """Every field of a fact's body and what it holds, as it stands."""
    shown = {True: _("yes"), False: _("no"), None: formats.DASH}
    return [
        (
            name.replace("_", " "),
            shown[value] if value is None or isinstance(value, bool) else str(value),
        )
        for name, value in body.items()
    ]


def delivered(outcome_of_it: str, reason: str) -> str:
    """What came of a delivery, and why."""
    told = outcome(outcome_of_it)
    return f"{told}: {reason}" if reason else told


def published(content_hash: str, *, is_served: bool) -> str:
    """A build by its content, and whether it is the one in service."""
    shown = formats.short_id(content_hash)
    if is_served:
        return _("content %(hash)s, in service", hash=shown)
    return _("content %(hash)s", hash=shown)


def title(verdict: Verdict) -> str:
    """The page's answer: how many decisions stand, and whether they are as they were written."""
    if verdict.broken is not None:
        return _(
            "The journal is not as it was written: fact %(number)s is wrong",
            number=formats.count(verdict.broken),
        )
    if not verdict.facts:
        return _("Nobody has decided anything yet")
    return ngettext(
        "One decision is on record, and its seal holds",
        "%(count)s decisions are on record, and the chain holds",
        verdict.facts,
        count=formats.count(verdict.facts),
    )


def chain_state(verdict: Verdict) -> str:
    """What verifying the chain found."""
    if verdict.broken is not None:
        return _("broken at fact %(number)s", number=formats.count(verdict.broken))
    return _("unbroken")


def head_found(head: str, place: int | None, facts: int) -> str:
    """Where the hash of a paper stands."""
    if len(head) < SHORTEST:
        return _("%(head)s is too short: another hash could begin so.", head=head)
    if place is None:
        return _(
            "%(head)s stands nowhere in the journal: facts have been taken away or changed, or it "
            "is misread.",
            head=formats.short_id(head),
        )
    after = facts - place
    if not after:
        return _(
            "%(head)s is the head: nothing has been written since.", head=formats.short_id(head)
        )
    return ngettext(
        "%(head)s is fact %(place)s; one more has been written since.",
        "%(head)s is fact %(place)s; %(count)s more have been written since.",
        after,
        head=formats.short_id(head),
        place=formats.count(place),
        count=formats.count(after),
    )


def shown(count: int, of: int) -> str:
    """How many entries a filter leaves."""
    if count == of:
        return ngettext("One entry", "%(num)s entries", of, num=formats.count(of))
    return _("%(count)s of %(of)s entries", count=formats.count(count), of=formats.count(of))


def utc(at: datetime.datetime) -> str:
    """A moment to the microsecond, as it is sealed."""
    return at.strftime("%Y-%m-%d %H:%M:%S.%f").rstrip("0").rstrip(".") + " UTC"
