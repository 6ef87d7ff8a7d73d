"""A bridge as tables to take along."""

from collections.abc import Mapping, Sequence

from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.changes import Compared, Piece
from dashboard.i18n import _


def causes_table(
    before_ore: int, steps: Mapping[str, int], compared: Compared, notes: Sequence[str]
) -> Table:
    """The waterfall: the earlier amount, every cause by its name, the later amount; to the öre."""
    rows: list[list[Value]] = [[compared.words_before, before_ore]]
    rows += [[words, ore] for words, ore in steps.items()]
    rows += [[compared.words, before_ore + sum(steps.values())]]
    return Table(_("What changed"), [Column(_("Cause")), Column(_("Kr"), "ore")], rows, notes)


def pieces_table(  # noqa: PLR0913, PLR0917 - what it is called, and what it holds
    title: str,
    heads: tuple[str, str],
    pieces: Sequence[Piece],
    causes: Mapping[str, str],
    compared: Compared,
    notes: Sequence[str],
) -> Table:
    """Every service, or area of the budget, with its causes, a column each; to the öre.

    Args:
        title: Of the table.
        heads: What a piece's id and name are called.
        pieces: In order.
        causes: Key to name of each cause.
        compared: What is held against each other.
        notes: Under the table.
    """
    columns = [
        Column(heads[0]),
        Column(heads[1]),
        Column(_("%(span)s, kr", span=compared.words_before), "ore"),
        *(Column(words, "ore") for words in causes.values()),
        Column(_("%(span)s, kr", span=compared.words), "ore"),
    ]
    rows: list[list[Value]] = [
        [one.id, one.name, one.before_ore, *(one.causes[key] for key in causes), one.amount_ore]
        for one in pieces
    ]
    return Table(title, columns, rows, notes)
