"""The three mistakes of the sample city's ledger, and nothing else (D43, D44, D45)."""

import copy
import csv
import datetime
import random
from collections import Counter

import pytest

from chargeback.home import REPOSITORY
from etl.readers.sie import Row, Voucher
from etl.sample import internal_ledger

LAST = datetime.date(2008, 2, 29)


def voucher(number, *paid):
    rows = [
        Row(account, {"1": centre, "20": "4070", "21": "111"}, ore, "")
        for account, centre, ore in paid
    ]
    income = Row("3691", {"1": "11100", "20": "9210", "21": "125"}, -sum(p[2] for p in paid), "")
    return Voucher("IT", number, LAST, "", [*rows, income])


@pytest.fixture
def vouchers():
    return [
        voucher("200802001", ("7591", "40730", 123_400), ("7592", "40740", 50)),
        voucher("200802002", ("7591", "60001", 567_800)),
    ]


def told(vouchers):
    """Each row as month, voucher, account, cost centre and öre, with how often it stands."""
    return Counter(
        (v.number, row.account, row.objects["1"], row.amount_ore)
        for v in vouchers
        for row in v.rows
    )


def after(mistake, vouchers):
    changed = copy.deepcopy(vouchers)
    internal_ledger.MISTAKES[mistake](changed, random.Random("1"))
    return changed


def test_one_row_stands_on_a_cost_centre_of_another_department(vouchers):
    changed = after("2007-05", vouchers)

    (lost,), (new,) = told(vouchers) - told(changed), told(changed) - told(vouchers)
    assert lost[:2] == new[:2]
    assert lost[3] == new[3] >= 1_000_00
    assert lost[2] != new[2] in {"40730", "40740", "60001"}


def test_two_digits_change_places_and_the_voucher_still_sums_to_zero(vouchers):
    changed = after("2007-10", vouchers)

    lost, new = told(vouchers) - told(changed), told(changed) - told(vouchers)
    before, now = (next(k[3] for k in rows if k[3] > 0) for rows in (lost, new))
    assert sorted(str(before)) == sorted(str(now))
    assert before != now
    assert len(lost) == 2
    assert all(sum(row.amount_ore for row in v.rows) == 0 for v in changed)


def test_a_voucher_stands_once_more_under_the_next_number(vouchers):
    changed = after("2008-02", vouchers)

    assert [v.number for v in changed][2:] == ["200802003"]
    assert changed[2].rows in [v.rows for v in vouchers]
    assert changed[:2] == vouchers


def test_each_mistake_is_told_in_the_table_of_defects():
    with (REPOSITORY / "data" / "reference" / "dirty_data.csv").open(encoding="utf-8") as file:
        told = [row["in_the_files"] for row in csv.DictReader(file)]

    for month in internal_ledger.MISTAKES:
        assert any(text.startswith(f"huvudbok_internt_{month}") for text in told)
