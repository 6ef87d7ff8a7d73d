"""A department's agreements: what is signed, what is charged under each, what has none."""

import datetime
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.facts import Fact, fact_row
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import status
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.tables import Column, Table, Value
from dashboard.i18n import _, _l, name, ngettext
from dashboard.queries import agreements
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import agreements as words

dash.register_page(
    __name__,
    path="/department/agreements",
    name=_l("Agreements"),
    order=40,
    group="department",
    roles=("department", "controller", "auditor"),
    layout=waiting,
)

BILL = "/department/bill"
EXPORT = "/export/department/agreements"
MONTHS = 12


@dataclass(frozen=True)
class Register:
    """What the page asks, each question once."""

    view: View

    @cached_property
    def agreements(self) -> list[Row]:
        """The agreements, what is charged most first."""
        view = self.view
        return rows_of(
            agreements.agreements(view.viewer, view.department.id, view.year_start, view.period)
        )

    @cached_property
    def months(self) -> dict[datetime.date, dict[str, int]]:
        """Öre by status, month by month."""
        view = self.view
        first = view.last_months(MONTHS)[0]
        told: defaultdict[datetime.date, dict[str, int]] = defaultdict(dict)
        for row in rows_of(
            agreements.coverage(view.viewer, view.department.id, first, view.period)
        ):
            told[row["period"]][row["status"]] = row["amount_ore"]
        return dict(told)

    @cached_property
    def uncovered(self) -> list[Row]:
        """Services charged without a signed agreement in force."""
        view = self.view
        return rows_of(agreements.uncovered(view.viewer, view.department.id, view.period))

    @property
    def by_status(self) -> dict[str, int]:
        """Öre of the month by status."""
        return self.months.get(self.view.period, {})

    @property
    def charged_ore(self) -> int:
        """Öre of the month in all."""
        return sum(self.by_status.values())


