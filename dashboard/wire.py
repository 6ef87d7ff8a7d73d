"""A page's components as the plain values Dash's answer is written from.

Dash writes them itself, by asking every component for every property its kind could
have and every attribute for its prefix; that is half the time of a large page. A
component holds nothing but what it was given and Dash's own lists: those left out,
the rest is what goes over the wire.

In the browser Dash watches each component for changes, and at each change asks all of
them: a table of four thousand parts took eight seconds to be drawn anew. What is text,
elements and drawings to its depth changes with the page only, and is mounted as one
part by assets/still.js. Only what a page's own callback fills must Dash see.
"""

from typing import Any

from dash.development.base_component import Component

LISTS_OF_DASH = (
    "_prop_names",
    "_valid_wildcard_attributes",
    "available_properties",
    "available_wildcard_properties",
)
#: Kinds that change with the page only.
STILL = frozenset({"dash_html_components", "nyttja"})
#: Ids of what callbacks of pages' own fill; ids that are patterns are such by themselves.
FILLED: set[str] = set()
Told = tuple[Any, bool]


def fills(*ids: str) -> None:
    """Say that a page's own callback fills the components of these ids."""
    FILLED.update(ids)


def plain(part: object) -> Any:  # noqa: ANN401 - whatever a component may hold
    """Components as dicts to the depth of their children, what is still as one; all else as is."""
    return _as_one(*_told(part))


def _told(part: object) -> Told:
    """A part as plain values, and whether it is still to its depth."""
    if isinstance(part, Component):
        return _described(part)
    if isinstance(part, list | tuple):
        told = [_told(one) for one in part]
        if all(is_still for _, is_still in told):
            return [value for value, _ in told], True
        return [_as_one(*one) for one in told], False
    return part, True


def _described(component: Any) -> Told:  # noqa: ANN401 - Dash's kinds name their own attributes
    props = vars(component).copy()
    for name in LISTS_OF_DASH:
        props.pop(name, None)
    namespace = component._namespace  # noqa: SLF001
    is_still = namespace in STILL and not _is_filled(props.get("id"))
    if "children" in props:
        inside, is_inside_still = _told(props["children"])
        is_still = is_still and is_inside_still
        props["children"] = inside if is_still else _as_one(inside, is_inside_still)
    return {"props": props, "type": component._type, "namespace": namespace}, is_still  # noqa: SLF001


def _is_filled(name: object) -> bool:
    return isinstance(name, dict) or name in FILLED


def _as_one(value: Any, is_still: bool) -> Any:  # noqa: ANN401, FBT001 - a part and what is known of it
    """What is still as the one component it is mounted as; text stays text."""
    if is_still and isinstance(value, list):
        return [_as_one(one, is_still) for one in value]
    if is_still and isinstance(value, dict):
        return {"props": {"part": value}, "type": "Still", "namespace": "nyttja"}
    return value
