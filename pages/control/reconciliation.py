"""The four equations with both sides, the booking errors one by one, and the result."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import equation_parts, formats
from dashboard.components.equations import Equation, Term, equation_table
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports import reconciliation as exports
from dashboard.exports.control import equations_table
from dashboard.exports.tables import Table
from dashboard.figures.reconciliation import INCOME, Balance, Reconciliation
from dashboard.i18n import _, _l, name
from dashboard.rows import Row
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import control
from dashboard.words import reconciliation as words

dash.register_page(
    __name__,
    path="/control/reconciliation",
    name=_l("Reconciliation"),
    order=28,
    group="control",
    roles=("controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/control/reconciliation"
LOADS = "/control/loads"
WORKLIST = "/control/worklist"
MOST_CODES = 40
ERROR = "error"


def content(view: View) -> Sequence[Component]:
    """The page for one month."""
    found = Reconciliation(view)
    return [
        page_bar(view, department=False, exports=_exports(view)),
        _title(found),
        _equations(found),
        *_codes(found),
        *_result(found),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """Errors, differing rows, terms, agreements, results, codes, invoices, and the rows open."""
    found = Reconciliation(view)
    notes = [_source_words(), built_words()]
    return {
        "errors": exports.errors_table(found.errors, notes),
        "differences": exports.differences_table(found.differences, notes),
        "equations": equations_table(found.terms, notes),
        "agreements": exports.agreements_table(found.agreements, notes),
        "results": exports.results_table(found.results, notes),
        "code_strings": exports.codes_table(found.code_strings, notes),
        "invoices": exports.invoices_table(found.invoices, notes),
        **equation_parts.tables(found, notes),
    }


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export(_("CSV, errors"), view.address.to(f"{EXPORT}.csv")),
        Export(_("CSV, invoices"), view.address.to(f"{EXPORT}.csv", table="invoices")),
    ]


def _title(found: Reconciliation) -> Component:
    income = next((one for one in found.broken if one.equation == INCOME), None)
    wrong = (
        words.income_wrong(found.income_period, income.difference, len(found.errors))
        if income and found.income_period
        else ""
    )
    broken = [balance.equation for balance in found.broken]
    title = words.reconciliation_title(found.view.period, len(found.balances), broken, wrong)
    others = found.other_months_with_errors
    return page_title(title, words.lead(found.view.period, found.income_period, others) or None)


def _equations(found: Reconciliation) -> Component:
    if not found.balances:
        return empty_state(
            _("No file of this month has been counted"),
            _("The equations are made when files have been loaded and a build published."),
            html.A(_("See the loads"), href=found.view.address.to(LOADS)),
        )
    caption = _("Four equations of the month")
    table = equation_table([_equation(found, balance) for balance in found.balances], caption)
    return html.Div(
        [
            html.Div(table, className="part"),
            source_line(
                _("The sides come from different files; no term is a remainder. Constructed data."),
                built_words(),
            ),
        ]
    )


def _equation(found: Reconciliation, balance: Balance) -> Equation:
    is_money = balance.unit == "ore"
    write = formats.amount if is_money else formats.count
    gap = abs(balance.difference)
    key, month = balance.equation, found.income_period or found.view.period
    return Equation(
        words.equation_name(key, month),
        words.equation_what(key),
        [Term(write(balance.left), words.left_words(key))],
        [
            Term(write(ore), words.term(term, len(found.agreements)) or control.term(term))
            for term, ore in balance.right
        ],
        formats.kronor(gap) if is_money else formats.count(gap),
        balance.holds,
        words.verdict(
            key,
            balance.difference,
            len(found.errors),
            found.without_pool_ore,
            holds=balance.holds,
        ),
        _under(found, balance),
    )


def _under(found: Reconciliation, balance: Balance) -> Component:
    """What stands under an equation: the errors of the income, and its parts when opened."""
    parts = equation_parts.under(found, balance.equation)
    if balance.equation == INCOME and found.errors:
        return html.Div([_errors(found), parts])
    return parts


def _errors(found: Reconciliation) -> Component:
    """The booking errors; each opens to the rows it was told from."""
    title = words.errors_title(len(found.errors))
    heads = [
        Head(_("Voucher")),
        Head(_("Code string"), is_extra=True),
        Head(_("What is wrong")),
        Head(_("Difference, kr"), is_figure=True),
        Head(_("Mended by"), is_extra=True),
    ]
    total = sum(row["difference_ore"] for row in found.errors if row["side"] == "customer")
    whole = Line([_("Sum, as the difference"), "", "", _change(total), ""], is_total=True)
    lines = [_error(found, number, row) for number, row in enumerate(found.errors)]
    return html.Div([html.H2(title), figure_table(title, heads, [*lines, whole])])


def _error(found: Reconciliation, number: int, row: Row) -> Line:
    view, key = found.view, f"{ERROR}~{number}"
    is_open = view.address.get("open") == key
    href = view.address.here(open=None if is_open else key)
    voucher = row["vouchers"] or _("not in the ledger")
    return Line(
        [
            opener(voucher, href, key_of(key), is_open=is_open),
            words.code(row),
            words.error(row),
            _change(row["difference_ore"]),
            name(row) if row["name_sv"] else formats.DASH,
        ],
        inside=_behind(found, row) if is_open else None,
    )


def _behind(found: Reconciliation, error: Row) -> Component:
    """What was delivered and booked, row by row, on both sides."""
    heads = [
        Head(_("Account, cost centre, counterparty")),
        Head(_("Side"), is_extra=True),
        Head(_("Delivered, kr"), is_figure=True),
        Head(_("Booked, kr"), is_figure=True),
        Head(_("Difference, kr"), is_figure=True, is_extra=True),
    ]
    lines = [
        Line(
            [
                words.code(row),
                words.side(row["side"]),
                _or_dash(row["ours_ore"]),
                _or_dash(row["ledger_ore"]),
                _change(row["difference_ore"]),
            ]
        )
        for row in found.behind(error)
    ]
    caption = _("Rows behind the error")
    return html.Div([html.H3(caption), figure_table(caption, heads, lines)])


def _or_dash(ore: int | None) -> str:
    return formats.DASH if ore is None else formats.amount(ore)


def _change(ore: int) -> str:
    """A difference with its sign; none is written out too."""
    return formats.change(ore) if ore else formats.amount(ore)


def _codes(found: Reconciliation) -> list[Component]:
    """Code strings that stop the booking, where there are any."""
    rows = found.code_strings
    if not rows:
        return []
    heads = [
        Head(_("Code string")),
        Head(_("What is wrong")),
        Head(_("Department"), is_extra=True),
        Head(_("Kr this month"), is_figure=True),
    ]
    lines = [
        Line(
            [
                html.Span(row["code_string"], className="row-name"),
                words.code_fault(row["fault"]),
                name(row) if row["name_sv"] else row["department_id"],
                formats.amount(row["amount_ore"]),
            ]
        )
        for row in rows[:MOST_CODES]
    ]
    title = words.codes_title(len(rows))
    rest = equation_parts.more(len(lines), len(rows), "code_strings", found)
    source = source_line(_source_words(), built_words())
    parts = [figure_table(title, heads, lines), *rest, source]
    sub = _("The ledger would not take them. The month is booked when they are mended.")
    return [section(title, sub, parts, "codes")]


def _result(found: Reconciliation) -> list[Component]:
    """Fees less self-cost, service by service: shown, never balanced away."""
    if not found.results:
        return []
    fees, cost, result = found.result_sums()
    heads = [
        Head(_("Service")),
        Head(_("Fees, kr"), is_figure=True, is_extra=True),
        Head(_("Self-cost, kr"), is_figure=True, is_extra=True),
        Head(_("Result, kr"), is_figure=True),
        Head(_("Covered"), is_figure=True, is_extra=True),
    ]
    whole = Line([_("All services"), *_amounts(fees, cost, result)], is_total=True)
    lines = [
        Line(
            [
                name(row) if row["name_sv"] else row["service_id"],
                *_amounts(row["fees_ore"], row["self_cost_ore"], row["result_ore"]),
            ]
        )
        for row in found.results
    ]
    title = words.result_title(found.view.period, fees, cost)
    source = _("Source: bill lines by month of use; self-cost by the method in force.")
    return [
        section(
            title,
            _("Fees less self-cost by service, largest result first. Never balanced away."),
            [
                figure_table(title, heads, [whole, *lines]),
                source_line(f"{source} {_('Constructed data.')}", built_words()),
                html.P(
                    html.A(_("What waits to be done"), href=found.view.address.to(WORKLIST)),
                    className="note",
                ),
            ],
            "result",
        )
    ]


def _amounts(fees: int, cost: int, result: int) -> list[str]:
    covered = formats.percent(fees, cost) if cost > 0 else formats.DASH
    return [formats.amount(fees), formats.amount(cost), formats.change(result), covered]


def _source_words() -> str:
    return _("Source: bill lines, the ledger of internal charges, registers of codes.")
