"""Price lists: drafted, proposed and decided here; what a proposal would cost, and its history."""

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

import dash
from dash import html
from dash.development.base_component import Component

from dashboard import access, decide, formats, session
from dashboard.charts.price_steps import Step, price_steps
from dashboard.components.bars import diverging_bar
from dashboard.components.forms import Field, decision_form
from dashboard.components.links import key_of, link_here
from dashboard.components.page_bar import Export, page_bar
from dashboard.components.sections import empty_state, page_title, section, source_line
from dashboard.components.shapes import status
from dashboard.components.tables import Head, Line, figure_table, opener
from dashboard.exports.prices import (
    agreed_table,
    history_table,
    lists_table,
    prices_table,
    tiers_table,
)
from dashboard.exports.tables import Table
from dashboard.figures.price_effect import Effect, effects, price_before
from dashboard.i18n import _, _l, name
from dashboard.queries import prices as queries
from dashboard.queries import reference
from dashboard.rows import Row, rows_of
from dashboard.shell import built_words, waiting
from dashboard.view import UnknownError, View
from dashboard.words import prices as words
from dashboard.words import settlements as settlement_words
from dashboard.words.reference import price_change

dash.register_page(
    __name__,
    path="/control/prices",
    name=_l("Prices"),
    order=35,
    group="control",
    roles=("controller", "auditor"),
    layout=waiting,
)

WITHOUT_LIST_PRICE = frozenset({"agreement", "passed_through"})
DECIDE = "/decide"
EXPORT = "/export/control/prices"
Offer = Callable[["Desk", decide.PriceList, Sequence[decide.Price]], Component | None]


@dataclass(frozen=True)
class Desk:
    """The price lists as they stand, asked for once."""

    view: View

    @cached_property
    def book(self) -> decide.Book:
        """Every list and price."""
        return decide.book(self.view.viewer)

    @cached_property
    def services(self) -> dict[str, Row]:
        """The services by id."""
        return {row["service_id"]: row for row in rows_of(reference.catalogue(self.view.viewer))}

    @cached_property
    def chosen(self) -> decide.PriceList | None:
        """The list in the address; the one that waits, or the newest, where it names none.

        Raises:
            UnknownError: There is no such list.
        """
        wanted = self.view.address.get("list")
        if wanted and wanted not in self.book.lists:
            raise UnknownError
        waiting_first = sorted(self.lists, key=lambda one: one.state not in {"proposed", "draft"})
        return self.book.lists[wanted] if wanted else next(iter(waiting_first), None)

    @property
    def lists(self) -> list[decide.PriceList]:
        """Newest first."""
        newest = sorted(self.book.lists.values(), key=lambda one: one.price_list_id, reverse=True)
        return sorted(newest, key=lambda one: one.valid_from, reverse=True)

    @cached_property
    def charged_until(self) -> datetime.date:
        """First day nothing has been charged for."""
        return decide.charged_until(self.view.viewer)

    def may(self, act: str) -> bool:
        """Whether the reader may decide that."""
        return access.may(self.view.viewer, act)

    def service(self, service_id: str) -> str:
        """A service's name."""
        row = self.services.get(service_id)
        return name(row) if row else service_id

    def of_fact(self, fact: decide.Fact) -> str:
        """The name of the service a fact speaks of, if it does of one."""
        return self.service(str(fact.body.get("service_id", "")))


def content(view: View) -> Sequence[Component]:
    """The lists, the one chosen with all that can be said of it, and a new one."""
    desk = Desk(view)
    parts: list[Component] = [
        page_bar(view, department=False, period=False, exports=_exports(desk)),
        page_title(words.title(desk.lists), words.lead(desk.charged_until)),
        *_told(desk),
    ]
    if desk.lists:
        parts.append(_lists(desk))
    else:
        parts.append(empty_state(_("No price list yet"), _("Load the city's first, or draft one.")))
    if desk.chosen:
        parts += [*_chosen(desk, desk.chosen)]
    return [*parts, *_agreed(desk), *_carried(desk), *_new(desk)]


