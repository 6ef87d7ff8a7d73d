"""Pages the server writes whole: the frame Dash starts in, the choice of reader, errors.

They share head, language, theme and styles; their text lies in dashboard/web/templates.
"""

from flask import Response, render_template, request
from markupsafe import Markup

from dashboard import session, states
from dashboard.components.shapes import logo
from dashboard.i18n import _l, language
from dashboard.web import security, static
from dashboard.web.markup import markup

# What of Dash's parts the frame holds; styles and head are ours.
TAKEN = ("config", "scripts", "renderer")
UNREADABLE = (
    _l("The request could not be read"),
    _l("What was sent is no request of this site."),
)
ERRORS = {
    400: UNREADABLE,
    401: (_l("You are not signed in"), _l("Choose a reader to go on.")),
    403: (_l("The request was refused"), _l("It did not come from a page of this site.")),
    404: states.UNKNOWN,
    405: UNREADABLE,
    413: (_l("The request was too large"), _l("Nothing on these pages needs to send so much.")),
    500: states.FAILED,
    503: states.NOTHING_PUBLISHED,
}


def document(template: str, *, title: str, status: int = 200, **values: object) -> Response:
    """A whole page in the reader's language and theme."""
    text = render_template(
        template,
        title=title,
        language=language(),
        theme=session.theme(),
        logo=markup(logo()),
        styles=static.address_of("css"),
        nonce=security.nonce(),
        **values,
    )
    return Response(text, status, mimetype="text/html")


def frame(first: Markup, title: str, **parts: str) -> str:
    """The page Dash starts in, every script with this answer's nonce.

    Args:
        first: What is shown until Dash has started.
        title: Of the page.
        parts: Dash's config, scripts and renderer.
    """
    mark = f'<script nonce="{security.nonce()}" fetchpriority="low"'
    marked = {key: Markup(parts[key].replace("<script", mark)) for key in TAKEN}  # noqa: S704 - Dash's own tags
    response = document(
        "frame.html",
        title=title,
        first=first,
        type=static.built("inter-latin-????????????.woff2"),
        own_scripts=static.address_of("js"),
        parts=marked,
    )
    return response.get_data(as_text=True)


def error(status: int) -> Response:
    """An error as a page, or as one line where the browser asked for data."""
    known = status if status in ERRORS else 500
    headline, sentence = (str(text) for text in ERRORS[known])
    if request.path.startswith("/_dash") or request.method == "POST":
        return Response(f"{headline}. {sentence}\n", status, mimetype="text/plain")
    return document(
        "error.html", title=headline, status=status, headline=headline, sentence=sentence
    )
