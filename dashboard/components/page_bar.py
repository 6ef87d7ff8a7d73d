"""The bar over a page: whose and which month on the left, ways out on the right."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import aria, marked
from dashboard.components.shapes import icon
from dashboard.formats import month, period_key
from dashboard.i18n import _
from dashboard.view import View

# A select shows no empty value; assets/shell.js takes the parameter away for this one.
ALL = "all"


@dataclass(frozen=True)
class Export:
    """A file the page can be taken away as.

    Args:
        name: ``Excel``, ``CSV``.
        href: Where the file is asked for; ``view.address.to("/export/…")`` keeps the filter.
    """

    name: str
    href: str


def page_bar(  # noqa: PLR0913 - each says what one page obeys or offers
    view: View,
    *,
    department: bool = True,
    period: bool = True,
    whole_city: bool = False,
    pickers: Sequence[Component] = (),
    exports: Sequence[Export] = (),
) -> html.Div:
    """The bar with the pickers this page obeys, Reset, exports and print.

    Args:
        view: What the page is asked for.
        department: Whether the page shows one department.
        period: Whether the page shows one month.
        whole_city: Whether the page can show all departments together.
        pickers: More pickers of this page, made by :func:`picker`.
        exports: Files of what the page shows.
    """
    chosen = [
        *([department_picker(view, whole_city=whole_city)] if department else []),
        *([period_picker(view)] if period else []),
        *pickers,
    ]
    ways_out = [*map(_export, exports), _print()]
    return html.Div(
        [
            html.Div([*chosen, _reset(view)], className="bar-pickers", role="group")
            if chosen
            else html.Div(className="bar-pickers"),
            html.Div(ways_out, className="bar-out"),
        ],
        className="page-bar",
    )


def department_picker(view: View, *, whole_city: bool) -> html.Label:
    """Whose figures; only departments this reader may see."""
    options = {department.id: department.name for department in view.departments}
    if whole_city:
        chosen = view.chosen.id if view.chosen else ""
        options = {"": _("Whole city"), **options}
    else:
        chosen = view.department.id
    return picker("department", _("Department"), options, chosen)


def period_picker(view: View) -> html.Label:
    """Which month; newest first."""
    options = {period_key(period): month(period) for period in view.periods}
    return picker("period", _("Period"), options, period_key(view.period))


def picker(
    parameter: str, label: str, options: Mapping[str, str], chosen: str, part: str = ""
) -> html.Label:
    """A native select that writes one parameter of the address.

    Args:
        parameter: Name in the address; assets/shell.js writes it when the choice changes.
        label: Stands in grey before the choice.
        options: Value to text, in the order shown; the value "" takes the parameter away.
        chosen: The value shown.
        part: Of a parameter with several selects, which one this is.
    """
    key = f"pick-{parameter}-{part}" if part else f"pick-{parameter}"
    choices = [{"value": value or ALL, "label": text} for value, text in options.items()]
    select = dbc.Select(choices, chosen or ALL, id=key)
    return html.Label(
        [html.Span(label), select],
        className="picker",
        htmlFor=key,
        **(marked(parameter=parameter) if part else {}),
    )


def day_picker(  # noqa: PLR0913, PLR0917 - a field, its days and what it does
    parameter: str,
    label: str,
    chosen: datetime.date,
    first: datetime.date,
    last: datetime.date,
    usual: datetime.date | None = None,
) -> html.Label:
    """A native day field that writes one parameter of the address.

    Args:
        parameter: Name in the address; assets/shell.js writes it when the day changes.
        label: Stands in grey before the field.
        chosen: The day shown.
        first: The first day that can be chosen.
        last: The last one.
        usual: The day that stands without the parameter, and so takes it away, as an emptied
            field does; else the first day does.
    """
    field = dbc.Input(
        type="date",
        value=chosen.isoformat(),
        min=first.isoformat(),
        max=last.isoformat(),
        id=f"pick-{parameter}",
        required=usual is None,
    )
    return html.Label(
        [html.Span(label), field],
        className="picker",
        htmlFor=f"pick-{parameter}",
        **marked(usual=(usual or first).isoformat()),
    )


def number_picker(  # noqa: PLR0913, PLR0917 - a field, its numbers and what it does
    parameter: str, label: str, chosen: int, first: int, last: int, usual: int
) -> html.Label:
    """A native field for a whole number that writes one parameter of the address.

    Args:
        parameter: Name in the address; assets/shell.js writes it when the number changes.
        label: Stands in grey before the field.
        chosen: The number shown.
        first: The least that can be chosen.
        last: The largest.
        usual: The one that stands without the parameter, and so takes it away.
    """
    field = dbc.Input(
        type="number",
        value=chosen,
        min=first,
        max=last,
        step=1,
        id=f"pick-{parameter}",
    )
    return html.Label(
        [html.Span(label), field],
        className="picker",
        htmlFor=f"pick-{parameter}",
        **marked(usual=str(usual)),
    )


def _reset(view: View) -> Component:
    return html.A(_("Reset"), href=view.address.path, className="reset", id="reset")


def _export(export: Export) -> html.A:
    return html.A(
        [icon("download"), export.name],
        href=export.href,
        download="",
        className="way-out",
        **aria(label=_("Download as %(name)s", name=export.name)),
    )


def _print() -> html.Button:
    return html.Button(
        [icon("print"), _("Print")], type="button", className="way-out", **marked(print="yes")
    )
