"""A page's components as HTML, so that its answer is on screen before any script is.

The browser shows this text at once; when Dash has started and fetched the same page,
assets/shell.js puts the live one in its place. Links work in both.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

VOID = {"img", "br", "hr", "input", "wbr"}
ATTRIBUTES = {"className": "class", "htmlFor": "for", "colSpan": "colspan", "rowSpan": "rowspan"}
# SVG writes these in camel case, all others with hyphens.
CAMEL = {"viewBox", "preserveAspectRatio"}
NOT_WRITTEN = {"children", "key", "n_clicks", "disable_n_clicks"}
UPPER = re.compile(r"(?<=[a-z])([A-Z])")


def markup(part: object) -> Markup:
    """A component, a text or a list of both as HTML; every text escaped."""
    if part is None:
        return Markup()
    if isinstance(part, Component):
        return _component(part)
    if isinstance(part, Iterable) and not isinstance(part, str):
        return Markup().join(markup(one) for one in part)
    return escape(part)


def _component(component: Component) -> Markup:
    described = component.to_plotly_json()
    props: dict[str, Any] = described["props"]
    namespace, kind = described["namespace"], described["type"]
    if namespace == "dash_html_components":
        return _element(kind.lower(), props, markup(props.get("children")))
    written = WRITTEN.get((namespace, kind))
    return written(props) if written else Markup()


def _element(tag: str, props: Mapping[str, object], inside: Markup) -> Markup:
    """One HTML element."""
    attributes = Markup().join(
        _attribute(_html_name(name), value)
        for name, value in props.items()
        if name not in NOT_WRITTEN
    )
    if tag in VOID:
        return Markup(f"<{tag}{attributes}>")  # noqa: S704 - attributes are escaped, tags are Dash's
    return Markup(f"<{tag}{attributes}>{inside}</{tag}>")  # noqa: S704 - same


def _attribute(name: str, value: object) -> Markup:
    if value is None or value is False:
        return Markup()
    if value is True:
        return Markup(" {}").format(name)
    if isinstance(value, Mapping):
        value = ";".join(f"{_hyphened(key)}:{setting}" for key, setting in value.items())
    return Markup(' {}="{}"').format(name, value)


def _select(props: Mapping[str, Any]) -> Markup:
    """A native select as dash-bootstrap-components draws it."""
    options = Markup().join(
        _element(
            "option",
            {"value": option["value"], "selected": option["value"] == props.get("value")},
            escape(option["label"]),
        )
        for option in props["options"]
    )
    return _element("select", {"id": props.get("id"), "className": "form-select"}, options)


def _drawing(props: Mapping[str, Any]) -> Markup:
    """An SVG drawing as assets/drawing.js mounts it."""
    label = props.get("label")
    meaning = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    frame = {name: props[name] for name in ("id", "width", "height", "viewBox") if name in props}
    looks = {"className": props.get("className")}
    return _element("svg", {**looks, **frame, **meaning}, _shapes(props["shapes"]))


def _shapes(shapes: Iterable[list[Any]]) -> Markup:
    return Markup().join(_shape(*shape) for shape in shapes)


def _shape(tag: str, attributes: Mapping[str, object], children: object) -> Markup:
    inside = _shapes(children) if isinstance(children, list) else markup(children)
    named = {_svg_name(name): value for name, value in attributes.items()}
    return _element(tag, named, inside)


def _cells(props: Mapping[str, Any]) -> Markup:
    """Cells of text as assets/cells.js mounts them."""
    return Markup().join(
        _element("td", {"className": look}, escape(text)) for text, look in props["cells"]
    )


def _graph(props: Mapping[str, Any]) -> Markup:
    """The room of a chart that is still to come."""
    return _element("div", {"style": props.get("style")}, Markup())


def _html_name(name: str) -> str:
    return ATTRIBUTES.get(name, name if name in CAMEL else name.lower())


def _svg_name(name: str) -> str:
    return name if name in {*CAMEL, "className"} else _hyphened(name)


def _hyphened(name: str) -> str:
    return UPPER.sub(r"-\1", name).lower()


WRITTEN: dict[tuple[str, str], Callable[[Mapping[str, Any]], Markup]] = {
    ("dash_bootstrap_components", "Select"): _select,
    ("nyttja", "Drawing"): _drawing,
    ("nyttja", "Cells"): _cells,
    ("dash_core_components", "Graph"): _graph,
}
