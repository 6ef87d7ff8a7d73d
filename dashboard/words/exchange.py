"""What is said of files with another plan: what they would change, and what in them cannot be."""

import datetime
from collections.abc import Sequence

from actionplan.differences import Change, ChangeKind, Differences
from actionplan.exchange import (
    LARGEST_FILE,
    MOST_LINES,
    Fault,
    FieldValue,
    Place,
    TableName,
    written,
)
from dashboard import formats
from dashboard.i18n import _, ngettext
from journal.facts import Fact

MEGABYTE = 1024 * 1024


def table(name: TableName) -> str:
    """A table's name."""
    return {
        "activities": _("Activities"),
        "milestones": _("Milestones"),
        "dependencies": _("Dependencies"),
    }[name]


def one_of(name: TableName) -> str:
    """What a row of a table is."""
    return {
        "activities": _("activity"),
        "milestones": _("milestone"),
        "dependencies": _("dependency"),
    }[name]


def kind(one: ChangeKind) -> str:
    """What a change is."""
    return {"new": _("new"), "moved": _("moved"), "changed": _("changed")}[one]


def column(name: str) -> str:
    """What a column holds."""
    return {
        "activity_id": _("Activity"),
        "milestone_id": _("Milestone"),
        "predecessor_id": _("What comes before"),
        "successor_id": _("What waits for it"),
        "goal_id": _("Goal"),
        "effect_ids": _("Effects"),
        "need_ids": _("Needs"),
        "kpi_ids": _("Key figures"),
        "title_sv": _("Title in Swedish"),
        "title_en": _("Title in English"),
        "owner_org_id": _("Owner's department"),
        "owner_role_sv": _("Owner's post"),
        "sponsor_sv": _("Sponsor"),
        "planned_start": _("Decided start"),
        "planned_end": _("Decided end"),
        "budget_kr": _("Budget, kr"),
        "funding_sv": _("Funding"),
        "deliverable_sv": _("What is delivered"),
        "seq": _("Order"),
        "weight": _("Weight"),
        "decision_body_sv": _("Who decides"),
        "baseline": _("Decided day"),
        "forecast": _("Forecast"),
        "actual": _("Reached"),
        "type": _("Kind"),
        "lag_days": _("Lag, working days"),
        "note_sv": _("Note"),
    }.get(name, name)


def headings(names: Sequence[str]) -> str:
    """Headings, each with what its column holds: ``goal_id (mål), seq (ordning)``."""
    told = ((name, column(name)) for name in names)
    return ", ".join(f"{name} ({words[:1].lower()}{words[1:]})" for name, words in told)


def is_day(told: FieldValue | None) -> bool:
    """Whether a value is a day, which is never broken over lines."""
    return isinstance(told, datetime.date)


def value(name: str, told: FieldValue | None) -> str:
    """A value as it is shown; a budget in kronor."""
    if told is None or told in {"", ()}:
        return formats.DASH
    if isinstance(told, datetime.date):
        return formats.day(told)
    return formats.kronor(told) if name == "budget_kr" and isinstance(told, int) else written(told)


def place(where: Place) -> str:
    """Where in a file: the sheet, the line, and what a task is called."""
    if not where.line:
        return _("the file")
    line = _("row %(number)s", number=where.line)
    return ", ".join(part for part in (where.part, line, where.name) if part)


