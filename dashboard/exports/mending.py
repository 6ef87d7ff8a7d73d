"""What can be mended and what was, as tables to take along."""

from collections.abc import Mapping, Sequence

from dashboard.exports.tables import Column, Table
from dashboard.i18n import _
from dashboard.rows import Row
from dashboard.words import control as control_words
from dashboard.words import mending as words
from journal.mendings import Mending


def subjects_table(subjects: Sequence[Row], notes: Sequence[str]) -> Table:
    """What nobody pays for, by what could be said of it, dearest first."""
    columns = [
        Column(_("Name, object or code")),
        Column(_("What it is")),
        Column(_("Kind of object")),
        Column(_("Source")),
        Column(_("Service id")),
        Column(_("Reason")),
        Column(_("Objects"), "whole"),
        Column(_("Months"), "whole"),
        Column(_("First month"), "day"),
        Column(_("Last month"), "day"),
        Column(_("Kr in all"), "ore"),
    ]
    rows = [
        [
            row["written"],
            words.way(row["way"]),
            words.object_kind(row["object_kind"]),
            control_words.source(row["source_id"]),
            row["service_id"],
            control_words.reason(row["reason"]),
            row["objects"],
            row["months"],
            row["first_period"],
            row["last_period"],
            row["amount_ore"],
        ]
        for row in subjects
    ]
    return Table(_("What can be mended"), columns, rows, notes)


def mendings_table(
    mendings: Sequence[Mending],
    names: Mapping[str, str],
    journal_seq: int,
    notes: Sequence[str],
) -> Table:
    """Every mending with who, when, why and whether it is obeyed, newest first."""
    columns = [
        Column(_("Fact"), "whole"),
        Column(_("What")),
        Column(_("From"), "day"),
        Column(_("Until, not included"), "day"),
        Column(_("State")),
        Column(_("When")),
        Column(_("Who")),
        Column(_("Why")),
        Column(_("Withdrawn by")),
        Column(_("Why withdrawn")),
    ]
    rows = [
        [
            one.seq,
            words.meant(one, names),
            one.valid_from,
            one.valid_until,
            words.state(one, journal_seq),
            one.recorded_at.isoformat(),
            one.who,
            one.why,
            one.withdrawn.who if one.withdrawn else None,
            one.withdrawn.why if one.withdrawn else None,
        ]
        for one in mendings
    ]
    return Table(_("Mendings so far"), columns, rows, notes)