def tables(view: View) -> Mapping[str, Table]:
    """The lists, every price of theirs, and what was said of the list chosen."""
    desk = Desk(view)
    notes = [_("Source: the journal."), built_words()]
    chosen = desk.chosen.price_list_id if desk.chosen else ""
    facts = decide.history(view.viewer, chosen)
    return {
        "lists": lists_table(desk.lists, notes),
        "prices": prices_table(sorted(desk.book.prices.values(), key=lambda one: one.key), notes),
        "tiers": tiers_table(desk.book.tiers, notes),
        "agreed": agreed_table(desk.book.agreed, notes),
        "history": history_table(facts, desk.of_fact, notes),
    }


def _exports(desk: Desk) -> list[Export]:
    """Files of the list chosen and of all."""
    to = desk.view.address.to
    chosen = desk.chosen.price_list_id if desk.chosen else None
    return [
        Export("Excel", to(f"{EXPORT}.xlsx", list=chosen)),
        Export(_("CSV, prices"), to(f"{EXPORT}.csv", list=chosen, table="prices")),
    ]


def _told(desk: Desk) -> list[Component]:
    """What became of what was just sent."""
    address = desk.view.address
    facts = {str(fact.seq): fact for fact in decide.history(desk.view.viewer, address.get("list"))}
    if fact := facts.get(address.get("said")):
        told = status("good", words.written(fact, desk.of_fact(fact)))
    elif fact := facts.get(address.get("conflict")):
        told = status("watch", words.changed(fact, desk.of_fact(fact)))
    elif address.get("refused"):
        told = status("bad", words.refused(address.get("refused"), address.get("field")))
    else:
        return []
    return [html.Div(told, className="notice", role="status")]


def _lists(desk: Desk) -> Component:
    heads = [
        Head(_("Price list")),
        Head(_("State")),
        Head(_("Days")),
        Head(_("Decision"), is_extra=True),
        Head(_("Prices"), is_figure=True, is_extra=True),
    ]
    lines = [_list_line(desk, one) for one in desk.lists]
    title = _("Price lists")
    return section(
        title,
        _("Newest first. Choose one to see its prices, what they mean, and who said what."),
        [figure_table(title, heads, lines), _source()],
        "lists",
    )


def _list_line(desk: Desk, one: decide.PriceList) -> Line:
    list_id = one.price_list_id
    is_chosen = desk.chosen is not None and desk.chosen.price_list_id == list_id
    named: Component = (
        html.Strong(list_id, className="nowrap")
        if is_chosen
        else link_here(
            list_id,
            desk.view.address.to("/control/prices", list=list_id),
            key_of("list", list_id),
            "nowrap",
        )
    )
    return Line(
        [
            named,
            status(words.STATUSES[one.state], words.state(one.state)),
            [
                html.Span(f"{formats.day(one.valid_from)} –", className="nowrap"),
                " ",
                html.Span(words.last_day(one.valid_until), className="nowrap"),
            ],
            one.decision or formats.DASH,
            formats.count(len(desk.book.prices_of(list_id))),
        ]
    )


def _chosen(desk: Desk, one: decide.PriceList) -> list[Component]:
    found = desk.book.prices_of(one.price_list_id)
    return [
        *([_prices(desk, one, found)] if found else []),
        *_tiers(desk, one),
        *(_effect(desk, found) if one.state in {"draft", "proposed"} and found else []),
        *_acts(desk, one, found),
        _history(desk, one),
    ]


def _prices(desk: Desk, one: decide.PriceList, found: Sequence[decide.Price]) -> Component:
    heads = [
        Head(_("Service")),
        Head(_("Days"), is_extra=True),
        Head(_("Before"), is_figure=True, is_extra=True),
        Head(_("Price"), is_figure=True),
        Head(_("Change"), is_figure=True),
    ]
    ordered = sorted(found, key=lambda price: (desk.service(price.service_id), price.valid_from))
    title = _("Prices of %(list)s", list=one.price_list_id)
    return section(
        title,
        _("Kronor excluding VAT. Open a service to see its price through time."),
        [figure_table(title, heads, [_price_line(desk, price) for price in ordered]), _source()],
        "prices",
    )


def _tiers(desk: Desk, one: decide.PriceList) -> list[Component]:
    """The steps of the list's prices that depend on quantity; they come from the city's file."""
    found = desk.book.tiers_of(one.price_list_id)
    if not found:
        return []
    heads = [
        Head(_("Service")),
        Head(_("Days"), is_extra=True),
        Head(_("Step")),
        Head(_("Price"), is_figure=True),
    ]
    lines = [
        Line(
            [
                desk.service(tier.service_id),
                f"{formats.day(tier.valid_from)} – {words.last_day(tier.valid_until)}",
                f"{words.begins(tier.from_quantity)}, {words.tier_kind(tier.tier_kind)}",
                words.amount(tier),
            ]
        )
        for tier in found
    ]
    title = _("Prices by quantity of %(list)s", list=one.price_list_id)
    sub = _("Counted per department and month, kronor excluding VAT.")
    return [section(title, sub, [figure_table(title, heads, lines), _source()], "tiers")]


