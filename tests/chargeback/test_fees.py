"""Every kind of fee against the slow reference, and what must hold for any use at all."""

import random
from collections import defaultdict

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from chargeback import runner
from chargeback.explain import explain
from tests.chargeback import reference_fees, use_cities
from tests.chargeback.staging import instead, staged

OWN = ("departments", "cost_centres", "agreements", "agreement_prices")
SHARED = ("services", "prices", "price_tiers")
AUDITS = (
    "lines_that_do_not_recompute",
    "lines_without_their_objects",
    "allowances_that_do_not_recompute",
    "tiers_that_do_not_recompute",
    "prices_of_no_agreement",
    "bills_that_are_not_their_lines",
    "overlapping_prices",
)
WANTED = {"marts.bill_lines", "marts.department_services", "detail.objects", "marts.periods"}
WANTED |= {"marts.department_bills", "marts.cost_centre_bills", "marts.services"}
WANTED |= {"control.unallocated", "charges.unpriced"}
UNITS = "quantities.owned_objects"
seeds = some.integers(0, 2**32)
# A build takes a second: what fails is told as drawn, not made smaller for minutes.
PHASES = (Phase.explicit, Phase.reuse, Phase.generate)
few = settings(
    max_examples=2, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck)
)
many = settings(
    max_examples=60, deadline=None, phases=PHASES, suppress_health_check=list(HealthCheck)
)
LINES = """
    select charge_period, cost_centre_id, department_id, service_id,
        coalesce(price_ore::varchar, price_e4::varchar, tier_kind, 'passed_through'),
        quantity, amount_ore
    from marts.bill_lines
"""


def built(cities):
    """The models and stops from the uses of these cities to their bills."""
    tables = {name: [row for city in cities for row in city[name]] for name in OWN}
    tables["agreement_prices"] = [
        {key: value for key, value in row.items() if key != "department_id"}
        for row in tables["agreement_prices"]
    ]
    shared = {name: cities[0][name] for name in SHARED}
    ends = [
        {"source_id": "drawn", "entity": "accounts", "file_name": f"{day}", "snapshot_on": day}
        for day in (period + (days - 1) * use_cities.DAY for period, days in use_cities.MONTHS)
    ]
    connection = staged({**tables, **shared, "files": ends})
    instead(connection, UNITS, [row for city in cities for row in city["uses"]])
    runner.run_to(connection, WANTED, [UNITS])
    for name in STOPS:
        runner.stop_on_findings(connection, runner.STOPS / f"{name}.sql")
    return connection


STOPS = ("no_price", "unusable_tiers", "unreadable_allowances", "fees_that_cannot_be_counted")


def rows(connection, query):
    return sorted(connection.execute(query).fetchall(), key=str)


def told(connection):
    return {row[:5]: row[5:] for row in rows(connection, LINES)}


def amounts(connection, by="department_id, service_id, charge_period"):
    query = f"select {by}, sum(amount_ore)::bigint from marts.bill_lines group by all"
    return {row[:-1]: row[-1] for row in rows(connection, query)}


def findings(connection):
    return [row for name in AUDITS for row in runner.ask(connection, runner.AUDITS / f"{name}.sql")]


def check_against_reference(seed, count):
    cities = use_cities.pack(seed, count)
    connection = built(cities)
    made = told(connection)

    for number, city in enumerate(cities):
        expected = {
            (*key[:4], str(key[4])): value
            for key, value in reference_fees.lines(city, use_cities.MONTHS).items()
        }
        mine = {k: v for k, v in made.items() if k[2] in {f"c{number}A", f"c{number}B"}}
        assert mine == expected, f"city {number} of seed {seed}"
    assert findings(connection) == []
    return connection


@few
@given(seeds)
def test_the_models_charge_each_kind_of_fee_as_the_slow_reference(seed):
    check_against_reference(seed, 12)


@pytest.mark.full
@many
@given(seeds)
def test_the_models_charge_each_kind_of_fee_as_the_slow_reference_in_thousands_of_cities(seed):
    check_against_reference(seed, 40)


@few
@given(seeds)
def test_every_line_explains_itself_to_the_ore(seed):
    result = built(use_cities.pack(seed, 6)).execute("select * from marts.bill_lines")
    names = [column[0] for column in result.description]

    for row in result.fetchall():
        line = dict(zip(names, row, strict=True))
        assert all(explain(line, language).agrees for language in ("sv", "en")), line


