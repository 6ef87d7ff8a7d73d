"""Figures on screen are the warehouse's, to the öre."""

import re

import pytest

from tests.browser.published import ask, swedish
from tests.browser.reading import follow, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

AMOUNT = re.compile(r"-?\N{MINUS SIGN}?\d[\d\N{NO-BREAK SPACE}]*,\d\d(?!\d)")


def test_the_bill_shows_every_cost_centre_with_its_stored_amount(open_as, city):
    page = open_as("department-SDI")
    visit(page, "/department/bill?period=2008-08")
    follow(page, page.locator("#open-the-rest"))
    stored = ask(
        city,
        "select cost_centre_id, amount_ore from marts.cost_centre_bills "
        "where department_id = 'SDI' and period = date '2008-08-01'",
    )

    shown = page.locator("#main").inner_text()

    missing = [centre for centre, ore in stored if swedish(ore) not in shown or centre not in shown]
    assert stored
    assert missing == []


def test_the_lines_of_a_cost_centre_are_the_stored_lines(open_as, city):
    page = open_as("department-SDI")
    lines = ask(
        city,
        "select amount_ore from marts.bill_lines "
        "where cost_centre_id = '40715' and period = date '2008-08-01'",
    )

    visit(page, "/department/bill?period=2008-08&open=40715")
    shown = page.locator("tr.row-line .amount").all_inner_texts()

    assert lines
    assert sorted(shown) == sorted(swedish(ore) for (ore,) in lines)


@pytest.mark.parametrize("period", ["2007-01", "2008-07", "2009-05", "2010-12"])
def test_the_citys_total_is_the_sum_of_the_lines(open_as, city, period):
    page = open_as("board")
    ((total,),) = ask(
        city,
        "select sum(amount_ore)::bigint from marts.bill_lines "
        "where period = cast($period || '-01' as date)",
        period=period,
    )

    visit(page, f"/board/costs?period={period}")

    assert swedish(total) in AMOUNT.findall(page.locator("#main").inner_text())