def _agreed(desk: Desk) -> list[Component]:
    """The prices agreed with one department; they go before every list's."""
    if not desk.book.agreed:
        return []
    heads = [
        Head(_("Agreement")),
        Head(_("Service")),
        Head(_("Days"), is_extra=True),
        Head(_("Price"), is_figure=True),
        Head(_("Decision"), is_extra=True),
    ]
    lines = [
        Line(
            [
                agreed.agreement_id,
                desk.service(agreed.service_id),
                f"{formats.day(agreed.valid_from)} – {words.last_day(agreed.valid_until)}",
                words.amount(agreed),
                agreed.decision or formats.DASH,
            ]
        )
        for agreed in desk.book.agreed
    ]
    title = _("Prices agreed with one department")
    sub = _("They go before the price list's for that department and nobody else.")
    return [section(title, sub, [figure_table(title, heads, lines), _source()], "agreed")]


def _price_line(desk: Desk, price: decide.Price) -> Line:
    before = price_before(desk.book, price)
    key = f"{price.service_id} {price.valid_from}"
    is_open = desk.view.address.get("open") == key
    href = desk.view.address.here(
        open=None if is_open else key,
        list=price.price_list_id,
        said=None,
        refused=None,
        conflict=None,
    )
    ended = _("ended by %(list)s", list=price.ended_by) if price.ended_by else ""
    return Line(
        [
            [
                opener(desk.service(price.service_id), href, key_of("price", key), is_open=is_open),
                html.Span(price.service_id, className="under-name"),
            ],
            [
                f"{formats.day(price.valid_from)} – {words.last_day(price.valid_until)}",
                *([html.Span(ended, className="under-name")] if ended else []),
            ],
            words.amount(before) if before else formats.DASH,
            f"{words.amount(price)}{formats.SPACE}{words.per(price)}",
            _change(before, price) if before else _("new"),
        ],
        inside=_through_time(desk, price) if is_open else None,
    )


def _change(before: decide.Price, price: decide.Price) -> str:
    amounts = [one.price_e4 if one.price_ore is None else one.price_ore for one in (before, price)]
    first, now = (amount or 0 for amount in amounts)
    return price_change(first, now)


def _through_time(desk: Desk, price: decide.Price) -> Component:
    """A service's prices in force as steps, this one among them."""
    same = [one for one in desk.book.in_force() if one.service_id == price.service_id]
    found = sorted(
        {one.key: one for one in [*same, price]}.values(), key=lambda one: one.valid_from
    )
    end = min(found[-1].valid_until, found[-1].valid_from + datetime.timedelta(days=366))
    starts = [one.valid_from for one in found[1:]]
    steps = [
        Step(
            int((one.price_e4 if one.price_ore is None else one.price_ore) or 0),
            words.amount(one),
            one.valid_from,
            min(one.valid_until, after),
            chosen=one.key == price.key,
        )
        for one, after in zip(found, [*starts, end], strict=True)
    ]
    sentence = _("The price of %(service)s through time", service=desk.service(price.service_id))
    return html.Div(
        [html.P(sentence, className="sentence"), price_steps(steps, sentence)],
        className="explanation",
    )


