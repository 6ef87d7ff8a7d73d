"""The plan as a file of Microsoft Project (MSPDI), and back.

Goals are summaries, activities summaries under them, and under each activity one task that is the
work itself, with its milestones after it: links of all four kinds may tie tasks, but not summaries.
What a task is in the plan stands in the text fields Text1 (its id) and Text2 (what it is).
The work's baseline is the decided start and end; a milestone's baseline its decided day, its finish
the day believed in.

Source:
    Microsoft Project 2010 XML schema (http://schemas.microsoft.com/project), in its order of
    elements; lags are tenths of minutes.
"""

import datetime
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

# Written with the standard library, which is never given a foreign file to read.
from xml.etree import ElementTree as Tree
from xml.etree.ElementTree import Element

from defusedxml import DefusedXmlException
from defusedxml import ElementTree as Xml

from actionplan.calendar import EPOCH_YEAR, is_working_day, working_days_between
from actionplan.exchange import (
    ID,
    LONGEST_FOUND,
    MOST_LINES,
    Cell,
    Document,
    Fault,
    Place,
    Row,
    TableName,
    read_cells,
    tidy,
    together,
    unreadable,
    written,
)
from actionplan.plan import ActivityState, MilestoneState, PlanView
from actionplan.progress import reached_on, weight_by

NAMESPACE = "http://schemas.microsoft.com/project"
TEXT_FIELDS = {
    188743731: ("Text1", "Nyttja-id"),
    188743734: ("Text2", "Nyttja-slag"),
    188743737: ("Text3", "Title in English"),
    188743740: ("Text4", "Ansvarig förvaltning"),
    188743743: ("Text5", "Ansvarig roll"),
    188743746: ("Text6", "Vikt"),
}
ID_FIELD, SORT_FIELD, ENGLISH_FIELD, ORG_FIELD, ROLE_FIELD, WEIGHT_FIELD = TEXT_FIELDS
GOAL, ACTIVITY, WORK, MILESTONE = "goal", "activity", "work", "milestone"
#: The kinds of links by their numbers in the file.
LINKS = {"0": "FF", "1": "FS", "2": "SF", "3": "SS"}
NUMBERS = {kind: number for number, kind in LINKS.items()}
MINUTES_A_DAY = 480
TENTHS = 10
IN_DAYS = "7"
#: Lags in clock time or in per cent of the work: no whole working days.
NOT_WORKING_DAYS = {"4", "6", "8", "10", "12", "19", "20", "36", "38", "40", "42", "44", "51", "52"}
MUST_START_ON = "2"
DAYS_OF_WEEK = range(1, 8)
SATURDAY_OR_SUNDAY = {1, 7}
BEGINS, ENDS = "T08:00:00", "T17:00:00"


# --- written ----------------------------------------------------------------------------------


def project_file(view: PlanView, name: str) -> bytes:
    """The plan of a view as a file that Microsoft Project and ProjectLibre open.

    Args:
        view: The plan as it was known; nothing else is written, so the same view gives the same
            bytes.
        name: Of the project.
    """
    root = Element("Project", xmlns=NAMESPACE)
    first, last = _first_and_last(view)
    _texts(
        root,
        SaveVersion="14",
        Name=tidy(name),
        Title=tidy(name),
        CreationDate=f"{view.known_at}{BEGINS}",
        ScheduleFromStart="1",
        StartDate=f"{first}{BEGINS}",
        FinishDate=f"{last}{ENDS}",
        CalendarUID="1",
        DefaultStartTime=BEGINS[1:],
        DefaultFinishTime=ENDS[1:],
        MinutesPerDay=str(MINUTES_A_DAY),
        MinutesPerWeek=str(5 * MINUTES_A_DAY),
        DaysPerMonth="20",
        WeekStartDay="1",
        StatusDate=f"{view.day}{ENDS}",
        CurrentDate=f"{view.day}{BEGINS}",
        NewTasksAreManual="1",
    )
    fields = Tree.SubElement(root, "ExtendedAttributes")
    for number, (field_name, alias) in TEXT_FIELDS.items():
        attribute = Tree.SubElement(fields, "ExtendedAttribute")
        _texts(attribute, FieldID=str(number), FieldName=field_name, Alias=alias)
    _calendar(Tree.SubElement(root, "Calendars"), first.year, last.year)
    _tasks(Tree.SubElement(root, "Tasks"), view)
    for empty in ("Resources", "Assignments"):
        Tree.SubElement(root, empty)
    Tree.indent(root, " ")
    text: bytes = Tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return text


