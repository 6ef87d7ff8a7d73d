"""A year's result that is paid back is lines on the payers' bills: once, and to the öre."""

import datetime
from pathlib import Path

import pytest

from chargeback.explain import explain
from tests.chargeback.staging import month_ends
from tests.chargeback.test_periods import asked, built, sealed
from tests.chargeback.town import town, workstations

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"
DECEMBER, JANUARY, FEBRUARY = month_ends("2008-12", 3)
FEB, MAR = datetime.date(2009, 2, 1), datetime.date(2009, 3, 1)
PAYERS = ("40700", "40715", "40730")
FIRST = {
    "service_id": "WS-ADM",
    "year": 2008,
    "kind": "pay_back",
    "result_ore": 100,
    "quantity": 3000,
    "decision": "KS 2009-01-14",
    "decided_on": "2009-01-14",
    "seq": 1,
}
AGAIN = {**FIRST, "result_ore": 70, "decision": "KS 2009-02-11", "decided_on": "2009-02-11"}
CARRIED = {**AGAIN, "kind": "carry"}
LINES = """
    select period::varchar, cost_centre_id, now_ore, before_ore, amount_ore
    from marts.bill_lines where fee_kind = 'settlement' and period = $period order by all
"""

BEYOND = """
    from control.code_strings
    where side = 'customer' and fault = 'cost_centre_not_in_force' and period = '2009-01-01'
"""


def machines(*days, payers=PAYERS):
    """One desktop for each payer on the days."""
    return [
        row
        for payer in payers
        for row in workstations(1, *map(str, days), asset_name=f"PC-{payer}", cost_centre_id=payer)
    ]


def year(*decided, days=(DECEMBER, JANUARY), **more):
    """The town from December 2008, with what is decided about the year."""
    given = town()
    school = {**given["cost_centres"][1], "cost_centre_id": "40715"}
    return town(
        prices=[{**row, "valid_until": "2010-01-01"} for row in given["prices"]],
        accounts=[],
        agreements=[],
        employments=[],
        settlements=list(decided),
        **{
            "cost_centres": [*given["cost_centres"], school],
            "workstations": machines(*days),
            **more,
        },
    )


@pytest.fixture(scope="module")
def january():
    """January has the lines of the first decision."""
    return built(year(FIRST))


@pytest.fixture(scope="module")
def kept(january):
    """January sealed."""
    return sealed(january, FEB)


@pytest.fixture(scope="module")
def again(kept):
    """Then it is decided anew, and February is calculated."""
    return built(year(AGAIN, days=(DECEMBER, JANUARY, FEBRUARY)), kept)


@pytest.fixture(scope="module")
def carried(kept):
    """Then it is decided to be carried."""
    return built(year(CARRIED, days=(DECEMBER, JANUARY, FEBRUARY)), kept)


def worked(decided):
    """The rows of docs/method.md, "A worked settlement"."""
    text = PAGE.read_text(encoding="utf-8").split("#### A worked settlement")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in text.splitlines()
        if "|" in line
    ]
    return [(row[1], row[2], *map(int, row[3:])) for row in rows if row[0] == decided]


def worked_codes():
    """The rows of docs/method.md on a payer that has ended."""
    text = PAGE.read_text(encoding="utf-8").split("| payer | code_string |")[1].split("\n\n")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in text.splitlines()[2:]]
    return [(payer, code, int(amount)) for payer, code, amount in rows]


def test_the_worked_settlement_is_charged_as_the_page_says(january, again):
    assert asked(january, LINES, period=datetime.date(2009, 1, 1)) == worked("first")
    assert asked(again, LINES, period=FEB) == worked("again")


def test_a_sealed_settlement_is_divided_once(kept):
    """A machine that was never there changes December's charges, and not what was paid back."""
    without = machines(DECEMBER, JANUARY, FEBRUARY, payers=PAYERS[:2])

    later = built(year(FIRST, workstations=without), kept)

    assert asked(later, LINES, period=FEB) == []
    assert asked(later, "select sum(amount_ore) from charges.corrections") == [(-88000,)]


def test_what_is_carried_after_all_is_taken_back(carried):
    assert [row[2:] for row in asked(carried, LINES, period=FEB)] == [
        (0, -34, 34),
        (0, -33, 33),
        (0, -33, 33),
    ]