def reason(fault: Fault) -> str:
    """Why a row or a file cannot be taken in."""
    found = fault.found
    return {
        "no_file": _("No file was chosen."),
        "size": _("The file is larger than %(number)s MB.", number=LARGEST_FILE // MEGABYTE),
        "empty": _("The file is empty."),
        "encoding": _("The letters cannot be read: save it as UTF-8."),
        "lines": _("There are more than %(number)s rows or too many columns.",
                   number=formats.count(MOST_LINES)),
        "table": _("No heading says which table it is: activity_id, milestone_id or "
                   "predecessor_id."),
        "column": _("The column is missing."),
        "quotes": _("A quotation mark is opened and never closed, or stands inside a cell."),
        "cells": _("The row has %(number)s cells, more than there are headings.", number=found),
        "workbook": _("It cannot be read as a workbook."),
        "old": _("It is a workbook of the old kind (.xls): save it as .xlsx."),
        "unpacked": _("The workbook unpacks to far more than a plan."),
        "entities": _("The file defines entities or a document type of its own: refused."),
        "xml": _("It cannot be read as XML."),
        "project": _("It is XML, but no file of Microsoft Project."),
        "id": _("The id is missing."),
        "id_form": _("An id has letters, figures, hyphens and dots, at most 40."),
        "sort": _("It says neither goal, activity, work nor milestone."),
        "twice": _("It is said twice: row %(number)s says it already.", number=found),
        "text": _("The text is longer than a thousand signs."),
        "day": _("It is no day: write 2008-08-31, between 1990 and 2099."),
        "ore": _("It is no amount in kronor with at most two decimals."),
        "whole": _("It is no whole number of at most a thousand."),
        "weight": _("A weight is more than 0 and at most 1: 0,25."),
        "type": _("The kind is FS, SS, FF or SF."),
        "link": _("Only the work of activities waits for each other; this link has another end."),
        "lag": _("The lag is no whole number of working days."),
        "unknown": _("The plan does not have it, nor does the file."),
        "needed": _("What is new needs it."),
        "order": _("The end is before the start."),
        "other": _("The milestone is of another activity in the plan, and stays there."),
        "reached": _("The milestone is reached: it has no forecast."),
        "future": _("The day has not come: write it as a forecast."),
        "weights": _("The weights of the activity's milestones do not make 1."),
        "itself": _("An activity cannot wait for itself."),
        "ring": _("The activities would wait for each other in a ring."),
    }.get(fault.rule, fault.rule)  # fmt: skip


def offered_title(name: str, found: Differences) -> str:
    """What the file would do."""
    if found.faults:
        return ngettext(
            "One thing in %(name)s cannot be taken in, so nothing of it is",
            "%(num)s things in %(name)s cannot be taken in, so nothing of it is",
            len(found.faults),
            name=name,
        )
    if not found.changes:
        return _("%(name)s says what the plan says", name=name)
    return _("%(name)s changes the plan: %(counts)s", name=name, counts=counts(found.changes))


def counts(changes: Sequence[Change]) -> str:
    """How many changes of each kind: ``2 new, 1 moved``."""
    kinds: tuple[ChangeKind, ...] = ("new", "moved", "changed")
    numbers = {one: sum(change.kind == one for change in changes) for one in kinds}
    told = {
        "new": ngettext("one new", "%(num)s new", numbers["new"]),
        "moved": ngettext("one moved", "%(num)s moved", numbers["moved"]),
        "changed": ngettext("one changed", "%(num)s changed", numbers["changed"]),
    }
    return ", ".join(told[one] for one in kinds if numbers[one])


def missing_title(number: int) -> str:
    """That what the file does not name stays."""
    return ngettext(
        "One thing is not in the file, and stays as it is",
        "%(num)s things are not in the file, and stay as they are",
        number,
    )


def taken_in(fact: Fact) -> str:
    """That a file was taken in."""
    return _(
        "%(name)s is taken in: %(parts)s of the plan entered, %(days)s told.",
        name=fact.body.get("source_file", ""),
        parts=ngettext("one part", "%(num)s parts", int(fact.body.get("parts", 0))),
        days=ngettext("one day", "%(num)s days", int(fact.body.get("days", 0))),
    )


def changed(fact: Fact, who: str) -> str:
    """That somebody else was first, with what, who and when."""
    return _(
        "Nothing was written: %(who)s has told of %(id)s since the differences were shown, at "
        "%(when)s (%(why)s). They are shown anew below.",
        who=who,
        id=fact.subject.partition(":")[2],
        when=formats.moment(fact.recorded_at),
        why=fact.why,
    )


def refused(rule: str) -> str:
    """Why nothing was written."""
    reasons = {
        "form": _("A field is missing or cannot be read."),
        "unknown": _("The file is not kept any more: send it again."),
        "faults": _("Something in the file cannot be taken in."),
        "differs": _("The differences are others than those shown. They are shown anew below."),
        "nothing": _("The file says what the plan says."),
    }
    told = reasons.get(rule) or reason(Fault(Place(0), "", rule))
    return _("Nothing was written. %(why)s", why=told)
