"""The plan in short in words: how it goes, who sees it otherwise, what asks for a decision."""

from collections.abc import Mapping

from actionplan.decisions import Kind, Question
from actionplan.on_time import OnTime
from actionplan.plan import Rating
from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.words.plan import days, lateness


def title(counts: Mapping[Rating, int], asking: int) -> str:
    """The page's answer: how much is done, how much is late, how much asks for a decision."""
    whole, late = sum(counts.values()), counts["yellow"] + counts["red"]
    if not whole:
        return _("No plan was known that day")
    done = _(
        "%(done)s of %(whole)s activities are done and %(late)s are late",
        done=formats.count(counts["done"]),
        whole=formats.count(whole),
        late=formats.count(late),
    )
    if not asking:
        return done
    ask = ngettext("one asks for a decision", "%(num)s ask for a decision", asking)
    return _("%(done)s; %(ask)s", done=done, ask=ask)


def taken_title(number: int) -> str:
    """How many decisions were told of in the report."""
    if not number:
        return _("No decision has been written down in this report")
    return ngettext("One decision has been taken", "%(num)s decisions have been taken", number)


def on_time(found: OnTime) -> str:
    """K20 in a sentence."""
    if not found.due:
        return _("No milestone's day has come yet.")
    told = _(
        "%(kept)s of %(due)s milestones whose day has come were reached by it (%(share)s)",
        kept=formats.count(found.on_time),
        due=formats.count(found.due),
        share=formats.percent(found.on_time, found.due),
    )
    rest = _(
        "%(late)s were reached later and %(missing)s are not reached",
        late=formats.count(found.late),
        missing=formats.count(found.missing),
    )
    return f"{told}; {rest}."


def goals_title(goals: int, late: Mapping[str, int]) -> str:
    """Where the late activities are.

    Args:
        goals: How many goals there are.
        late: Late activities by the goal's name, none of them 0.
    """
    if not late:
        return _("No goal has an activity that is late")
    worst = max(late, key=lambda one: late[one])
    told = _(
        "%(with_late)s of %(goals)s goals have activities that are late",
        with_late=formats.count(len(late)),
        goals=formats.count(goals),
    )
    if list(late.values()).count(late[worst]) > 1:
        return told
    return _(
        "%(told)s, most in %(name)s (%(late)s)",
        told=told,
        name=worst,
        late=formats.count(late[worst]),
    )


def slipped_title(name: str, late: int) -> str:
    """What has slipped most."""
    return _("%(name)s has slipped most: %(late)s", name=name, late=lateness(late))


def nothing_slipped() -> str:
    """Where no open activity is late."""
    return _("No open activity is late")


def differing_title(kinder: int, other: int) -> str:
    """How many owners see it otherwise than the rule."""
    if not kinder and not other:
        return _("Owners and rule see the plan alike")
    if kinder and not other:
        return ngettext(
            "One owner sees a brighter activity than the dates do",
            "%(num)s owners see brighter activities than the dates do",
            kinder,
        )
    if other and not kinder:
        return ngettext(
            "One owner sees a darker activity than the dates do",
            "%(num)s owners see darker activities than the dates do",
            other,
        )
    return _(
        "%(kinder)s owners see it brighter than the dates do, %(other)s darker",
        kinder=formats.count(kinder),
        other=formats.count(other),
    )


def not_handed_in(names: list[str]) -> str:
    """Whose word is missing; empty where nobody's is."""
    if not names:
        return ""
    return ngettext(
        "One report was not handed in: %(names)s.",
        "%(num)s reports were not handed in: %(names)s.",
        len(names),
        names=", ".join(names),
    )


def asking_title(number: int) -> str:
    """How many decisions are needed."""
    if not number:
        return _("Nothing in the plan asks for a decision")
    return ngettext(
        "One activity asks for a decision", "%(num)s activities ask for a decision", number
    )


def question(one: Question, milestone: str, other: str) -> str:
    """What there is to decide about an activity, in a sentence or two.

    Args:
        one: The question.
        milestone: Name of the milestone of ``new_day``.
        other: Name of the activity that it needs, of ``not_waited``.
    """
    if one.kind == "plan_end":
        return _(
            "As promised it ends on %(day)s, %(days)s after the plan. Extend the plan, or cut it?",
            day=formats.day_in_words(one.day) if one.day else formats.DASH,
            days=ngettext("one working day", "%(num)s working days", one.days),
        )
    if one.kind == "new_day":
        return _(
            "%(milestone)s is %(late)s against the plan in force and is promised for %(day)s. "
            "Decide a new day, or what shall give way?",
            milestone=milestone,
            late=lateness(one.days),
            day=formats.day_in_words(one.day) if one.day else formats.DASH,
        )
    if one.kind == "not_waited":
        return _(
            "By the plan it needs %(other)s, and by its dates it is %(days)s ahead of it. Let it "
            "wait, or go without?",
            other=other,
            days=ngettext("one working day", "%(num)s working days", one.days),
        )
    if one.kind == "holds_up":
        return _(
            "It is promised in time, but what waits for it then ends %(days)s after the plan. "
            "Can it be quicker, or what waits be shorter?",
            days=ngettext("one working day", "%(num)s working days", one.days),
        )
    if one.kind == "cannot_be_judged":
        return _("Nobody can say how it goes. Who finds out, and by when?")
    return _(
        "It carries a grave risk (%(size)s of 25). Is what is done about it enough?",
        size=formats.count(one.days),
    )


def kind(one: Kind) -> str:
    """What sort of decision is needed."""
    return {
        "plan_end": _("after the plan's end"),
        "new_day": _("new day"),
        "not_waited": _("does not wait"),
        "holds_up": _("holds others up"),
        "cannot_be_judged": _("cannot be judged"),
        "risk": _("grave risk"),
    }[one]


def counts(one: Mapping[Rating, int]) -> str:
    """A goal's bar in words: ``3 klara, 2 i tid, 1 sen``; nothing that is nought."""
    words = {
        "done": ngettext("one done", "%(num)s done", one["done"]),
        "green": ngettext("one on time", "%(num)s on time", one["green"]),
        "yellow": ngettext("one late", "%(num)s late", one["yellow"]),
        "red": ngettext("one very late", "%(num)s very late", one["red"]),
        "cannot_be_judged": ngettext(
            "one cannot be judged", "%(num)s cannot be judged", one["cannot_be_judged"]
        ),
    }
    return ", ".join(words[rating] for rating in one if one[rating])


def head(rating: Rating) -> str:
    """A column of activities."""
    return {
        "done": _("Done"),
        "green": _("On time"),
        "yellow": _("Late"),
        "red": _("Very late"),
        "cannot_be_judged": _("Cannot be judged"),
    }[rating]


def moved(moves: int, net_days: int) -> str:
    """How often a milestone has moved and by how much: ``3 gånger, 62 dagar senare``."""
    if not moves:
        return _("never moved")
    times = ngettext("one time", "%(num)s times", moves)
    if net_days > 0:
        return _("%(times)s, %(days)s later", times=times, days=days(net_days))
    if net_days < 0:
        return _("%(times)s, %(days)s earlier", times=times, days=days(-net_days))
    return _("%(times)s, back to the same day", times=times)
