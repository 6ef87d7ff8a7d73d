"""Who is reading, in which language and in which colours.

The session is a signed cookie that scripts cannot read; it holds who the reader
is, never what the reader may see: rights are looked up at every request.
"""

import hmac
import secrets
from typing import Literal, cast

from flask import Flask, Response, g, request, session

from dashboard import personas
from dashboard.access import Viewer
from dashboard.personas import Persona

Theme = Literal["light", "dark"]
THEMES: tuple[Theme, ...] = ("light", "dark")
SHORTEST_SECRET = 32
CSRF_COOKIE = "_csrf_token"
CSRF_HEADER = "X-CSRFToken"
CSRF_FIELD = "csrf_token"


class NobodyError(Exception):
    """The request comes from nobody who has signed in."""


def set_up(server: Flask, secret: str) -> None:
    """Sign sessions with the server's own secret.

    Raises:
        ValueError: The secret is missing or shorter than 32 bytes.
    """
    if len(secret.encode()) < SHORTEST_SECRET:
        raise ValueError(
            f"NYTTJA_SECRET must hold at least {SHORTEST_SECRET} bytes of its own, "
            f"found {len(secret.encode())}; make demo makes one for each start"
        )
    server.secret_key = secret
    server.config.update(
        SESSION_COOKIE_NAME="nyttja",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )
    server.after_request(show_csrf)


def viewer() -> Viewer:
    """The reader of this request, as the query gate wants to know it.

    Raises:
        NobodyError: Nobody has signed in, or the reader is no longer known.
    """
    return persona().viewer


def persona() -> Persona:
    """The reader of this request with the words on who that is.

    Raises:
        NobodyError: Nobody has signed in, or the reader is no longer known.
    """
    if "persona" not in g:
        reader = session.get("reader")
        g.persona = personas.find(str(reader)) if reader else None
    if g.persona is None:
        raise NobodyError
    return cast("Persona", g.persona)


def signed_in() -> bool:
    """Whether this request comes from a known reader."""
    try:
        persona()
    except NobodyError:
        return False
    return True


def sign_in(reader: str) -> bool:
    """Begin a new session for a reader; language and theme go with it.

    Returns:
        Whether there is such a reader.
    """
    found = personas.find(reader)
    if found is None:
        return False
    kept = {name: session[name] for name in ("language", "theme") if name in session}
    session.clear()
    session.update(kept, reader=found.id, csrf=secrets.token_urlsafe(24))
    g.persona = found
    return True


def theme() -> Theme:
    """Light or dark: as chosen, else as the browser says the reader prefers, else light."""
    chosen = session.get("theme") or request.headers.get("Sec-CH-Prefers-Color-Scheme", "")
    return "dark" if chosen.strip('"') == "dark" else "light"


def csrf_token() -> str:
    """The word that shows that a request comes from a page of ours."""
    if "csrf" not in session:
        session["csrf"] = secrets.token_urlsafe(24)
    return str(session["csrf"])


def csrf_holds() -> bool:
    """Whether this request says the session's word, in the header or in a form field."""
    said = request.headers.get(CSRF_HEADER) or request.form.get(CSRF_FIELD, "")
    known = session.get("csrf", "")
    return bool(known) and hmac.compare_digest(said.encode(), str(known).encode())


def show_csrf(response: Response) -> Response:
    """Let our own pages read the word; Dash says it in a header with every callback."""
    word = session.get("csrf")
    if word and request.cookies.get(CSRF_COOKIE) != word:
        response.set_cookie(CSRF_COOKIE, word, samesite="Lax", secure=request.is_secure)
    return response


def remember(setting: Literal["language", "theme"], value: str) -> None:
    """Keep a setting of this reader's from now on."""
    session[setting] = value
