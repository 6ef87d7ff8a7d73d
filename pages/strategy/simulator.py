"""Other prices, rules and fee models on real volumes: who pays more, is the cost covered."""

from collections.abc import Mapping, Sequence
from typing import get_args
from urllib.parse import urlencode

import dash
from dash import ALL, Input, Output, callback, ctx, dcc, html
from dash.development.base_component import Component
from dash.exceptions import PreventUpdate

from dashboard import access, decide, formats, session, shell
from dashboard import address as addresses
from dashboard.address import Address
from dashboard.charts.effects import Gain, GainHeads, cover, gains
from dashboard.components.attributes import aria, marked
from dashboard.components.facts import Fact, fact_row
from dashboard.components.forms import Field, decision_form
from dashboard.components.links import key_of
from dashboard.components.page_bar import Export, day_picker, page_bar
from dashboard.components.sections import (
    empty_state,
    page_title,
    section,
    source_line,
    table_as_well,
)
from dashboard.components.shapes import status
from dashboard.components.sliders import PriceInput
from dashboard.components.switches import Choice, view_switch
from dashboard.components.tables import Head, Line, figure_table
from dashboard.exports.simulator import areas_table, departments_table, prices_table
from dashboard.exports.tables import Table
from dashboard.figures.scenario import (
    FROM,
    MODEL,
    RULE,
    Area,
    Effect,
    FeeModel,
    Price,
    Scenario,
    parameters,
    price_text,
    totals,
)
from dashboard.i18n import _, _l, name
from dashboard.shell import built_words, waiting
from dashboard.view import View, view_of
from dashboard.wire import fills, plain
from dashboard.words import reference as reference_words
from dashboard.words import simulator as words

PATH = "/strategy/simulator"
EXPORT = "/export/strategy/simulator"
dash.register_page(
    __name__,
    path=PATH,
    name=_l("Simulator"),
    order=80,
    group="strategy",
    roles=("board", "strategist", "controller", "auditor"),
    layout=waiting,
)

# The regions that move while a price is dragged; the sliders themselves stay as they are.
REGIONS = TOP, EFFECTS, PRICES_HEAD, COSTS, GRANTS_HEAD, GRANTS = (
    "simulator-top",
    "simulator-effects",
    "simulator-prices-head",
    "simulator-costs",
    "simulator-grants-head",
    "simulator-grants",
)
# The two cells of each price that move: its change, and what that brings.
SHARE, BROUGHT = "share", "brought"
SCENARIO = "simulator-scenario"
MOST_PRICES = 12
EVERY = "every"
SAVED = "scenario"


def content(view: View) -> Sequence[Component]:
    """The scenario in the address."""
    scenario = Scenario(view)
    if not scenario.prices:
        return [page_bar(view, department=False), page_title(_("Simulator")), _nothing()]
    parts = _regions(scenario)
    figures = html.Div(
        [html.Div(parts[EFFECTS], id=EFFECTS), _prices(scenario, parts)],
        className="columns-simulator",
    )
    return [
        *_told(scenario),
        html.Div(parts[TOP], id=TOP),
        figures,
        html.Div(parts[COSTS], id=COSTS),
        _compensation(parts),
        *_saved(scenario),
        dcc.Store(id=SCENARIO),
    ]


def tables(view: View) -> Mapping[str, Table]:
    """Departments, prices and areas of the scenario."""
    scenario = Scenario(view)
    notes = [_sources(), built_words()]
    return {
        "departments": departments_table(scenario, notes),
        "prices": prices_table(scenario, notes),
        "areas": areas_table(scenario, notes),
    }


fills(*REGIONS)