def in_two(use, dice):
    """One row of use as two with the same sum, on the same day."""
    if use["rule"] not in {"sum", "on_day"} or abs(use["quantity"]) < 20:
        return [use]
    part = 10 * dice.randrange(1, abs(use["quantity"]) // 10)
    part = part if use["quantity"] > 0 else -part
    twin = {**use, "quantity": use["quantity"] - part, "source_line": use["source_line"] + 1000}
    return [{**use, "quantity": part}, twin]


@few
@given(seeds)
def test_splitting_rows_with_the_same_sum_changes_nothing(seed):
    cities, dice = use_cities.pack(seed, 6), random.Random(seed)
    split = [
        {**city, "uses": [part for use in city["uses"] for part in in_two(use, dice)]}
        for city in cities
    ]

    assert told(built(split)) == told(built(cities))


@few
@given(seeds)
def test_another_departments_use_never_changes_my_lines(seed):
    cities = use_cities.pack(seed, 4)
    mine = "select * exclude (source_files) from marts.bill_lines where department_id = 'c0A'"

    alone = [{**cities[0], "uses": [u for u in cities[0]["uses"] if u["department_id"] == "c0A"]}]

    assert rows(built(cities), mine) == rows(built(alone), mine)


@few
@given(seeds)
def test_without_use_nothing_is_paid_for_use(seed):
    cities = use_cities.pack(seed, 4)
    unused = [{**city, "uses": [{**use, "quantity": 0} for use in city["uses"]]} for city in cities]

    assert {ore for _, ore in told(built(unused)).values()} == {0}


STEADY = ("graduated", "package", "flat")


@few
@given(seeds)
def test_more_use_never_costs_a_department_less(seed):
    """Steps that price everything by the step reached apart: that is what they are for."""
    cities, dice = use_cities.pack(seed, 6, STEADY), random.Random(seed)
    more = [{**city, "uses": [raised(use, dice) for use in city["uses"]]} for city in cities]

    before, after = amounts(built(cities)), amounts(built(more))

    assert after.keys() == before.keys()
    assert all(after[key] >= before[key] for key in before if key[1] not in {"GB", "DISK"})


def raised(use, dice):
    """Accounts stay as they are: more of them include more."""
    extra = 1000 * dice.randrange(3)
    return use if use["service_id"] == "ACC" else {**use, "quantity": use["quantity"] + extra}


@few
@given(seeds)
def test_more_storage_never_costs_a_department_less(seed):
    cities, dice = use_cities.pack(seed, 6, STEADY), random.Random(seed)
    agreed_apart = [{**city, "agreement_prices": []} for city in cities]
    steady = [row for row in cities[0]["prices"] if row["price_list_id"] == "PL-0"]
    one_price = [{**row, "valid_until": use_cities.OPEN} for row in steady]
    plain = [{**city, "prices": one_price} for city in agreed_apart]
    more = [{**city, "uses": [raised(use, dice) for use in city["uses"]]} for city in plain]

    before, after = amounts(built(plain)), amounts(built(more))

    assert all(after[key] >= before[key] for key in before)


@few
@given(seeds, some.integers(1, 10**6))
def test_a_higher_price_never_lowers_what_a_payer_pays(seed, more):
    cities = use_cities.pack(seed, 6)
    dearer = [
        {**city, **{name: [risen(row, more) for row in city[name]] for name in PRICED}}
        for city in cities
    ]
    by = "department_id, service_id, charge_period"

    before, after = amounts(built(cities), by), amounts(built(dearer), by)

    assert after.keys() == before.keys()
    assert all(after[key] >= before[key] for key in before)


PRICED = ("prices", "price_tiers", "agreement_prices")


def risen(row, more):
    return {
        key: value + more if key in {"price_ore", "price_e4"} and value is not None else value
        for key, value in row.items()
    }


@few
@given(seeds)
def test_a_departments_amount_by_steps_is_shared_out_whole(seed):
    connection = built(use_cities.pack(seed, 8))
    sums = defaultdict(set)

    for row in rows(
        connection,
        """
        select charge_period, department_id, service_id, sum(amount_ore)::bigint,
            max(department_amount_ore), sum(quantity)::bigint, max(department_quantity)
        from marts.bill_lines where tier_kind is not null group by 1, 2, 3
        """,
    ):
        sums["amount"].add(row[3] - row[4])
        sums["quantity"].add(row[5] - row[6])

    assert sums == {"amount": {0}, "quantity": {0}}


@few
@given(seeds)
def test_the_order_of_uses_changes_nothing(seed):
    cities, dice = use_cities.pack(seed, 4), random.Random(seed)
    turned = [{**city, "uses": dice.sample(city["uses"], len(city["uses"]))} for city in cities]

    whole = "select * from marts.bill_lines"
    assert rows(built(turned), whole) == rows(built(cities), whole)


@few
@given(seeds)
def test_what_nobody_pays_for_is_priced_as_a_department_without_allowance_would_be(seed):
    """The uses without a payer, given to one: the same öre, service by service."""
    cities = use_cities.pack(seed, 3)
    plain = [{**row, "allowance": None} for row in cities[0]["services"]]
    adopted = [
        {**city, "services": plain, "uses": [adopt(use) for use in city["uses"] if use["reason"]]}
        for city in cities[:1]
    ]
    lost = [{**cities[0], "uses": [use for use in cities[0]["uses"] if use["reason"]]}]
    query = "select service_id, period, amount_ore from control.unallocated"
    by_service = "service_id, charge_period"

    assert {row[:2]: row[2] for row in rows(built(lost), query)} == amounts(
        built(adopted), by_service
    )


def adopt(use):
    return {**use, "reason": None, "cost_centre_id": "c0B1", "department_id": "c0B"}


@pytest.mark.parametrize("fee_kind", ["metered", "one_off", "yearly"])
def test_a_quantity_without_a_price_stops_the_run_and_names_its_service(fee_kind):
    [city] = use_cities.pack(5, 1)
    service_id = {"metered": "PAGE", "one_off": "NEW", "yearly": "SITE"}[fee_kind]
    left = [row for row in city["prices"] if row["service_id"] != service_id]

    with pytest.raises(runner.RunStoppedError, match=f"service_id {service_id}"):
        built([{**city, "prices": left}])


@pytest.mark.parametrize(
    ("model", "right", "wrong"),
    [
        ("charged_quantities", "order by remainder desc", "order by remainder asc"),
        ("tier_amounts", ">= tiers.from_quantity", "> tiers.from_quantity"),
        ("amounts", "+ 100000", "+ 0"),
        ("price_cuts", "where agreed.service_id is null", "where true"),
        ("allowances", "* counted.quantity", "* (counted.quantity + 1)"),
    ],
)
def test_a_model_broken_on_purpose_is_caught(break_model, model, right, wrong):
    break_model(f"charges.{model}", right, wrong)

    with pytest.raises((AssertionError, runner.RunStoppedError)):
        check_against_reference(seed=3, count=40)
