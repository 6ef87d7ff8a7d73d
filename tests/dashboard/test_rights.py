"""Whatever a session asks for, no byte it gets holds what is for others (threats T01, T03, T18).

In the tiny world every amount, name and object of the schools differs from Fosie's, so that
finding one of them is finding a leak.
"""

import html
import io
import re
import zipfile

import dash
import pytest

HEAD, OTHER_HEAD = "department-SDI", "department-UTF"
WORD = {"X-CSRFToken": "word"}
CALLBACK = "/_dash-update-component"
# Name, school, system, workstations and the month's bills of the schools (kr).
SCHOOLS = re.compile(
    r"Utbildningsförvaltn|Upper Secondary Ed|Borgarskolan|Elit\b|UTF-PC|utf0002"
    r"|53[43]\s?\d\d\d[,.]77|533\s?998|534\s?70[89]|533\s?333"
)
# What no reader of the whole city's sums is to see: cost centres, objects and their files.
SINGLE = re.compile(r"Hermodsdal|Lindängen|Borgarskolan|SDI-PC|UTF-PC|ad_users_|sccm_datorer_")
QUERIES = [
    "",
    "?department=UTF",
    "?period=2008-07&department=UTF&view=year&open=UTF",
    "?view=agreement&open=AV-2008-003",
    "?view=cost_centre&open=60001&lines=yes&all=yes",
    "?department=SDI&open=60001&line={line}&objects=yes",
    "?department=' or 1=1 --&line=' or ''='",
    "?role=controller&viewer=auditor&department=UTF",
]
PAGES = [
    "/",
    "/department/bill",
    "/department/changes",
    "/department/overview",
    "/department/volumes",
    "/department/budget",
    "/department/agreements",
    "/department/savings",
    "/board/overview",
    "/board/costs",
    "/board/action-plan",
    "/strategy/simulator",
    "/strategy/plan",
    "/strategy/milestones",
    "/strategy/milestone",
    "/strategy/effects",
    "/strategy/round",
    "/strategy/changes",
    "/strategy/risks",
    "/strategy/exchange",
    "/control/loads",
    "/control/worklist",
    "/control/prices",
    "/control/period",
    "/audit/log",
    "/audit/sample",
    "/control/mending",
    "/control/reconciliation",
    "/reference/services",
    "/reference/kpis",
    "/reference/method",
]
TABLES = [
    "",
    "bill",
    "lines",
    "objects",
    "services",
    "cost-centres",
    "departments",
    "months",
    "areas",
    "without",
    "line",
    "models",
    "methods",
    "effects",
    "fees",
]
OPEN_TO_NOBODY = {"/demo", "/health", "/_reload-hash", "/_favicon.ico"}


def readable(answer) -> str:
    """The bytes as text, signs undone; a workbook unpacked."""
    body = answer.get_data()
    if body[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(body)) as book:
            body = b"\n".join(book.read(name) for name in book.namelist())
    text = html.unescape(body.decode("utf-8", errors="replace"))
    text = re.sub(r"\\u([0-9a-f]{4})", lambda code: chr(int(code[1], 16)), text)
    return text.replace("\N{NO-BREAK SPACE}", " ")


def answers(client, asked, queries):
    """Every page as text and as a callback's answer, and every file."""
    for page in PAGES:
        for query in queries:
            yield page + query, client.get(page + query)
            yield page + query, client.post(CALLBACK, json=asked(page, query), headers=WORD)
            yield f"{page}.xlsx{query}", client.get(f"/export{page}.xlsx{query}")
            for whole in ("zip", "html"):
                yield f"{page}.{whole}{query}", client.get(f"/export{page}.{whole}{query}")
            for table in TABLES:
                address = f"/export{page}.csv{query or '?'}&table={table}"
                yield address, client.get(address)


@pytest.fixture
def foreign_line(signed_in) -> str:
    """A line of the schools' bill, as their own head sees its id."""
    page = signed_in(OTHER_HEAD).get("/department/bill?open=60001").get_data(as_text=True)
    return re.search(r'id="line-(L\w+)"', page)[1]


def test_the_schools_own_head_does_see_them(signed_in):
    """Else the search below could not find what it looks for."""
    page = readable(signed_in(OTHER_HEAD).get("/department/bill?open=60001"))

    assert len(set(SCHOOLS.findall(page))) >= 3


def test_no_answer_to_a_head_holds_anything_of_another_department(signed_in, asked, foreign_line):
    client = signed_in(HEAD)
    queries = [query.replace("{line}", foreign_line) for query in QUERIES]

    leaks = {
        address: found.group()
        for address, answer in answers(client, asked, queries)
        if (found := SCHOOLS.search(readable(answer)))
    }

    assert leaks == {}


def test_no_answer_to_the_board_holds_a_cost_centre_an_object_or_a_file(
    signed_in, asked, foreign_line
):
    client = signed_in("board")
    queries = [query.replace("{line}", foreign_line) for query in QUERIES]

    leaks = {
        address: found.group()
        for address, answer in answers(client, asked, queries)
        if (found := SINGLE.search(readable(answer)))
    }

    assert leaks == {}


def test_no_callback_takes_a_role_or_a_reader_from_the_browser(signed_in, asked):
    client = signed_in(HEAD)
    forged = [{"id": "role", "property": "data", "value": "controller"}]

    answer = client.post(CALLBACK, json={**asked("/control/loads"), "state": forged}, headers=WORD)
    told = {part["id"] for one in dash._callback.GLOBAL_CALLBACK_LIST for part in one["state"]}

    assert answer.status_code == 400
    assert told == set()


def test_every_page_is_walked(server):  # noqa: ARG001 - the server registers the pages
    assert {page["path"] for page in dash.page_registry.values() if page["roles"]} <= set(PAGES)


def test_nobody_gets_nothing_but_the_way_in(server, nobody):
    """Every route there is, so that a new one is held to it too."""
    routes = {
        re.sub(r"<[^>]+>", "x", rule.rule)
        for rule in server.url_map.iter_rules()
        if "GET" in rule.methods and not rule.rule.startswith(("/assets", "/_dash-component"))
    }

    shown = {route for route in routes if nobody.get(route).status_code == 200}

    assert shown <= OPEN_TO_NOBODY


def test_a_callback_of_nobody_is_refused(nobody, asked):
    nobody.get("/demo")
    with nobody.session_transaction() as kept:
        word = kept["csrf"]

    answer = nobody.post("/_dash-update-component", json=asked("/"), headers={"X-CSRFToken": word})

    assert answer.status_code == 401