def _texts(parent: Element, **texts: str) -> None:
    for tag, text in texts.items():
        Tree.SubElement(parent, tag).text = text


def _first_and_last(view: PlanView) -> tuple[datetime.date, datetime.date]:
    days = [view.day]
    for state in view.activities.values():
        days += _span(state)
        days += [state.activity.planned_start, state.activity.planned_end]
    return min(days), max(days)


def _span(state: ActivityState) -> tuple[datetime.date, datetime.date]:
    """From the first to the last day believed in; the decided ones without milestones."""
    days = [one.believed for one in state.milestones if one.believed]
    activity = state.activity
    return min(days, default=activity.planned_start), max(days, default=activity.planned_end)


def _calendar(calendars: Element, first: int, last: int) -> None:
    """Swedish working days: the weekdays without holidays and the eves nobody works."""
    calendar = Tree.SubElement(calendars, "Calendar")
    _texts(calendar, UID="1", Name="Sverige", IsBaseCalendar="1")
    week = Tree.SubElement(calendar, "WeekDays")
    for number in DAYS_OF_WEEK:
        day = Tree.SubElement(week, "WeekDay")
        is_worked = number not in SATURDAY_OR_SUNDAY
        _texts(day, DayType=str(number), DayWorking=str(int(is_worked)))
        if is_worked:
            times = Tree.SubElement(day, "WorkingTimes")
            for start, end in (("08:00:00", "12:00:00"), ("13:00:00", "17:00:00")):
                _texts(Tree.SubElement(times, "WorkingTime"), FromTime=start, ToTime=end)
    closed = list(_closed(first, last))
    # Once as files were written before 2007, which ProjectLibre reads, once as they are since.
    for one in closed:
        day = Tree.SubElement(week, "WeekDay")
        _texts(day, DayType="0", DayWorking="0")
        _period(day, one)
    exceptions = Tree.SubElement(calendar, "Exceptions")
    for one in closed:
        exception = Tree.SubElement(exceptions, "Exception")
        _texts(exception, EnteredByOccurrences="0")
        _period(exception, one)
        _texts(exception, Occurrences="1", Name="Helgdag", Type="1", DayWorking="0")


def _period(parent: Element, day: datetime.date) -> None:
    period = Tree.SubElement(parent, "TimePeriod")
    _texts(period, FromDate=f"{day}T00:00:00", ToDate=f"{day}T23:59:00")


def _closed(first: int, last: int) -> Iterator[datetime.date]:
    """Weekdays of the years on which nobody works."""
    day = datetime.date(max(first, EPOCH_YEAR), 1, 1)
    while day.year <= last:
        if day.weekday() < 5 and not is_working_day(day):  # noqa: PLR2004 - Monday to Friday
            yield day
        day += datetime.timedelta(days=1)


@dataclass(frozen=True)
class Task:
    """A task as it is written: its place in the outline, its days, and what it is in the plan."""

    sort: str
    id: str
    name: str
    level: int
    start: datetime.date | None
    finish: datetime.date | None
    decided: tuple[datetime.date, datetime.date] | None = None
    reached: datetime.date | None = None
    percent: int = 0
    fields: Mapping[int, str] = field(default_factory=dict)


def _outline(view: PlanView) -> Iterator[Task]:
    """Goals, their activities, each one's work and milestones, in the plan's order."""
    goals = view.register.goals
    used = dict.fromkeys(state.activity.goal_id for state in view.activities.values())
    for goal_id in [
        *(id_ for id_ in goals if id_ in used),
        *(id_ for id_ in used if id_ not in goals),
    ]:
        states = [one for one in view.activities.values() if one.activity.goal_id == goal_id]
        spans = [_span(one) for one in states]
        start, finish = min(span[0] for span in spans), max(span[1] for span in spans)
        goal = goals.get(goal_id)
        yield Task(GOAL, goal_id, goal.title_sv if goal else goal_id, 1, start, finish)
        for state in states:
            yield from _activity(state, view.day)


