"""What stands in a page's place when there is nothing to show yet, or nothing at all."""

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import marked
from dashboard.components.sections import page_title
from dashboard.components.shapes import status_shape
from dashboard.i18n import _, _l

# Headline and sentence; answers that are no page of ours say the same.
UNKNOWN = (
    _l("There is nothing for you here"),
    _l(
        "The address names a page, a month or a department that does not exist or that is not "
        "among yours."
    ),
)
NOTHING_PUBLISHED = (
    _l("Nothing is published yet"),
    _l(
        "No month has been calculated. When the controller has loaded files and run the "
        "calculation, the figures stand here."
    ),
)
FAILED = (
    _l("The page could not be shown"),
    _l("The error is ours and has been noted. No figure has changed: what was published stands."),
)
STROKES = ("title", "title short", "line", "row", "row", "row", "row", "row")


def waiting() -> list[Component]:
    """The strokes of a page to come; read out as one sentence."""
    strokes = [html.Span(className=f"stroke {kind}") for kind in STROKES]
    words = html.Span(_("The page is being fetched."), className="visually-hidden")
    return [html.Div([words, *strokes], className="waiting")]


def not_found() -> list[Component]:
    """For what does not exist and for what is for others alike."""
    return [
        page_title(*map(str, UNKNOWN)),
        html.P(html.A(_("To the first page"), href="/")),
    ]


def nothing_published() -> list[Component]:
    """Before the first build."""
    return [page_title(*map(str, NOTHING_PUBLISHED))]


def failed(built: str) -> list[Component]:
    """When a page could not be made: what happened, what still is true, what one can do.

    Args:
        built: Which build is in force.
    """
    headline, words = FAILED
    sentence: list[str | Component] = [status_shape("bad"), " ", str(headline)]
    return [
        html.Header(
            [
                html.H1(sentence),
                html.P(str(words), className="lead-line"),
            ],
            className="page-title",
            role="alert",
        ),
        html.P(html.A(_("Try again"), href="", className="button", **marked(reload="yes"))),
        html.P(built, className="source"),
    ]
