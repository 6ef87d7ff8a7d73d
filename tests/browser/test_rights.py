"""A department head's session holds no other department's amount in any byte it is sent."""

import io
import re
import zipfile

import pytest

from tests.browser.published import ask, swedish
from tests.browser.reading import places, visit

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

OWN = "SDI"
# Shorter figures turn up by chance in scripts and addresses.
TELLING_ORE = 1_000_000


@pytest.fixture
def canaries(city) -> set[str]:
    """Every way another department's amounts may be written; none that is also an own amount."""
    amounts = ask(
        city,
        "select department_id, amount_ore from marts.department_bills union "
        "select department_id, amount_ore from marts.cost_centre_bills union "
        "select department_id, amount_ore from marts.bill_lines",
    )
    own = {ore for department, ore in amounts if department == OWN}
    foreign = {ore for _, ore in amounts if ore >= TELLING_ORE} - own
    written = set()
    for ore in foreign:
        spaced = swedish(ore)
        written |= {
            spaced,
            spaced.replace("\N{NO-BREAK SPACE}", ""),
            f"{ore // 100:,}.{ore % 100:02}",
        }
    own_written = {swedish(ore) for ore in own}
    return written - own_written


def texts(body: bytes) -> str:
    """A body as text; a workbook is unpacked first."""
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    text = body.decode("utf-8", errors="replace")
    return re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)


def figures(text: str) -> set[str]:
    """Everything in a text that looks like an amount."""
    return set(re.findall(r"\d[\d\N{NO-BREAK SPACE},]*[.,]\d\d(?!\d)", text))


def bodies_of(page, addresses: list[str]) -> list[bytes]:
    """Every body the browser is sent while the addresses are visited."""
    answers, bodies = [], []

    def keep(answer):
        answers.append(answer)

    page.on("response", keep)
    for address in addresses:
        answers.clear()
        visit(page, address)
        bodies += [
            answer.body()
            for answer in answers
            if answer.status == 200 and "/assets/" not in answer.url
        ]
    return bodies


def test_the_canaries_sing_where_they_may(open_as, canaries):
    """The controller's session does hold them: the search can find what it looks for."""
    page = open_as("controller")

    bodies = bodies_of(page, ["/department/bill?department=UTF"])

    assert any(figures(texts(body)) & canaries for body in bodies)


@pytest.mark.full
def test_no_page_of_a_department_head_holds_another_departments_amount(open_as, canaries):
    page = open_as(f"department-{OWN}", refusals=True)

    addresses = [
        place + query
        for place in places(page)
        for query in ("", "?department=UTF", "?department=SDR&period=2008-08&open=40715")
    ]

    bodies = bodies_of(page, addresses)

    assert len(bodies) > 10
    assert [found for body in bodies if (found := figures(texts(body)) & canaries)] == []


@pytest.mark.parametrize("form", ["csv", "xlsx"])
@pytest.mark.parametrize("query", ["department=UTF", "department=UTF&table=lines", "table=lines"])
def test_no_download_of_a_department_head_holds_another_departments_amount(
    open_as, canaries, form, query
):
    page = open_as(f"department-{OWN}", refusals=True)

    answer = page.request.get(f"/export/department/bill.{form}?period=2008-08&{query}")

    assert figures(texts(answer.body())) & canaries == set()


@pytest.mark.parametrize(
    "search",
    ["?department=UTF", "?department=UTF&period=2008-08&view=service", "?department=%27 or 1=1 --"],
)
def test_a_forged_callback_is_answered_as_for_what_is_not_there(open_as, canaries, search):
    page = open_as(f"department-{OWN}", refusals=True)
    status, forged = page.evaluate(
        """async (search) => {
            const token = document.cookie.split("_csrf_token=")[1]?.split(";")[0] ?? "";
            const outputs = ["rail.children", "main.children", "title.data"];
            const answer = await fetch("/_dash-update-component", {
                method: "POST",
                headers: {"Content-Type": "application/json", "X-CSRFToken": token},
                body: JSON.stringify({
                    output: ".." + outputs.join("...") + "..",
                    outputs: outputs.map((name) => ({
                        id: name.split(".")[0], property: name.split(".")[1]})),
                    inputs: [
                        {id: "url", property: "pathname", value: "/department/bill"},
                        {id: "url", property: "search", value: search},
                    ],
                    state: [],
                    changedPropIds: ["url.search"],
                }),
            });
            return [answer.status, await answer.text()];
        }""",
        search,
    )

    assert status == 200
    assert figures(texts(forged.encode())) & canaries == set()
    assert "Utbildningsförvaltningen" not in texts(forged.encode())
