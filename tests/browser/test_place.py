"""Opening and closing rows leaves the reader where the reader was."""

import pytest
from playwright.sync_api import expect

from tests.browser.reading import settled, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]


def height_of(page, key: str) -> float:
    return page.evaluate("id => document.getElementById(id).getBoundingClientRect().top", key)


def press(page, key: str) -> None:
    """Enter on a link that stays on the page."""
    page.locator(f"#{key}").focus()
    with page.expect_response("**/_dash-update-component*"):
        page.keyboard.press("Enter")
    settled(page)


@pytest.mark.parametrize("width", [1440, 390])
def test_a_row_keeps_focus_and_height_when_the_open_one_above_it_closes(open_as, width):
    page = open_as("department-SDI", width=width)
    visit(page, "/department/bill?period=2008-08")
    keys = page.eval_on_selector_all(".row-group a", "links => links.map(link => link.id)")
    press(page, keys[0])
    page.locator(f"#{keys[2]}").scroll_into_view_if_needed()
    before = height_of(page, keys[2])

    press(page, keys[2])

    expect(page.locator(f"#{keys[2]}")).to_be_focused()
    expect(page.locator(f"#{keys[2]}")).to_have_attribute("aria-expanded", "true")
    assert abs(height_of(page, keys[2]) - before) < 2


def test_opening_the_rest_leads_to_the_first_row_of_it(open_as):
    page = open_as("department-SDI")
    visit(page, "/department/bill?period=2008-08")
    page.locator("#open-the-rest").scroll_into_view_if_needed()
    before = height_of(page, "open-the-rest")

    press(page, "open-the-rest")

    first = page.evaluate("() => document.activeElement.id")
    assert first.startswith("open-4")
    assert abs(height_of(page, first) - before) < 2


def test_back_closes_what_was_opened(open_as):
    page = open_as("department-SDI")
    visit(page, "/department/bill?period=2008-08")
    key = page.locator(".row-group a").first.get_attribute("id")
    press(page, key)

    with page.expect_response("**/_dash-update-component*"):
        page.go_back()
    settled(page)

    expect(page.locator(f"#{key}")).to_have_attribute("aria-expanded", "false")
