"""What code strings lack to be booked, and the form that says it: a part of the page Mendings."""

from collections.abc import Callable, Mapping, Sequence

from dash import html
from dash.development.base_component import Component

from dashboard import formats, session
from dashboard.components.forms import Field, decision_form
from dashboard.components.links import key_of, link_here
from dashboard.components.sections import section, source_line
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.decide import Mendings
from dashboard.i18n import _, ngettext
from dashboard.rows import Row
from dashboard.shell import built_words
from dashboard.words import mending as words
from dashboard.words import reconciliation as booking_words

#: What stands in the address of the one that is opened.
OPENED = "one"
ACT = "/decide/mending."
#: The dearest, until all of them are asked for by this in the address.
FEW, EVERY = 12, "codes"
To = Callable[[str | None], str]


def code_section(  # noqa: PLR0913, PLR0917 - each says one thing of the part
    rows: Sequence[Row],
    opened: str,
    to: To,
    mendings: Mendings | None,
    names: Mapping[str, str],
    every: str | None,
) -> list[Component]:
    """What stops the booking, dearest first; nothing where nothing does.

    Args:
        rows: Of :func:`dashboard.queries.mending.code_strings`.
        opened: The one that stands open, as :func:`key` names it.
        to: The address with another one open, or none.
        mendings: Every mending so far; None where the reader may say none.
        names: Departments and cost centres by id.
        every: The address that shows all of them; None where it is the one asked for.
    """
    if not rows:
        return []
    shown = [
        row
        for place, row in enumerate(rows)
        if every is None or place < FEW or (opened and key(row) == opened)
    ]
    heads = [
        Head(_("Code string")),
        Head(_("What is wrong")),
        Head(_("Months"), is_extra=True, is_figure=True),
        Head(_("Kr in all"), is_figure=True),
    ]
    lines = [_line(row, opened, to, mendings, names) for row in shown]
    title = booking_words.codes_title(sum(int(row["code_strings"]) for row in rows))
    sub = _(
        "The ledger would not take them. Say what the cost centre or the department has: the next "
        "run books it so. What a register has wrong is put right there."
    )
    source = source_line(_("Source: the bills' code strings and the ledger's registers."),
                         built_words())  # fmt: skip
    table = [figure_table(title, heads, lines), *_more(len(rows) - len(shown), every)]
    return [section(title, sub, [*table, source], "code-strings")]


def _more(left: int, every: str | None) -> list[Component]:
    """The way to those that are not shown."""
    if not left or every is None:
        return []
    words_on = ngettext("Show one more", "Show %(num)s more", left)
    return [html.P(link_here(words_on, every, "all-codes"))]


def key(row: Row) -> str:
    """How an address and a form name what is lacking: ``activity 40714``; empty where nothing."""
    return f"{row['way']} {row['subject']}" if row["way"] else ""


def _line(
    row: Row, opened: str, to: To, mendings: Mendings | None, names: Mapping[str, str]
) -> Line:
    own = key(row)
    is_open = bool(own) and own == opened
    shown: str | Component = html.Span(row["code_string"], className="row-name")
    if own and mendings is not None:
        href = to(None if is_open else own)
        shown = opener(row["code_string"], href, key_of("code", own), is_open=is_open)
    return Line(
        [
            [shown, html.Span(_about(row, names), className="under-name")],
            booking_words.code_fault(row["fault"]),
            formats.count(row["months"]),
            formats.amount(row["amount_ore"]),
        ],
        inside=_form(row, mendings) if is_open and mendings is not None else None,
    )


def _about(row: Row, names: Mapping[str, str]) -> str:
    """Whose it is, or how many it stands for."""
    others = int(row["code_strings"]) - 1
    whose = names.get(row["subject"] or "", row["subject"] or "")
    more = ngettext("and one more", "and %(num)s more", others) if others else ""
    return ", ".join(part for part in (whose, more) if part)


def _form(row: Row, mendings: Mendings) -> Component:
    """Which code it is, from which day, and why."""
    fields = [
        Field("target", words.target(row["way"])),
        Field("valid_from", words.field_name("valid_from"), str(row["first_period"]), kind="date"),
        Field("why", words.field_name("why"), is_prose=True),
    ]
    hidden = {
        "csrf_token": session.csrf_token(),
        "seen": str(mendings.seen(row["way"], row["subject"])),
        "one": key(row),
    }
    form = decision_form("code", f"{ACT}{row['way']}", fields, _("Write the mending down"), hidden)
    return html.Div(html.Div(form, className="decision-box"), className="explanation")
