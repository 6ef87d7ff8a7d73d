"""A department's bill for one month: how much, for what, why, and what changed."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard import months as month_states
from dashboard.bill_rows import OpenTable, amount_rows
from dashboard.components.amounts import AmountHeads, amount_table
from dashboard.components.bars import BridgeStep, Column, bridge, month_columns
from dashboard.components.facts import Fact, fact_row
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import status
from dashboard.components.switches import Choice, view_switch
from dashboard.credits import credit_specification
from dashboard.exports.bill import credits_table, lines_table, objects_table, shown_table
from dashboard.exports.tables import Table
from dashboard.figures import comparisons
from dashboard.figures.comparisons import LinePair
from dashboard.i18n import _, _l, name, ngettext
from dashboard.opened import FEW_OBJECTS, MOST_OBJECTS, SHOWN, OpenLine, open_line
from dashboard.queries import bill, department
from dashboard.queries.bill import VIEWS
from dashboard.rows import Row, first_of, rows_of
from dashboard.shell import built_words, waiting
from dashboard.threads import bill_thread
from dashboard.view import View
from dashboard.words import bill as words
from dashboard.words import change
from dashboard.words import corrections as credited
from dashboard.words.causes import ServiceChange, by_size, largest_changes
from dashboard.words.lines import line_count

dash.register_page(
    __name__,
    path="/department/bill",
    name=_l("Bill"),
    order=20,
    group="department",
    roles=("department", "controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/department/bill"
CHANGES = "/department/changes"
BRIDGE_CAUSES = 8
COLUMN_MONTHS = 12
EVERY_OBJECT = 1_000_000
# What corrects closed months, told apart from the month's own services.
CORRECTIONS = "corrections"


@dataclass(frozen=True)
class Bill:
    """What the page asks, each question once."""

    view: View

    @property
    def department_id(self) -> str:
        """Whose bill."""
        return self.view.department.id

    @property
    def period(self) -> datetime.date:
        """Which month."""
        return self.view.period

    @property
    def before(self) -> datetime.date:
        """The month the columns compare with."""
        return self.view.month_before

    @property
    def grouped_by(self) -> bill.View:
        """How the table is grouped; by cost centre unless the address says otherwise."""
        asked = self.view.address.get("view")
        return next((view for view in VIEWS if view == asked), "cost_centre")

    @cached_property
    def months(self) -> list[comparisons.ServiceMonth]:
        """Every service of this year's and last year's months."""
        first = self.view.year_before.replace(month=1)
        return comparisons.service_months(
            bill.services_by_month(self.view.viewer, self.department_id, first, self.period)
        )

    @cached_property
    def totals(self) -> dict[datetime.date, int]:
        """Öre of each month."""
        return comparisons.totals(self.months)

    @cached_property
    def groups(self) -> list[Row]:
        """The table's groups, dearest first."""
        return rows_of(
            bill.groups(
                self.view.viewer, self.department_id, self.period, self.before, self.grouped_by
            )
        )

    @cached_property
    def moved(self) -> list[datetime.date]:
        """Days on which cost centres came or went."""
        return [
            row["moved_on"]
            for row in rows_of(department.moves(self.view.viewer, self.department_id))
        ]

    @cached_property
    def corrections(self) -> list[Row]:
        """What the bill corrects of closed months."""
        return rows_of(bill.corrections(self.view.viewer, self.department_id, self.period))

    @cached_property
    def state(self) -> str:
        """How far the month has come, with the head of the chain once it is closed."""
        return credited.state(month_states.of_bill(self.view.viewer, self.period))

    @cached_property
    def line(self) -> Row | None:
        """The open line; none where the address names none of this bill."""
        asked = self.view.address.get("line")
        if not asked:
            return None
        if self.view.address.get("open"):
            own = (pair.now for pair in self.pairs if pair.now)
            return next((line for line in own if line["line_id"] == asked), None)
        found = first_of(bill.line(self.view.viewer, asked))
        return found if found and _is_of(found, self) else None

    @property
    def open_group(self) -> str:
        """The open group: as the address says, else the one the open line is in."""
        asked = self.view.address.get("open")
        if asked or not self.line:
            return asked
        key = {"cost_centre": "cost_centre_id", "service": "service_id"}.get(self.grouped_by)
        return str(self.line[key] if key else self.line["agreement_id"] or bill.NO_AGREEMENT)

    @cached_property
    def pairs(self) -> list[LinePair]:
        """The lines of the open group beside the month before."""
        if not self.open_group:
            return []
        lines = bill.lines(
            self.view.viewer,
            self.department_id,
            self.period,
            self.before,
            self.grouped_by,
            self.open_group,
        )
        return comparisons.pair_lines(rows_of(lines), self.period)

    def changes(self, before: datetime.date) -> list[ServiceChange]:
        """Every service of this month and an earlier one."""
        return comparisons.changes(self.months, self.period, before)

    def total(self, first: datetime.date, last: datetime.date | None = None) -> int:
        """Öre of one month, or of a run of months."""
        return comparisons.total(self.totals, first, last or first)

    def moved_since(self, before: datetime.date) -> datetime.date | None:
        """The last day of a reorganisation between a month and this one."""
        return max((day for day in self.moved if before < day <= self.period), default=None)


