"""Links: those that change what a page shows, and those that lead on."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import marked

Children = str | Component | Sequence[str | Component]


def link_here(
    children: Children,
    href: str,
    key: str,
    class_name: str = "",
    more: Mapping[str, Any] = MappingProxyType({}),
) -> html.A:
    """A link that changes the address of the page without leaving its place.

    assets/links.js moves to the address without loading the page again and keeps
    the focus and the height of the link on screen; without it the link still works.

    Args:
        children: The link's text.
        href: Address with every parameter.
        key: Unique on the page and the same after the page has been drawn again;
            by it the focus finds back.
        class_name: CSS classes.
        more: Hyphenated attributes, as :func:`aria` makes them.
    """
    named: dict[str, Any] = {"className": class_name} if class_name else {}
    return html.A(children, href=href, id=key, **named, **marked(here="yes"), **more)


def key_of(*parts: str) -> str:
    """An id for a link, made of ids out of data.

    >>> key_of("open", "AV-2008.002")
    'open-AV-2008_002'
    """
    return re.sub(r"[^\w-]", "_", "-".join(parts))
