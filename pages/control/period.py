"""A month on its way to being closed: calendar, checklist, causes, sign-off, the sealed chain."""

from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, clock, formats, months, record, session
from dashboard.components.bars import BridgeStep, bridge
from dashboard.components.facts import Fact, fact_row
from dashboard.components.forms import Field, decision_form, question_form
from dashboard.components.links import key_of, link_here
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import Status, status
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports import months as exports
from dashboard.exports.tables import Table
from dashboard.figures.changes import CAUSES, Parts
from dashboard.figures.months import FINAL, Check, Closing
from dashboard.i18n import _, _l
from dashboard.months import PeriodState, SealedMonth
from dashboard.shell import build_hash, built_words, page_at, waiting
from dashboard.view import View
from dashboard.words import changes as change_words
from dashboard.words import log as log_words
from dashboard.words import month_calendar as day_words
from dashboard.words import months as words

dash.register_page(
    __name__,
    path="/control/period",
    name=_l("Close months"),
    order=10,
    group="control",
    roles=("controller", "auditor"),
    layout=waiting,
)

EXPORT = "/export/control/period"
FEW_SEALED = 12
MOST_DIFFERENCES = 12
DECIDE = "/decide"
CHANGES = "/department/changes"
#: Where each row of the checklist is looked into and mended.
PLACES: Mapping[str, str] = {
    "missing_file": "/control/loads",
    "rejected_rows": "/control/loads",
    "broken_equation": "/control/reconciliation",
    "code_string": "/control/reconciliation",
    "booking_error": "/control/reconciliation",
    "no_pool": "/control/worklist",
    "unallocated": "/control/worklist",
    "agreement": "/control/worklist",
    "question": "/department/bill",
    "corrections": CHANGES,
    "waiting_corrections": CHANGES,
}
#: Which of them another page mends, where the city has it.
MENDED: Mapping[str, str] = {"unallocated": "/control/mending", "no_pool": "/control/mending"}


