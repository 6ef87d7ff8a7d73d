"""A drawing made on the server: SVG shapes that follow the theme and print sharply."""

from collections.abc import Sequence

from dash.development.base_component import Component

Shape = list[object]


def shape(tag: str, children: str | Sequence[Shape] | None = None, **attributes: object) -> Shape:
    """One SVG element for a :class:`Drawing`.

    Args:
        tag: SVG element name; assets/drawing.js lists those it mounts.
        children: Text or the shapes inside.
        attributes: SVG attributes in React's spelling: ``className``, ``strokeWidth``.
    """
    return [tag, attributes, children if isinstance(children, str | None) else list(children)]


def percent(share: float) -> str:
    """A share of the drawing's width (0-1) as an SVG length.

    >>> percent(1 / 3)
    '33.333%'
    """
    return f"{round(share * 100, 3):g}%"


class Drawing(Component):
    """SVG in the page itself, so that its colours are the theme's CSS variables.

    Args:
        shapes: What :func:`shape` made, back to front.
        width: CSS length or pixels.
        height: Pixels.
        label: The drawing in one sentence, for those who do not see it. Without
            it the drawing is decoration beside text that says the same.
    """

    _namespace = "nyttja"
    _type = "Drawing"
    # Plain class attributes, as Dash declares them.
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes: list[str] = []  # noqa: RUF012
    _prop_names: list[str] = [  # noqa: RUF012
        "id",
        "className",
        "label",
        "width",
        "height",
        "viewBox",
        "shapes",
    ]
    available_properties = _prop_names
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(  # noqa: PLR0913, PLR0917 - each is one attribute of the SVG element
        self,
        shapes: Sequence[Shape],
        width: int | str = "100%",
        height: int = 12,
        label: str | None = None,
        viewBox: str | None = None,  # noqa: N803 - SVG's own spelling
        className: str = "drawing",  # noqa: N803 - React's own spelling
    ) -> None:
        given = {
            "shapes": list(shapes),
            "width": width,
            "height": height,
            "label": label,
            "viewBox": viewBox,
            "className": className,
        }
        # Not by Dash's own __init__: it tries to import a package of the namespace's
        # name for every attribute of every drawing, for words in an error it never says.
        for name, value in given.items():
            if value is not None:
                setattr(self, name, value)