@callback(
    *(Output(region, "children") for region in REGIONS),
    Output({"price": ALL, "part": SHARE}, "children"),
    Output({"price": ALL, "part": BROUGHT}, "children"),
    Input(SCENARIO, "data"),
    prevent_initial_call=True,
)
def follow(search: object) -> list[object]:
    """All that moves, for the scenario the browser has just written into the address."""
    reader = session.viewer()
    if shell.page_at(PATH, reader.role) is None:
        raise PreventUpdate
    scenario = Scenario(view_of(addresses.read(PATH, search)))
    parts, moved = _regions(scenario), _moved(scenario)
    shares, brought = ctx.outputs_list[-2:]
    return [
        *(plain(parts[one]) for one in REGIONS),
        *([moved.get(_of(one)) for one in cells] for cells in (shares, brought)),
    ]


def _of(cell: Mapping[str, Mapping[str, str]]) -> tuple[str, str]:
    """Which price and which of its cells an output is."""
    return cell["id"]["price"], cell["id"]["part"]


def _regions(scenario: Scenario) -> dict[str, list[Component]]:
    return {
        TOP: [_bar(scenario), _title(scenario), _model_and_facts(scenario)],
        EFFECTS: [_effects(scenario)],
        PRICES_HEAD: [_prices_head(scenario)],
        COSTS: [*_rules(scenario), _costs(scenario)],
        GRANTS_HEAD: [_grants_head(scenario)],
        GRANTS: [_grants(scenario)],
    }


def _nothing() -> Component:
    return empty_state(
        _("No list price is in force"),
        _("The simulator begins when a month is charged at the prices of a list."),
    )


def _bar(scenario: Scenario) -> Component:
    """The first day of what is tried, any day of the months, and the files."""
    kept = parameters(scenario.address)
    files = [
        Export(kind, scenario.address.to(f"{EXPORT}.{ending}", **kept))
        for kind, ending in (("Excel", "xlsx"), ("CSV", "csv"))
    ]
    days = (scenario.first, scenario.last_day)
    return page_bar(
        scenario.view,
        department=False,
        pickers=[day_picker(FROM, _("Tried from"), scenario.begins, *days)],
        exports=files,
    )


def _title(scenario: Scenario) -> Component:
    areas = scenario.areas
    sentence = words.title(
        scenario.model,
        sum(max(effect.model_ore, 0) for effect in scenario.effects),
        scenario.amount_ore - scenario.today_ore,
        sum(area.covering_ore for area in areas),
        sum(area.cost_ore for area in areas),
        len(scenario.changed) + len(scenario.rules),
    )
    hundredths = scenario.hundredths
    each = formats.rounded(100 * scenario.shared_ore, hundredths) if hundredths else 0
    return page_title(
        sentence, words.lead(scenario.model, scenario.shared_areas, each, _months(scenario))
    )


def _months(scenario: Scenario) -> str:
    return formats.months(scenario.first, scenario.last)


def _model_and_facts(scenario: Scenario) -> Component:
    label = html.P(_("Fee model"), className="fact-label")
    choices = [
        Choice(
            words.model(one),
            scenario.address.here(**{MODEL: None if one == "per_unit" else one}),
            f"model-{one}",
            one == scenario.model,
        )
        for one in get_args(FeeModel)
    ]
    return html.Div(
        [
            html.Div([label, view_switch(choices, _("Fee model"))], className="model-switch"),
            fact_row(_facts(scenario)),
        ],
        className="model-and-facts",
    )


def _facts(scenario: Scenario) -> list[Fact]:
    fees = sum(area.covering_ore for area in scenario.areas)
    cost = sum(area.cost_ore for area in scenario.areas)
    against = words.against_today(scenario.amount_ore - scenario.today_ore)
    facts = [
        Fact(_("Fees"), formats.millions(scenario.amount_ore)),
        Fact(_("Against today's prices"), against),
    ]
    if not cost:
        return facts
    short = _("Shortfall") if fees < cost else _("Surplus")
    look, _word = words.cover(formats.rounded(1000 * fees, cost))
    return [
        *facts,
        Fact(_("Self-cost"), formats.millions(cost)),
        Fact(short, formats.millions(abs(fees - cost)), status=look),
    ]