def _is_of(line: Row, asked: Bill) -> bool:
    return bool(line["department_id"] == asked.department_id and line["period"] == asked.period)


def content(view: View) -> Sequence[Component]:
    """The bill for the period and department in the address."""
    asked = Bill(view)
    bar = page_bar(view, exports=_exports(view))
    if not asked.total(asked.period):
        return [bar, _title(asked), _nothing(asked)]
    figures = html.Div([_bridge(asked), _columns(asked)], className="columns-3-2")
    thread = bill_thread(view, asked.line["line_id"] if asked.line else "")
    credit = credit_specification(view, asked.corrections)
    return [bar, _title(asked), _facts(asked), figures, *credit, _table(asked), *thread]


def tables(view: View) -> Mapping[str, Table]:
    """What the page shows, every line of the bill, and the open line's objects."""
    asked = Bill(view)
    notes = [_sources(asked), built_words(), asked.state]
    shown = shown_table(_open_table(asked, None), asked.period, asked.before, notes)
    every = rows_of(bill.all_lines(view.viewer, asked.department_id, asked.period))
    found = {"bill": shown, "lines": lines_table(every, notes)}
    if asked.corrections:
        found["corrections"] = credits_table(asked.corrections, notes)
    if asked.line:
        every_object = _objects(asked, asked.line, EVERY_OBJECT)
        found["objects"] = objects_table(asked.line, every_object, notes)
    return found


def _exports(view: View) -> list[Export]:
    kept = {key: view.address.get(key) for key in ("view", "open", "line", "all", "lines")}
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx", **kept)),
        Export("CSV", view.address.to(f"{EXPORT}.csv", **kept)),
        Export(_("CSV, all lines"), view.address.to(f"{EXPORT}.csv", table="lines")),
    ]


def _title(asked: Bill) -> Component:
    sentence = words.bill_title(
        asked.view.department.name,
        asked.period,
        asked.before,
        asked.changes(asked.before),
        asked.moved_since(asked.before),
    )
    return page_title(sentence, asked.state)


def _nothing(asked: Bill) -> Component:
    return empty_state(
        _("No fees this month"),
        _(
            "Nothing was counted for the department in %(month)s.",
            month=formats.month(asked.period),
        ),
        html.A(_("To the overview"), href=asked.view.address.to("/department/overview")),
    )


def _facts(asked: Bill) -> Component:
    return fact_row(
        [
            _month_fact(asked),
            _against_fact(asked, asked.before),
            _against_fact(asked, asked.view.year_before),
            _year_fact(asked),
        ]
    )


def _month_fact(asked: Bill) -> Fact:
    size = rows_of(bill.size(asked.view.viewer, asked.department_id, asked.period))[0]
    counted = ngettext(
        "%(lines)s on %(count)s cost centre",
        "%(lines)s on %(count)s cost centres",
        size["cost_centre_count"],
        lines=line_count(size["line_count"]),
        count=formats.count(size["cost_centre_count"]),
    )
    return Fact(
        formats.capital(formats.month(asked.period)),
        formats.amount(asked.total(asked.period)),
        "kr",
        [counted, *_without_agreement(size)],
    )


def _without_agreement(size: Row) -> list[Component]:
    if not size["without_count"]:
        return []
    told = words.without_agreement(size["without_ore"], size["without_count"])
    return [status("watch", told)]


