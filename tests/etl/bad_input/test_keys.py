"""K: ids and who they belong to. Outcomes stand in cases.csv under a test's id.

What is built from such rows (K03, K04, K09, K10) is in test_built.py.
"""

import pytest

from etl.contract import contracts
from etl.intake import load
from tests.etl.bad_input.conftest import Shop, as_register, of, usage
from tests.etl.conftest import NOON

OWNERS = "account;owner;valid_from;valid_to"
TREE = "OrgKod;OrgNamn;ÖverordnadKod;Ansvar;GiltigFrom;GiltigTom"


def owned(*rows: str) -> str:
    return "\n".join([OWNERS, *rows, ""])


TWO_OWNERS = owned("a1;P1;2007-01-01;2007-06-30", "a1;P2;2007-06-30;", "a2;P1;2007-01-01;")


def test_k01_the_same_row_again_is_rejected_once(shop, case):
    case(shop.usage(usage(of(), of())))

    assert shop.rows("select line, rule, reason_en from staging.rejects") == [
        (3, "K01", "duplicate of line 2")
    ]


def test_k02_of_two_quantities_for_one_key_none_is_picked(shop, case):
    case(shop.usage(usage(of("1"), of("2"), of("3", service="B"))))

    assert shop.rows("select line, rule, reason_en from staging.rejects order by line") == [
        (2, "K02", "same key as line 3 but other content"),
        (3, "K02", "same key as line 2 but other content"),
    ]
    assert shop.kept("quantity") == [(300,)]


def test_k03_a_department_nobody_knows_is_counted_and_told(shop, case):
    shop.registers()

    delivery = shop.usage(usage(of().replace("SDI", "XYZ"), of(service="0042")))

    case(delivery)
    assert delivery.batch.rows_accepted == 2
    assert "1 rows name in department a department the register does not know" in delivery.reason_en
    assert "first on line 2: XYZ" in delivery.reason_en


def test_k04_a_department_that_has_ended_is_told_with_its_successor(shop, case):
    shop.registers()

    delivery = shop.usage(usage(of().replace("SDI", "VAV")))

    case(delivery)
    assert delivery.batch.rows_accepted == 1
    assert "VA-verket, which ended 2006-12-31; successor: VA SYD" in delivery.reason_en
    assert "VA-verket som upphörde 2006-12-31; efterträdare: VA SYD" in delivery.reason_sv


def test_k04_in_its_own_time_it_is_a_department(shop):
    shop.registers()

    delivery = shop.usage(usage(of(period="2006-12").replace("SDI", "VAV")))

    assert delivery.notes == ()


def test_k05_a_service_without_a_price_to_look_for_is_rejected(shop, case):
    shop.registers()

    case(shop.usage(usage(of(service="PC-LYX"), of())))

    assert shop.rejects() == [(2, "service", "K05", "PC-LYX")]


def test_k05_nothing_is_looked_up_before_the_register_is_loaded(shop):
    assert shop.usage(usage(of(service="PC-LYX"))).notes == ()
    assert shop.rejects() == []


def test_k05_a_register_is_settled_before_what_is_looked_up_in_it(shop, tmp_path):
    """By their names prices come before services; of one load the register is read first."""
    price = {"price_ore": "100", "price_e4": "", "ended_by": ""}
    shop.register("reference_prices", "prices.csv", [{"service_id": "PC-LYX", **price}])
    shop.registers()
    (tmp_path / "b").mkdir()
    afresh = Shop(tmp_path / "b")

    deliveries = load([shop.inbox], afresh.home, now=lambda: NOON)

    assert [delivery.file_name for delivery in deliveries] == [
        "organisation.csv", "organisation_events.csv", "prices.csv", "services.csv"
    ]  # fmt: skip
    assert afresh.rejects() == [(2, "service_id", "K05", "PC-LYX")]


@pytest.mark.parametrize("written", ["pc-std", "PC- STD", "Pc-\u00a0sTD"])
def test_k06_case_and_blanks_make_no_other_id(shop, case, written):
    shop.registers()

    delivery = shop.usage(usage(of(service=written)))

    case(delivery)
    assert shop.kept("service_id") == [("PC-STD",)]
    assert delivery.notes == ("K06",)
    assert "are now written as in the register" in delivery.reason_en


def test_k06_folded_rows_can_be_the_same_row(shop):
    shop.registers()

    shop.usage(usage(of(service="PC-STD"), of(service="pc-std")))

    assert shop.rules() == [(3, "K01")]


def test_k06_a_register_with_two_such_ids_is_refused(shop):
    rows = [{"org_id": "SDI"}, {"org_id": "sdi"}]

    delivery = shop.register("reference_departments", "organisation.csv", rows)

    assert (delivery.outcome, delivery.rule) == ("refused", "K12")
    assert "SDI, sdi" in delivery.reason_en


def test_k07_an_organisation_that_is_its_own_superior_is_refused(shop, case):
    tree = f"{TREE}\n1;A;2;;20070101;\n2;B;1;;20070101;\n"

    delivery = shop.deliver("hr_organisation_2007-05-31.txt", tree)

    case(delivery)
    assert delivery.reason_en == "the organisation goes in a circle: 1 > 2 > 1"


def test_k08_two_owners_of_an_account_the_same_day_refuse_the_register(shop, case):
    delivery = shop.deliver("ejere.csv", TWO_OWNERS, "utf-8")

    case(delivery)
    assert delivery.rule == "D11"
    assert "lines 2 and 3 (a1)" in delivery.reason_en


def test_k08_in_usage_the_two_rows_are_rejected(shop):
    as_register("event")

    delivery = shop.deliver("ejere.csv", TWO_OWNERS, "utf-8")

    assert delivery.outcome == "loaded"
    assert contracts()["owners"].kind == "event"
    assert shop.rows("select line, rule, reason_en from staging.rejects order by line") == [
        (2, "K08", "overlaps line 3: two hold on the same day"),
        (3, "K08", "overlaps line 2: two hold on the same day"),
    ]
    assert shop.rows("select account_id from staging.owners") == [("a2",)]
