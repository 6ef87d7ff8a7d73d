"""A page's components as the plain values Dash's answer is written from.

Dash writes them itself, by asking every component for every property its kind could
have and every attribute for its prefix; that is half the time of a large page. A
component holds nothing but what it was given and Dash's own lists: those left out,
the rest is what goes over the wire.
"""

from typing import Any

from dash.development.base_component import Component

LISTS_OF_DASH = (
    "_prop_names",
    "_valid_wildcard_attributes",
    "available_properties",
    "available_wildcard_properties",
)


def plain(part: object) -> Any:  # noqa: ANN401 - whatever a component may hold
    """Components as dicts, to the depth of their children; all else as it is."""
    if isinstance(part, Component):
        return _described(part)
    if isinstance(part, list | tuple):
        return [plain(one) for one in part]
    return part


def _described(component: Any) -> dict[str, Any]:  # noqa: ANN401 - Dash's kinds name their own attributes
    props = vars(component).copy()
    for name in LISTS_OF_DASH:
        props.pop(name, None)
    if "children" in props:
        props["children"] = plain(props["children"])
    return {"props": props, "type": component._type, "namespace": component._namespace}  # noqa: SLF001
