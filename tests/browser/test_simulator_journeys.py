"""The simulator as a strategist uses it, and its figures worked out again from the warehouse."""

import csv
import datetime
import io
import re
from collections import Counter
from fractions import Fraction

import pytest
from playwright.sync_api import Page, expect

from dashboard import formats
from tests.browser.published import ask, swedish
from tests.browser.reading import arrive, follow, rows, settled, told

pytestmark = [
    pytest.mark.browser,
    pytest.mark.full,
    pytest.mark.xdist_group("browser"),
]

PLACE = "/strategy/simulator?period=2010-12"
FIRST, LAST = datetime.date(2010, 1, 1), datetime.date(2010, 12, 1)
#: A laptop's year is charged by the day, so that its lines are rounded.
SERVICE = "WS-LAP"
#: Milliseconds that an answer may take on a machine that does much else.
PATIENCE = 20_000
SLIDER, FIELD = f"#price-range-{SERVICE}", f"#price-text-{SERVICE}"
#: Kinds of fee at a list's price.
LISTED = {"yearly", "decision", "one_off", "metered"}
GRANTS = "section[aria-labelledby=grants] table"
COSTS = "section[aria-labelledby=costs] table"

Fees = Counter[tuple[str, str]]


# --- the same sums by another way ---------------------------------------------------------------


def half_up(amount: Fraction) -> int:
    """Whole öre, half an öre away from zero."""
    return int(amount + Fraction(1, 2)) if amount >= 0 else -int(-amount + Fraction(1, 2))


def line_ore(  # noqa: PLR0913, PLR0917 - what stands on a line
    fee_kind: str,
    price: int,
    month: datetime.date,
    quantity: int,
    quantity_days: int | None,
    days_in_month: int,
) -> int:
    """What a line of the bill comes to at a price: docs/method.md, read anew."""
    if fee_kind == "metered":
        return half_up(Fraction(quantity * price, 100_000))
    if fee_kind == "one_off":
        return half_up(Fraction(quantity * price, 1000))
    share = (price + month.month - 1) // 12
    return half_up(Fraction(quantity_days * share, 1000 * days_in_month))


def fees(city, tried: dict[str, int]) -> Fees:
    """Öre by department and service of the year's lines, at the list's last prices and these."""
    listed = dict(
        ask(
            city,
            "select service_id, coalesce(price_e4, price_ore) from marts.prices "
            "where valid_from <= $day and valid_until > $day",
            day=datetime.date(2010, 12, 31),
        )
    )
    found: Fees = Counter()
    for department, *line, ore in ask(
        city,
        "select department_id, service_id, fee_kind, charge_period, quantity, quantity_days, "
        "days_in_month, amount_ore from marts.bill_lines "
        "where charge_period between $first and $last",
        first=FIRST,
        last=LAST,
    ):
        service, fee_kind, *counted = line
        price = (listed | tried).get(service)
        is_listed = price is not None and fee_kind in LISTED
        found[department, service] += line_ore(fee_kind, price, *counted) if is_listed else ore
    return found


def shared_by_employees(city, amounts: Fees) -> Fees:
    """The same with the mixed model's services shared out by full-time employees."""
    mixed = {one for (one,) in ask(city, "select service_id from marts.services where is_mixed")}
    employees = dict(
        ask(
            city,
            "select department_id, sum(full_time_hundredths)::bigint "
            "from marts.full_time_employees join marts.departments using (department_id) "
            "where not is_external and period between $first and $last group by department_id "
            "having sum(full_time_hundredths) > 0",
            first=FIRST,
            last=LAST,
        )
    )
    found: Fees = Counter()
    pools: Counter[str] = Counter()
    for (department, service), ore in amounts.items():
        if service in mixed and department in employees:
            pools[service] += ore
        else:
            found[department, service] += ore
    for service, pool in pools.items():
        exact = {
            one: Fraction(pool * weight, sum(employees.values()))
            for one, weight in employees.items()
        }
        parts = {one: int(share) for one, share in exact.items()}
        by_loss = sorted(exact, key=lambda one: (parts[one] - exact[one], one))
        for one in by_loss[: pool - sum(parts.values())]:
            parts[one] += 1
        for one, ore in parts.items():
            found[one, service] += ore
    return found


def by_department(city, amounts: Fees) -> dict[str, int]:
    """Öre by the name of each department of the city that pays anything."""
    names = dict(
        ask(city, "select department_id, name_sv from marts.departments where not is_external")
    )
    found: Counter[str] = Counter()
    for (department, _service), ore in amounts.items():
        if department in names:
            found[names[department]] += ore
    return dict(found)