def _effects(scenario: Scenario) -> Component:
    """Winners and losers: the model at equal prices, or the prices; the whole change beside."""
    effects = scenario.effects
    drawn = [scenario.effect_ore(one) for one in effects]
    largest = max(drawn, default=0)
    title = words.effects_title(scenario.model, [one.name for one in effects], drawn)
    rows = [
        Gain(
            one.name,
            ore,
            formats.millions_change(ore, 2),
            formats.millions_change(one.change_ore, 2),
            chosen=ore == largest > 0,
        )
        for one, ore in zip(effects, drawn, strict=True)
    ]
    unit = formats.millions_unit()
    sub = (
        _(
            "Bars: the fee model against per unit at the same prices, %(unit)s. To the right: "
            "the whole change against today's prices.",
            unit=unit,
        )
        if scenario.shared
        else _("The scenario's prices against today's on the same volumes, %(unit)s.", unit=unit)
    )
    heads = GainHeads(title, _("Department"), _("pays less"), _("pays more"), _("against today"))
    return section(title, sub, [gains(rows, heads), _source()], "effects")


def _prices_head(scenario: Scenario) -> Component:
    higher = sum(price.value > price.today for price in scenario.prices)
    lower = sum(price.value < price.today for price in scenario.prices)
    return html.Div(
        [
            html.H2(words.prices_title(higher, lower), id="prices"),
            html.P(
                _(
                    "Kr per unit. The line is today's price; the slider goes 30% to either side, "
                    "the field further."
                ),
                className="sub",
            ),
        ]
    )


def _shown(scenario: Scenario) -> list[Price]:
    """The dearest services' prices and those that are others, or all of them."""
    brought = totals(scenario.today, 1)
    ranked = sorted(
        scenario.prices, key=lambda one: (-brought.get(one.service_id, 0), one.service_id)
    )
    if scenario.address.get(EVERY):
        return ranked
    return [price for place, price in enumerate(ranked) if place < MOST_PRICES or price.is_changed]


def _prices(scenario: Scenario, parts: Mapping[str, Sequence[Component]]) -> Component:
    """The prices: the inputs stay while they are dragged, the two columns beside them move."""
    shown = _shown(scenario)
    moved = _moved(scenario)
    heads = [
        html.Th(_("Service"), scope="col"),
        html.Th(_("Today"), scope="col", className="figure extra"),
        html.Th(_("Price"), scope="col", className="slide"),
        html.Th(_("Tried, kr"), scope="col", className="figure"),
        html.Th(_("Change"), scope="col", className="figure"),
        html.Th(formats.capital(formats.millions_unit()), scope="col", className="figure extra"),
    ]
    table = html.Table(
        [
            html.Caption(_("Prices to try"), className="unseen"),
            html.Thead(html.Tr(heads)),
            html.Tbody([_price_row(price, moved) for price in shown]),
        ],
        className="prices",
    )
    left = len(scenario.prices) - len(shown)
    more = (
        html.P(
            html.A(
                _("Show all %(count)s prices", count=len(scenario.prices)),
                href=scenario.address.here(**{EVERY: "yes"}),
                **marked(scenario="yes"),
            ),
            className="after-prices",
        )
        if left
        else None
    )
    return html.Section(
        [
            html.Div(list(parts[PRICES_HEAD]), id=PRICES_HEAD, className="section-head"),
            table,
            *([more] if more else []),
            html.P(_not_moved(scenario), className="note"),
            _source(),
        ],
        className="part",
        **aria(labelledby="prices"),
    )


def _price_row(price: Price, moved: Mapping[tuple[str, str], str]) -> html.Tr:
    label = _("Price of %(service)s", service=name(price.row))
    digits = price.digits

    def field(kind: str) -> PriceInput:
        return PriceInput(
            kind=kind,
            service=price.service_id,
            label=label,
            value=price.value,
            today=price.today,
            digits=digits,
            text=price_text(price.value, digits),
        )

    return html.Tr(
        [
            html.Th(name(price.row), scope="row"),
            html.Td(_kronor(price), className="figure extra"),
            html.Td(field("range"), className="slide"),
            html.Td(field("text"), className="figure"),
            *(
                html.Td(
                    moved[price.service_id, part],
                    id={"price": price.service_id, "part": part},
                    className=look,
                )
                for part, look in ((SHARE, "figure"), (BROUGHT, "figure extra"))
            ),
        ]
    )


