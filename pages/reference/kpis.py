"""The key figures: what each means, how it is worked out, and where its figures come from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import page_title, section, source_line
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.reference import kpis_table
from dashboard.exports.tables import Table
from dashboard.figures.kpis import KpiRows, KpiState, Point
from dashboard.figures.lineage import way_of
from dashboard.figures.on_time import CODE, plan_values
from dashboard.figures.span import month_end
from dashboard.i18n import _, _l, language, name
from dashboard.plan import is_loaded
from dashboard.queries import kpis
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import control as control_words
from dashboard.words import kpis as words

dash.register_page(
    __name__,
    path="/reference/kpis",
    name=_l("Key figures"),
    order=20,
    group="reference",
    roles=("board", "strategist", "department", "controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/reference/kpis"
REPORTED = "marts.kpi_outcomes"
REFERENCE = "reference_"
CITY = frozenset({"board", "strategist", "controller", "auditor"})


@dataclass(frozen=True)
class Asked:
    """What the page asks, each question once."""

    view: View

    @cached_property
    def definitions(self) -> list[Row]:
        """Every key figure, by code."""
        return rows_of(kpis.definitions(self.view.viewer))

    @cached_property
    def lineage(self) -> list[Row]:
        """Which tables each table is made of."""
        return rows_of(kpis.lineage(self.view.viewer))

    @cached_property
    def of_plan(self) -> list[Row]:
        """The figures of the one that is counted in the plan."""
        return plan_values(self.view, self.definitions)

    def is_of_plan(self, kpi: Row) -> bool:
        """Whether it is counted in the plan; not where no plan is loaded."""
        return kpi["code"] == CODE and is_loaded()

    @cached_property
    def rows(self) -> KpiRows | None:
        """The city's figures; None for a reader who sees one department's."""
        viewer = self.view.viewer
        if viewer.role not in CITY:
            return None
        return KpiRows(
            self.definitions,
            [*rows_of(kpis.values(viewer)), *self.of_plan],
            rows_of(kpis.outcomes(viewer)),
            rows_of(kpis.targets(viewer)),
            [],
        )

    def state(self, kpi: Row) -> KpiState | None:
        """How a key figure stands, where the reader may see the city's."""
        return self.rows.state(kpi, month_end(self.view.period)) if self.rows else None

    def check(self, kpi: Row) -> Point | None:
        """The computed figure beside a reported one, at the end of the month."""
        if self.rows is None or kpi["is_computed"]:
            return None
        day = month_end(self.view.period)
        return next((one for one in self.rows.computed(kpi) if one[0] == day), None)

    def has_model(self, kpi: Row) -> bool:
        """Whether a model works it out, also where the reported figure is shown."""
        return any(row["name"] == _model(kpi) for row in self.lineage)

    def teller(self, kpi: Row) -> str:
        """The table that tells the figure shown; empty where nothing does."""
        if not kpi["is_computed"]:
            return REPORTED
        return _model(kpi) if self.has_model(kpi) else ""


