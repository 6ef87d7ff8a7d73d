"""The worked month of docs/method.md is charged as the page says."""

import datetime
import re
from pathlib import Path

import pytest

from chargeback import booking, runner
from chargeback.explain import explain
from chargeback.money import split_ore
from dashboard.figures.worked import EXAMPLE
from tests.chargeback.staging import staged

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"
MARCH = datetime.date(2008, 3, 1)


def tables_of_the_page():
    """Each table under a heading that names one: {name: [row]}."""
    parts = re.split(r"^#### (\w+\.\w+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {name: rows_of(text) for name, text in zip(parts[1::2], parts[2::2], strict=True)}


def rows_of(text):
    lines = [line for line in text.splitlines() if line.startswith("|")]
    heads, _, *cells = [
        [cell.strip().replace(r"\|", "|") for cell in re.split(r"(?<!\\)\|", line)[1:-1]]
        for line in lines
    ]
    return [{head: cell for head, cell in zip(heads, row, strict=True) if cell} for row in cells]


@pytest.fixture(scope="module")
def page():
    return tables_of_the_page()


@pytest.fixture(scope="module")
def month(page):
    given = {
        name.removeprefix("staging."): rows
        for name, rows in page.items()
        if name.startswith("staging.")
    }
    connection = staged(given)
    runner.run(connection)
    return connection


@pytest.fixture(scope="module")
def mended(page):
    given = {
        name.removeprefix("staging."): rows
        for name, rows in page.items()
        if name.startswith("staging.")
    }
    connection = staged({**given, "mending_owners": page["mended.mending_owners"]})
    runner.run(connection)
    return connection


def test_march_is_mended_as_the_page_says(page, month, mended):
    columns = ", ".join(page["mended.bill_lines"][0])
    lines = f"select {columns} from marts.bill_lines where period = date '2008-03-01' order by all"
    before, after = (one.execute(lines).fetchall() for one in (month, mended))

    changed = [as_written(row) for row in after if row not in before]
    assert changed == [tuple(row.values()) for row in page["mended.bill_lines"]]
    nobody = "select count(*) from control.unallocated where period = date '2008-03-01'"
    assert mended.execute(nobody).fetchone() == (0,)
    rules = "select owner_rule from detail.objects where owner_rule like 'mending:%' order by all"
    assert {rule for (rule,) in mended.execute(rules).fetchall()} == {"mending:57", "mending:58"}
    assert runner.audit(mended) == []


def as_written(row):
    return tuple("" if value is None else str(value) for value in row)


@pytest.mark.parametrize(
    "table",
    [
        "marts.bill_lines",
        "control.unallocated",
        "charges.pool_shares",
        "marts.self_costs",
        "control.equations",
        "control.bookings",
    ],
)
def test_march_is_charged_as_the_page_says(page, month, table):
    columns = list(page[table][0])

    made = month.execute(
        f"select {', '.join(columns)} from {table} where period = $period", {"period": MARCH}
    ).fetchall()

    said = [tuple(row.get(column, "") for column in columns) for row in page[table]]
    assert sorted(as_written(row) for row in made) == sorted(said)


def test_the_screen_follows_a_line_of_the_worked_month(page):
    """What readers without lines of their own see on reference/method."""
    lines = page["marts.bill_lines"]
    bill = [int(row["amount_ore"]) for row in lines]
    centre = [int(row["amount_ore"]) for row in lines if row["cost_centre_id"] == "40700"]
    (said,) = [row for row in lines if row["service_id"] == "ACC-EXT"]

    shown = {column: EXAMPLE.line[column] for column in said}

    assert {column: str(value) for column, value in shown.items() if value is not None} == said
    assert EXAMPLE.bills == {
        "cost_centre_ore": sum(centre),
        "cost_centre_lines": len(centre),
        "department_ore": sum(bill),
        "department_lines": len(bill),
    }
    assert sum(one.days for one in EXAMPLE.objects) == int(said["unit_days"])


def test_every_line_of_the_page_explains_itself(month):
    result = month.execute("select * from marts.bill_lines where period = $p", {"p": MARCH})
    names = [column[0] for column in result.description]

    told = [explain(dict(zip(names, row, strict=True)), "sv") for row in result.fetchall()]

    assert len(told) == 17
    assert all(one.agrees for one in told)


def test_the_voucher_of_march_is_written_as_the_page_says(month):
    text = PAGE.read_text(encoding="utf-8")
    said = re.search(r"```sie\n(.*?)```", text, re.DOTALL)[1].splitlines()

    made = booking.sie_file(booking.month(month, MARCH), MARCH).decode("cp437").split("\r\n")

    begin = made.index(said[0])
    assert made[begin : begin + len(said)] == said
    assert sum(line.startswith("#VER") for line in made) == 1


def test_the_worked_month_passes_every_audit(month):
    assert runner.audit(month) == []


def test_every_rule_that_sets_rows_aside_is_on_the_page():
    text = PAGE.read_text(encoding="utf-8")
    judges = [
        path
        for path in (runner.MODELS / "quantities").glob("*.sql")
        if path.stem.endswith(("_rows", "_copies")) or path.stem.startswith("judged_")
    ]
    sql = "".join(path.read_text(encoding="utf-8") for path in judges)

    rules = set(re.findall(r"then\s+'([a-z_]+)'|'([a-z_]+)' as set_aside_rule", sql))

    assert {rule for pair in rules for rule in pair if rule not in text} == set()


def test_what_no_split_can_keep_is_as_the_page_says():
    """An öre more in all may be an öre less for one, and two splits are not the split of both."""
    weights = {"a": 6, "b": 6, "c": 2}

    assert list(split_ore(10, weights).values()) == [4, 4, 2]
    assert list(split_ore(11, weights).values()) == [5, 5, 1]
    assert split_ore(1, {"a": 1, "b": 1}) == {"a": 1, "b": 0}
    assert split_ore(2, {"a": 1, "b": 1}) == {"a": 1, "b": 1}
