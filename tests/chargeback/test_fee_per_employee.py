"""A fee per full-time employee is data: a service that counts employments, and its price."""

from pathlib import Path

import pytest

from chargeback import runner
from chargeback.explain import explain
from tests.chargeback.staging import staged
from tests.chargeback.test_periods import asked, built
from tests.chargeback.town import FEBRUARY, MARCH, accounts, town, workstations

PAGE = Path(__file__).resolve().parents[2] / "docs" / "method.md"
FROM = "2008-03-01"
PER_EMPLOYEE = {
    "service_id": "ACC-FTE",
    "name_sv": "Kontoavgift",
    "name_en": "Account fee",
    "fee_kind": "yearly",
    "rule": "month_end",
    "source": "hr_anstallningar",
    "unit_sv": "årsarbetare",
    "unit_en": "full-time employee",
    "supplier_department_id": "SEF",
    "account_debit": "7592",
    "valid_from": FROM,
}
LISTS = [
    {"price_list_id": "PL-2008-v1", "decided_on": "2007-11-21", "decision": "KS 2007-11-21"},
    {"price_list_id": "PL-2008-v2", "decided_on": "2008-02-13", "decision": "KS 2008-02-13"},
]
LINES = """
    select period::varchar, cost_centre_id, service_id, quantity, amount_ore
    from marts.bill_lines order by all
"""
EQUATION = """
    select period::varchar, term, amount from control.equations
    where equation = 'volume' and source_id = 'hr_anstallningar' order by all
"""


def employments(*days):
    """The pre-school's two and the staff unit's one, each at its own unit."""
    placed = (
        ("P000104233", "4711", 10000),
        ("P000104234", "4711", 7500),
        ("P000104235", "4700", 5000),
    )
    return [
        {
            "snapshot_on": day,
            "person_id": person_id,
            "employment_no": 1,
            "org_code": org_code,
            "employment_rate": rate,
            "valid_from": "2003-08-11",
        }
        for day in days
        for person_id, org_code, rate in placed
    ]


def city(**more):
    """The town of the worked example."""
    given = town()
    first = next(row for row in given["prices"] if row["service_id"] == "ACC-STD")
    others = [row for row in given["prices"] if row is not first]
    second = {"price_list_id": "PL-2008-v2", "valid_from": FROM, "valid_until": "2009-01-01"}
    unit = {"org_code": "4700", "org_name": "Ledning och stab", "cost_centre_id": "40700"}
    people = ({"account_id": f"p10423{n}", "person_id": f"P00010423{n}"} for n in (3, 4))
    return town(
        **{
            "services": [*given["services"], PER_EMPLOYEE],
            "price_lists": LISTS,
            "prices": [
                *others,
                {**first, "valid_until": FROM},
                {**second, "service_id": "ACC-STD", "price_ore": 0},
                {**second, "service_id": "ACC-FTE", "price_ore": 1200_00},
            ],
            "organisation_units": [*given["organisation_units"], unit],
            "employments": employments(FEBRUARY, MARCH),
            "accounts": [row for one in people for row in accounts(FEBRUARY, MARCH, **one)],
            "workstations": workstations(1, FEBRUARY, MARCH),
            **more,
        }
    )


def worked():
    """The rows of docs/method.md, "A worked change of model"."""
    text = PAGE.read_text(encoding="utf-8").split("#### A worked change of model")[1]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in text.split("\n### ")[0].splitlines()
        if line.startswith("|")
    ]
    return [(*row[:3], int(row[3]), int(row[4])) for row in rows[2:]]


@pytest.fixture(scope="module")
def mixed():
    return built(city())


def test_the_worked_change_of_model_is_charged_as_the_page_says(mixed):
    assert asked(mixed, LINES) == worked()


def test_every_employment_is_charged_or_set_aside_by_a_named_rule(mixed):
    assert asked(mixed, EQUATION) == [
        ("2008-02-01", "accepted_rows", 3),
        ("2008-02-01", "set_aside:not_offered", 3),
        ("2008-03-01", "accepted_rows", 3),
        ("2008-03-01", "charged", 3),
    ]


def test_a_line_leads_to_its_employments_with_file_and_line(mixed):
    found = asked(
        mixed,
        """
        select object_id, quantity, owner_rule, source_file, source_line
        from detail.objects where service_id = 'ACC-FTE' and cost_centre_id = '40730' order by all
        """,
    )

    file = f"hr_anstallningar_{MARCH}.csv"
    assert [row[:3] for row in found] == [
        ("P000104233/1", 1000, "employment"),
        ("P000104234/1", 750, "employment"),
    ]
    assert {row[3] for row in found} == {file}
    assert len({row[4] for row in found}) == len(found)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        (
            "sv",
            "1,75 årsarbetare × 1 200 kr/år, mars 2008 (3/12) = 175,00 kr.",
        ),
        ("en", "1.75 full-time employees × 1,200 kr a year, March 2008 (3/12) = 175.00 kr."),
    ],
)
def test_a_line_says_how_many_full_time_employees_it_is_of(mixed, language, said):
    found = mixed.execute("select * from marts.bill_lines where quantity = 1750")
    names = [column[0] for column in found.description]
    told = explain(dict(zip(names, found.fetchone(), strict=True)), language)

    assert told.sentence.replace("\xa0", " ").startswith(said)
    assert told.agrees


def test_a_fee_per_employee_without_a_price_stops_the_run():
    given = city()
    connection = staged(
        {**given, "prices": [row for row in given["prices"] if row["service_id"] != "ACC-FTE"]}
    )

    with pytest.raises(runner.RunStoppedError, match=r"no_price.*ACC-FTE"):
        runner.run(connection)


def test_an_employment_counted_by_another_rule_stops_the_run():
    by_day = {**PER_EMPLOYEE, "rule": "day_exact"}
    connection = staged(city(services=[*town()["services"], by_day]))

    with pytest.raises(runner.RunStoppedError, match=r"uncountable_services: service_id ACC-FTE"):
        runner.run(connection)