def _against_fact(asked: Bill, before: datetime.date) -> Fact:
    """The month against an earlier one, in words, with what changed most."""
    label = _("Against %(month)s", month=formats.month(before))
    earlier = asked.total(before)
    if not earlier:
        return Fact(label, formats.DASH, notes=[_("There is no bill for that month.")])
    difference = asked.total(asked.period) - earlier
    part = _("%(part)s.", part=formats.capital(change.part_to_a_decimal(difference, earlier)))
    told = [part, largest_changes(asked.changes(before))] if difference else []
    return Fact(
        label, change.in_kronor(difference), notes=[" ".join(told), *_as_it_was(asked, before)]
    )


def _as_it_was(asked: Bill, before: datetime.date) -> list[str]:
    moved_on = asked.moved_since(before)
    if moved_on is None:
        return []
    restated = department.restated(asked.view.viewer, asked.department_id, before, asked.period)
    return [words.restated(asked.total(asked.period), restated, moved_on)]


def _year_fact(asked: Bill) -> Fact:
    january = asked.view.year_start
    amount = asked.total(january, asked.period)
    last_january, last_month = asked.view.year_before.replace(month=1), asked.view.year_before
    earlier = asked.total(last_january, last_month)
    label = formats.capital(formats.months(january, asked.period))
    if not earlier:
        return Fact(label, formats.whole_kronor(amount))
    months = formats.months(last_january, last_month)
    told = words.against_months(amount - earlier, earlier, months)
    moved_on = asked.moved_since(last_january)
    return Fact(
        label,
        formats.whole_kronor(amount),
        notes=[told, *([words.as_it_was(moved_on)] if moved_on else [])],
    )


def _bridge(asked: Bill) -> Component:
    """From the same month last year, else from the month before, to this one."""
    last_year = asked.view.year_before
    before = last_year if asked.total(last_year) else asked.before
    changes = asked.changes(before)
    sub = _(
        "From %(before)s to %(month)s, kr. The items add up to the öre.",
        before=formats.month(before),
        month=formats.month(asked.period),
    )
    if not asked.total(before):
        none = empty_state(
            _("No earlier month to compare with"), _("The first bill is that of the month shown.")
        )
        return section(_("What changed, by service"), sub, [none], "bridge")
    summary = f"{words.bridge_title(changes)}."
    causes = asked.view.address.to(CHANGES, before=formats.period_key(before))
    return section(
        words.bridge_title(changes),
        sub,
        [
            bridge(_steps(asked, before, changes), summary, sub),
            html.P(
                html.A(_("What is price, quantity and owner"), href=causes),
                className="after-bridge",
            ),
            _source(asked, before),
        ],
        "bridge",
    )


def _steps(
    asked: Bill, before: datetime.date, changes: Sequence[ServiceChange]
) -> list[BridgeStep]:
    """The bridge's rows: increases, then decreases, the small ones together."""
    causes = by_size(changes)
    named, others = causes[:BRIDGE_CAUSES], causes[BRIDGE_CAUSES:]
    rows = [_step(asked, one, highlighted=one is causes[0]) for one in named]
    if others:
        rest = sum(one.change_ore for one in others)
        label = ngettext(
            "%(count)s other service", "%(count)s other services", len(others), count=len(others)
        )
        rows.append(BridgeStep(label, formats.change(rest), rest))
    rows.sort(key=lambda step: ((step.change_ore or 0) < 0, -abs(step.change_ore or 0)))
    return [_end(before, asked.total(before)), *rows, _end(asked.period, asked.total(asked.period))]


def _end(period: datetime.date, ore: int) -> BridgeStep:
    return BridgeStep(formats.capital(formats.month(period)), formats.kronor(ore))


def _step(asked: Bill, one: ServiceChange, *, highlighted: bool) -> BridgeStep:
    label = words.step(one)
    href = asked.view.address.here(view="service", open=one.service_id, line=None, lines=None)
    if one.service_id == CORRECTIONS:
        return BridgeStep(
            label, formats.change(one.change_ore), one.change_ore, highlighted=highlighted
        )
    return BridgeStep(
        label,
        formats.change(one.change_ore),
        one.change_ore,
        highlighted=highlighted,
        href=href,
        key=f"bridge-{one.service_id}",
    )


def _columns(asked: Bill) -> Component:
    first = asked.view.last_months(COLUMN_MONTHS)[0]
    amounts = comparisons.month_by_month(asked.totals, first, asked.period)
    columns = [_column(asked, period, ore) for period, ore in amounts]
    title = words.columns_title(amounts)
    sub = _("Kr a month, %(months)s.", months=formats.months(amounts[0][0], asked.period))
    summary = f"{title}. {'; '.join(f'{one.name} {one.text}' for one in columns)}."
    return section(
        title, sub, [month_columns(columns, summary), _source(asked, amounts[0][0])], "columns"
    )