def grants(city, today: Fees, tried: Fees) -> list[list[str]]:
    """The table of grants: the city first, then each department, who pays most more first."""
    before, after = by_department(city, today), by_department(city, tried)
    ordered = sorted(before, key=lambda one: after[one] - before[one], reverse=True)
    lines = [
        ("Stadens förvaltningar", sum(before.values()), sum(after.values())),
        *((one, before[one], after[one]) for one in ordered),
    ]
    return [[one, swedish(was), swedish(is_), formats.change(is_ - was)] for one, was, is_ in lines]


def costs(city, tried: Fees) -> dict[str, list[str]]:
    """Fees, self-cost and difference of every area that costs, in millions, and of all."""
    areas = dict(ask(city, "select service_id, area from marts.services"))
    cost: Counter[str] = Counter()
    of_area: Counter[str] = Counter()
    costing = set()
    for service, ore in ask(
        city,
        "select service_id, sum(self_cost_ore)::bigint from marts.self_costs "
        "where period between $first and $last group by service_id",
        first=FIRST,
        last=LAST,
    ):
        costing.add(service)
        cost[areas[service]] += ore
    for (_department, service), ore in tried.items():
        if service in costing:
            of_area[areas[service]] += ore
    told = {area: (of_area[area], ore) for area, ore in cost.items() if ore > 0}
    both = [sum(part) for part in zip(*told.values(), strict=True)]
    return {
        area: [
            formats.millions_amount(charged),
            formats.millions_amount(ore),
            formats.millions_change(charged - ore),
            formats.percent(half_up(Fraction(1000 * charged, ore)), 1000),
        ]
        for area, (charged, ore) in {**told, "Tillsammans": both}.items()
    }


# --- what the screen says -----------------------------------------------------------------------


def shown_grants(page: Page) -> list[list[str]]:
    return rows(page, GRANTS)


def open_grants(page: Page) -> None:
    """The numbers of the bars, one click away from them; they stay open while prices move."""
    page.get_by_text("Kommunbidrag per förvaltning", exact=True).click()


def same_lines(shown: list[list[str]], worked_out: list[list[str]]) -> bool:
    """Whether two tables are alike; those who pay as much may change places."""
    return shown[0] == worked_out[0] and sorted(shown) == sorted(worked_out)


def price_in(page: Page) -> int:
    """Öre in the field beside the slider."""
    return half_up(Fraction(page.locator(FIELD).input_value().replace(",", ".")) * 100)


def bars(page: Page) -> list[str]:
    """How wide each department's bar is."""
    return page.eval_on_selector_all(
        ".gains tbody rect", "bars => bars.map(bar => bar.getAttribute('width'))"
    )


def total_move(page: Page):
    """The city's whole change against today's prices, as the facts say it."""
    return page.locator(".fact", has_text="Mot dagens priser").locator(".fact-value")


# --- the strategist -----------------------------------------------------------------------------


def test_a_strategist_drags_a_price_and_sees_who_pays_while_dragging(open_as, city):
    page = open_as("strategist")
    arrive(page, PLACE)
    expect(total_move(page)).to_have_text("oförändrat")
    assert set(bars(page)) == {"0%"}
    before = price_in(page)
    today = fees(city, {})

    page.locator(SLIDER).scroll_into_view_if_needed()
    box = page.locator(SLIDER).bounding_box()
    middle, height = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(middle, height)
    page.mouse.down()
    page.mouse.move(middle + box["width"] / 4, height, steps=4)
    expect(total_move(page)).to_contain_text("högre", timeout=PATIENCE)
    dearer = bars(page)
    assert any(width != "0%" for width in dearer)
    page.mouse.move(middle - box["width"] / 4, height, steps=8)
    expect(total_move(page)).to_contain_text("lägre", timeout=PATIENCE)
    assert bars(page) != dearer
    page.mouse.up()

    tried = price_in(page)
    assert tried < before
    assert f"p-{SERVICE}=" in page.url
    now = fees(city, {SERVICE: tried})
    change = sum(now.values()) - sum(today.values())
    expect(total_move(page)).to_have_text(f"{formats.large(-change)} lägre", timeout=PATIENCE)
    open_grants(page)
    assert same_lines(shown_grants(page), grants(city, today, now))


