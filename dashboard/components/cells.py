"""A row's cells of text as one part of the page, however many they are."""

from collections.abc import Sequence

from dash.development.base_component import Component

Cell = tuple[str, str | None]


class Cells(Component):
    """Cells of a table row that hold text and nothing else.

    Every component of Dash's costs some microseconds on the server and more in the
    browser, which a large table pays for each of its figures.

    Args:
        cells: Text and CSS classes (None for none) of each cell, in order.
    """

    _namespace = "nyttja"
    _type = "Cells"
    # Plain class attributes, as Dash declares them.
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes: list[str] = []  # noqa: RUF012
    _prop_names: list[str] = ["cells"]  # noqa: RUF012
    available_properties = _prop_names
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, cells: Sequence[Cell]) -> None:
        # Not by Dash's own __init__, see Drawing.
        self.cells = [list(cell) for cell in cells]