def _kronor(price: Price) -> str:
    """Today's price: whole kronor where it is."""
    krona = 10**price.digits
    return formats.decimal(price.today, krona, 2 if price.today % krona else 0)


def _moved(scenario: Scenario) -> dict[tuple[str, str], str]:
    """What each price changes: per cent, and millions over the months."""
    today, tried = totals(scenario.today, 1), totals(scenario.per_unit, 1)
    found: dict[tuple[str, str], str] = {}
    for price in scenario.prices:
        key = price.service_id
        found[key, SHARE] = _share(price)
        found[key, BROUGHT] = formats.millions_change(tried.get(key, 0) - today.get(key, 0), 2)
    return found


def _share(price: Price) -> str:
    """A price's change in per cent with its sign."""
    if not price.is_changed or not price.today:
        return "0"
    share = formats.percent(abs(price.value - price.today), price.today, 1)
    return f"+{share}" if price.value > price.today else f"{formats.MINUS}{share}"


def _not_moved(scenario: Scenario) -> str:
    """What the scenario leaves as it is."""
    moved = {price.service_id for price in scenario.prices}
    amounts = totals(scenario.today, 1)
    left = {one: ore for one, ore in amounts.items() if one not in moved and ore}
    ranked = sorted(left, key=lambda one: (-left[one], one))
    told = words.left_alone(
        [(name(scenario.services[one]), left[one]) for one in ranked], sum(left.values())
    )
    later = [name(price.row) for price in scenario.later]
    return f"{told} {words.later(later, scenario.rules_begin)}" if later else told


def _costs(scenario: Scenario) -> Component:
    """Fees of each area against the self-cost of its services, most kronor short first."""
    areas = scenario.areas
    if not areas:
        return empty_state(
            _("No cost is known for these months"),
            _("The check begins when the general ledger of the months is loaded."),
        )
    whole = Area(
        "",
        sum(one.fees_ore for one in areas),
        sum(one.cost_ore for one in areas),
        sum(one.carried_ore for one in areas),
    )
    is_carried = any(one.carried_ore for one in areas)
    unit = formats.millions_unit()
    heads = [
        Head(_("Area")),
        Head(_("Fees"), is_figure=True, is_extra=True),
        *([Head(_("Carried"), is_figure=True, is_extra=True)] if is_carried else []),
        Head(_("Self-cost"), is_figure=True, is_extra=True),
        Head(_("Cover, 50 to 140%"), is_extra=True),
        Head(_("Difference"), is_figure=True),
        Head(_("Cover"), is_figure=True),
        Head(_("Check")),
    ]
    lines = [
        _area_line(one, reference_words.area(one.area), is_carried=is_carried) for one in areas
    ]
    lines.append(_area_line(whole, _("Together"), is_carried=is_carried, is_total=True))
    first = areas[0]
    title = words.costs_title(reference_words.area(first.area), first.difference_ore)
    return section(
        title,
        _(
            "Fees against the self-cost of the services, %(months)s, %(unit)s, most short first. "
            "Grey: %(low)s–%(high)s%%, as it should be. Shared pools are shared out as the city "
            "has decided; the cost is that of what was supplied.",
            months=_months(scenario),
            unit=unit,
            low=words.TOLERANCE[0],
            high=words.TOLERANCE[1],
        ),
        [figure_table(_("Fees and self-cost by area"), heads, lines), _source()],
        "costs",
    )


