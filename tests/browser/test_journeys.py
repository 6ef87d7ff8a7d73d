"""One journey for each reader, as the reader makes it."""

import csv
import hashlib
import io
import json
import re
import zipfile

import pytest
from playwright.sync_api import expect

from tests.browser.published import ask, swedish
from tests.browser.reading import follow, settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AUGUST = "2008-08"
FOSIE = "department-SDI"
SOURCE_FILE = re.compile(r"[a-z_]+_\d{4}-\d{2}-\d{2}\.csv")


def opener(page, prefix: str, *, nth: int = 0):
    """The nth closed row whose link has an id with that beginning."""
    return page.locator(f"a[id^='{prefix}'][aria-expanded='false']").nth(nth)


def test_a_department_head_follows_an_amount_to_its_source_row_in_two_clicks(open_as):
    page = open_as(FOSIE)
    visit(page, f"/department/bill?period={AUGUST}")

    follow(page, opener(page, "open-", nth=1))
    follow(page, opener(page, "line-"))

    opened = page.locator(".explanation")
    expect(opened.locator(".sentence")).to_contain_text("kr")
    expect(opened).to_contain_text(SOURCE_FILE)
    expect(opened.locator("table.objects tbody tr").first).to_contain_text(re.compile(r"\d+$"))
    expect(opened.locator(".status-good")).to_be_visible()


def test_the_same_by_keyboard_alone(open_as):
    """Tab to the row, Enter opens it, and the focus stays on the row that was opened."""
    page = open_as(FOSIE)
    visit(page, f"/department/bill?period={AUGUST}")

    for prefix in ("open-", "line-"):
        target = opener(page, prefix).get_attribute("id")
        tab_to(page, target)
        with page.expect_response("**/_dash-update-component*"):
            page.keyboard.press("Enter")
        settled(page)
        expect(page.locator(f"#{target}")).to_be_focused()
        expect(page.locator(f"#{target}")).to_have_attribute("aria-expanded", "true")

    expect(page.locator(".explanation .sentence")).to_be_visible()


def tab_to(page, target: str, most: int = 120) -> None:
    """Press Tab until the element has the focus, as a reader without a mouse does."""
    for _ in range(most):
        if page.evaluate("() => document.activeElement.id") == target:
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{target} cannot be reached with Tab")


def test_the_skip_link_leads_past_the_navigation(open_as):
    page = open_as(FOSIE)
    visit(page, "/department/bill")

    page.keyboard.press("Tab")
    expect(page.locator("a.skip")).to_be_focused()
    page.keyboard.press("Enter")

    expect(page.locator("#main")).to_be_focused()


def test_what_is_downloaded_is_what_is_owed(open_as, city):
    page = open_as(FOSIE)
    visit(page, f"/department/bill?period={AUGUST}")

    with page.expect_download() as waiting:
        page.locator("a[href*='table=lines']").click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    lines = list(csv.reader(io.StringIO(text), delimiter=";"))

    (owed,) = ask(
        city,
        "select sum(amount_ore)::bigint from marts.bill_lines "
        "where department_id = 'SDI' and period = date '2008-08-01'",
    )
    column = lines[0].index("Belopp, kr")
    assert sum(int(line[column].replace(",", "").replace(" ", "")) for line in lines[1:]) == owed[0]


def test_a_board_member_sees_the_citys_cost_and_opens_a_department(open_as, city):
    page = open_as("board")
    visit(page, f"/board/costs?period={AUGUST}")
    (total,) = ask(
        city,
        "select sum(amount_ore)::bigint from marts.department_bills "
        "where period = date '2008-08-01'",
    )

    expect(page.locator("#main")).to_contain_text(swedish(total[0]))
    follow(page, page.locator("a[href*='open=SDI']").first)

    (amount,) = ask(
        city,
        "select max(amount_ore) from marts.department_services "
        "where department_id = 'SDI' and period = date '2008-08-01'",
    )
    expect(page.locator("#main")).to_contain_text(swedish(amount[0]))


