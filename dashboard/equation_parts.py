"""An equation's parts, and the rows behind each: what the reconciliation opens to in two clicks."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard import formats
from dashboard.components.links import key_of
from dashboard.components.tables import Cell, Head, Line, figure_table, opener
from dashboard.exports.tables import Column, Table, Value
from dashboard.figures.reconciliation import AGREEMENT, COST, INCOME, VOLUME, Reconciliation
from dashboard.i18n import _, name
from dashboard.queries import equation_rows
from dashboard.rows import Row, rows_of
from dashboard.words import control

SEPARATOR = "~"
MOST_ROWS = 40
MOST_AGREEMENTS = 60
EVERY_ROW = 1_000_000
EXPORT = "/export/control/reconciliation"
BILL = "/department/bill"
POOL = "pool:"


@dataclass(frozen=True)
class Opened:
    """What the address opens: an equation, and one of its parts.

    Args:
        equation: One of the four, or nothing.
        part: A source, a pool, an account, or a customer and its agreement; None for no part.
    """

    equation: str = ""
    part: str | None = None

    @classmethod
    def of(cls, key: str) -> "Opened":
        """What a key of the address names: ``cost``, ``cost~NAT``."""
        equation, separator, part = key.partition(SEPARATOR)
        return cls(equation, part if separator else None)


@dataclass(frozen=True)
class Rows:
    """The rows behind a part.

    Args:
        caption: What they are.
        heads: Their columns.
        columns: The same in a file.
        cells: A row's cells on the page.
        values: A row's values in the file.
        rows: Those shown, each with all_rows.
    """

    caption: str
    heads: Sequence[Head]
    columns: Sequence[Column]
    cells: Callable[[Row], Sequence[Cell]]
    values: Callable[[Row], Sequence[Value]]
    rows: Sequence[Row]

    @property
    def all_rows(self) -> int:
        """How many there are."""
        return self.rows[0]["all_rows"] if self.rows else 0


def under(found: Reconciliation, equation: str) -> Component:
    """The link that opens an equation, and its parts when it is open."""
    view = found.view
    is_open = Opened.of(view.address.get("open")).equation == equation
    href = view.address.here(open=None if is_open else equation)
    label = {
        VOLUME: _("Source by source"),
        COST: _("Pool by pool"),
        INCOME: _("Account by account"),
        AGREEMENT: _("Agreement by agreement"),
    }[equation]
    link = html.P(opener(label, href, key_of("open", equation), is_open=is_open))
    made = {VOLUME: _sources, COST: _pools, INCOME: _accounts, AGREEMENT: _agreements}
    return html.Div([link, *(made[equation](found) if is_open else [])])


def tables(found: Reconciliation, notes: Sequence[str]) -> dict[str, Table]:
    """Every row of the part that is open, to take along; nothing where none is."""
    rows = _rows(found, Opened.of(found.view.address.get("open")), EVERY_ROW)
    if rows is None:
        return {}
    values = [list(rows.values(row)) for row in rows.rows]
    return {"rows": Table(rows.caption, rows.columns, values, notes)}


# --- parts ------------------------------------------------------------------------------------


def _sources(found: Reconciliation) -> list[Component]:
    heads = [
        Head(_("Source")),
        Head(_("Accepted"), is_figure=True),
        Head(_("Charged"), is_figure=True, is_extra=True),
        Head(_("Set aside"), is_figure=True, is_extra=True),
        Head(_("Unallocated"), is_figure=True, is_extra=True),
        Head(_("Difference"), is_figure=True),
    ]
    lines = [
        _part(
            found,
            Opened(VOLUME, source_id),
            control.source(source_id),
            [
                *(formats.count(number) for number in (accepted, *others)),
                formats.count(accepted - sum(others)),
            ],
        )
        for source_id, accepted, *others in found.sources
    ]
    return [figure_table(_("Volume by source"), heads, lines)]


def _pools(found: Reconciliation) -> list[Component]:
    heads = [Head(_("Pool")), Head(_("Kr"), is_figure=True)]
    lines = [
        _part(
            found,
            Opened(COST, row["term"].removeprefix(POOL) if row["term"].startswith(POOL) else ""),
            formats.capital(control.term(row["term"])),
            [formats.amount(int(row["amount"]))],
        )
        for row in found.of(COST)
        if row["side"] == "right"
    ]
    return [figure_table(_("The ledger by pool"), heads, lines)]


def _accounts(found: Reconciliation) -> list[Component]:
    heads = [
        Head(_("Account")),
        Head(_("Delivered, kr"), is_figure=True, is_extra=True),
        Head(_("Booked, kr"), is_figure=True, is_extra=True),
        Head(_("Difference, kr"), is_figure=True),
    ]
    lines = [
        _part(
            found,
            Opened(INCOME, row["account"]),
            f"{row['account']} {row['account_name'] or ''}".strip() or _("Without account"),
            [
                formats.amount(row["delivered_ore"]),
                formats.amount(row["booked_ore"]),
                _change(row["booked_ore"] - row["delivered_ore"]),
            ],
        )
        for row in found.income_accounts
    ]
    return [figure_table(_("Income by account"), heads, lines)]


def _agreements(found: Reconciliation) -> list[Component]:
    heads = [
        Head(_("Agreement")),
        Head(_("Customer, kr"), is_figure=True),
        Head(_("Supplier, kr"), is_figure=True, is_extra=True),
        Head(_("Difference"), is_figure=True),
    ]
    shown = found.agreements[:MOST_AGREEMENTS]
    lines = [
        _part(
            found,
            Opened(AGREEMENT, _agreement_part(row)),
            row["agreement_id"] or _("Without agreement"),
            [
                formats.amount(row["customer_ore"]),
                formats.amount(row["supplier_ore"]),
                formats.amount(row["customer_ore"] - row["supplier_ore"]),
            ],
            name(row) if row["name_sv"] else row["department_id"],
        )
        for row in shown
    ]
    table = figure_table(_("Both sides by agreement"), heads, lines)
    return [table, *more(len(shown), len(found.agreements), "agreements", found)]


def _agreement_part(row: Row) -> str:
    return f"{row['department_id']}{SEPARATOR}{row['agreement_id'] or ''}"


def _part(
    found: Reconciliation, part: Opened, words: str, figures: Sequence[str], under_it: str = ""
) -> Line:
    """A part with its figures; opened it has its rows under it."""
    address = found.view.address
    is_open = Opened.of(address.get("open")) == part
    key = f"{part.equation}{SEPARATOR}{part.part}"
    href = address.here(open=part.equation if is_open else key)
    link = opener(words, href, key_of("part", key), is_open=is_open)
    named: Cell = [link, html.Span(under_it, className="under-name")] if under_it else link
    rows = _rows(found, part, MOST_ROWS) if is_open else None
    return Line([named, *figures], inside=_drawn(found, rows) if rows else None)


# --- rows -------------------------------------------------------------------------------------


def _drawn(found: Reconciliation, rows: Rows) -> Component:
    lines = [Line(list(rows.cells(row))) for row in rows.rows]
    table = figure_table(rows.caption, rows.heads, lines)
    rest = more(len(rows.rows), rows.all_rows, "rows", found)
    return html.Div([html.H3(rows.caption), table, *rest], className="explanation")


def more(shown: int, there_are: int, table: str, found: Reconciliation) -> list[Component]:
    """How many of all are shown, and the file that has all."""
    address = found.view.address
    href = address.to(f"{EXPORT}.csv", table=table, open=address.get("open"))
    told = (
        _("%(shown)s of %(all)s. ", shown=formats.count(shown), all=formats.count(there_are))
        if shown < there_are
        else ""
    )
    link = html.A(_("All as CSV"), href=href, download="", id=key_of("all", table))
    return [html.P([told, link], className="note")]


def _rows(found: Reconciliation, opened: Opened, most: int) -> Rows | None:
    """The rows behind a part; none where the address opens none."""
    made = {
        VOLUME: _source_rows,
        COST: _ledger_rows,
        INCOME: _booked_rows,
        AGREEMENT: _lines,
    }.get(opened.equation)
    return made(found, opened.part, most) if made and opened.part is not None else None


def _source_rows(found: Reconciliation, source_id: str, most: int) -> Rows:
    view = found.view
    return Rows(
        _("Rows of %(source)s", source=control.source(source_id)),
        [Head(_("What became of it")), Head(_("Object"), is_extra=True), *_place_heads()],
        [Column(_("What became of it")), Column(_("Object")), *_place_columns()],
        lambda row: [_became(row["term"]), row["object_id"] or formats.DASH, *_place(row)],
        lambda row: [_became(row["term"]), row["object_id"], *_place_values(row)],
        rows_of(equation_rows.of_source(view.viewer, view.period, source_id, most)),
    )


def _ledger_rows(found: Reconciliation, pool: str, most: int) -> Rows:
    view = found.view
    named = control.term(f"{POOL}{pool}") if pool else control.term("without_pool")
    return Rows(
        _("Rows of the ledger: %(pool)s", pool=named),
        [
            Head(_("Voucher")),
            Head(_("Account"), is_extra=True),
            Head(_("Cost centre"), is_extra=True),
            Head(_("Kr"), is_figure=True),
            *_place_heads(),
        ],
        [
            Column(_("Voucher")),
            Column(_("Booked on"), "day"),
            Column(_("Account")),
            Column(_("Account name")),
            Column(_("Cost centre")),
            Column(_("Activity")),
            Column(_("Kr"), "ore"),
            *_place_columns(),
        ],
        lambda row: [
            row["voucher"] or formats.DASH,
            f"{row['account'] or ''} {row['account_name'] or ''}".strip() or formats.DASH,
            row["cost_centre_id"] or formats.DASH,
            formats.amount(row["amount_ore"]),
            *_place(row),
        ],
        lambda row: [
            row["voucher"],
            row["booked_on"],
            row["account"],
            row["account_name"],
            row["cost_centre_id"],
            row["activity"],
            row["amount_ore"],
            *_place_values(row),
        ],
        rows_of(equation_rows.of_pool(view.viewer, view.period, pool, most)),
    )


def _booked_rows(found: Reconciliation, account: str, most: int) -> Rows:
    view = found.view
    month = found.income_period or view.period
    return Rows(
        _("Delivered and booked on %(account)s", account=account or _("no account")),
        [
            Head(_("Cost centre")),
            Head(_("Counterparty"), is_extra=True),
            Head(_("Delivered, kr"), is_figure=True),
            Head(_("Booked, kr"), is_figure=True),
            Head(_("Voucher"), is_extra=True),
            *_place_heads(),
        ],
        [
            Column(_("Cost centre")),
            Column(_("Counterparty")),
            Column(_("Services")),
            Column(_("Delivered, kr"), "ore"),
            Column(_("Booked, kr"), "ore"),
            Column(_("Voucher")),
            *_place_columns(),
        ],
        lambda row: [
            row["cost_centre_id"] or formats.DASH,
            row["counterparty"] or formats.DASH,
            _or_dash(row["delivered_ore"]),
            _or_dash(row["booked_ore"]),
            row["voucher"] or formats.DASH,
            *_place(row),
        ],
        lambda row: [
            row["cost_centre_id"],
            row["counterparty"],
            row["text"],
            row["delivered_ore"],
            row["booked_ore"],
            row["voucher"],
            *_place_values(row),
        ],
        rows_of(equation_rows.of_account(view.viewer, month, account, most)),
    )


def _lines(found: Reconciliation, part: str, most: int) -> Rows:
    view = found.view
    department_id, _separator, agreement_id = part.partition(SEPARATOR)
    asked = (view.viewer, view.period, department_id, agreement_id, most)
    return Rows(
        _("Lines under %(agreement)s", agreement=agreement_id or _("no agreement")),
        [
            Head(_("Service")),
            Head(_("Cost centre"), is_extra=True),
            Head(_("Code string"), is_extra=True),
            Head(_("Kr"), is_figure=True),
            Head(_("File"), is_extra=True),
        ],
        [
            Column(_("Line")),
            Column(_("Service")),
            Column(_("Cost centre")),
            Column(_("Month of use"), "day"),
            Column(_("Code string")),
            Column(_("Kr"), "ore"),
            Column(_("File")),
        ],
        lambda row: [
            html.A(
                name(row, "service_name"),
                href=view.address.to(
                    BILL, department=department_id, view="service", open=row["service_id"]
                ),
            ),
            f"{row['cost_centre_id']} {row['cost_centre_name'] or ''}".strip(),
            row["code_string"] or formats.DASH,
            formats.amount(row["amount_ore"]),
            row["source_files"] or formats.DASH,
        ],
        lambda row: [
            row["line_id"],
            name(row, "service_name"),
            row["cost_centre_id"],
            row["charge_period"],
            row["code_string"],
            row["amount_ore"],
            row["source_files"],
        ],
        rows_of(equation_rows.of_agreement(*asked)),
    )


def _became(term: str) -> str:
    """What became of one row."""
    told = {"charged": _("It is charged"), "unallocated": _("Nobody pays for it")}
    return told.get(term) or formats.capital(control.term(term))


def _place_heads() -> list[Head]:
    return [Head(_("File")), Head(_("Row of the file"), is_figure=True)]


def _place_columns() -> list[Column]:
    return [Column(_("File")), Column(_("Row of the file"), "whole")]


def _place(row: Row) -> list[Cell]:
    line = row["source_line"]
    return [row["source_file"] or formats.DASH, formats.DASH if line is None else str(line)]


def _place_values(row: Row) -> list[Value]:
    return [row["source_file"], row["source_line"]]


def _or_dash(ore: int | None) -> str:
    return formats.DASH if ore is None else formats.amount(ore)


def _change(ore: int) -> str:
    """A difference with its sign; none is written out too."""
    return formats.change(ore) if ore else formats.amount(ore)
