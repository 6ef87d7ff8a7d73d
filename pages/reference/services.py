"""The catalogue: every service, how it is counted, what it costs now and has cost."""

import datetime
from collections.abc import Mapping, Sequence

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, decide, formats, session
from dashboard.charts.price_steps import Step, price_steps
from dashboard.components.forms import Field, decision_form
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import page_title, section, source_line
from dashboard.components.shapes import status
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.reference import prices_table, recovery_table, services_table
from dashboard.exports.tables import Table
from dashboard.figures.span import month_end
from dashboard.i18n import _, _l, name
from dashboard.queries import reference
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import View
from dashboard.words import reference as words
from dashboard.words import settlements as settlement_words

dash.register_page(
    __name__,
    path="/reference/services",
    name=_l("Services"),
    order=10,
    group="reference",
    roles=("board", "strategist", "department", "controller", "auditor"),
    layout=waiting,
)


EXPORT = "/export/reference/services"


def content(view: View) -> Sequence[Component]:
    """The catalogue with the prices of one month's last day."""
    services = rows_of(reference.catalogue(view.viewer))
    prices = _by_service(rows_of(reference.prices(view.viewer)))
    on = month_end(view.period)
    charged = [row for row in services if row["is_charged"]]
    others = [row for row in services if not row["is_charged"]]
    return [
        page_bar(view, department=False, exports=_exports(view)),
        page_title(
            words.catalogue_title(len(services), len(charged)),
            words.lead(on, *_directions(prices, on)),
        ),
        *([_part(view, words.charged_title(len(charged)), charged, prices)] if charged else []),
        *([_part(view, words.waiting_title(len(others)), others, prices)] if others else []),
        *_told(view),
        *_recovery(view, rows_of(reference.recovery(view.viewer, view.period)), prices),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """The services, and every price there has been."""
    notes = [_("Source: services, prices and price lists."), built_words()]
    return {
        "services": services_table(rows_of(reference.catalogue(view.viewer)), notes),
        "prices": prices_table(rows_of(reference.prices(view.viewer)), notes),
        "self-costs": recovery_table(
            rows_of(reference.recovery(view.viewer, view.period)), _recovery_notes()
        ),
    }


def _exports(view: View) -> list[Export]:
    return [
        Export("Excel", view.address.to(f"{EXPORT}.xlsx")),
        Export(_("CSV, services"), view.address.to(f"{EXPORT}.csv")),
        Export(_("CSV, prices"), view.address.to(f"{EXPORT}.csv", table="prices")),
        Export(_("CSV, self-costs"), view.address.to(f"{EXPORT}.csv", table="self-costs")),
    ]


def _by_service(rows: Sequence[Row]) -> dict[str, list[Row]]:
    """Prices by service, oldest first, each with its amount in its own unit."""
    prices: dict[str, list[Row]] = {}
    for row in rows:
        prices.setdefault(row["service_id"], []).append({**row, "amount": _amount(row)})
    return prices


def _amount(row: Row) -> int:
    """The price in its own unit: öre, or 1/10 000 kr."""
    return int(row["price_e4"] if row["price_ore"] is None else row["price_ore"])


def _in_force(prices: Sequence[Row], on: datetime.date) -> Row | None:
    return next((row for row in prices if row["valid_from"] <= on < row["valid_until"]), None)


def _directions(prices: Mapping[str, Sequence[Row]], on: datetime.date) -> tuple[int, int]:
    """How many services are cheaper and dearer than at their first price."""
    now = [
        (rows[0]["amount"], row["amount"])
        for rows in prices.values()
        if (row := _in_force(rows, on))
    ]
    return sum(last < first for first, last in now), sum(last > first for first, last in now)


def _part(
    view: View, title: str, services: Sequence[Row], prices: Mapping[str, Sequence[Row]]
) -> Component:
    """Services under a heading, by area."""
    heads = [
        Head(_("Service")),
        Head(_("Counted"), is_extra=True),
        Head(_("Price now"), is_figure=True),
        Head(_("Since first price"), is_figure=True, is_extra=True),
        Head(_("Status"), is_extra=True),
    ]
    on = month_end(view.period)
    ordered = sorted(services, key=lambda row: (words.area(row["area"]), name(row)))
    lines = [_line(view, row, prices.get(row["service_id"], []), on) for row in ordered]
    return section(
        title,
        _("By area. Open a service to see how it is counted and every price it has had."),
        [
            figure_table(title, heads, lines),
            source_line(
                f"{_('Source: services, prices and price lists.')} {_('Constructed data.')}",
                built_words(),
            ),
        ],
        "charged" if services[0]["is_charged"] else "not-charged",
    )


def _told(view: View) -> list[Component]:
    """What became of a decision that was just sent."""
    address = view.address
    facts = {str(fact.seq): fact for fact in decide.said_of_settlements(view.viewer)}
    if fact := facts.get(address.get("said")):
        told = status("good", settlement_words.written(fact))
    elif fact := facts.get(address.get("conflict")):
        told = status("watch", settlement_words.changed(fact))
    elif address.get("refused"):
        told = status("bad", settlement_words.refused(address.get("refused")))
    else:
        return []
    return [html.Div(told, className="notice", role="status")]


def _decisions(view: View, rows: Sequence[Row]) -> list[Component]:
    """What the reader may decide about the results of the year shown."""
    results = [row for row in rows if row["result_ore"]]
    if not results or not access.may(view.viewer, "settlement.decide"):
        return []
    facts = decide.said_of_settlements(view.viewer)
    options = {
        f"{row['service_id']} {row['year']}": f"{name(row)}, {row['year']}: "
        f"{formats.whole_kronor(row['result_ore'])}"
        for row in sorted(results, key=lambda row: -abs(row["result_ore"]))
    }
    fields = [
        Field("one", _("Result"), view.address.get("one"), options=options, is_wide=True),
        Field("kind", _("What is done with it"), options=_ways(), is_wide=True),
        Field("decision", _("Decision"), hint=_("who, and where it stands"), is_prose=True),
        Field("why", _("Why"), is_prose=True),
    ]
    hidden = {
        "csrf_token": session.csrf_token(),
        "seen": str(max((fact.seq for fact in facts), default=0)),
        "period": formats.period_key(view.period),
    }
    button = _("Decide about a year's result")
    form = decision_form("settlement", "/decide/settlement.decide", fields, button, hidden)
    return [
        html.Div(html.Div([html.H3(button), form], className="decision-box"), className="decisions")
    ]


def _ways() -> dict[str, str]:
    """What can be done with a result, in words."""
    return {
        decide.CARRY: _("Carry into next year's price"),
        decide.PAY_BACK: _("Pay back, or charge, by share of the year's charges"),
    }


def _recovery(
    view: View, rows: Sequence[Row], prices: Mapping[str, Sequence[Row]]
) -> list[Component]:
    """What each service costs a unit beside its price, and how much of it fees cover."""
    if not rows:
        return []
    year = int(rows[0]["year"])
    on = datetime.date(year, 12, 31)
    fees, costs = (sum(row[part] for row in rows) for part in ("fees_ore", "self_cost_ore"))
    title = words.recovery_title(year, fees, costs)
    heads = [
        Head(_("Service")),
        Head(_("Self-cost a unit"), is_figure=True),
        Head(_("Price at year's end"), is_figure=True, is_extra=True),
        Head(_("Covered"), is_figure=True),
        Head(_("Result"), is_figure=True, is_extra=True),
        Head(_("Decided"), is_extra=True),
    ]
    decided = {(row["service_id"], row["year"]): row for row in _settled(view)}
    lines = [
        Line(
            [
                [
                    name(row),
                    html.Span(
                        f"{words.area(row['area'])} · {row['service_id']}", className="under-name"
                    ),
                ],
                words.unit_cost(row),
                words.price(
                    _in_force(prices.get(row["service_id"], []), on), row["per"], row["fee_kind"]
                ),
                formats.percent(row["fees_ore"], row["self_cost_ore"]),
                words.result(row["result_ore"]),
                settlement_words.decided(decided.get((row["service_id"], row["year"]))),
            ]
        )
        for row in rows
    ]
    whole = Line(
        [
            _("All services"),
            "",
            "",
            formats.percent(fees, costs, 1),
            words.result(fees - costs),
            "",
        ],
        is_total=True,
    )
    short = sum(row["result_ore"] < 0 for row in rows)
    return [
        section(
            title,
            words.recovery_lead(short, sum(row["result_ore"] > 0 for row in rows)),
            [
                figure_table(title, heads, [whole, *lines]),
                *_decisions(view, rows),
                source_line(*_recovery_notes()),
            ],
            "self-costs",
        )
    ]


def _settled(view: View) -> list[Row]:
    """What is decided: as the journal has it for who may read it, else as the build has it.

    Where the lines are is the build's to tell; of a decision it does not know yet it says nothing.
    """
    built = rows_of(reference.settlements(view.viewer))
    known = {row["seq"]: row for row in built}
    said = [
        known.get(one.seq)
        or {
            "service_id": one.service_id,
            "year": one.year,
            "kind": one.kind,
            "decision": one.decision,
        }
        for one in decide.settled(view.viewer)
    ]
    return said or built


def _recovery_notes() -> list[str]:
    source = _("Source: the ledger by cost pools, rules of pools, bills.")
    return [f"{source} {_('Constructed data.')}", built_words()]


def _line(view: View, row: Row, prices: Sequence[Row], on: datetime.date) -> Line:
    service_id = row["service_id"]
    is_open = view.address.get("open") == service_id
    href = view.address.here(open=None if is_open else service_id)
    price = _in_force(prices, on)
    counted = words.counting_rule(row["rule"], row["rule_days"] or "", row["allowance"] or "")
    return Line(
        [
            [
                opener(name(row), href, key_of("open", service_id), is_open=is_open),
                html.Span(f"{words.area(row['area'])} · {service_id}", className="under-name"),
            ],
            words.counted_unit(row, counted),
            words.price(price, row["per"], row["fee_kind"]),
            words.price_change(prices[0]["amount"], price["amount"]) if price else "\N{EN DASH}",
            status("good", _("is charged"))
            if row["is_charged"]
            else status("unknown", words.not_charged(row, on)),
        ],
        inside=_opened(row, prices, on) if is_open else None,
    )


def _opened(row: Row, prices: Sequence[Row], on: datetime.date) -> Component:
    """How a service is counted, from whom it comes, and every price it has had."""
    terms = [
        (
            _("Counted"),
            words.counting_rule(row["rule"], row["rule_days"] or "", row["allowance"] or ""),
        ),
        (_("Fee"), words.fee_kind(row["fee_kind"])),
        (_("Supplier"), name(row, "supplier") if row["supplier_sv"] else "\N{EN DASH}"),
        (_("Source"), (row["source"] or "").replace("|", ", ") or "\N{EN DASH}"),
        (_("Booked"), _("account %(account)s", account=row["account_debit"])),
    ]
    note = [html.P(row["note_sv"], className="note", lang="sv")] if row["note_sv"] else []
    chain = html.Dl(
        [html.Div([html.Dt(label), html.Dd(value)]) for label, value in terms], className="chain"
    )
    return html.Div([chain, *note, *_prices(row, prices, on)], className="explanation")


def _prices(row: Row, prices: Sequence[Row], on: datetime.date) -> list[Component]:
    """The prices as steps and as a table; words where there is none."""
    if not prices:
        return [html.P(words.no_price(row["fee_kind"]), className="sentence")]
    per = row["per"]
    now = _in_force(prices, on) or prices[-1]
    sentence, end = words.price_sentence(name(row), prices[0], now), _end(prices, on)
    steps = [
        Step(
            one["amount"],
            words.bare_price(one),
            one["valid_from"],
            min(one["valid_until"], end),
            chosen=one["valid_from"] <= on < one["valid_until"],
        )
        for one in prices
    ]
    heads = [
        Head(_("From")),
        Head(_("Until"), is_extra=True),
        Head(_("Price"), is_figure=True),
        Head(_("Change"), is_figure=True),
        Head(_("Price list")),
        Head(_("Decision"), is_extra=True),
    ]
    before = [None, *prices[:-1]]
    lines = [
        Line(
            [
                formats.day(one["valid_from"]),
                words.until(one),
                words.price(one, per, row["fee_kind"]),
                words.price_change(earlier["amount"], one["amount"]) if earlier else "\N{EN DASH}",
                one["price_list_id"],
                words.decision(one),
            ]
        )
        for earlier, one in reversed(list(zip(before, prices, strict=True)))
    ]
    caption = _("Prices of %(service)s", service=name(row))
    return [
        html.P(sentence, className="sentence"),
        price_steps(steps, sentence),
        figure_table(caption, heads, lines),
    ]


def _end(prices: Sequence[Row], on: datetime.date) -> datetime.date:
    """Where the drawing ends: with the last price, or a year after the day asked about."""
    last: datetime.date = prices[-1]["valid_until"]
    seen: datetime.date = max(on, prices[-1]["valid_from"])
    return min(last, seen + datetime.timedelta(days=366))
