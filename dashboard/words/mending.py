"""Mendings in words: what can be mended, what was said of it, and why something was refused."""

import datetime
from collections.abc import Mapping, Sequence

from dashboard import formats
from dashboard.i18n import _, ngettext
from journal import acceptances, mendings
from journal.facts import Fact
from journal.mendings import Mending


def title(count: int, ore: int) -> str:
    """The page's answer: how much waits to be mended."""
    if not count:
        return _("Everything that is used has a payer")
    return ngettext(
        "One thing can be mended: %(amount)s that nobody pays",
        "%(num)s things can be mended: %(amount)s that nobody pays",
        count,
        amount=formats.whole_kronor(ore),
    )


def lead() -> str:
    """What a mending is, and what it is not."""
    return _(
        "A mending says what a source left unsaid: which department a name means, whose an "
        "object is, which cost centre a code means. The next run obeys it. It only gives a payer "
        "to what has none, and is withdrawn, never changed."
    )


def way(name: str) -> str:
    """What has to be said of a subject."""
    return {
        "alias": _("a name no department goes by"),
        "owner": _("an object without an owner"),
        "code": _("a code that names no cost centre"),
        "source": _("only the source can put it right"),
        "activity": _("a cost centre without an activity"),
        "counterparty": _("a department without a counterparty"),
    }[name]


def target(name: str) -> str:
    """The label of what a subject is said to be."""
    return {
        "alias": _("Department meant"),
        "activity": _("Its activity"),
        "counterparty": _("Its counterparty number"),
    }.get(name, _("Cost centre that pays"))


def object_kind(name: str) -> str:
    """A kind of object."""
    return {
        "account": _("account"),
        "workstation": _("workstation"),
        "pupil": _("pupil"),
        "extension": _("extension"),
        "server": _("server"),
        "e_service": _("e-service"),
        "connection": _("connection"),
        "licence": _("licence"),
        "storage": _("storage"),
        "ticket": _("errand"),
        "time_report": _("assignment"),
        "employment": _("employment"),
    }.get(name, name)


def days(valid_from: datetime.date, valid_until: datetime.date) -> str:
    """The days a mending holds."""
    if valid_until >= formats.OPEN_END:
        return _("from %(first)s", first=formats.day(valid_from))
    last = valid_until - datetime.timedelta(days=1)
    return _("%(first)s – %(last)s", first=formats.day(valid_from), last=formats.day(last))


def meant(one: Mending, names: Mapping[str, str]) -> str:
    """What a mending says: ``workstation PC-9 is 40730 Förskola Hermodsdal's``."""
    if one.way in mendings.CODED:
        return _coded(one, names.get(one.subject, one.subject))
    told = names.get(one.target, one.target)
    if one.way == "alias":
        return _("“%(name)s” means %(target)s", name=one.subject, target=told)
    if one.way == "code":
        return _("code %(code)s means %(target)s", code=one.subject, target=told)
    return _(
        "%(kind)s %(id)s is paid for by %(target)s",
        kind=object_kind(one.object_kind),
        id=one.object_id,
        target=told,
    )


def _coded(one: Mending, whose: str) -> str:
    """``40714 Skola has activity 4400``."""
    if one.way == "activity":
        return _("%(who)s has activity %(code)s", who=whose, code=one.target)
    return _("%(who)s has counterparty %(code)s", who=whose, code=one.target)


def said(fact: Fact, one: Mending | None, names: Mapping[str, str]) -> str:
    """What a fact says."""
    if fact.kind == acceptances.GIVEN:
        return _("the next run goes on with %(file)s", file=fact.body["subject"])
    if one is None:
        return fact.subject
    if fact.kind == mendings.WITHDRAWN:
        return _("withdrawn: %(what)s", what=meant(one, names))
    return _(
        "%(what)s, %(days)s", what=meant(one, names), days=days(one.valid_from, one.valid_until)
    )