def _activity(state: ActivityState, day: datetime.date) -> Iterator[Task]:
    activity, (start, finish) = state.activity, _span(state)
    reached = weight_by(state, day, reached_on)
    decided = activity.planned_start, activity.planned_end
    percent = min(int(reached * 100), 100)
    fields = {
        ENGLISH_FIELD: activity.title_en,
        ORG_FIELD: activity.owner_org,
        ROLE_FIELD: activity.owner_role,
    }
    yield Task(
        ACTIVITY, activity.id, activity.title_sv, 2, start, finish, None, None, percent, fields
    )
    name = f"{activity.title_sv} (arbete)"
    yield Task(WORK, activity.id, name, 3, start, finish, decided, None, percent)
    for one in state.milestones:
        yield _milestone(one)


def _milestone(state: MilestoneState) -> Task:
    """A milestone as it was told, so that the file says nothing else when it comes back."""
    day, decided = state.believed, state.current_baseline
    one = state.milestone
    return Task(
        MILESTONE,
        one.id,
        one.title_sv,
        3,
        day,
        day,
        (decided, decided) if decided else None,
        state.actual,
        100 if state.reached else 0,
        {ENGLISH_FIELD: one.title_en, WEIGHT_FIELD: written(one.weight)},
    )


def _tasks(parent: Element, view: PlanView) -> None:
    tasks = list(_outline(view))
    numbers = {(task.sort, task.id): uid for uid, task in enumerate(tasks, start=1)}
    places: list[int] = []
    for uid, task in enumerate(tasks, start=1):
        places = [*places[: task.level], *[0] * (task.level - len(places))]
        places[task.level - 1] += 1
        element = Tree.SubElement(parent, "Task")
        _task(element, task, uid, ".".join(map(str, places)))
        if task.sort == WORK:
            _links(element, view, task.id, numbers)
        for number, text in {ID_FIELD: task.id, SORT_FIELD: task.sort, **task.fields}.items():
            if text:
                attribute = Tree.SubElement(element, "ExtendedAttribute")
                _texts(attribute, FieldID=str(number), Value=tidy(text))
        if task.decided:
            start, finish = task.decided
            begins = ENDS if task.sort == MILESTONE else BEGINS
            _texts(
                Tree.SubElement(element, "Baseline"),
                Number="0",
                Start=f"{start}{begins}",
                Finish=f"{finish}{ENDS}",
                Duration=_duration(task.sort, start, finish),
                DurationFormat=IN_DAYS,
            )


def _task(element: Element, task: Task, uid: int, number: str) -> None:
    begins = ENDS if task.sort == MILESTONE else BEGINS
    is_summary = task.sort in {GOAL, ACTIVITY}
    start = f"{task.start}{begins}" if task.start else None
    finish = f"{task.finish}{ENDS}" if task.finish else None
    duration = _duration(task.sort, task.start, task.finish)
    is_kept = not is_summary and start is not None
    texts = {
        "UID": str(uid),
        "ID": str(uid),
        "Name": tidy(task.name),
        "Active": "1",
        # Its days are what was promised: they stay when the file is opened.
        "Manual": str(int(not is_summary)),
        "Type": "1",
        "IsNull": "0",
        "WBS": number,
        "OutlineNumber": number,
        "OutlineLevel": str(task.level),
        "Priority": "500",
        "Start": start,
        "Finish": finish,
        "Duration": duration,
        "ManualStart": start if is_kept else None,
        "ManualFinish": finish if is_kept else None,
        "ManualDuration": duration if is_kept else None,
        "DurationFormat": IN_DAYS,
        "Milestone": str(int(task.sort == MILESTONE)),
        "Summary": str(int(is_summary)),
        "PercentComplete": str(task.percent),
        "ActualStart": f"{task.reached}{ENDS}" if task.reached else None,
        "ActualFinish": f"{task.reached}{ENDS}" if task.reached else None,
        "ConstraintType": MUST_START_ON if is_kept else "0",
        "CalendarUID": "-1",
        "ConstraintDate": start if is_kept else None,
    }
    _texts(element, **{tag: text for tag, text in texts.items() if text is not None})


def _duration(sort: str, start: datetime.date | None, finish: datetime.date | None) -> str:
    """Working hours from the start to the finish, both days with; none for a milestone."""
    if sort == MILESTONE or start is None or finish is None:
        return "PT0H0M0S"
    days = max(working_days_between(start - datetime.timedelta(days=1), finish), 0)
    return f"PT{days * MINUTES_A_DAY // 60}H0M0S"


