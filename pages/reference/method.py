"""The rules of money for a reader: one line followed, and the same year by other methods."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, formats
from dashboard.components.bars import diverging_bar
from dashboard.components.page_bar import Export, page_bar, picker
from dashboard.components.ranking import Ranked, ranking
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import status
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.method import methods_table, models_table, steps_table
from dashboard.exports.tables import Table
from dashboard.figures.worked import EXAMPLE, Worked, worked
from dashboard.i18n import _, _l, name
from dashboard.queries import method as queries
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import UnknownError, View
from dashboard.words import method as words

PATH = "/reference/method"
EXPORT = "/export/reference/method"
YEAR = "year"
EVERY = "every"
MOST_SERVICES = 12
DECEMBER = 12
MODELS = ("per_unit", "mixed", "per_employee")
METHODS = ("step_down", "direct", "reciprocal")

dash.register_page(
    __name__,
    path=PATH,
    name=_l("Method"),
    order=5,
    group="reference",
    roles=("board", "strategist", "department", "controller", "auditor"),
    layout=waiting,
)


@dataclass(frozen=True)
class Book:
    """What the page shows of one year, each question asked once."""

    view: View

    @cached_property
    def years(self) -> list[int]:
        """Years to compare in, newest first."""
        return [int(row["year"]) for row in rows_of(queries.years(self.view.viewer))]

    @cached_property
    def year(self) -> int | None:
        """The year in the address, else the newest; None before a whole year is charged.

        Raises:
            UnknownError: No such year is compared.
        """
        asked = self.view.address.get(YEAR)
        if asked and asked not in map(str, self.years):
            raise UnknownError
        return int(asked) if asked else next(iter(self.years), None)

    @cached_property
    def models(self) -> list[Row]:
        """Departments by fee model, dearest first; a reader's own alone."""
        if self.year is None:
            return []
        return rows_of(queries.fee_models(self.view.viewer, self.year))

    @cached_property
    def methods(self) -> list[Row]:
        """Services by method of sharing out, most moved first."""
        if self.year is None:
            return []
        rows = rows_of(queries.method_costs(self.view.viewer, self.year))
        return sorted(rows, key=lambda row: (-words.spread(row), row["service_id"]))

    @cached_property
    def followed(self) -> Worked:
        """The line followed: a department's own where the reader may see lines."""
        view = self.view
        if not access.reads_lines(view.viewer) or not view.departments:
            return EXAMPLE
        last = view.period
        if self.year is not None and view.address.get(YEAR):
            last = min(last, datetime.date(self.year, DECEMBER, 1))
        first = last.replace(month=1)
        return worked(view.viewer, view.department.id, first, last) or EXAMPLE

    @property
    def own(self) -> str:
        """The department's name where the reader sees its own figures only."""
        is_head = self.view.viewer.role == "department"
        return name(self.models[0]) if is_head and self.models else ""


