"""Swedish and English: which language a reader has, and the texts of the screens in it.

Texts are written in English in the code, as ``_("Bill")``; Swedish stands in
locale/sv. Names of services, departments and KPIs come from data, see :func:`name`.
"""

from collections.abc import Mapping
from gettext import NullTranslations
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import flask_babel
from babel import Locale
from flask import Flask, g, has_app_context, has_request_context, session
from flask_babel import get_domain, lazy_gettext, lazy_ngettext

Language = Literal["sv", "en"]
LANGUAGES: tuple[Language, ...] = ("sv", "en")
DEFAULT: Language = "sv"
LOCALES: Mapping[Language, Locale] = MappingProxyType(
    {"sv": Locale("sv", "SE"), "en": Locale("en", "GB")}
)

_l = lazy_gettext

__all__ = [
    "LANGUAGES",
    "Language",
    "_",
    "_l",
    "language",
    "lazy_ngettext",
    "locale",
    "name",
    "ngettext",
    "set_up",
]


def _(text: str, **values: object) -> str:
    """A text of the screens in the reader's language, its ``%(names)s`` filled in."""
    told = str(_tongue().texts.gettext(text))
    return told % values if values else told


def ngettext(singular: str, plural: str, number: int, **values: object) -> str:
    """A text in one form for one and another for more.

    ``%(num)s`` is the number, unless ``num`` is given as it should be written.
    """
    text = _tongue().texts.ngettext(singular, plural, number)
    return str(text % {"num": number, **values})


def set_up(server: Flask, catalogues: str) -> None:
    """Give the server its languages; the reader's choice lies in the session."""
    server.config["BABEL_DEFAULT_LOCALE"] = DEFAULT
    server.config["BABEL_TRANSLATION_DIRECTORIES"] = catalogues
    flask_babel.Babel(server, locale_selector=_chosen)


def language() -> Language:
    """The language of what is being answered; Swedish where nobody has chosen."""
    return _tongue().language


def locale() -> Locale:
    """The same as a Babel locale: Swedish of Sweden, English of Britain."""
    return LOCALES[language()]


def name(row: Mapping[Any, Any], field: str = "name") -> str:
    """A name that comes from data, in the reader's language.

    Args:
        row: Anything with ``name_sv`` and ``name_en`` (a row of a frame, a mapping).
        field: What comes before ``_sv`` and ``_en``.

    Returns:
        The English name for an English reader where there is one, else the Swedish.
    """
    english = row[f"{field}_en"] if language() == "en" else None
    return str(english) if isinstance(english, str) and english else str(row[f"{field}_sv"])


class _Tongue(NamedTuple):
    """A language and the texts of the screens in it."""

    language: Language
    texts: NullTranslations


def _tongue() -> _Tongue:
    """The tongue of what is being answered: a page asks a thousand times, so it is found once."""
    if not has_app_context():
        return _Tongue(DEFAULT, NullTranslations())
    found: _Tongue | None = g.get("tongue")
    if found is None:
        current = flask_babel.get_locale()
        language = "en" if current is not None and current.language == "en" else DEFAULT
        found = g.tongue = _Tongue(language, get_domain().get_translations())
    return found


def _chosen() -> str:
    chosen = session.get("language") if has_request_context() else None
    return chosen if chosen in LANGUAGES else DEFAULT