def _effect(desk: Desk, found: Sequence[decide.Price]) -> list[Component]:
    """What the proposed prices would make of the last twelve months."""
    view = desk.view
    months = view.last_months(12)
    rows = rows_of(queries.quantities(view.viewer, months[0], months[-1]))
    all_effects = effects(desk.book, found, rows)
    if not all_effects:
        return []
    before, after = (
        sum(getattr(one, field) for one in all_effects) for field in ("before_ore", "after_ore")
    )
    city = Effect({}, before, after)
    largest = max(1, *(abs(one.change_ore) for one in all_effects))
    heads = [
        Head(_("Department")),
        Head(_("At the price before"), is_figure=True, is_extra=True),
        Head(_("At this price"), is_figure=True, is_extra=True),
        Head(_("Change"), is_figure=True),
        Head(_("Less · more"), is_extra=True),
    ]
    lines = [
        Line([_("Whole city"), *_effect_cells(city), ""], is_total=True),
        *(
            Line(
                [name(one.department), *_effect_cells(one), diverging_bar(one.change_ore / largest)]
            )
            for one in all_effects
        ),
    ]
    title = words.effect_title(city.change_ore)
    return [
        section(
            title,
            _(
                "Whole kronor: the quantities of %(months)s times the price, only services whose "
                "price this list changes.",
                months=formats.months(months[0], months[-1]),
            ),
            [figure_table(title, heads, lines), _source()],
            "effect",
        )
    ]


def _effect_cells(one: Effect) -> list[str]:
    return [
        formats.whole_amount(one.before_ore),
        formats.whole_amount(one.after_ore),
        formats.whole_change(one.change_ore),
    ]


# --- what can be said -------------------------------------------------------------------------


def _acts(desk: Desk, one: decide.PriceList, found: Sequence[decide.Price]) -> list[Component]:
    """The forms of what the reader may say of the list in its state."""
    forms = [form for offer in OFFERED[one.state] if (form := offer(desk, one, found)) is not None]
    if not forms:
        return []
    title = _("Say something of %(list)s", list=one.price_list_id)
    return [
        section(
            title,
            _("What is written here stays, with your role, the time and the reason."),
            [html.Div(forms, className="decisions")],
            "say",
        )
    ]


def _form(
    desk: Desk, act: str, list_id: str, fields: Sequence[Field], button: str
) -> Component | None:
    """A form for an act, none where the reader has no right to it."""
    if not desk.may(act):
        return None
    hidden = {"csrf_token": session.csrf_token(), "seen": str(desk.book.seen(list_id))}
    if list_id:
        hidden["list"] = list_id
    why = Field("why", words.field_name("why"), is_prose=True)
    return html.Div(
        [html.H3(button), decision_form(act, f"{DECIDE}/{act}", [*fields, why], button, hidden)],
        className="decision-box",
    )


def _day_field(field: str, value: str = "") -> Field:
    return Field(field, words.field_name(field), value, "2011-01-01")


def _set_form(
    desk: Desk, one: decide.PriceList, _found: Sequence[decide.Price]
) -> Component | None:
    services = {
        row["service_id"]: f"{name(row)} ({row['service_id']})"
        for row in sorted(desk.services.values(), key=name)
        if row["fee_kind"] not in WITHOUT_LIST_PRICE
    }
    ends = {"no": _("no: there is none that day"), "yes": _("yes: the list ends it")}
    fields = [
        Field("service", words.field_name("service"), options=services),
        Field("price", words.field_name("price"), hint="5 400,00"),
        _day_field("valid_from", str(one.valid_from)),
        _day_field("valid_until", str(one.valid_until)),
        Field("ends_running", _("Ends the price that runs"), options=ends),
    ]
    return _form(desk, "price.set", one.price_list_id, fields, _("Put in a price"))


def _one_of(found: Sequence[decide.Price], desk: Desk) -> Field:
    options = {
        f"{price.service_id} {price.valid_from}": f"{desk.service(price.service_id)}, "
        f"{words.amount(price)} {words.per(price)}, {formats.day(price.valid_from)}"
        for price in found
    }
    return Field("one", words.field_name("one"), options=options)


def _remove_form(
    desk: Desk, one: decide.PriceList, found: Sequence[decide.Price]
) -> Component | None:
    if not found:
        return None
    return _form(
        desk, "price.remove", one.price_list_id, [_one_of(found, desk)], _("Take out a price")
    )


def _propose_form(
    desk: Desk, one: decide.PriceList, found: Sequence[decide.Price]
) -> Component | None:
    if not found:
        return None
    return _form(desk, "price_list.propose", one.price_list_id, [], _("Propose the list"))


def _give_back_form(
    desk: Desk, one: decide.PriceList, _found: Sequence[decide.Price]
) -> Component | None:
    return _form(desk, "price_list.give_back", one.price_list_id, [], _("Give it back as a draft"))


