"""The frame round every page: places, reader, language, theme, and the one way a page is shown.

A page is one file in pages/ with two things in it::

    dash.register_page(
        __name__, path="/department/bill", name=_l("Bill"), order=20,
        group="department", roles=("department", "controller", "auditor"), layout=waiting,
    )

    def content(view: View) -> Sequence[Component]:
        lines = bill_lines(view.viewer, view.period, view.department.id)
        return [page_bar(view), page_title(...), ...]

``layout=waiting`` holds no data. :func:`show` answers every change of the address
by calling the page's ``content`` with the reader's :class:`View`, so a page needs
no callback of its own; it shows the waiting, unknown, empty and error states by
itself. Links that stay on the page change the address: ``view.address.here(open="40715")``;
links to other pages keep period and department: ``view.address.to("/department/bill")``.
"""

import logging
import sys
from collections.abc import Callable, Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

import dash
from dash import ClientsideFunction, Input, Output, callback, clientside_callback, dcc, html
from dash.development.base_component import Component

from dashboard import address as addresses
from dashboard import drafts, session, states, warehouse
from dashboard.address import Address
from dashboard.components.attributes import aria, marked
from dashboard.components.shapes import logo
from dashboard.formats import moment, short_id
from dashboard.i18n import LANGUAGES, _, _l, language
from dashboard.personas import Persona
from dashboard.view import NothingPublishedError, UnknownError, View, view_of
from dashboard.wire import plain

LOG = logging.getLogger("nyttja")
Page = Mapping[str, Any]
Content = Callable[[View], Sequence[Component]]
# Whom places are for, in the order of the rail; the first page stands alone.
GROUPS = {
    "home": "",
    "board": _l("The city"),
    "department": _l("The department"),
    "strategy": _l("The plan"),
    "control": _l("Control"),
    "audit": _l("Audit"),
    "reference": _l("Reference"),
}
LANGUAGE_NAMES = {"sv": "Svenska", "en": "English"}


def waiting(**_parameters: str) -> list[Component]:
    """What every page registers as its layout: no data, only the strokes of a page to come."""
    return states.waiting()


def pages_for(role: str) -> list[Page]:
    """The places of a role, in the order the pages ask for."""
    return [page for page in dash.page_registry.values() if role in page.get("roles", ())]


def page_at(path: str, role: str) -> Page | None:
    """The page at a path; none both where there is none and where it is for others."""
    clean = path.rstrip("/") or "/"
    return next((page for page in pages_for(role) if page["path"] == clean), None)


def frame() -> Component:
    """The frame of this request's reader; pages come in by :func:`show`.

    Nothing for nobody: Dash asks once at its start, before there are readers.
    """
    if not session.signed_in():
        return html.Div()
    ground = _ground(rail(session.persona(), Address()), states.waiting())
    told = html.Div(id="told", className="visually-hidden", role="status")
    return html.Div([dcc.Location(id="url"), dcc.Store(id="title"), *ground, told])


def first(address: Address) -> Sequence[Component]:
    """The page at an address with its frame, as a browser shows it before any script runs."""
    reader = session.persona()
    page = page_at(address.path, reader.viewer.role)
    return _ground(rail(reader, address), content_of(page, address))


def title(address: Address) -> str:
    """What the browser's tab says."""
    page = page_at(address.path, session.viewer().role)
    return str(page["name"]) if page else _("Page not found")


def _ground(places: list[Component], content: Sequence[Component]) -> list[Component]:
    """Skip link, banner, rail, page and footer."""
    ground = [
        html.Main(content, id="main", tabIndex=-1),
        html.Footer(_footer(), className="foot"),
    ]
    return [
        html.A(_("Skip to content"), href="#main", className="skip"),
        html.Aside(_demo_words(), className="banner", **aria(label=_("Demo mode"))),
        html.Div(
            [
                html.Header(places, id="rail", className="rail"),
                html.Div(ground, className="ground"),
            ],
            className="app",
        ),
    ]


@callback(
    Output("rail", "children"),
    Output("main", "children"),
    Output("title", "data"),
    Input("url", "pathname"),
    Input("url", "search"),
    prevent_initial_call=True,
)
def show(path: object, search: object) -> tuple[object, object, str]:
    """The page at an address for this request's reader, with its rail and title."""
    reader = session.persona()
    address = addresses.read(path, search)
    page = page_at(address.path, reader.viewer.role)
    places, shown = plain(rail(reader, address)), plain(content_of(page, address))
    return places, shown, f"{title(address)} · Nyttja"


clientside_callback(
    ClientsideFunction("shell", "arrived"), Output("told", "children"), Input("title", "data")
)