def content(view: View) -> Sequence[Component]:
    """Every key figure; one opens to its definition and its way from source to page."""
    asked = Asked(view)
    computed = sum(
        row["is_computed"] and (asked.has_model(row) or asked.is_of_plan(row))
        for row in asked.definitions
    )
    title = words.definitions_title(len(asked.definitions), computed)
    heads = [
        Head(_("Key figure")),
        Head(_("Code"), is_extra=True),
        Head(_("Its figures are"), is_extra=True),
        *([Head(_("Latest"), is_figure=True), Head(_("Of"), is_extra=True)] if asked.rows else []),
    ]
    lines = [_line(asked, row) for row in asked.definitions]
    caption = _("Key figures and where they come from")
    return [
        page_bar(view, department=False, exports=_exports(view)),
        page_title(title, _("Open one to see what it means and where it comes from.")),
        section(
            caption,
            _("Definitions stand in the models that work the figures out."),
            [figure_table(caption, heads, lines), _source()],
            "definitions",
        ),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The definitions, to take along."""
    notes = [_("Source: headers of the models, key figures of the plan."), built_words()]
    return {"kpis": kpis_table(Asked(view).definitions, notes)}


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export("CSV", view.address.to(f"{EXPORT}.csv")),
    ]


def _model(kpi: Row) -> str:
    """The table of its own model, where it has one."""
    return f"kpis.{kpi['kpi_id']}"


def _line(asked: Asked, kpi: Row) -> Line:
    """One key figure, open when the address says so."""
    is_open = asked.view.address.get("open") == kpi["kpi_id"]
    href = asked.view.address.here(open=None if is_open else kpi["kpi_id"])
    link = opener(name(kpi, "title"), href, key_of("open", kpi["kpi_id"]), is_open=is_open)
    has_model = asked.has_model(kpi) or asked.is_of_plan(kpi)
    told = words.how_told(is_computed=kpi["is_computed"], has_model=has_model)
    return Line(
        [link, kpi["code"] or "", told, *_latest(asked.state(kpi))],
        inside=_opened(asked, kpi) if is_open else None,
    )


def _latest(state: KpiState | None) -> list[str]:
    """The last figure and its day; nothing for a reader of one department."""
    if state is None:
        return []
    if state.latest is None:
        return [formats.DASH, ""]
    day, milli = state.latest
    return [words.with_unit(milli, state.unit, is_yearly=state.is_yearly), formats.day(day)]


def _opened(asked: Asked, kpi: Row) -> Component:
    """What it means, how a year is told, and its way from source to page."""
    rows = [
        (_("Means"), _definition(kpi)),
        (_("A year's figure"), words.year_rule(kpi["year_rule"], kpi["frequency"])),
        (_("Better"), words.better(kpi["better"])),
        *_checked(asked, kpi),
        *_way(asked, kpi),
        (_("Pages"), _pages(asked, kpi)),
    ]
    parts = [part for head, told in rows for part in (html.Dt(head), html.Dd(told))]
    return html.Div(html.Dl(parts, className="definition"), className="explanation")


def _definition(kpi: Row) -> str | Component:
    """Its own words; the plan's, which are Swedish, where no model says it in English."""
    own = kpi[f"definition_{language()}"]
    return own or html.Span(kpi["definition_sv"] or formats.DASH, lang="sv")


def _checked(asked: Asked, kpi: Row) -> list[tuple[str, str]]:
    """The computed figure beside the reported one, which is the one shown."""
    found = asked.check(kpi)
    if found is None:
        return []
    figure = words.with_unit(found[1], kpi["unit"], is_yearly=False)
    return [(_("Check"), words.check(figure, found[0]))]


def _way(asked: Asked, kpi: Row) -> list[tuple[str, str | Component]]:
    """Source, batch, models, the model of the figure itself."""
    teller = asked.teller(kpi)
    if asked.is_of_plan(kpi):
        href = asked.view.address.to("/board/action-plan")
        counted = _("the log of the plan, report by report as the board read it: reached by the "
                    "day first decided, of all whose day had come")  # fmt: skip
        told = formats.capital(counted)
        return [(_("Told by"), html.A(told, href=href) if asked.of_plan else told)]
    if not teller:
        return [(_("Told by"), _("Nothing measures it yet."))]
    way = way_of(teller, asked.lineage)
    delivered = [one for one in way.sources if not one.startswith(REFERENCE)]
    decided = len(way.sources) - len(delivered)
    between = [one for one in way.models if one not in way.reads]
    return [
        (_("Sources"), words.sources([control_words.source(one) for one in delivered], decided)),
        (_("Batches"), _folded(words.batches(len(way.batches)), way.batches)),
        (_("Models"), _folded(words.models(len(between)), between)),
        (_("Reads"), _codes(way.reads)),
        (_("Told by"), _codes([teller])),
    ]


def _folded(summary: str, names: Sequence[str]) -> str | Component:
    """Many names, one key away."""
    return html.Details([html.Summary(summary), _codes(names)]) if names else formats.DASH


def _codes(names: Sequence[str]) -> str | Component:
    """Names of tables, in type that shows they are names."""
    if not names:
        return formats.DASH
    parts = [part for one in names for part in (html.Code(one), " ")]
    return html.Span(parts, className="codes")


def _pages(asked: Asked, kpi: Row) -> Component | str:
    """Where it is shown."""
    address = asked.view.address
    links = [
        *(
            [html.A(_("Where we stand"), href=address.to("/board/overview"))]
            if kpi["position"] and asked.rows
            else []
        ),
        *([html.A(_("Start"), href=address.to("/"))] if kpi["has_departments"] else []),
    ]
    parts = [part for link in links for part in (link, " ")]
    return html.Span(parts) if parts else _("This page only.")


def _source() -> Component:
    return source_line(
        f"{_('Source: headers of the models, key figures of the plan.')} {_('Constructed data.')}",
        built_words(),
    )