def test_a_board_member_goes_from_where_we_stand_to_what_a_key_figure_is_made_of(open_as, city):
    page = open_as("board")
    visit(page, f"/board/overview?period={AUGUST}")
    (chosen,) = ask(city, "select count(*) from marts.board_kpis")

    expect(page.locator(".kpi-ways > .kpi")).to_have_count(chosen[0])
    visit(page, f"/reference/kpis?period={AUGUST}")
    follow(page, page.locator("#open-cost_per_employee"))

    expect(page.locator(".definition")).to_contain_text("kpis.cost_per_employee")
    expect(page.locator("#open-cost_per_employee")).to_be_focused()


def test_a_board_member_has_no_way_to_objects(open_as):
    page = open_as("board", refusals=True)

    answer = page.goto(f"/department/bill?period={AUGUST}&department=SDI")

    assert answer.status == 404
    assert "sccm_datorer" not in page.content()


def test_a_controller_sees_the_equations_hold_and_why_a_row_was_rejected(open_as, city):
    page = open_as("controller")
    visit(page, f"/control/loads?period={AUGUST}")
    (left,) = ask(
        city,
        "select amount from control.equations where equation = 'cost' and side = 'left' "
        "and period = date '2008-08-01'",
    )

    expect(page.locator("#main")).to_contain_text(swedish(left[0]))
    expect(page.locator(".status-bad")).to_have_count(0)
    follow(page, page.locator("a[href*='open=']", has_text="sccm_datorer_2008-08-31.csv"))

    (reject,) = ask(
        city,
        "select line, reason_sv from control.rejects "
        "where file_name = 'sccm_datorer_2008-08-31.csv' order by line limit 1",
    )
    expect(page.locator("#main")).to_contain_text(str(reject[0]))
    expect(page.locator("#main")).to_contain_text(reject[1])


def test_an_auditor_checks_a_price_against_its_decision(open_as):
    page = open_as("auditor")
    visit(page, "/reference/services")

    follow(page, page.locator("a[href*='open=WS-LAP']").first)

    opened = page.locator("#main")
    expect(opened).to_contain_text("PL-2009-v2")
    expect(opened).to_contain_text("2009-05-15")
    expect(opened).to_contain_text("KS 2009-04-22")


def test_month_and_language_survive_a_walk_through_the_places(open_as):
    page = open_as(FOSIE, language="en", theme="dark")
    visit(page, f"/department/bill?period={AUGUST}")

    follow(page, page.locator("#menu nav a[href*='/department/overview']"))

    assert f"period={AUGUST}" in page.url
    assert page.locator("html").get_attribute("lang") == "en"
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    expect(page.locator("h1")).to_contain_text("Fosie")


def test_the_bill_on_a_phone_opens_and_explains(open_as):
    page = open_as(FOSIE, width=390)
    visit(page, f"/department/bill?period={AUGUST}")

    follow(page, opener(page, "open-"))
    follow(page, opener(page, "line-"))

    expect(page.locator(".explanation .sentence")).to_be_visible()


def test_an_auditor_draws_lines_opens_one_and_takes_the_evidence_along(open_as):
    """With a seed of their own, by keyboard; the package holds what its manifest says."""
    page = open_as("auditor")
    visit(page, "/audit/sample?first=2008-01&last=2008-12")

    page.get_by_label("Startvärde").fill("revision 2008")
    page.keyboard.press("Enter")
    settled(page)
    follow(page, opener(page, "line-"))

    opened = page.locator(".explained")
    expect(opened.locator(".status-good")).to_be_visible()
    for heading in ("Filer", "Prisbeslut", "Avtal", "Bokföring", "Månad"):
        expect(opened.get_by_role("heading", name=heading, exact=True)).to_be_visible()

    with page.expect_download() as waiting:
        page.locator("a[href*='sample.zip']").click()
    with zipfile.ZipFile(waiting.value.path()) as package:
        told = json.loads(package.read("manifest.json"))
        for name, one in told["files"].items():
            assert hashlib.sha256(package.read(name)).hexdigest() == one["sha256"]
    assert told["seed"] == "revision 2008"