def content(view: View) -> Sequence[Component]:
    """The agreements for the month and department in the address."""
    register = Register(view)
    bar = page_bar(view, exports=_exports(view))
    title = words.agreements_title(
        view.department.name, view.period, register.by_status, register.charged_ore
    )
    header = page_title(title, words.to_do(register.by_status) or None)
    if not register.agreements and not register.charged_ore:
        return [bar, header, _nothing()]
    return [
        bar,
        header,
        _facts(register),
        *_without(register),
        _agreements(register),
        _months(register),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The agreements, the services without one, and the coverage by month."""
    register = Register(view)
    notes = [_source_words(register), built_words()]
    return {
        "agreements": _agreements_export(register, notes),
        "without": _without_export(register, notes),
        "months": _months_export(register, notes),
    }


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _nothing() -> Component:
    return empty_state(
        _("No agreement and no bill"),
        _("The agreement register names no agreement of the department for these months."),
    )


def _facts(register: Register) -> Component:
    month = formats.month(register.view.period)
    covered = register.by_status.get(words.IN_FORCE, 0)
    held = [row for row in register.agreements if row["status"] == words.IN_FORCE]
    facts = [
        Fact(
            _("Under a signed agreement in force"),
            formats.percent(covered, register.charged_ore),
            notes=[
                _(
                    "%(covered)s of %(charged)s in %(month)s.",
                    covered=formats.whole_kronor(covered),
                    charged=formats.whole_kronor(register.charged_ore),
                    month=month,
                )
            ],
        ),
        Fact(
            _("Agreements in force"),
            formats.count(len(held)),
            notes=[ngettext("of one", "of %(num)s", len(register.agreements))],
        ),
    ]
    return fact_row([*facts, *(_gap(register, one) for one in words.WITHOUT)])


def _gap(register: Register, kind: str) -> Fact:
    """What is charged without an agreement of one kind."""
    ore = register.by_status.get(kind, 0)
    return Fact(
        formats.capital(words.state(kind)),
        formats.whole_kronor(ore),
        notes=[formats.percent(ore, register.charged_ore)],
        status=words.STATUSES[kind] if ore else "good",
    )


def _without(register: Register) -> list[Component]:
    """The services charged without an agreement, dearest first."""
    rows = register.uncovered
    if not rows:
        return []
    total = sum(row["amount_ore"] for row in rows)
    title = _(
        "%(amount)s is charged without a signed agreement in force",
        amount=formats.whole_kronor(total),
    )
    sub = _(
        "%(month)s, kr. Delivered and charged all the same; no line is changed by a later "
        "signature.",
        month=formats.capital(formats.month(register.view.period)),
    )
    heads = [
        Head(_("Service")),
        Head(_("Agreement")),
        Head(_("State")),
        Head(_("Lines"), is_figure=True, is_extra=True),
        Head(_("Kr this month"), is_figure=True),
    ]
    body = [
        Line(
            [
                _opened(register, row["service_id"], name(row)),
                row["agreement_id"] or formats.DASH,
                [status(words.STATUSES[row["status"]], words.state(row["status"]))],
                formats.count(row["line_count"]),
                formats.amount(row["amount_ore"]),
            ]
        )
        for row in rows
    ]
    return [section(title, sub, [figure_table(title, heads, body), _source(register)], "without")]


def _opened(register: Register, service_id: str, words_on: str) -> Component:
    href = register.view.address.to(BILL, view="service", open=service_id)
    return html.A(words_on, href=href)


def _agreements(register: Register) -> Component:
    rows = register.agreements
    title = ngettext("One agreement this year", "%(num)s agreements this year", len(rows))
    sub = _(
        "State on the last day of %(month)s; charged from January, kr.",
        month=formats.month(register.view.period),
    )
    heads = [
        Head(_("Agreement")),
        Head(_("Covers")),
        Head(_("Level"), is_extra=True),
        Head(_("From"), is_extra=True),
        Head(_("Through")),
        Head(_("Signed"), is_extra=True),
        Head(_("State")),
        Head(_("Fixed a year"), is_figure=True, is_extra=True),
        Head(_("Charged this year"), is_figure=True),
    ]
    body = [_agreement(register, row) for row in rows]
    return section(title, sub, [figure_table(title, heads, body), _source(register)], "agreements")


def _agreement(register: Register, row: Row) -> Line:
    href = register.view.address.to(BILL, view="agreement", open=row["agreement_id"])
    covers = row["system_name"] or row["scope"]
    return Line(
        [
            html.A(row["agreement_id"], href=href) if row["month_ore"] else row["agreement_id"],
            covers,
            row["service_level"] or formats.DASH,
            formats.day(row["valid_from"]),
            _last_day(row["valid_until"]),
            words.signed(row["signed_on"], row["valid_from"]),
            [status(words.STATUSES[row["status"]], words.state(row["status"]))],
            formats.amount(row["fixed_ore"]) if row["fixed_ore"] else formats.DASH,
            formats.amount(row["amount_ore"]),
        ]
    )


def _last_day(valid_until: datetime.date) -> str:
    """The last day it holds; an agreement without an end says so."""
    if valid_until >= formats.OPEN_END:
        return formats.day(valid_until)
    return formats.day(valid_until - datetime.timedelta(days=1))


def _months(register: Register) -> Component:
    kinds = [words.IN_FORCE, *words.WITHOUT]
    heads = [
        Head(_("Month")),
        *(
            Head(
                formats.capital(words.state(kind)),
                is_figure=True,
                is_extra=kind != words.IN_FORCE,
            )
            for kind in kinds
        ),
        Head(_("Share in force"), is_figure=True),
    ]
    body = [
        Line(
            [
                formats.month(period),
                *(formats.amount(told.get(kind, 0)) for kind in kinds),
                formats.percent(told.get(words.IN_FORCE, 0), sum(told.values())),
            ]
        )
        for period, told in sorted(register.months.items(), reverse=True)
    ]
    title = _("Coverage month by month")
    sub = _("What is charged, by the state of its agreement on the charge day, kr.")
    return section(title, sub, [figure_table(title, heads, body), _source(register)], "months")


def _source(register: Register) -> Component:
    return source_line(_source_words(register), built_words())


def _source_words(register: Register) -> str:
    month = formats.month(register.view.period)
    return _("Source: agreement register, bill lines up to %(month)s.", month=month)


def _agreements_export(register: Register, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Agreement")),
        Column(_("Covers")),
        Column(_("Level")),
        Column(_("From"), "day"),
        Column(_("Through"), "day"),
        Column(_("Signed"), "day"),
        Column(_("State")),
        Column(_("Fixed a year"), "ore"),
        Column(_("Charged this year"), "ore"),
        Column(_("Source file")),
        Column(_("Source row"), "whole"),
    ]
    rows = [
        [
            row["agreement_id"],
            row["system_name"] or row["scope"],
            row["service_level"],
            row["valid_from"],
            None
            if row["valid_until"] >= formats.OPEN_END
            else row["valid_until"] - datetime.timedelta(days=1),
            row["signed_on"],
            words.state(row["status"]),
            row["fixed_ore"],
            row["amount_ore"],
            row["source_file"],
            row["source_line"],
        ]
        for row in register.agreements
    ]
    return Table(_("Agreements"), columns, rows, notes)


def _without_export(register: Register, notes: Sequence[str]) -> Table:
    columns = [
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("Agreement")),
        Column(_("State")),
        Column(_("Kr this month"), "ore"),
    ]
    rows = [
        [
            row["service_id"],
            name(row),
            row["agreement_id"],
            words.state(row["status"]),
            row["amount_ore"],
        ]
        for row in register.uncovered
    ]
    return Table(_("Without agreement"), columns, rows, notes)


def _months_export(register: Register, notes: Sequence[str]) -> Table:
    kinds = [words.IN_FORCE, *words.WITHOUT]
    columns = [
        Column(_("Month")),
        *(Column(formats.capital(words.state(kind)), "ore") for kind in kinds),
    ]
    rows: list[list[Value]] = [
        [formats.period_key(period), *(told.get(kind, 0) for kind in kinds)]
        for period, told in sorted(register.months.items())
    ]
    return Table(_("Months"), columns, rows, notes)