def test_without_an_open_month_the_lines_wait_and_are_told(kept):
    only_december = built(year(FIRST, days=(DECEMBER,)))
    closed_january = built(year(AGAIN), kept)

    told = "select booked_in, is_waiting from marts.settlements"
    assert asked(only_december, told) == [(datetime.date(2009, 1, 1), True)]
    assert asked(closed_january, told) == [(FEB, True)]
    for waiting in (only_december, closed_january):
        assert asked(waiting, LINES, period=FEB) == []


def test_the_use_of_no_month_has_it(january):
    """Results and bills by the month of use are as they were without a decision."""
    nothing = built(year())

    for table in ("charges.lines", "marts.department_services", "marts.month_cube"):
        assert asked(january, f"from {table} order by all") == asked(
            nothing, f"from {table} order by all"
        )


def test_it_is_booked_as_the_bill_says(january):
    """The customer's debit is the credit of the supplier; the code string that of December."""
    rows = asked(
        january,
        """
        select side, cost_centre_id, account, activity, sum(amount_ore)::bigint
        from control.booked_sides
        where charge_period < period
        group by all order by all
        """,
    )
    customers = [row for row in rows if row[0] == "customer"]

    assert [row[1] for row in customers] == list(PAYERS)
    assert {row[2] for row in customers} == {"7591"}
    assert sum(row[4] for row in customers) == -100
    assert sum(row[4] for row in rows) == 0


@pytest.fixture(scope="module")
def ended():
    """The school ended with the year, and January is calculated."""
    centres = [
        {**row, "valid_until": "2009-01-01"} if row["cost_centre_id"] == "40715" else row
        for row in year()["cost_centres"]
    ]
    here = [*machines(DECEMBER), *machines(JANUARY, payers=("40700", "40730"))]
    return built(year(FIRST, workstations=here, cost_centres=centres))


def test_a_payer_that_has_ended_is_booked_on_its_departments_default(ended):
    coded = asked(
        ended,
        """
        select cost_centre_id, code_string, amount_ore from marts.bill_lines
        where fee_kind = 'settlement' order by all
        """,
    )

    assert coded == worked_codes()
    assert not asked(ended, BEYOND)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("sv", "Kostnadsställe 40715 har upphört: bokfört på förvaltningens förvalda, 40700."),
        ("en", "Cost centre 40715 has ended: booked on the default of its department, 40700."),
    ],
)
def test_a_line_booked_on_another_cost_centre_says_so(ended, language, said):
    lines = (
        ended.execute("from marts.bill_lines where fee_kind = 'settlement' order by cost_centre_id")
        .df()
        .to_dict("records")
    )

    assert [explain(line, language).sentence.endswith(said) for line in lines] == [
        False,
        True,
        False,
    ]
    assert all(explain(line, language).agrees for line in lines)


@pytest.mark.parametrize("language", ["sv", "en"])
def test_every_line_says_why_and_computes_itself_again(january, again, carried, language):
    lines = [
        row
        for one in (january, again, carried)
        for row in one.execute("select * from marts.bill_lines where fee_kind = 'settlement'")
        .df()
        .to_dict("records")
    ]

    assert lines
    assert all(explain(line, language).agrees for line in lines)


def test_a_shortage_is_charged_as_the_mirror_of_a_surplus(january):
    (line,) = (
        january.execute(
            "select * from marts.bill_lines where fee_kind = 'settlement' and left_over_ore = 1"
        )
        .df()
        .to_dict("records")
    )
    short = {
        **line,
        **{name: -line[name] for name in ("department_amount_ore", "amount_ore", "now_ore")},
    }
    told, mirrored = explain(line, "sv"), explain(short, "en")

    assert mirrored.sentence.replace("\xa0", " ") == (
        "Charged of the shortage of Service WS-ADM in 2008, 1.00 kr: the share 440.00 kr of "
        "1,320.00 kr charged (with an öre left over in the sharing) = 0.34 kr. "
        "Decision: KS 2009-01-14, written down 2009-01-14."
    )
    assert mirrored.agrees
    assert told.sentence.replace("\xa0", " ") == (
        "Återbetalning av överskottet 2008 för Tjänst WS-ADM, 1,00 kr: andelen 440,00 kr av "
        "debiterade 1 320,00 kr (med ett öre som blev över i delningen) = −0,34 kr. "
        "Beslut: KS 2009-01-14, nedskrivet 2009-01-14."
    )
    assert told.signs == ["×", "÷", "="]