def written(what: str) -> str:
    """That something was written down, and what."""
    return _("Written down: %(what)s. The next run obeys it.", what=what)


def changed(fact: Fact, what: str) -> str:
    """That somebody else was first, with what, who and when."""
    return _(
        "Nothing was written: %(who)s has spoken of it since you opened it, at %(when)s: "
        "%(what)s. Look at it and say it again.",
        who=fact.who,
        when=formats.moment(fact.recorded_at),
        what=what,
    )


def refused(rule: str, field: str) -> str:
    """Why nothing was written."""
    reasons = {
        "form": _("%(field)s is missing or cannot be read.", field=field_name(field)),
        "days": _("The last day lies before the first."),
        "before": _("It begins before the first month that is charged."),
        "unknown": _("There is nothing of that name to mend, or it is mended already."),
        "not_in_force": _("The department or cost centre does not exist on all of those days."),
        "figures": _("It is figures alone, at most eight."),
        "names_one": _("The code names a cost centre of its own on one of those days."),
        "overlap": _("Another mending of the same thing holds on one of those days."),
    }
    return _("Nothing was written. %(why)s", why=reasons.get(rule, _("It cannot be said so.")))


def field_name(field: str) -> str:
    """A field of a form by its label."""
    return {
        "target": _("Department or cost centre"),
        "valid_from": _("First day"),
        "valid_until": _("Until, not included"),
        "why": _("Reason"),
    }.get(field, field)


def effect_title(ore: int, count: int) -> str:
    """What a mending would do, in one sentence."""
    return ngettext(
        "Would give %(amount)s in one month a payer",
        "Would give %(amount)s in %(num)s months a payer",
        count,
        amount=formats.whole_kronor(ore),
    )


def corrections(closed: Sequence[datetime.date]) -> str:
    """That closed months are touched, and how that is put right; nothing where none is."""
    if not closed:
        return ""
    return ngettext(
        "%(first)s is closed: it comes as a correction in the earliest open month.",
        "%(num)s closed months, %(first)s to %(last)s, come as corrections in the earliest open "
        "month.",
        len(closed),
        first=formats.month(min(closed)),
        last=formats.month(max(closed)),
    )


def state(one: Mending, journal_seq: int) -> str:
    """Whether the build that is shown knows of a mending."""
    if one.withdrawn is not None:
        if one.seq <= journal_seq < one.withdrawn.seq:
            return _("withdrawn, the next run forgets it")
        return _("withdrawn")
    return _("obeyed") if one.seq <= journal_seq else _("waits for the next run")


def owners_by(row: Mapping[str, object]) -> str:
    """That objects of a line have their owner by a mending: who said it, when and why."""
    return ngettext(
        "of one object by mending %(mending)s of %(day)s by %(who)s: %(why)s",
        "of %(num)s objects by mending %(mending)s of %(day)s by %(who)s: %(why)s",
        int(str(row["objects"])),
        mending=row["mending"],
        day=row["recorded_on"],
        who=row["who"],
        why=row["why"],
    )


def mark(owner_rule: str | None) -> str:
    """Says so when an object's owner is a mending's; else nothing."""
    rule, _apart, number = (owner_rule or "").partition(":")
    return _("owner by mending %(mending)s", mending=number) if rule == "mending" else ""


def is_waiting(one: Mending, journal_seq: int) -> bool:
    """Whether the last word of a mending is not yet obeyed; one taken back unseen never was."""
    if one.withdrawn is not None:
        return one.seq <= journal_seq < one.withdrawn.seq
    return one.seq > journal_seq


def waits(count: int) -> str:
    """How many mendings the next run will know of for the first time."""
    if not count:
        return _("All are in the build shown. Nothing said is changed: it is withdrawn.")
    return ngettext(
        "One waits for the next run. Nothing said is changed: it is withdrawn.",
        "%(num)s wait for the next run. Nothing said is changed: it is withdrawn.",
        count,
    )