def _links(
    element: Element, view: PlanView, activity_id: str, numbers: Mapping[tuple[str, str], int]
) -> None:
    for one in view.register.dependencies:
        if one.successor == activity_id:
            _texts(
                Tree.SubElement(element, "PredecessorLink"),
                PredecessorUID=str(numbers[WORK, one.predecessor]),
                Type=NUMBERS[one.type],
                CrossProject="0",
                LinkLag=str(one.lag_days * MINUTES_A_DAY * TENTHS),
                LagFormat=IN_DAYS,
            )


# --- read -------------------------------------------------------------------------------------


def project_document(data: bytes) -> Document:
    """What a file of Microsoft Project says of the plan.

    Its document type and entities are refused; tasks are told by their number in the first column.
    """
    try:
        root = Xml.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        return unreadable("entities")
    except (Tree.ParseError, ValueError, LookupError):
        return unreadable("xml")
    if _tag(root) != "Project":
        return unreadable("project", _tag(root))
    tasks = [Found.of(one) for one in _children(_child(root, "Tasks"), "Task")]
    wanted = [task for task in tasks if not task.is_empty]
    if len(wanted) > MOST_LINES:
        return unreadable("lines")
    minutes = _whole(_text(root, "MinutesPerDay")) or MINUTES_A_DAY
    found = [*_rows(wanted), *_dependencies(wanted, minutes)]
    tables: frozenset[TableName] = frozenset({"activities", "milestones", "dependencies"})
    read = together(found)
    return Document(read.rows, read.faults, read.unread, tables, read.named)


@dataclass(frozen=True)
class Found:
    """A task as it was read."""

    element: Element
    uid: str
    line: int
    name: str
    level: int
    fields: Mapping[str, str]

    @classmethod
    def of(cls, element: Element) -> "Found":
        """A task out of its element."""
        fields = {
            _text(one, "FieldID"): _text(one, "Value")
            for one in _children(element, "ExtendedAttribute")
        }
        texts = (_text(element, tag) for tag in ("UID", "ID", "Name", "OutlineLevel"))
        uid, line, name, level = texts
        return cls(element, uid, _whole(line) or 0, name, _whole(level) or 0, fields)

    @property
    def is_empty(self) -> bool:
        """Whether it is a blank line, or the project's own summary."""
        return self.text("IsNull") == "1" or self.level == 0 or not (self.name or self.id)

    @property
    def id(self) -> str:
        """What it is called in the plan."""
        return tidy(self.fields.get(str(ID_FIELD), ""))

    @property
    def sort(self) -> str:
        """What it is in the plan; empty for a summary that is nothing in it."""
        told = self.fields.get(str(SORT_FIELD), "")
        if told:
            return told
        if self.text("Milestone") == "1":
            return MILESTONE
        return "" if self.text("Summary") == "1" and not self.id else ACTIVITY

    @property
    def place(self) -> Place:
        """Where its reader sees it."""
        return Place(self.line, name=self.name[:LONGEST_FOUND])

    def text(self, tag: str) -> str:
        """What stands in one of its elements."""
        return _text(self.element, tag)

    def own(self, number: int) -> str:
        """What stands in one of its text fields."""
        return self.fields.get(str(number), "")

    def decided(self, tag: str) -> str:
        """A day of its first baseline."""
        for one in _children(self.element, "Baseline"):
            if _text(one, "Number") in {"", "0"}:
                return _text(one, tag)[:10]
        return ""


def _rows(tasks: Iterable[Found]) -> Iterator[Document]:
    """Activities and milestones, each under the summaries over it."""
    over: list[Found] = []
    cells: dict[str, dict[str, Cell]] = {}
    first: dict[str, Found] = {}
    for task in tasks:
        over = [one for one in over if one.level < task.level]
        above = {one.sort: one.id for one in over}
        over.append(task)
        if task.sort in {"", GOAL}:
            if not task.sort:
                yield Document(unread=(task.name,))
            continue
        if not ID.fullmatch(task.id):
            rule = "id_form" if task.id else "id"
            yield Document(faults=(Fault(task.place, TEXT_FIELDS[ID_FIELD][0], rule, task.id),))
        elif task.sort == MILESTONE:
            yield _row("milestones", task, _milestone_cells(task, above.get(ACTIVITY, "")))
        elif task.sort in {ACTIVITY, WORK}:
            own = cells.setdefault(task.id, {})
            first.setdefault(task.id, task)
            own.update(_activity_cells(task, above.get(GOAL, "")))
        else:
            found = task.sort[:LONGEST_FOUND]
            yield Document(faults=(Fault(task.place, TEXT_FIELDS[SORT_FIELD][0], "sort", found),))
    for id_, own in cells.items():
        yield _row("activities", first[id_], own)


