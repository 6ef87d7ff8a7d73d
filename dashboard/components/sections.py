"""Parts of a page: a heading that says what is seen, what follows, and where it comes from."""

from collections.abc import Sequence

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import aria
from dashboard.components.links import Children


def page_title(sentence: str, lead: Children | None = None) -> html.Header:
    """The page's answer as its one h1, with a line under it."""
    under = [html.P(lead, className="lead-line")] if lead else []
    return html.Header([html.H1(sentence), *under], className="page-title")


def section(  # noqa: PLR0913, PLR0917 - a heading, its words and its parts
    title: str,
    sub: str,
    children: Sequence[Component],
    key: str,
    aside: Component | None = None,
    class_name: str = "",
) -> html.Section:
    """A figure or table under a heading.

    Args:
        title: What the figure shows, as a sentence.
        sub: Unit, period and how to read it.
        children: The figure itself and its source line.
        key: The heading's id, unique on the page.
        aside: A switch to the right of the heading.
        class_name: More classes of the section.
    """
    words = html.Div([html.H2(title, id=key), html.P(sub, className="sub")])
    head = html.Div([words, *([aside] if aside else [])], className="section-head")
    return html.Section(
        [head, *children],
        className=f"part {class_name}".strip(),
        **aria(labelledby=key),
    )


def source_line(sources: str, built: str) -> html.P:
    """Where the figures come from and which build they are of.

    Args:
        sources: ``Källa: fakturarader 2008-08. Konstruerad data.``
        built: ``Byggd 2008-09-03 07:12 · 4f2a…9c1e``; never broken over two lines.
    """
    return html.P([f"{sources} ", html.Span(built, className="nowrap")], className="source")


def empty_state(sentence: str, why: str, link: Component | None = None) -> html.Div:
    """What stands in a figure's place when there is nothing to show."""
    onward = [html.P(link)] if link else []
    return html.Div([html.H2(sentence), html.P(why, className="sub"), *onward], className="empty")


def table_as_well(summary: str, table: Component) -> html.Details:
    """The numbers of a chart as a table, one key away from it."""
    return html.Details([html.Summary(summary), table], className="as-table")