def _area_line(one: Area, told: str, *, is_carried: bool, is_total: bool = False) -> Line:
    permille = formats.rounded(1000 * one.covering_ore, one.cost_ore)
    look, word = words.cover(permille)
    return Line(
        [
            told,
            formats.millions_amount(one.fees_ore),
            *([formats.millions_change(one.carried_ore)] if is_carried else []),
            formats.millions_amount(one.cost_ore),
            cover(permille, look, words.TOLERANCE),
            formats.millions_change(one.difference_ore),
            formats.percent(permille, 1000),
            status(look, word),
        ],
        is_total=is_total,
    )


def _rules(scenario: Scenario) -> list[Component]:
    """The counting rules that the published days can answer for, each to be changed about."""
    offered = [price for price in scenario.prices if price.service_id in scenario.offered_rules]
    if not offered:
        return []
    brought = totals(scenario.per_unit, 1)
    today = totals(scenario.today, 1)
    heads = [
        Head(_("Service")),
        Head(_("Counted")),
        Head(_("Fees"), is_figure=True, is_extra=True),
        Head(_("Against today"), is_figure=True),
    ]
    lines = [
        Line(
            [
                name(price.row),
                _rule_switch(scenario, price),
                formats.millions_amount(brought.get(price.service_id, 0), 2),
                formats.millions_change(
                    brought.get(price.service_id, 0) - today.get(price.service_id, 0), 2
                ),
            ]
        )
        for price in offered
    ]
    return [
        section(
            words.rules_title(len(scenario.rules)),
            words.rules_lead(scenario.rules_begin, formats.millions_unit()),
            [figure_table(_("Counting rules to try"), heads, lines), _source()],
            "rules",
        )
    ]


def _rule_switch(scenario: Scenario, price: Price) -> Component:
    service_id, other = price.service_id, scenario.offered_rules[price.service_id]
    is_other = service_id in scenario.rules
    choices = [
        Choice(
            reference_words.counting_rule(rule, "", ""),
            scenario.address.here(**{f"{RULE}{service_id}": value}),
            key_of("rule", service_id, rule),
            is_chosen,
        )
        for rule, value, is_chosen in (
            (price.row["rule"], None, not is_other),
            (other, other, is_other),
        )
    ]
    return view_switch(choices, name(price.row))


def _compensation(parts: Mapping[str, Sequence[Component]]) -> Component:
    """The grant each department would need for the scenario to cost it nothing.

    The table that is opened stays open while a price is dragged: what stands in it moves.
    """
    table = html.Div(list(parts[GRANTS]), id=GRANTS)
    return html.Section(
        [
            html.Div(list(parts[GRANTS_HEAD]), id=GRANTS_HEAD, className="section-head"),
            table_as_well(_("Grants by department"), table),
        ],
        className="part",
        **aria(labelledby="grants"),
    )


def _grants_head(scenario: Scenario) -> Component:
    raised = sum(max(one.change_ore, 0) for one in scenario.effects)
    sub = _("What each department's grant would change by for the scenario to cost it nothing.")
    return html.Div(
        [html.H2(words.compensation_title(raised), id="grants"), html.P(sub, className="sub")]
    )


def _grants(scenario: Scenario) -> Component:
    effects = sorted(scenario.effects, key=lambda one: (-one.change_ore, one.department_id))
    heads = [
        Head(_("Department")),
        Head(_("Today's prices, kr"), is_figure=True, is_extra=True),
        Head(_("Scenario, kr"), is_figure=True, is_extra=True),
        Head(_("Compensating grant, kr"), is_figure=True),
    ]
    whole = Effect(
        "",
        "",
        sum(one.today_ore for one in effects),
        sum(one.amount_ore for one in effects),
        0,
    )
    lines = [
        Line(
            [
                told,
                formats.amount(one.today_ore),
                formats.amount(one.amount_ore),
                formats.change(one.change_ore),
            ],
            is_total=is_total,
        )
        for told, one, is_total in (
            (_("The departments of the city"), whole, True),
            *((one.name, one, False) for one in effects),
        )
    ]
    return figure_table(_("Compensating grants by department"), heads, lines)


# --- saved scenarios --------------------------------------------------------------------------