def content(view: View) -> Sequence[Component]:
    """The line followed, the rules, and the year by other models and methods."""
    book = Book(view)
    sentence = words.title(book.year, book.models, book.own) if book.year else words.title_alone()
    return [
        page_bar(
            view,
            department=access.reads_lines(view.viewer),
            period=False,
            pickers=_years(book),
            exports=_exports(view),
        ),
        page_title(sentence, words.lead()),
        _worked(book.followed),
        _rules(),
        *_models(book),
        *_methods(book),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The line's steps, departments by fee model and services by method."""
    book = Book(view)
    notes = [_sources(), built_words()]
    return {
        "line": steps_table(book.followed, notes),
        "models": models_table(book.year, book.models, notes),
        "methods": methods_table(book.year, book.methods, notes),
    }


def _years(book: Book) -> list[Component]:
    if not book.years:
        return []
    return [picker(YEAR, _("Year"), {str(one): str(one) for one in book.years}, str(book.year))]


def _exports(view: View) -> list[Export]:
    to = view.address.to
    kept = {YEAR: view.address.get(YEAR) or None}
    return [
        Export("Excel", to(f"{EXPORT}.xlsx", **kept)),
        Export(_("CSV, fee models"), to(f"{EXPORT}.csv", table="models", **kept)),
        Export(_("CSV, methods"), to(f"{EXPORT}.csv", table="methods", **kept)),
    ]


def _worked(followed: Worked) -> Component:
    """The steps as an ordered list, each with its figure to the right."""
    told = followed.explanation
    steps = [
        html.Li(
            [
                html.Strong(head),
                html.Span(sentence, className="step-words"),
                html.Span(figure, className="step-figure"),
            ]
        )
        for head, sentence, figure in words.steps(followed)
    ]
    agrees = (
        status("good", _("Computed again here: the same to the öre."))
        if told.agrees
        else status("bad", _("Computed again here: it differs."))
    )
    return section(
        words.worked_title(followed),
        words.worked_lead(followed),
        [
            html.Ol(steps, className="worked"),
            html.P(agrees, className="note"),
            *([_objects(followed)] if followed.objects else []),
            source_line(_line_source(followed), built_words()),
        ],
        "line",
    )


def _objects(followed: Worked) -> Component:
    heads = [
        Head(_("Object")),
        Head(_("From")),
        Head(_("To and including")),
        Head(_("Days"), is_figure=True),
        *([] if followed.is_example else [Head(_("File and line"), is_extra=True)]),
    ]
    lines = [
        Line(
            [
                one.object_id,
                formats.day(one.first),
                formats.day(one.last),
                formats.count(one.days),
                *([] if followed.is_example else [one.source]),
            ]
        )
        for one in followed.objects
    ]
    return figure_table(_("Objects behind the line"), heads, lines)


def _line_source(followed: Worked) -> str:
    if followed.is_example:
        return _("Source: the worked month of docs/method.md.")
    return _("Source: bill lines and their objects. Constructed data.")


def _rules() -> Component:
    heads = [Head(_("Rule")), Head(_("What it says")), Head(_("Worked"), is_extra=True)]
    lines = [Line([head, said, example]) for head, said, example in words.rules()]
    return section(
        _("Seven rules give every amount"),
        _("The whole rule book, with one month worked through, is docs/method.md."),
        [figure_table(_("Rules of money"), heads, lines)],
        "rules",
        class_name="rules",
    )


def _models(book: Book) -> list[Component]:
    """Fee models on the same year: every department, or the reader's own."""
    if not book.models:
        return [
            empty_state(
                _("No whole year to compare yet"),
                _("Fee models and methods are compared when a year's twelve months are charged."),
            )
        ]
    return [_own_models(book)] if book.own else [_city_models(book)]


def _own_models(book: Book) -> Component:
    row = book.models[0]
    bars = [
        Ranked(
            words.model(one),
            row[f"{one}_ore"],
            formats.whole_amount(row[f"{one}_ore"]),
            chosen=one == "per_unit",
        )
        for one in MODELS
    ]
    title = words.own_models_title(row)
    return section(
        title,
        _(
            "%(department)s in %(year)s, kr; chosen: per unit, as charged.",
            department=name(row),
            year=book.year,
        ),
        [ranking(bars, title, (_("Fee model"), _("kr"))), _models_source()],
        "models",
    )


def _city_models(book: Book) -> Component:
    rows = sorted(
        book.models,
        key=lambda row: (row["per_unit_ore"] - row["per_employee_ore"], row["department_id"]),
    )
    largest = max(
        1,
        *(abs(row[f"{one}_ore"] - row["per_unit_ore"]) for row in rows for one in MODELS[1:]),
    )
    heads = [
        Head(_("Department")),
        Head(_("Per unit, as charged"), is_figure=True, is_extra=True),
        Head(_("Mixed, change"), is_figure=True, is_extra=True),
        Head(_("Less · more"), is_extra=True),
        Head(_("Per employee, change"), is_figure=True),
        Head(_("Less · more"), is_extra=True),
    ]
    lines = [
        Line(
            [
                name(row),
                formats.whole_amount(row["per_unit_ore"]),
                *_changed(row["mixed_ore"] - row["per_unit_ore"], largest),
                *_changed(row["per_employee_ore"] - row["per_unit_ore"], largest),
            ]
        )
        for row in rows
    ]
    whole = Line(
        [
            _("The departments of the city"),
            formats.whole_amount(sum(row["per_unit_ore"] for row in rows)),
            "0",
            "",
            "0",
            "",
        ],
        is_total=True,
    )
    title = words.models_title(rows)
    return section(
        title,
        _(
            "%(year)s, kr against per unit, who would pay most more first. The city pays the same "
            "in all three. Mixed: network, connection and accounts by employee.",
            year=book.year,
        ),
        [figure_table(title, heads, [whole, *lines]), _models_source()],
        "models",
    )


def _changed(ore: int, largest: int) -> list[str | Component]:
    return [formats.whole_change(ore), diverging_bar(ore / largest)]


def _methods(book: Book) -> list[Component]:
    """Direct, step by step and reciprocal on the same year's cost."""
    if not book.methods:
        return []
    rows = book.methods
    shown = rows if book.view.address.get(EVERY) else rows[:MOST_SERVICES]
    largest = max(
        1,
        *(abs(row[f"{one}_ore"] - row["step_down_ore"]) for row in rows for one in METHODS[1:]),
    )
    heads = [
        Head(_("Service")),
        Head(words.method("step_down"), is_figure=True, is_extra=True),
        Head(_("Direct, change"), is_figure=True),
        Head(_("Less · more"), is_extra=True),
        Head(_("Reciprocal, change"), is_figure=True),
        Head(_("Less · more"), is_extra=True),
    ]
    lines = [_method_line(name(row), row, largest) for row in shown]
    whole = {f"{one}_ore": sum(row[f"{one}_ore"] for row in rows) for one in METHODS}
    lines = [_method_line(_("All services"), whole, 0), *lines]
    more = (
        [
            html.P(
                html.A(
                    _("Show all %(count)s services", count=len(rows)),
                    href=book.view.address.here(**{EVERY: "yes"}),
                ),
                className="note",
            )
        ]
        if len(shown) < len(rows)
        else []
    )
    chosen = next((row["chosen"] for row in rows if row["chosen"]), None)
    title = words.methods_title(rows)
    return [
        section(
            title,
            words.methods_lead(book.year or 0, chosen),
            [figure_table(title, heads, lines), *more, _methods_source()],
            "methods",
        )
    ]


def _method_line(told: str, row: Mapping[str, int], largest: int) -> Line:
    step = row["step_down_ore"]
    changes: list[str | Component] = []
    for one in METHODS[1:]:
        ore = row[f"{one}_ore"] - step
        bar: str | Component = diverging_bar(ore / largest) if largest else ""
        changes += [formats.whole_change(ore), bar]
    return Line([told, formats.whole_amount(step), *changes], is_total=not largest)


def _models_source() -> Component:
    return source_line(_("Source: bill lines, employments. Constructed data."), built_words())


def _methods_source() -> Component:
    return source_line(
        f"{_('Source: the ledger by cost pools, rules of pools, bills.')} {_('Constructed data.')}",
        built_words(),
    )


def _sources() -> str:
    return _("Source: bill lines, employments, the ledger by cost pools. Constructed data.")
