"""Demo mode: choose who to be. Without a script, so that it is light and works everywhere."""

from flask import Flask, Response, abort, redirect, request
from werkzeug.wrappers import Response as AnyResponse

from dashboard import address, personas, session
from dashboard.i18n import LANGUAGES, _
from dashboard.session import THEMES
from dashboard.web import documents

LOOPBACK = ["127.0.0.1", "localhost", "[::1]"]


def set_up(server: Flask) -> None:
    """Add the choice of reader and the settings; answer only to names of this machine."""
    server.config["TRUSTED_HOSTS"] = LOOPBACK
    server.add_url_rule("/demo", "demo", choose)
    server.add_url_rule("/demo", "demo-chosen", chosen, methods=["POST"])
    server.add_url_rule("/settings", "settings", settings)


def choose() -> Response:
    """The page that lists the readers one can be."""
    everyone = personas.everyone()
    onward = address.of_this_site(request.args.get("next", "/"))
    return documents.document(
        "demo.html",
        title=_("Choose a reader"),
        city=[persona for persona in everyone if persona.viewer.role != "department"],
        heads=[persona for persona in everyone if persona.viewer.role == "department"],
        questions=_questions(),
        onward=onward,
        csrf_token=session.csrf_token(),
    )


def chosen() -> AnyResponse:
    """Begin a session as the reader chosen and go on to the page asked for."""
    if not session.sign_in(request.form.get("persona", "")):
        abort(400)
    return redirect(address.of_this_site(request.form.get("next", "/")), 303)


def settings() -> AnyResponse:
    """Remember a language or theme and go back to the page."""
    language, theme = request.args.get("lang", ""), request.args.get("theme", "")
    if language in LANGUAGES:
        session.remember("language", language)
    if theme in THEMES:
        session.remember("theme", theme)
    return redirect(address.of_this_site(request.args.get("next", "/")), 303)


def _questions() -> dict[str, str]:
    return {
        "board": _("What does IT cost the city, and which departments and services drive it?"),
        "strategist": _("What would other prices, rules and fee models do, and to whom?"),
        "owner": _("Are my activities on time, and what do I report?"),
        "controller": _("Are all files in, is every row accounted for, do the equations hold?"),
        "controller-2": _("Does the month stand, who prepared it, and may it be closed?"),
        "auditor": _("Can any krona be followed to its source row? Reads all, acts on nothing."),
        "department": _("What do I pay, for what, why, and what changed?"),
    }
