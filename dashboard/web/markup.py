"""A page's components as HTML, so that its answer is on screen before any script is.

The browser shows this text at once; when Dash has started and fetched the same page,
assets/shell.js puts the live one in its place. Links work in both.
"""

import functools
import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from dash.development.base_component import Component
from markupsafe import Markup, escape

from dashboard.wire import LISTS_OF_DASH

VOID = {"img", "br", "hr", "input", "wbr"}
ATTRIBUTES = {"className": "class", "htmlFor": "for", "colSpan": "colspan", "rowSpan": "rowspan"}
# SVG writes these in camel case, all others with hyphens.
CAMEL = {"viewBox", "preserveAspectRatio"}
NOT_WRITTEN = {"children", "key", "n_clicks", "disable_n_clicks"}
UPPER = re.compile(r"(?<=[a-z])([A-Z])")


def markup(part: object) -> Markup:
    """A component, a text or a list of both as HTML; every text escaped."""
    return Markup(_written(part))  # noqa: S704 - every text and attribute below is escaped


def _written(part: object) -> str:
    """The same as text: joining what is known to be safe needs no look at each piece again."""
    if part is None:
        return ""
    if isinstance(part, str):
        return str(escape(part))
    if isinstance(part, Component):
        return _component(part)
    if isinstance(part, Iterable):
        return "".join(map(_written, part))
    return str(escape(part))


def _component(component: Any) -> str:  # noqa: ANN401 - Dash's kinds name their own attributes
    # Sorted, as Dash keeps attributes in an order that differs from process to process.
    given = sorted(vars(component).items())
    props = {name: value for name, value in given if name not in LISTS_OF_DASH}
    namespace, kind = component._namespace, component._type  # noqa: SLF001
    if namespace == "dash_html_components":
        return _element(kind.lower(), props, _written(props.get("children")))
    written = WRITTEN.get((namespace, kind))
    return written(props) if written else ""


def _element(tag: str, props: Mapping[str, object], inside: str) -> str:
    """One HTML element; what is inside is HTML already."""
    attributes = "".join(
        [
            _attribute(_html_name(name), value)
            for name, value in props.items()
            if name not in NOT_WRITTEN
        ]
    )
    return f"<{tag}{attributes}>" if tag in VOID else f"<{tag}{attributes}>{inside}</{tag}>"


def _attribute(name: str, value: object) -> str:
    if value is None or value is False:
        return ""
    if value is True:
        return f" {name}"
    if isinstance(value, Mapping):
        value = ";".join(f"{_hyphened(key)}:{setting}" for key, setting in value.items())
    return f' {name}="{escape(value)}"'


def _select(props: Mapping[str, Any]) -> str:
    """A native select as dash-bootstrap-components draws it."""
    options = "".join(
        _element(
            "option",
            {"value": option["value"], "selected": option["value"] == props.get("value")},
            _written(option["label"]),
        )
        for option in props["options"]
    )
    named = {name: props.get(name) for name in ("id", "name")}
    return _element("select", {**named, "className": "form-select"}, options)


def _input(props: Mapping[str, Any]) -> str:
    """A native field as dash-bootstrap-components draws it."""
    names = ("id", "type", "name", "value", "required", "min", "max")
    named = {name: props.get(name) for name in names}
    return _element("input", {**named, "className": "form-control"}, "")


def _textarea(props: Mapping[str, Any]) -> str:
    """A native field for several lines as dash-bootstrap-components draws it."""
    named = {name: props.get(name) for name in ("id", "name", "required", "rows")}
    # A browser leaves the first line break out.
    written = f"\n{_written(props.get('value'))}"
    return _element("textarea", {**named, "className": "form-control"}, written)


def _drawing(props: Mapping[str, Any]) -> str:
    """An SVG drawing as assets/drawing.js mounts it."""
    label = props.get("label")
    meaning = {"role": "img", "aria-label": label} if label else {"aria-hidden": "true"}
    frame = {name: props[name] for name in ("id", "width", "height", "viewBox") if name in props}
    looks = {"className": props.get("className")}
    return _element("svg", {**looks, **frame, **meaning}, _shapes(props["shapes"]))


def _shapes(shapes: Iterable[list[Any]]) -> str:
    return "".join([_shape(*shape) for shape in shapes])


def _shape(tag: str, attributes: Mapping[str, object], children: object) -> str:
    inside = _shapes(children) if isinstance(children, list) else _written(children)
    named = {_svg_name(name): value for name, value in attributes.items()}
    return _element(tag, named, inside)


def _price_input(props: Mapping[str, Any]) -> str:
    """One of a price's two inputs as assets/simulator.js mounts it."""
    kind, service = props["kind"], props["service"]
    own = (
        {"min": props["least"], "max": props["most"], "step": props["step"]}
        if kind == "range"
        else {"inputmode": "decimal", "autocomplete": "off"}
    )
    shared = {
        "type": kind,
        "id": f"price-{kind}-{service}",
        "aria-label": props["label"],
        "data-price": service,
        "data-today": props["today"],
        "data-digits": props["digits"],
        "value": props["value"] if kind == "range" else props["text"],
    }
    return _element("input", {**shared, **own}, "")


def _cells(props: Mapping[str, Any]) -> str:
    """Cells of text as assets/cells.js mounts them."""
    return "".join(
        [_element("td", {"className": look}, _written(text)) for text, look in props["cells"]]
    )


@functools.cache
def _html_name(name: str) -> str:
    return ATTRIBUTES.get(name, name if name in CAMEL else name.lower())


@functools.cache
def _svg_name(name: str) -> str:
    return name if name in {*CAMEL, "className"} else _hyphened(name)


def _hyphened(name: str) -> str:
    return UPPER.sub(r"-\1", name).lower()


def _file_input(props: Mapping[str, Any]) -> str:
    """A field for a file as assets/file.js mounts it."""
    named = {name: props[name] for name in ("id", "name", "accept")}
    own = {"type": "file", "required": True, "className": "form-control"}
    return _element("input", {**named, **own}, "")


WRITTEN: dict[tuple[str, str], Callable[[Mapping[str, Any]], str]] = {
    ("dash_bootstrap_components", "Select"): _select,
    ("dash_bootstrap_components", "Input"): _input,
    ("dash_bootstrap_components", "Textarea"): _textarea,
    ("nyttja", "Drawing"): _drawing,
    ("nyttja", "Cells"): _cells,
    ("nyttja", "PriceInput"): _price_input,
    ("nyttja", "FileInput"): _file_input,
}