def _decide_form(
    desk: Desk, one: decide.PriceList, _found: Sequence[decide.Price]
) -> Component | None:
    fields = [
        _day_field("decided_on"),
        Field(
            "decision",
            words.field_name("decision"),
            "",
            _("who, and where it stands"),
            is_prose=True,
        ),
    ]
    return _form(desk, "price_list.decide", one.price_list_id, fields, _("Write down the decision"))


def _end_form(desk: Desk, one: decide.PriceList, found: Sequence[decide.Price]) -> Component | None:
    if not found:
        return None
    fields = [_one_of(found, desk), _day_field("until")]
    return _form(desk, "price.end", one.price_list_id, fields, _("End a price"))


def _supersede_form(
    desk: Desk, one: decide.PriceList, found: Sequence[decide.Price]
) -> Component | None:
    if not found:
        return None
    fields = [
        _one_of(found, desk),
        Field("price", _("Right price, kr"), hint="5 400,00"),
        _day_field("known_from"),
        Field(
            "decision",
            words.field_name("decision"),
            "",
            _("who, and where it stands"),
            is_prose=True,
        ),
    ]
    return _form(desk, "price.supersede", one.price_list_id, fields, _("Put a wrong price right"))


#: Which forms a list in each state has.
OFFERED: Mapping[str, Sequence[Offer]] = {
    "draft": (_set_form, _remove_form, _propose_form),
    "proposed": (_decide_form, _give_back_form),
    "decided": (_end_form, _supersede_form),
    "ended": (_supersede_form,),
}


def _new(desk: Desk) -> list[Component]:
    """A form for a new list."""
    fields = [
        Field("list", words.field_name("list"), hint="PL-2011-v1"),
        Field("valid_from", words.field_name("valid_from"), hint="2011-01-01"),
        Field("valid_until", words.field_name("valid_until"), hint="2012-01-01"),
    ]
    form = _form(desk, "price_list.draft", "", fields, _("Draft a new list"))
    if form is None:
        return []
    title = _("A new price list")
    sub = _("A draft is seen by controllers and auditors, and charges nobody.")
    return [section(title, sub, [html.Div([form], className="decisions")], "new")]


def _carried(desk: Desk) -> list[Component]:
    """Results of earlier years that the next prices carry: part of what they are to cover."""
    carried = [one for one in decide.settled(desk.view.viewer) if one.kind == "carry"]
    if not carried:
        return []
    heads = [
        Head(_("Service")),
        Head(_("Into the price of"), is_figure=True),
        Head(_("Carried"), is_figure=True),
        Head(_("For one unit"), is_figure=True),
        Head(_("Decision"), is_extra=True),
    ]
    lines = [
        Line(
            [
                desk.service(one.service_id),
                str(one.year + 1),
                formats.whole_change(-one.result_ore),
                settlement_words.per_unit(one, desk.services.get(one.service_id, {})),
                one.decision,
            ]
        )
        for one in reversed(carried)
    ]
    title = settlement_words.carried_title(carried)
    return [
        section(
            title,
            _(
                "Kr beside the self-cost: a surplus lowers what the next price is to cover, a "
                "shortage raises it. For one unit: over the units of the year it arose in."
            ),
            [figure_table(title, heads, lines), _source()],
            "carried",
        )
    ]


# --- history ----------------------------------------------------------------------------------


def _history(desk: Desk, one: decide.PriceList) -> Component:
    facts = decide.history(desk.view.viewer, one.price_list_id)
    heads = [
        Head(_("When")),
        Head(_("What")),
        Head(_("Who"), is_extra=True),
        Head(_("Why"), is_extra=True),
        Head(_("Fact"), is_figure=True, is_extra=True),
    ]
    together = groupby(facts, key=lambda fact: (fact.recorded_at, fact.kind))
    lines = [_history_line(desk, list(group)) for _key, group in together]
    title = _("Who said what")
    sub = _("From the journal, newest first. Nothing in it is changed or taken away.")
    return section(title, sub, [figure_table(title, heads, lines), _source()], "history")


def _history_line(desk: Desk, group: Sequence[decide.Fact]) -> Line:
    fact = group[0]
    what = words.said(fact, desk.of_fact(fact)) if len(group) == 1 else words.taken_over(len(group))
    numbers = str(fact.seq) if len(group) == 1 else f"{group[-1].seq}–{fact.seq}"
    return Line([formats.moment(fact.recorded_at), what, fact.who, fact.why, numbers])


def _source() -> Component:
    return source_line(_("Source: the journal."), built_words())