def content_of(page: Page | None, address: Address) -> Sequence[Component]:
    """What a page shows, or the state that stands for it when it cannot."""
    drafts.open_(address.get(drafts.PARAMETER))
    try:
        if page is None:
            raise UnknownError  # noqa: TRY301 - one place says what unknown looks like
        content: Content = sys.modules[page["module"]].content
        return [*content(view_of(address)), *_left()]
    except UnknownError:
        return [*states.not_found(), *_left()]
    except NothingPublishedError:
        return states.nothing_published()
    except Exception:
        LOG.exception("page %s failed", page and page["module"])
        return states.failed(built_words())


def _left() -> list[Component]:
    """What was written in a form that has gone since: its reader can take it elsewhere."""
    left = drafts.left()
    if not left:
        return []
    words = [html.P(text, className="prose") for text in left]
    told = html.P(_("What you wrote was not written down, and its form is gone:"))
    return [html.Div([told, *words], className="notice")]


def rail(reader: Persona, address: Address) -> list[Component]:
    """Wordmark, the reader's places, who the reader is, language and theme."""
    return [
        html.A(
            [logo(), "Nyttja"],
            href=address.to("/"),
            className="wordmark",
        ),
        html.Span(_place(reader, address), className="rail-place"),
        html.Button(
            [html.Span(_("Menu")), html.Span(className="bars")],
            type="button",
            className="menu-button",
            **aria(expanded="false", controls="menu"),
        ),
        html.Div(
            [
                html.Nav(_places(reader, address), **aria(label=_("Places"))),
                html.Div(
                    [
                        html.P([_("Signed in as"), html.Strong(reader.title)], className="reader"),
                        _switch(_("Language"), _languages(address)),
                        _switch(_("Theme"), _themes(address)),
                        html.A(
                            _("Change reader"),
                            href="/demo",
                            className="change-reader",
                            **marked(reload="yes"),
                        ),
                    ],
                    className="rail-reader",
                ),
            ],
            id="menu",
            className="menu",
        ),
    ]


def built_words() -> str:
    """Which build is shown: ``Byggd 2008-09-03 07:12 · 4f2a…9c1e``."""
    build = warehouse.build()
    return _("Built %(at)s · %(id)s", at=moment(build.built_at), id=short_id(build.content_hash))


def build_hash() -> str:
    """The content hash of the build that is shown, whole."""
    return warehouse.build().content_hash


def _place(reader: Persona, address: Address) -> str:
    page = page_at(address.path, reader.viewer.role)
    return str(page["name"]) if page else ""


def _places(reader: Persona, address: Address) -> Component:
    """The reader's places under the name of whom they are for."""
    groups: dict[str, list[Page]] = {}
    for page in pages_for(reader.viewer.role):
        # Reached from another page only: no place of its own.
        if page.get("is_inside"):
            continue
        groups.setdefault(page["group"], []).append(page)
    here = page_at(address.path, reader.viewer.role)
    order = sorted(groups, key=lambda group: list(GROUPS).index(group))
    return html.Ul([_group(group, groups[group], here, address) for group in order])


def _group(group: str, pages: Sequence[Page], here: Page | None, address: Address) -> Component:
    links = html.Ul([html.Li(_link(page, here, address)) for page in pages])
    words = str(GROUPS[group])
    head = [html.Span(words, className="places-head")] if words else []
    return html.Li([*head, links])


def _link(page: Page, here: Page | None, address: Address) -> Component:
    is_here = here is not None and page["path"] == here["path"]
    current = aria(current="page") if is_here else {}
    return html.A(str(page["name"]), href=address.to(page["path"]), **current)


def _switch(label: str, links: Sequence[Component]) -> Component:
    return html.Div(links, role="group", className="switch", **aria(label=label))


def _languages(address: Address) -> list[Component]:
    return [
        _choice(LANGUAGE_NAMES[code], {"lang": code}, address, chosen=code == language(), lang=code)
        for code in LANGUAGES
    ]


def _themes(address: Address) -> list[Component]:
    chosen = session.theme()
    return [
        _choice(_("Light"), {"theme": "light"}, address, chosen=chosen == "light"),
        _choice(_("Dark"), {"theme": "dark"}, address, chosen=chosen == "dark"),
    ]


def _choice(
    words: str,
    setting: dict[str, str],
    address: Address,
    *,
    chosen: bool,
    **more: Any,  # noqa: ANN401 - HTML attributes
) -> Component:
    href = f"/settings?{urlencode({**setting, 'next': address.here()})}"
    state = aria(current="true") if chosen else {}
    return html.A(words, href=href, **marked(reload="yes"), **state, **more)


def _demo_words() -> list[Component | str]:
    return [html.Strong(_("Demo.")), " ", _("Constructed data.")]


def _footer() -> list[Component | str]:
    return [
        html.Span(_("Nyttja: whoever uses a service bears its cost.")),
        " ",
        html.Span(built_words(), className="nowrap"),
    ]