def content(view: View) -> Sequence[Component]:
    """The month's state, what is in its way, what can be said of it, and the chain."""
    asked = Closing(view)
    return [
        page_bar(view, department=False, exports=_exports(view)),
        page_title(
            words.title(asked.month, asked.wrong, asked.waiting), words.meaning(asked.month.state)
        ),
        *_told(asked),
        _facts(asked),
        _days(asked),
        _calendar(asked),
        *_since_review(asked),
        _checklist(asked),
        _causes(asked),
        *_sign_off(asked),
        _said(asked),
        _chain(asked),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The months, their days, the checklist, the causes, what was said, and the chain."""
    asked = Closing(view)
    notes = [built_words()]
    return {
        "months": exports.months_table(asked, notes),
        "calendar": exports.calendar_table(asked.steps, clock.today(), notes),
        "checklist": exports.checks_table(asked, notes),
        "causes": exports.causes_table(asked, notes),
        "since_review": exports.since_review_table(asked, notes),
        "said": exports.said_table(asked.month, notes),
        "chain": exports.chain_table(asked.sealed, notes),
    }


def protocol(view: View) -> bytes:
    """The month's protocol as a page to read and keep on paper."""
    return exports.protocol(Closing(view), build_hash())


def _exports(view: View) -> list[Export]:
    to = view.address.to
    return [
        Export(_("Protocol"), to(f"{EXPORT}.html")),
        Export("Excel", to(f"{EXPORT}.xlsx")),
        Export("CSV", to(f"{EXPORT}.csv", table="checklist")),
    ]


def _told(asked: Closing) -> list[Component]:
    """What became of what was just sent."""
    address = asked.view.address
    facts = {str(fact.seq): fact for fact in asked.month.facts}
    if fact := facts.get(address.get("said")):
        told = status("good", _("Written down: %(what)s.", what=log_words.kind(fact.kind)))
    elif fact := facts.get(address.get("conflict")):
        what = log_words.kind(fact.kind)
        told = status("watch", words.conflict(fact.who, fact.recorded_at, what))
    elif address.get("refused"):
        told = status("bad", words.refused(address.get("refused")))
    else:
        return []
    return [html.Div(told, className="notice", role="status")]


def _facts(asked: Closing) -> Component:
    month, found = asked.month, asked.sum
    seal = [html.Code(month.manifest_sha256, className="hash")] if month.manifest_sha256 else []
    return fact_row(
        [
            Fact(
                _("Charged"),
                formats.kronor(found["amount_ore"]),
                notes=[_("on %(lines)s lines", lines=formats.count(found["line_count"]))],
            ),
            Fact(
                _("Prepared"),
                _who(month.reviewed),
                notes=[*_when(month.reviewed), *_fallen_back(month)],
            ),
            Fact(_("Closed"), _who(month.closed), notes=[*_when(month.closed), *seal]),
        ]
    )


def _who(fact: record.Fact | None) -> str:
    return fact.who if fact else _("not yet")


def _when(fact: record.Fact | None) -> list[str]:
    return [f"{formats.moment(fact.recorded_at)} UTC"] if fact else []


def _fallen_back(month: PeriodState) -> list[Component]:
    """That the lines are no longer those reviewed, and in which build they were."""
    if not month.fell_back or not month.reviewed:
        return []
    build = formats.short_id(str(month.reviewed.body.get("build_id", "")))
    return [status("watch", _("Of build %(build)s; its lines have changed since.", build=build))]


# --- the month's days -------------------------------------------------------------------------


def _days(asked: Closing) -> Component:
    """What is to be done by which working day, and when it was."""
    today = clock.today()
    heads = [
        Head(_("Working day")),
        Head(_("Step")),
        Head(_("How it stands")),
        Head(_("Done"), is_extra=True),
        Head(_("By"), is_extra=True),
    ]
    lines = [
        Line(
            [
                [
                    html.Span(str(step.number), className="row-name"),
                    html.Span(formats.weekday_in_words(step.due), className="under-name"),
                ],
                day_words.name(step.key),
                status(day_words.shape(step, today), day_words.standing(step, today)),
                f"{formats.moment(step.done_at)} UTC" if step.done_at else formats.DASH,
                step.who or formats.DASH,
            ]
        )
        for step in asked.steps
    ]
    sub = _(
        "Working days of %(month)s: days off and the eves of midsummer, Christmas and the new "
        "year are none. Whoever brings files is not written down.",
        month=formats.month(asked.month_after),
    )
    return section(
        day_words.title(asked.steps, today),
        sub,
        [
            figure_table(_("The month's calendar"), heads, lines),
            source_line(_("Source: register of files, journal."), built_words()),
        ],
        "days",
    )


# --- calendar ---------------------------------------------------------------------------------


def _calendar(asked: Closing) -> Component:
    years = sorted({month.year for month in asked.months}, reverse=True)
    rows = [_year(asked, year) for year in years]
    return section(
        _("The months"),
        _("Choose a month. They close in order, %(month)s is next.", month=_next(asked)),
        [html.Div(rows, className="calendar")],
        "months",
    )


def _next(asked: Closing) -> str:
    return formats.month(asked.next_to_close)


def _year(asked: Closing, year: int) -> Component:
    own = [found for month, found in asked.months.items() if month.year == year]
    tiles = [html.Li(_tile(asked, found)) for found in own]
    return html.Div([html.H3(str(year)), html.Ol(tiles)], className="calendar-year")


def _tile(asked: Closing, found: PeriodState) -> Component:
    name = html.Span(formats.month_name(found.period), className="calendar-month")
    inside = [name, status(words.STATUSES[found.state], words.state(found.state))]
    key = formats.period_key(found.period)
    if found.period not in asked.view.periods:
        return html.Div(inside, className="calendar-tile")
    is_here = found.period == asked.view.period
    look = "calendar-tile is-chosen" if is_here else "calendar-tile"
    href = asked.view.address.here(period=key, said=None, refused=None, conflict=None, head=None)
    current = {"aria-current": "date"} if is_here else {}
    return link_here(inside, href, f"month-{key}", look, current)


# --- checklist --------------------------------------------------------------------------------


def _checklist(asked: Closing) -> Component:
    heads = [
        Head(_("To be so")),
        Head(_("Found")),
        Head(_("Kr"), is_figure=True),
        Head(_("Where"), is_extra=True),
    ]
    title = _("Checklist of %(month)s", month=formats.month(asked.view.period))
    lines = [_check_line(asked, one) for one in asked.checks]
    sub = _("What makes figures wrong stands first; what only waits does not keep the month open.")
    source = source_line(
        _("Source: register of files, charges, agreements, equations and ledger."), built_words()
    )
    table = figure_table(title, heads, [*lines, _result_line(asked)])
    return section(title, sub, [table, source], "checklist")


def _check_line(asked: Closing, one: Check) -> Line:
    found = words.checked(one.kind, one.things)
    return Line(
        [
            words.check(one.kind),
            status(_shape(one), found),
            formats.DASH if one.amount_ore is None else formats.amount(one.amount_ore),
            _place(asked, one.kind) if one.things else "",
        ]
    )


def _shape(one: Check) -> Status:
    if one.is_wrong:
        return "bad"
    return "watch" if one.waits else "good"


def _place(asked: Closing, kind: str) -> Component:
    """Where it is looked into, or mended where there is a page for that."""
    role, to = asked.view.viewer.role, asked.view.address.to
    mended = page_at(MENDED[kind], role) if kind in MENDED else None
    page = mended or page_at(PLACES[kind], role)
    asks = asked.questions[0].bill.department_id if kind == "question" else None
    named = {"department": asks} if asks else {}
    return html.A(str(page["name"]), href=to(page["path"], **named)) if page else html.Span()


def _result_line(asked: Closing) -> Line:
    found = asked.result
    if not found["services"]:
        return Line([words.check("self_cost"), _("no ledger for the month"), formats.DASH, ""])
    link = html.A(_("Costs"), href=asked.view.address.to("/board/costs"))
    told = words.result(found["result_ore"])
    return Line([words.check("self_cost"), told, formats.change(found["result_ore"]), link])


# --- since the review -------------------------------------------------------------------------


def _since_review(asked: Closing) -> list[Component]:
    """What lies between the lines that were reviewed and those that are published now."""
    if not asked.month.fell_back:
        return []
    parts = asked.since_review_parts
    title = words.since_review_title(parts, is_kept=asked.reviewed_cells is not None)
    if not asked.since_review:
        sub = _("The month must be reviewed anew.")
        return [section(title, sub, [], "since-review")]
    sub = _("From what was reviewed to what is published now, kr. The items add up to the öre.")
    first = BridgeStep(_("As reviewed"), formats.kronor(asked.reviewed_ore))
    last = BridgeStep(_("As it is now"), formats.kronor(asked.sum["amount_ore"]))
    table = html.Div(_differences(asked, parts), className="after-bridge")
    told = [bridge([first, *_steps(parts), last], f"{title}.", sub), table]
    source = source_line(_("Source: bill lines, and those kept at the review."), built_words())
    return [section(title, sub, [*told, source], "since-review")]


def _differences(asked: Closing, parts: Parts) -> Component:
    """The services and payers that differ most, and the others in one row."""
    found = asked.since_review
    keys = [key for key in CAUSES if any(getattr(one.parts, key) for one in found)]
    heads = [
        Head(_("Service")),
        Head(_("Cost centre")),
        *(Head(change_words.cause(key), is_figure=True, is_extra=True) for key in keys),
        Head(_("Difference"), is_figure=True),
    ]
    lines = [
        Line([one.service, one.cost_centre, *_amounts(one.parts, keys)])
        for one in found[:MOST_DIFFERENCES]
    ]
    rest = found[MOST_DIFFERENCES:]
    if rest:
        others = sum((one.parts for one in rest), start=Parts())
        lines.append(Line([_("%(count)s more", count=len(rest)), "", *_amounts(others, keys)]))
    total = Line([_("The city"), "", *_amounts(parts, keys)], is_total=True)
    return figure_table(_("Since the review"), heads, [total, *lines])


def _amounts(parts: Parts, keys: Sequence[str]) -> list[str]:
    amounts = [getattr(parts, key) for key in keys]
    told = [formats.change(ore) if ore else formats.DASH for ore in amounts]
    return [*told, formats.change(parts.change_ore)]


# --- causes -----------------------------------------------------------------------------------


def _causes(asked: Closing) -> Component:
    compared, parts = asked.compared, asked.parts
    if compared is None or not asked.before_ore:
        title = _("No earlier month to compare with")
        return section(title, _("The first month stands alone."), [], "causes")
    rows = [
        BridgeStep(formats.capital(compared.words_before), formats.kronor(asked.before_ore)),
        *_steps(parts),
        BridgeStep(formats.capital(compared.words), formats.kronor(asked.amount_ore)),
    ]
    title = change_words.bridge_title(parts)
    sub = _("Since the month before, by cause, kr. The items add up to the öre.")
    before = compared.before.months.key
    href = asked.view.address.to(CHANGES, before=before)
    return section(
        title,
        sub,
        [
            bridge(rows, f"{title}.", sub),
            html.P(html.A(_("Service by service"), href=href), className="after-bridge"),
            source_line(_("Source: bill lines."), built_words()),
        ],
        "causes",
    )


def _steps(parts: Parts) -> list[BridgeStep]:
    """The causes there are, what raises the amount first, each by size."""
    told = [key for key in CAUSES if getattr(parts, key)]
    largest = max(told, key=lambda key: abs(getattr(parts, key)), default="")
    steps = [
        BridgeStep(
            change_words.cause(key),
            formats.change(getattr(parts, key)),
            getattr(parts, key),
            highlighted=key == largest,
        )
        for key in told
    ]
    return sorted(steps, key=lambda step: ((step.change_ore or 0) < 0, -abs(step.change_ore or 0)))


# --- what can be said -------------------------------------------------------------------------


def _sign_off(asked: Closing) -> list[Component]:
    """The forms of what this reader may say of the month in its state."""
    month, viewer = asked.month, asked.view.viewer
    if month.state in FINAL or month.state == "open" or not access.may(viewer, "period.review"):
        return []
    parts = [*_before_review(asked), *_close(asked)]
    return [
        section(
            _("Sign off %(month)s", month=formats.month(month.period)),
            _(
                "What is written here stays, with your role, the time and the reason. Whoever "
                "reviews a month cannot close it, and a closed month is never opened again."
            ),
            [html.Div(parts, className="decisions")],
            "say",
        )
    ]


def _before_review(asked: Closing) -> list[Component]:
    why = Field("why", _("Reason"), is_prose=True)
    preliminary = _form(asked, "period.preliminary", [why], _("Send out as preliminary"))
    review = _form(asked, "period.review", [why], _("Say that its lines are right"))
    if asked.month.state == "reviewed":
        return []
    return [review] if asked.month.state == "preliminary" else [preliminary, review]


def _close(asked: Closing) -> list[Component]:
    if asked.month.state != "reviewed":
        return []
    why_not = words.why_not(asked.month, asked.view.viewer.id, asked.next_to_close)
    button = _("Close the month for good")
    if why_not:
        told = html.P(status("watch", why_not), className="status-line")
        return [html.Div([html.H3(button), told], className="decision-box")]
    decision = Field("why", _("Decision"), "", _("who decided, and where it stands"), is_prose=True)
    return [_form(asked, "period.close", [decision], button)]


def _form(asked: Closing, act: str, fields: Sequence[Field], button: str) -> Component:
    hidden = {
        "csrf_token": session.csrf_token(),
        "period": formats.period_key(asked.view.period),
        "seen": str(asked.month.seen),
        "lines": str(asked.sum["fingerprint"]),
    }
    form = decision_form(key_of(act), f"{DECIDE}/{act}", fields, button, hidden)
    return html.Div([html.H3(button), form], className="decision-box")


def _said(asked: Closing) -> Component:
    heads = [
        Head(_("When")),
        Head(_("What")),
        Head(_("Who")),
        Head(_("Why"), is_extra=True),
        Head(_("Fact"), is_figure=True, is_extra=True),
    ]
    title = _("Who said what")
    facts = asked.month.facts[::-1]
    lines = [
        Line(
            [
                formats.moment(fact.recorded_at),
                log_words.kind(fact.kind),
                fact.who,
                fact.why,
                formats.count(fact.seq),
            ]
        )
        for fact in facts
    ]
    sub = _("From the journal, newest first. Nothing in it is changed or taken away.")
    if not facts:
        return section(title, sub, [html.P(_("Nobody has spoken of the month yet."))], "said")
    whole = asked.view.address.to("/audit/log", subject=facts[0].subject)
    link = html.P(html.A(_("In the processing history"), href=whole), className="source")
    return section(title, sub, [figure_table(title, heads, lines), link], "said")


# --- the chain --------------------------------------------------------------------------------


def _chain(asked: Closing) -> Component:
    faults = [fault for month in asked.sealed for fault in month.faults]
    title = words.chain_title(len(asked.sealed), faults)
    sub = _(
        "Each closed month is a folder whose manifest holds the hash of every file in it and of "
        "the manifest before. All are computed again when this page is shown."
    )
    if not asked.sealed:
        why = _("The first month to be closed begins the chain.")
        return section(title, sub, [empty_state(_("No sealed month"), why)], "chain")
    return section(title, sub, [*_head(asked), _chain_table(asked, title)], "chain")


def _chain_table(asked: Closing, title: str) -> Component:
    heads = [
        Head(_("Month")),
        Head(_("As sealed")),
        Head(_("Kr"), is_figure=True),
        Head(_("Prepared and closed by"), is_extra=True),
        Head(_("Decision"), is_extra=True),
        Head(_("sha256 of the manifest"), is_extra=True),
    ]
    newest = asked.sealed[::-1]
    is_whole = asked.view.address.get("all") == "yes" or len(newest) <= FEW_SEALED + 1
    shown = [
        one for place, one in enumerate(newest) if is_whole or place < FEW_SEALED or one.faults
    ]
    table = figure_table(title, heads, [_sealed_line(one) for one in shown])
    if is_whole:
        return table
    words_on = _("Show all %(count)s", count=formats.count(len(newest)))
    more = link_here(words_on, asked.view.address.here(all="yes"), "all-sealed")
    return html.Div([table, html.P(more, className="source")])


def _sealed_line(one: SealedMonth) -> Line:
    told = "; ".join(words.fault(fault) for fault in one.faults) or _("yes")
    amount = one.manifest.get("amount_ore")
    by = [one.manifest.get("prepared_by", formats.DASH), one.fact.who]
    return Line(
        [
            formats.month(one.period),
            status("bad" if one.faults else "good", told),
            formats.amount(int(amount)) if amount is not None else formats.DASH,
            ", ".join(str(who) for who in by),
            str(one.fact.body.get("decision", formats.DASH)),
            [html.Code(one.sha256, className="hash")],
        ]
    )


def _head(asked: Closing) -> list[Component]:
    """The head of the chain, and a place to hold one from paper against it."""
    address, last = asked.view.address, asked.sealed[-1]
    head = address.get("head").strip()
    field = Field("head", _("Hash on a paper"), head, _("at least 12 signs"))
    kept = {"period": formats.period_key(asked.view.period)}
    form = question_form("head", address.path, [field], _("Hold it against the chain"), kept)
    named = _("Head, %(month)s:", month=formats.month(last.period))
    shown: list[Component] = [
        html.P([f"{named} ", html.Code(last.sha256, className="hash")]),
        form,
    ]
    if not head:
        return shown
    found = months.sealed_with(asked.sealed, head)
    told = words.head_found(head, found.period if found else None)
    shape = status("good" if found else "bad", told)
    return [*shown, html.Div(shape, className="notice", role="status")]
