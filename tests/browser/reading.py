"""What a reader does in the browser: visit, follow a link, look where one can go."""

from playwright.sync_api import Page

WIDTHS = {320: 700, 390: 844, 1440: 900}

#: Pages that no rail lists: they are reached from another.
INSIDE = {"/strategy/milestones": ("/strategy/milestone",)}


def stands(page: Page) -> None:
    """Wait until the live page stands: not the text sent first, nor its waiting strokes."""
    page.wait_for_selector("html[data-live] #main h1")
    page.wait_for_function(
        "() => !document.querySelector('#first, .waiting, [data-dash-is-loading]')"
    )


def settled(page: Page) -> None:
    """The same, and that the page asks for nothing more."""
    stands(page)
    page.wait_for_load_state("networkidle")


def arrive(page: Page, address: str) -> None:
    """Open an address and wait until the live page stands."""
    page.goto(address)
    stands(page)


def visit(page: Page, address: str) -> None:
    page.goto(address)
    settled(page)


def follow(page: Page, link) -> None:
    """Click a link that stays in the app and wait for the page it brings."""
    with page.expect_response("**/_dash-update-component*"):
        link.click()
    settled(page)


def places(page: Page) -> list[str]:
    """Addresses of the reader's places, as the rail lists them, and of the pages inside them."""
    found = page.eval_on_selector_all("#menu nav a", "links => links.map(link => link.pathname)")
    return [one for place in found for one in (place, *INSIDE.get(place, ()))]


def told(page: Page) -> str:
    """What became of the form that was sent: wait for the page that says it."""
    stands(page)
    return page.locator(".notice[role=status]").inner_text()


def rows(page: Page, table: str) -> list[list[str]]:
    """The text of each cell of a table's body, row by row."""
    return page.eval_on_selector_all(
        f"{table} tbody tr",
        "rows => rows.map(row => [...row.cells].map(cell => cell.innerText.trim()))",
    )


def say(page: Page, act: str, **words: str) -> str:
    """Fill in the form of an act, send it, and read what became of it."""
    form = page.locator(f"form[action='/decide/{act}']")
    for name, text in words.items():
        field = form.locator(f"[name='{name}']")
        if field.evaluate("field => field.tagName") == "SELECT":
            field.select_option(text)
        else:
            field.fill(text)
    with page.expect_navigation():
        form.locator("button").click()
    return told(page)


class Keys:
    """A reader without a mouse, and how many keys they press."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.pressed = 0

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.pressed += 1

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.pressed += len(text)

    def tab_to(self, selector: str, most: int = 60) -> None:
        for _ in range(most):
            if self.page.evaluate("s => document.activeElement.matches(s)", selector):
                return
            self.press("Tab")
        raise AssertionError(f"{selector} cannot be reached with Tab")
