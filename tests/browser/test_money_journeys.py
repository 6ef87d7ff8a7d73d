"""What is held against what: the equations, the bridge, the fee models; to the öre as published."""

import csv
import io
import re

import pytest
from playwright.sync_api import Page, expect

from dashboard import formats
from tests.browser.published import ask, swedish
from tests.browser.reading import arrive, follow, rows, settled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.full,
    pytest.mark.xdist_group("browser"),
]

SERVICES = "section[aria-labelledby=services] table"
MODELS = "section[aria-labelledby=models] table"
METHODS = "section[aria-labelledby=methods] table"


def ore(shown: str) -> int:
    """An amount on a Swedish screen in whole öre; whole kronor count a hundred."""
    text = re.sub(r"[\s+]", "", shown).replace("\N{MINUS SIGN}", "-").removesuffix("kr")
    if text == formats.DASH:
        return 0
    whole, _comma, rest = text.partition(",")
    return int(whole + rest.ljust(2, "0"))


# --- the equations ------------------------------------------------------------------------------

BROKEN = "2008-02"


def number(shown: str) -> int:
    """A term of an equation: rows, or öre where there are any."""
    return ore(shown) if "," in shown else ore(shown) // 100


def shown_equations(page: Page) -> dict[str, tuple[int, list[int], int, str]]:
    """One side, the terms of the other, the difference and the sign, by the equation's number."""
    found = page.eval_on_selector_all(
        "tr:has(> th .equation-name)",
        """rows => rows.map(row => [
            row.querySelector(".equation-name").innerText,
            ...[1, 2].map(side => [...row.cells[side].querySelectorAll(".term-amount")]
                .map(term => term.innerText)),
            row.querySelector(".difference").innerText,
            row.querySelector(".operator").innerText,
        ])""",
    )
    return {
        name[0]: (number(one), [number(term) for term in others], number(gap), sign)
        for name, (one,), others, gap, sign in found
    }


def published_equations(city, month: str) -> dict[str, tuple[int, int]]:
    """Both sides of each, by its number on the page."""
    numbers = {"volume": "1", "cost": "2", "income": "3", "agreement": "4"}
    found: dict[str, dict[str, int]] = {}
    for equation, side, amount in ask(
        city,
        "select equation, side, sum(amount)::bigint from control.equations "
        "where period = cast($month || '-01' as date) group by equation, side",
        month=month,
    ):
        if equation in numbers:
            found.setdefault(numbers[equation], {})[side] = amount
    return {one: (both["left"], both["right"]) for one, both in found.items()}


def test_the_equations_hold_but_for_what_was_booked_twice_and_open_to_their_rows(open_as, city):
    page = open_as("controller")
    arrive(page, f"/control/reconciliation?period={BROKEN}")
    shown, published = shown_equations(page), published_equations(city, BROKEN)
    assert {one: (left, sum(right)) for one, (left, right, _gap, _sign) in shown.items()} == (
        published
    )
    assert {one: (gap, sign) for one, (_left, _right, gap, sign) in shown.items()} == {
        one: (abs(left - right), "=" if left == right else "≠")
        for one, (left, right) in published.items()
    }
    ((twice,),) = ask(
        city,
        "select difference_ore from control.booking_errors where period = date '2008-02-01'",
    )
    assert shown["3"][2] == twice > 0

    follow(page, page.locator("a[id^='error']").first)
    behind = rows(page, ".explained table")
    delivered, booked = (sum(ore(line[place]) for line in behind) for place in (2, 3))
    assert booked - delivered in {0, twice}
    customers = [line for line in behind if not line[4].startswith("\N{MINUS SIGN}")]
    assert sum(ore(line[4]) for line in customers) == twice

    follow(page, page.locator("#open-cost"))
    pools = dict(
        ask(
            city,
            "select term, amount::bigint from control.equations where equation = 'cost' "
            "and side = 'right' and period = date '2008-02-01'",
        )
    )
    opened = page.locator("table.equations table", has_text="WEBB").last
    parts = opened.locator("> tbody > tr").all_inner_texts()
    assert sorted(ore(line.split("\t")[-1]) for line in parts) == sorted(pools.values())

    follow(page, page.locator("#part-cost_WEBB"))
    with page.expect_download() as waiting:
        page.locator("#all-rows").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    heads, *lines = list(csv.reader(io.StringIO(text), delimiter=";"))
    amounts = [line[heads.index("Kr")] for line in lines if len(line) == len(heads)]
    assert sum(map(ore, amounts)) == pools["pool:WEBB"]


# --- the bridge ---------------------------------------------------------------------------------

OWN = "SDI"
JULY, AUGUST = "2010-07", "2010-08"