def _activity_cells(task: Found, goal_id: str) -> dict[str, Cell]:
    if task.sort == WORK:
        days = {"planned_start": task.decided("Start"), "planned_end": task.decided("Finish")}
        return {column: day for column, day in days.items() if day}
    return {
        "goal_id": goal_id,
        "title_sv": task.name,
        "title_en": task.own(ENGLISH_FIELD),
        "owner_org_id": task.own(ORG_FIELD),
        "owner_role_sv": task.own(ROLE_FIELD),
        **_activity_days(task),
    }


def _activity_days(task: Found) -> dict[str, Cell]:
    """The decided days of an activity that is one task alone."""
    if task.text("Summary") == "1":
        return {}
    return {"planned_start": task.decided("Start"), "planned_end": task.decided("Finish")}


def _milestone_cells(task: Found, activity_id: str) -> dict[str, Cell]:
    is_reached = task.text("PercentComplete") == "100"
    finish = task.text("ActualFinish") or task.text("Finish")
    return {
        "activity_id": activity_id,
        "title_sv": task.name,
        "title_en": task.own(ENGLISH_FIELD),
        "weight": task.own(WEIGHT_FIELD),
        "baseline": task.decided("Finish"),
        "actual" if is_reached else "forecast": (finish if is_reached else task.text("Finish"))[
            :10
        ],
    }


def _row(table: TableName, task: Found, cells: Mapping[str, Cell]) -> Document:
    values, faults = read_cells(table, cells, task.place)
    row = Row(table, task.id, values, task.place)
    named: frozenset[tuple[TableName, str]] = frozenset({(table, task.id)})
    return Document((row,), tuple(faults), named=named)


def _dependencies(tasks: Iterable[Found], minutes: int) -> Iterator[Document]:
    """The links between activities; of others it is told that they cannot be taken in."""
    listed = list(tasks)
    of_uid = {task.uid: task for task in listed}
    for task in listed:
        for link in _children(task.element, "PredecessorLink"):
            before = of_uid.get(_text(link, "PredecessorUID"))
            ends = [before.sort if before else "", task.sort]
            if before is None or not set(ends) <= {ACTIVITY, WORK}:
                found = before.name[:LONGEST_FOUND] if before else ""
                yield Document(faults=(Fault(task.place, "PredecessorLink", "link", found),))
                continue
            if not (ID.fullmatch(before.id) and ID.fullmatch(task.id)):
                # That its task's id cannot be read has been told.
                continue
            yield _dependency(task, before, link, minutes)


def _dependency(task: Found, before: Found, link: Element, minutes: int) -> Document:
    id_ = f"{before.id}>{task.id}"
    lag, rest = divmod(_whole(_text(link, "LinkLag")) or 0, minutes * TENTHS)
    if rest or (lag and _text(link, "LagFormat") in NOT_WORKING_DAYS):
        found = _text(link, "LinkLag")[:LONGEST_FOUND]
        return Document(faults=(Fault(task.place, "LinkLag", "lag", found),))
    cells: dict[str, Cell] = {
        "type": LINKS.get(_text(link, "Type") or "1", _text(link, "Type")),
        "lag_days": lag,
    }
    values, faults = read_cells("dependencies", cells, task.place)
    named: frozenset[tuple[TableName, str]] = frozenset({("dependencies", id_)})
    row = Row("dependencies", id_, values, task.place)
    return Document((row,), tuple(faults), named=named)


def _tag(element: Element) -> str:
    """Its name, whatever the namespace."""
    return element.tag.rpartition("}")[2]


def _children(parent: Element | None, tag: str) -> list[Element]:
    return [one for one in parent if _tag(one) == tag] if parent is not None else []


def _child(parent: Element, tag: str) -> Element | None:
    return next(iter(_children(parent, tag)), None)


def _text(parent: Element, tag: str) -> str:
    found = _child(parent, tag)
    return tidy(found.text or "") if found is not None else ""


def _whole(text: str) -> int | None:
    sign, digits = (text[:1], text[1:]) if text[:1] == "-" else ("", text)
    is_whole = digits.isascii() and digits.isdecimal() and len(digits) < 10  # noqa: PLR2004 - as far as a lag goes
    return int(sign + digits) if is_whole else None