def _told(scenario: Scenario) -> list[Component]:
    """What became of what was just sent."""
    address = scenario.address
    facts = {str(fact.seq): fact for fact in decide.said_of_scenarios(scenario.view.viewer)}
    if fact := facts.get(address.get("said")):
        told = status("good", words.written(fact))
    elif fact := facts.get(address.get("conflict")):
        told = status("watch", words.changed(fact))
    elif address.get("refused"):
        told = status("bad", words.refused(address.get("refused"), address.get("field")))
    else:
        return []
    return [html.Div(told, className="notice", role="status")]


def _saved(scenario: Scenario) -> list[Component]:
    """The scenarios that are saved, each with a link that opens it; and the form that saves."""
    found = decide.saved_scenarios(scenario.view.viewer)
    opened = next((one for one in found if one.scenario_id == scenario.address.get(SAVED)), None)
    forms = _forms(scenario, opened)
    if not found and not forms:
        return []
    heads = [
        Head(_("Scenario")),
        Head(_("Tries"), is_extra=True),
        Head(_("Version"), is_figure=True),
        Head(_("Last said by"), is_extra=True),
        Head(_("When"), is_extra=True),
        Head(_("Why"), is_extra=True),
    ]
    lines = [_saved_line(one, is_open=one is opened) for one in found]
    title = words.saved_title(len(found))
    table = [figure_table(title, heads, lines)] if lines else []
    return [
        section(
            title,
            _("A link opens one as it was saved. What is written stays in the journal."),
            [
                *table,
                *([html.Div(forms, className="decisions")] if forms else []),
                source_line(_("Source: the journal."), built_words()),
            ],
            "saved",
        )
    ]


def _saved_line(one: decide.Scenario, *, is_open: bool) -> Line:
    href = Address(PATH, {**one.tried, SAVED: one.scenario_id}).here()
    named: Component = html.Strong(one.name) if is_open else html.A(one.name, href=href)
    return Line(
        [
            [named, html.Span(one.scenario_id, className="under-name")],
            words.tries(one.tried),
            str(one.version),
            one.who,
            formats.moment(one.when),
            one.why,
        ]
    )


def _forms(scenario: Scenario, opened: decide.Scenario | None) -> list[Component]:
    """What the reader may say: a new scenario, a later version of the open one, its end."""
    viewer = scenario.view.viewer
    forms = []
    if access.may(viewer, "scenario.save"):
        if opened:
            forms.append(_save_form(scenario, opened, _("Save a later version")))
        forms.append(_save_form(scenario, None, _("Save as a new scenario")))
    if opened and access.may(viewer, "scenario.end"):
        forms.append(_form("scenario.end", "end", [], _("End the scenario"), scenario, opened))
    return forms


def _save_form(scenario: Scenario, opened: decide.Scenario | None, button: str) -> Component:
    filled = opened.name if opened else ""
    fields = [Field("name", _("Name"), filled, is_wide=True)]
    key = "later" if opened else "new"
    return _form("scenario.save", key, fields, button, scenario, opened)


def _form(  # noqa: PLR0913, PLR0917 - what is said, of which scenario, with which fields
    act: str,
    key: str,
    fields: Sequence[Field],
    button: str,
    scenario: Scenario,
    opened: decide.Scenario | None,
) -> Component:
    kept = {"period": formats.period_key(scenario.last), **parameters(scenario.address)}
    hidden = {
        "csrf_token": session.csrf_token(),
        "tried": urlencode(kept),
        "seen": str(opened.seq if opened else 0),
        **({"scenario": opened.scenario_id} if opened else {}),
    }
    why = Field("why", _("Why"), is_prose=True)
    form = decision_form(f"scenario-{key}", f"/decide/{act}", [*fields, why], button, hidden)
    return html.Div([html.H3(button), form], className="decision-box")


def _sources() -> str:
    return _("Source: bill lines, price lists, employments, general ledger. Constructed data.")


def _source() -> Component:
    return source_line(_sources(), built_words())
