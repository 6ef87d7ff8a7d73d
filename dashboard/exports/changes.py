"""A bridge as tables to take along."""

from collections.abc import Sequence

from chargeback.bridge import CAUSES, Parts
from dashboard.exports.tables import Column, Table
from dashboard.figures.changes import Compared, ServiceParts
from dashboard.i18n import _
from dashboard.words import changes as words


def causes_table(before_ore: int, parts: Parts, compared: Compared, notes: Sequence[str]) -> Table:
    """The waterfall: the earlier amount, every cause, the later amount; to the öre."""
    rows = [
        [compared.words_before, before_ore],
        *([words.cause(key), getattr(parts, key)] for key in CAUSES),
        [compared.words, before_ore + parts.change_ore],
    ]
    return Table(_("What changed"), [Column(_("Cause")), Column(_("Kr"), "ore")], rows, notes)


def services_table(
    services: Sequence[ServiceParts], compared: Compared, notes: Sequence[str]
) -> Table:
    """Every service with its causes, a column each; to the öre."""
    columns = [
        Column(_("Service id")),
        Column(_("Service")),
        Column(_("%(span)s, kr", span=compared.words_before), "ore"),
        *(Column(words.cause(key), "ore") for key in CAUSES),
        Column(_("%(span)s, kr", span=compared.words), "ore"),
    ]
    rows = [
        [
            one.service_id,
            one.name,
            one.before_ore,
            *(getattr(one.parts, key) for key in CAUSES),
            one.amount_ore,
        ]
        for one in services
    ]
    return Table(_("Services"), columns, rows, notes)
