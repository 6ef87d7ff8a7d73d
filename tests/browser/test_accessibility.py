"""WCAG 2.2 AA: no axe violation on any page, and every page reflows."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from tests.browser.reading import WIDTHS, places, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("axe")]

FOLDER = Path(__file__).resolve().parents[2] / "pages"
READERS = ["board", "strategist", "owner", "department-SDI", "controller", "auditor"]
DRESSES = [(language, theme) for language in ("sv", "en") for theme in ("light", "dark")]
#: The controller sees every page, in every dress; others see theirs in two that share nothing.
READ = [("controller", *dress) for dress in DRESSES] + [
    (reader, *dress) for reader in READERS if reader != "controller" for dress in DRESSES[::3]
]
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: All that is asked for: what axe else found in order takes it twice the time to tell.
ASKED = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
AXE = Axe()
PAGES = {
    "/"
    if file.stem == "home"
    else f"/{file.relative_to(FOLDER).with_suffix('').as_posix()}".replace("_", "-")
    for file in FOLDER.rglob("*.py")
    if file.stem != "not_found_404"
}


def violations(page) -> list[str]:
    """What axe finds, each with the rule and the first place."""
    answer = AXE.run(page, options=ASKED).response["violations"]
    return [f"{found['id']}: {found['nodes'][0]['target']}" for found in answer]


def overflow(page) -> int:
    """Pixels by which the page is wider than its window."""
    return page.evaluate(
        "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )


def resize(page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": WIDTHS[width]})


@pytest.mark.parametrize(("theme", "width", "first"), [("light", 1440, 0), ("dark", 390, 1)])
def test_no_page_has_a_violation(open_as, theme, width, first):
    """Every other page wide and light, the rest narrow and dark: the long test has every dress."""
    page = open_as("controller", theme=theme, width=width)
    seen = places(page)
    found = {}

    for place in seen[first::2]:
        visit(page, place)
        found[place] = violations(page)

    assert set(seen) == PAGES
    assert {place: problems for place, problems in found.items() if problems} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_the_choice_of_reader_and_unknown_addresses_have_no_violation(open_as, theme):
    page = open_as("board", theme=theme, refusals=True)

    page.goto("/demo")
    assert violations(page) == []

    page.goto("/nothing/here")
    assert violations(page) == []


@pytest.mark.full
@pytest.mark.parametrize(("reader", "language", "theme"), READ)
def test_every_page_in_every_dress_has_no_violation_and_reflows(open_as, reader, language, theme):
    """Opened narrow in one theme and wide in the other, then drawn out or in."""
    widths = sorted(WIDTHS, reverse=theme == "light")
    page = open_as(reader, language=language, theme=theme, width=widths[0])
    found = {}

    for place in places(page):
        visit(page, place)
        for width in widths:
            resize(page, width)
            found[place, width] = (violations(page), max(overflow(page), 0))

    assert {place: answer for place, answer in found.items() if answer != ([], 0)} == {}
