"""A sample for audit to take along: as tables, and as a package with a page for each line."""

from collections.abc import Mapping, Sequence

from chargeback.explain import explain
from dashboard import formats
from dashboard.exports.bill import lines_table
from dashboard.exports.log import facts_table
from dashboard.exports.package import package
from dashboard.exports.sheet import Part, sheet
from dashboard.exports.tables import Column, Kind, Table, csv_file
from dashboard.i18n import _, language, name
from dashboard.rows import Row
from dashboard.sampled import Evidence, Sample
from dashboard.words import lines as line_words
from dashboard.words import sample as words
from journal.facts import Fact


def sample_tables(
    sample: Sample, evidence: Sequence[Evidence], notes: Sequence[str]
) -> dict[str, Table]:
    """The draw, its lines, and all that stands behind them."""
    return {
        "sample": drawn_table(sample, notes),
        "lines": lines_table(sample.lines, notes),
        "rows": rows_table(evidence, notes),
        "files": files_table(evidence, notes),
        "evidence": terms_table(evidence, notes),
        "facts": facts_table(_facts(evidence), notes),
    }


def sample_package(
    sample: Sample, evidence: Sequence[Evidence], about: Mapping[str, str | int]
) -> bytes:
    """The same as CSV files, a readable page for each line, and a manifest with every hash."""
    tables = sample_tables(sample, evidence, ())
    files = {f"{key}.csv": csv_file(table) for key, table in tables.items()}
    pages = {f"lines/{one.number:03}-{one.line['line_id']}.html": page(one) for one in evidence}
    return package({**files, **pages}, about)


def drawn_table(sample: Sample, notes: Sequence[str]) -> Table:
    """The lines drawn with their points."""
    columns = [
        Column(_("Number"), "whole"),
        Column(_("Line")),
        Column(_("Booked month"), "day"),
        Column(_("Department")),
        Column(_("Cost centre")),
        Column(_("Service")),
        Column(_("Amount, kr"), "ore"),
        Column(_("Points"), "whole"),
        Column(_("Kronor before it in the draw"), "ore"),
        Column(_("Always drawn")),
    ]
    places = {one.key: one for one in sample.draw.lines}
    rows = [
        [
            number,
            line["line_id"],
            line["period"],
            line["department_name"],
            line["cost_centre_id"],
            line_words.service_name(line),
            line["amount_ore"],
            places[line["line_id"]].hits,
            places[line["line_id"]].before_ore,
            _("yes") if sample.draw.is_always_drawn(places[line["line_id"]].size_ore) else _("no"),
        ]
        for number, line in enumerate(sample.lines, start=1)
    ]
    return Table(_("Sample"), columns, rows, notes)


ROW_COLUMNS: Sequence[tuple[str, Kind]] = (
    ("object_id", "text"), ("object_from", "day"), ("object_until", "day"),
    ("last_seen_on", "day"), ("valid_from", "day"), ("valid_until", "day"),
    ("quantity", "milli"), ("owner_rule", "text"), ("source_file", "text"),
    ("source_line", "whole"),
)  # fmt: skip


def rows_table(evidence: Sequence[Evidence], notes: Sequence[str] = ()) -> Table:
    """The source rows behind the lines as they were accepted and as delivered, with their place."""
    heads = {
        "object_id": _("Object"),
        "object_from": _("From"),
        "object_until": _("Until, not included"),
        "last_seen_on": _("Last seen"),
        "valid_from": _("Counted from"),
        "valid_until": _("Counted until, not included"),
        "quantity": _("Quantity"),
        "owner_rule": _("Payer by"),
        "source_file": _("Source file"),
        "source_line": _("Source row"),
    }
    columns = [
        Column(_("Number"), "whole"),
        Column(_("Line")),
        *(Column(heads[field], kind) for field, kind in ROW_COLUMNS),
        Column(_("As delivered")),
    ]
    rows = [
        [
            one.number,
            one.line["line_id"],
            *(row[field] for field, _kind in ROW_COLUMNS),
            words.delivered(one.delivered.get((row["source_file"], int(row["source_line"])), ())),
        ]
        for one in evidence
        for row in one.objects
    ]
    return Table(_("Source rows"), columns, rows, notes)


def files_table(evidence: Sequence[Evidence], notes: Sequence[str] = ()) -> Table:
    """The files behind the lines: sha256, rows, and what came of each delivery."""
    columns = [
        Column(_("File")),
        Column(_("Source")),
        Column("sha256"),
        Column(_("Loaded (UTC)")),
        Column(_("Rows in"), "whole"),
        Column(_("Accepted"), "whole"),
        Column(_("Rejected"), "whole"),
        Column(_("Deliveries")),
    ]
    files = {(row["file_name"], row["sha256"]): row for one in evidence for row in one.files}
    deliveries = {_key(row): row for one in evidence for row in one.deliveries}
    rows = [
        [
            row["file_name"],
            row["source_id"],
            row["sha256"],
            formats.moment(row["loaded_at"]),
            row["rows_in"],
            row["rows_accepted"],
            row["rows_rejected"],
            "; ".join(
                words.delivery(each, name(each, "reason") or "")
                for each in deliveries.values()
                if each["file_name"] == row["file_name"]
            ),
        ]
        for _name, row in sorted(files.items())
    ]
    return Table(_("Files"), columns, rows, notes)


def _key(row: Row) -> tuple[str, str, str]:
    return (str(row["delivered_at"]), row["file_name"], row["outcome"])


def terms_table(evidence: Sequence[Evidence], notes: Sequence[str]) -> Table:
    """Price decision, agreement, booking and month of each line, term by term."""
    columns = [
        Column(_("Number"), "whole"),
        Column(_("Line")),
        Column(_("About")),
        Column(_("What")),
        Column(_("Evidence")),
    ]
    rows = [
        [one.number, one.line["line_id"], heading, term, text]
        for one in evidence
        for heading, terms in [(_("Amount"), _amount(one)), *words.sections(one)]
        for term, text in terms
    ]
    return Table(_("Evidence"), columns, rows, notes)


def page(one: Evidence) -> bytes:
    """A line with all its evidence as a page to read."""
    line = one.line
    title = _(
        "%(number)s. %(service)s, %(cost_centre)s, %(month)s",
        number=one.number,
        service=line_words.service_name(line),
        cost_centre=f"{line['cost_centre_id']} {line['cost_centre_name']}",
        month=formats.month(line["period"]),
    )
    parts = [
        Part(_("Amount"), _amount(one)),
        *(Part(heading, terms) for heading, terms in words.sections(one)),
        Part(_("Files"), (), files_table([one])),
        Part(_("Source rows"), (), rows_table([one])),
        Part(_("Facts of the journal"), (), facts_table(_facts([one]), ())),
    ]
    return sheet(language(), title, [explain(line, language()).sentence], parts)


def _amount(one: Evidence) -> list[tuple[str, str]]:
    line = one.line
    told = explain(line, language())
    return [
        (_("Line"), line["line_id"]),
        (_("Amount"), formats.kronor(line["amount_ore"])),
        (_("Recomputed"), words.arithmetic(told.factors, told.signs)),
        (_("Verdict"), words.verdict(line["amount_ore"], told.recomputed_ore)),
    ]


def _facts(evidence: Sequence[Evidence]) -> list[Fact]:
    """Each fact that some line rests on, once."""
    found = {fact.seq: fact for one in evidence for fact in [*one.price_facts, *one.month_facts]}
    return list(found.values())