def _column(asked: Bill, period: datetime.date, ore: int) -> Column:
    key = formats.period_key(period)
    return Column(
        formats.month_letter(period),
        formats.month(period),
        ore,
        formats.whole_amount(ore),
        highlighted=period == asked.period,
        href=asked.view.address.here(period=key, line=None),
        key=f"column-{key}",
    )


def _table(asked: Bill) -> Component:
    heads = _heads(asked)
    rows = amount_rows(_open_table(asked, _explained(asked)))
    return section(
        _table_title(asked),
        _("Largest first. Open a row to see how the amount came about."),
        [amount_table(heads, rows), source_line(_sources(asked), built_words())],
        "amounts",
        aside=_switch(asked),
    )


def _open_table(asked: Bill, inside: Component | None) -> OpenTable:
    return OpenTable(
        asked.view.address,
        asked.grouped_by,
        asked.view.department.name,
        asked.groups,
        asked.open_group,
        asked.pairs,
        asked.line["line_id"] if asked.line else "",
        inside,
    )


def _heads(asked: Bill) -> AmountHeads:
    month, before = formats.month_name(asked.period), formats.month_name(asked.before)
    return AmountHeads(
        _table_title(asked),
        _view_names()[asked.grouped_by],
        _("Quantity × price"),
        _("%(month)s, kr", month=formats.capital(before)),
        _("%(month)s, kr", month=formats.capital(month)),
        _("Against %(month)s", month=before),
    )


def _view_names() -> dict[bill.View, str]:
    return {
        "cost_centre": _("Cost centre"),
        "service": _("Service"),
        "agreement": _("Agreement"),
    }


def _table_title(asked: Bill) -> str:
    charged = [row for row in asked.groups if row["line_count"]]
    amounts = [row["amount_ore"] for row in charged]
    first = charged[0] if charged else {"name_sv": "", "name_en": ""}
    if asked.grouped_by == "service":
        return words.services_title(amounts, name(first))
    if asked.grouped_by == "cost_centre":
        return words.cost_centres_title(amounts, name(first))
    without = [row for row in charged if row["status"] != "in_force"]
    return words.agreements_title(
        sum(row["amount_ore"] for row in without), sum(row["line_count"] for row in without)
    )


def _switch(asked: Bill) -> Component:
    address = asked.view.address
    return view_switch(
        [
            Choice(
                shown,
                address.here(view=key, open=None, line=None, all=None, lines=None),
                f"view-{key}",
                key == asked.grouped_by,
            )
            for key, shown in _view_names().items()
        ],
        _("Grouped by"),
    )


def _explained(asked: Bill) -> Component | None:
    """The explanation of the open line, if one is open."""
    line = asked.line
    if line is None:
        return None
    most = MOST_OBJECTS if asked.view.address.get("objects") == SHOWN else FEW_OBJECTS
    before = next(
        (
            pair.before
            for pair in asked.pairs
            if pair.now and pair.now["line_id"] == line["line_id"]
        ),
        None,
    )
    names = str(line["source_files"] or "").split(",")
    export = asked.view.address.to(f"{EXPORT}.csv", line=line["line_id"], table="objects")
    return open_line(
        OpenLine(
            asked.view.address,
            line,
            before,
            _objects(asked, line, most),
            rows_of(bill.files(asked.view.viewer, names)),
            export,
            rows_of(bill.mendings(asked.view.viewer, line)),
            credited.corrected_since(
                rows_of(bill.corrected_since(asked.view.viewer, line["line_id"]))
            ),
        )
    )


def _objects(asked: Bill, line: Row, most: int) -> list[Row]:
    own = line["agreement_id"] if line["fee_kind"] == "agreement" else None
    return rows_of(
        bill.objects(
            asked.view.viewer,
            line["department_id"],
            line["cost_centre_id"],
            line["service_id"],
            own,
            line["valid_from"],
            line["valid_until"],
            most,
            is_correction=line["is_correction"],
        )
    )


def _source(asked: Bill, first: datetime.date) -> Component:
    months = formats.months(first, asked.period)
    return source_line(_("Source: bill lines %(months)s.", months=months), built_words())


def _sources(asked: Bill) -> str:
    return _("Source: bill lines %(month)s.", month=formats.month(asked.period))