def charged(city, month: str) -> dict[str, int]:
    """Öre of each service of the department in a month of use."""
    return dict(
        ask(
            city,
            "select service_name_sv, sum(amount_ore)::bigint from marts.bill_lines "
            "where department_id = $department and charge_period = cast($month || '-01' as date) "
            "group by service_name_sv",
            department=OWN,
            month=month,
        )
    )


def steps(page: Page) -> list[int]:
    """The bridge's rows: the first amount, the causes, the last amount."""
    return [ore(line[-1]) for line in rows(page, "table.bridge")]


def sides(page: Page) -> dict[str, tuple[int, int]]:
    """Each service's amount before and now, after every row was added up across."""
    found = {}
    for name, before, *causes, change, now in rows(page, SERVICES):
        assert sum(map(ore, causes)) == ore(change) == ore(now) - ore(before), name
        found[name] = ore(before), ore(now)
    return found


def test_the_causes_of_a_change_add_up_to_the_ore_and_so_do_they_the_other_way_round(open_as, city):
    before, now = charged(city, JULY), charged(city, AUGUST)
    page = open_as(f"department-{OWN}")
    arrive(page, f"/department/changes?period={AUGUST}&before={JULY}")

    first, *causes, last = steps(page)
    assert (first, last) == (sum(before.values()), sum(now.values()))
    assert first + sum(causes) == last != first
    (_total, *found), (whole, *parts) = sides(page), sides(page).values()
    assert whole == (first, last)
    assert dict(zip(found, parts, strict=True)) == {
        name: (before.get(name, 0), now.get(name, 0)) for name in {*before, *now}
    }

    follow(page, page.locator("#swap-sides"))
    back, *causes, forth = steps(page)
    assert (back, forth) == (last, first)
    assert back + sum(causes) == forth
    assert next(iter(sides(page).values())) == (last, first)
    follow(page, page.locator("#swap-sides"))
    assert steps(page)[0] == first


# --- the method ---------------------------------------------------------------------------------


def models(city, year: int) -> dict[str, tuple[int, int, int]]:
    """Each department's year by use, by the mixed model and by employee (öre)."""
    found = ask(
        city,
        "select name_sv, model, amount_ore from marts.fee_models "
        "join marts.departments using (department_id) where year = $year",
        year=year,
    )
    by_name: dict[str, dict[str, int]] = {}
    for name, model, amount in found:
        by_name.setdefault(name, {})[model] = amount
    return {
        name: (one["per_unit"], one["mixed"], one["per_employee"]) for name, one in by_name.items()
    }


@pytest.mark.parametrize("year", [2010, 2008])
def test_fee_models_are_laid_side_by_side_on_the_year_that_was_picked(open_as, city, year):
    page = open_as("controller")
    arrive(page, f"/reference/method?department={OWN}")
    if year != 2010:
        with page.expect_response("**/_dash-update-component*"):
            page.locator("#pick-year").select_option(str(year))
        settled(page)

    published = models(city, year)
    ((billed,),) = ask(
        city,
        "select sum(amount_ore)::bigint from marts.bill_lines join marts.departments "
        "using (department_id) where not is_external and year(charge_period) = $year",
        year=year,
    )
    assert billed == sum(one[0] for one in published.values())
    together, *departments = rows(page, MODELS)
    assert together[1] == formats.whole_amount(billed)
    assert {name: (used, mixed, each) for name, used, mixed, _bar, each, _bar2 in departments} == {
        name: (
            formats.whole_amount(used),
            formats.whole_change(mixed - used),
            formats.whole_change(each - used),
        )
        for name, (used, mixed, each) in published.items()
    }
    assert {sum(one[place] for one in published.values()) for place in range(3)} == {billed}


def test_the_line_that_is_followed_is_one_of_the_bill_and_is_worked_out_again(open_as, city):
    page = open_as(f"department-{OWN}")
    arrive(page, "/reference/method")

    line = page.locator("section[aria-labelledby=line]")
    expect(line.locator(".status-good")).to_contain_text("lika på öret")
    shown = line.locator(".step-figure").all_inner_texts()
    amount = ore(re.match(r"[\d\s]+,\d\d", page.locator("h2#line").inner_text())[0])
    stored = ask(
        city,
        "select amount_ore from marts.bill_lines where department_id = $department "
        "and period >= date '2010-01-01'",
        department=OWN,
    )
    assert (amount,) in stored
    assert f"{swedish(amount)}\N{NO-BREAK SPACE}kr" in shown
    expect(page.locator(MODELS)).to_have_count(1)
    expect(page.locator("#main")).not_to_contain_text("Utbildningsförvaltningen")