def test_the_same_by_keyboard_and_back_to_where_it_was(open_as, city):
    """Arrows move the slider a step; the field takes any price, and tells what is none."""
    page = open_as("strategist")
    arrive(page, PLACE)
    before, today = price_in(page), fees(city, {})
    step = int(page.locator(SLIDER).get_attribute("step"))
    open_grants(page)

    page.locator(SLIDER).focus()
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowUp"):
        page.keyboard.press(key)
    assert price_in(page) == before + 2 * step
    now = fees(city, {SERVICE: before + 2 * step})
    changed = sum(by_department(city, now).values()) - sum(by_department(city, today).values())
    expect(page.locator(GRANTS)).to_contain_text(formats.change(changed), timeout=PATIENCE)
    assert same_lines(shown_grants(page), grants(city, today, now))

    page.keyboard.press("Tab")
    expect(page.locator(FIELD)).to_be_focused()
    page.keyboard.press("Control+A")
    page.keyboard.type("femtusen")
    expect(page.locator(FIELD)).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Control+A")
    page.keyboard.type("9999,50")
    expect(page.locator(FIELD)).to_have_attribute("aria-invalid", "false")
    far = fees(city, {SERVICE: 999_950})
    together = swedish(sum(by_department(city, far).values()))
    expect(page.locator(GRANTS)).to_contain_text(together, timeout=PATIENCE)
    assert same_lines(shown_grants(page), grants(city, today, far))

    page.keyboard.press("Control+A")
    page.keyboard.type(formats.decimal(before, 100, 2))
    expect(total_move(page)).to_have_text("oförändrat", timeout=PATIENCE)
    assert "p-" not in page.url
    assert set(bars(page)) == {"0%"}


def test_an_answer_that_comes_late_never_stands_for_a_newer_price(open_as, city):
    """The first answer is held back until another price has been typed."""
    page = open_as("strategist")
    arrive(page, PLACE)
    held = []

    def hold_the_first(route):
        if held or '"simulator-scenario.data"' not in (route.request.post_data or ""):
            route.continue_()
        else:
            held.append(route)

    page.route("**/_dash-update-component*", hold_the_first)
    with page.expect_request(lambda one: '"simulator-scenario.data"' in (one.post_data or "")):
        page.locator(FIELD).fill("5000")
    page.locator(FIELD).fill("7000")
    page.locator(FIELD).fill("6500")
    with page.expect_response(lambda one: "6500" in (one.request.post_data or "")):
        held[0].continue_()

    change = sum(fees(city, {SERVICE: 650_000}).values()) - sum(fees(city, {}).values())
    expect(total_move(page)).to_have_text(f"{formats.large(change)} högre", timeout=PATIENCE)
    settled(page)
    expect(total_move(page)).to_have_text(f"{formats.large(change)} högre")


def test_another_fee_model_moves_between_departments_and_the_cost_is_held_against(open_as, city):
    page = open_as("strategist")
    arrive(page, f"{PLACE}&p-{SERVICE}=6000")
    per_unit = fees(city, {SERVICE: 600_000})

    follow(page, page.locator("#model-mixed"))

    expect(page.locator("#model-mixed")).to_have_attribute("aria-current", "true")
    assert f"p-{SERVICE}=6000" in page.url
    mixed = shared_by_employees(city, per_unit)
    moved = sum(
        max(ore - by_department(city, per_unit)[one], 0)
        for one, ore in by_department(city, mixed).items()
    )
    expect(page.locator("h1")).to_contain_text(f"flyttar {formats.large(moved)}")
    open_grants(page)
    assert same_lines(shown_grants(page), grants(city, fees(city, {}), mixed))
    worked_out = costs(city, per_unit)
    shown = {line[0]: [*line[1:3], *line[4:6]] for line in rows(page, COSTS)}
    assert sorted(shown.values()) == sorted(worked_out.values())
    assert shown["Tillsammans"] == worked_out["Tillsammans"]


def test_a_saved_scenario_opens_for_another_reader_and_is_taken_along(open_as, kept, city):
    name, written = "Dyrare bärbara", kept.last().seq
    page = open_as("strategist")
    arrive(page, PLACE)
    page.locator(FIELD).fill("6100,50")
    expect(total_move(page)).to_contain_text("högre", timeout=PATIENCE)
    form = page.locator("form[action='/decide/scenario.save']")
    form.locator("[name=name]").fill(name)
    form.locator("[name=why]").fill("Inför budgetberedningen.")
    with page.expect_navigation():
        form.locator("button").click()
    assert name in told(page)
    assert kept.last().seq == written + 1

    other = open_as("board")
    arrive(other, "/strategy/simulator")
    follow(other, other.locator("section[aria-labelledby=saved]").get_by_role("link", name=name))
    expect(other.locator(FIELD)).to_have_value("6100,50")
    expect(other.locator("form[action^='/decide']")).to_have_count(0)
    assert other.locator("h1").inner_text() == page.locator("h1").inner_text()

    with other.expect_download() as waiting:
        other.locator(".way-out[href*='.csv']").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    now = by_department(city, fees(city, {SERVICE: 610_050}))
    column = lines[0].index("Utkastet, kr")
    taken = {line[1]: re.sub(r"\s", "", line[column]) for line in lines[1:] if len(line) > column}
    assert {one: int(ore.replace(",", "")) for one, ore in taken.items()} == now
