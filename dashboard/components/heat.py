"""The heat table: departments by services, a figure in every cell, one hue in five steps."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.attributes import aria
from dashboard.components.cells import Cell, Cells

# A cell's part of the whole, in parts per thousand, from which a step begins.
STEPS_PER_MILLE = (0, 5, 10, 20, 40)


@dataclass(frozen=True)
class HeatHeads:
    """The words over the columns and the table's name.

    Args:
        caption: What the table holds, for those who do not see it.
        name: Over the first column.
        columns: Column key to heading, in order.
        after: Over the columns after the heat.
    """

    caption: str
    name: str
    columns: Mapping[str, str]
    after: Sequence[str]


@dataclass(frozen=True)
class HeatRow:
    """One row of the table.

    Args:
        head: What stands first: a name, or a link that opens the row.
        amounts_ore: Öre by column key; a missing key is an empty cell.
        after: Finished cells after the columns, such as the total.
        inside: What stands under the row when it is opened.
        is_total: The row all others add up to; it is not shaded.
    """

    head: Component | str
    amounts_ore: Mapping[str, int]
    after: Sequence[str]
    inside: Component | None = None
    is_total: bool = False


def heat_step(amount_ore: int, whole_ore: int) -> int:
    """Which of the five steps an amount falls in, by its part of the whole.

    >>> [heat_step(part, 1000) for part in (0, 4, 5, 10, 20, 39, 40)]
    [0, 1, 2, 3, 4, 4, 5]

    Returns:
        1 to 5; 0 for nothing, a credit, or no whole to be a part of.
    """
    if amount_ore <= 0 or whole_ore <= 0:
        return 0
    return sum(amount_ore * 1000 >= least * whole_ore for least in STEPS_PER_MILLE)


def heat_table(
    heads: HeatHeads, rows: Sequence[HeatRow], whole_ore: int, figure: Callable[[int], str]
) -> html.Div:
    """Rows by columns, shaded by each amount's part of the whole.

    Args:
        heads: Headings.
        rows: In order; the total first.
        whole_ore: What every part is measured against.
        figure: Writes an amount in a cell.
    """
    names = [*heads.columns.values(), *heads.after]
    head = html.Tr(
        [
            html.Th(heads.name, scope="col"),
            *(html.Th(name, scope="col", className="figure") for name in names),
        ]
    )
    body = [line for row in rows for line in _lines(row, heads, whole_ore, figure)]
    table = html.Table(
        [html.Caption(heads.caption, className="unseen"), html.Thead(head), html.Tbody(body)],
        className="heat",
    )
    return html.Div(
        table, className="scroll-x", tabIndex=0, role="group", **aria(label=heads.caption)
    )


def heat_key(texts: Sequence[str]) -> html.Ol:
    """What the five steps mean, in a row of samples."""
    return html.Ol(
        [html.Li(text, className=f"heat-{step}") for step, text in enumerate(texts, start=1)],
        className="heat-key",
    )


def leading(amounts_ore: Mapping[str, int], most: int) -> list[str]:
    """The keys that get a column of their own: the dearest, at most so many.

    >>> leading({"a": 5, "b": 9, "c": 1}, 2)
    ['b', 'a']
    """
    ranked = sorted(amounts_ore, key=lambda key: (-amounts_ore[key], key))
    return [key for key in ranked if amounts_ore[key] > 0][:most]


def lumped(amounts_ore: Mapping[str, int], own: Sequence[str], rest: str) -> dict[str, int]:
    """Amounts by column: those with a column of their own, the others added up.

    >>> lumped({"a": 5, "b": 9, "c": 1}, ["b"], "rest")
    {'b': 9, 'rest': 6}
    """
    columns = {key: amounts_ore[key] for key in own if key in amounts_ore}
    others = [amount for key, amount in amounts_ore.items() if key not in own]
    return {**columns, rest: sum(others)} if others else columns


def _lines(
    row: HeatRow, heads: HeatHeads, whole_ore: int, figure: Callable[[int], str]
) -> list[html.Tr]:
    """The row, and under it what it opens to."""
    shade = 0 if row.is_total else whole_ore
    cells = [_cell(row.amounts_ore.get(key), shade, figure) for key in heads.columns]
    after = [(text, "figure") for text in row.after]
    look = "row-total" if row.is_total else "is-open" if row.inside else None
    line = html.Tr([html.Th(row.head, scope="row"), Cells([*cells, *after])], className=look)
    if row.inside is None:
        return [line]
    width = 1 + len(cells) + len(after)
    return [line, html.Tr(html.Td(row.inside, colSpan=width), className="explained")]


def _cell(amount_ore: int | None, whole_ore: int, figure: Callable[[int], str]) -> Cell:
    """One amount on its step; a dash where there is none."""
    if not amount_ore:
        return "\N{EN DASH}", "figure nothing"
    step = heat_step(amount_ore, whole_ore)
    return figure(amount_ore), f"figure heat-{step}" if step else "figure"
