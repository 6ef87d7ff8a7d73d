from collections import Counter
from fractions import Fraction

import pytest

from etl.sample.defects import scaled
from tests.etl.sample.reading import departments_by_name, rows_of, volumes

IN_GB = {"GB": Fraction(1), "MB": Fraction(1, 1024), "TB": Fraction(1024)}


def gigabytes(row):
    text = row["Storlek"].replace(" ", "").replace("\u00a0", "").replace(",", ".")
    return Fraction(text) * IN_GB[row["Enhet"]]


def departments_of(rows, reference):
    """GB by the department whose server the folder lies on."""
    names = {row["Ägare"]: row["Volym"].split("\\")[2][3:6] for row in rows}
    by_name = departments_by_name(reference)
    servers = {server: by_name[owner] for owner, server in names.items() if owner in by_name}
    counted = Counter()
    for row in rows:
        counted[servers[row["Volym"].split("\\")[2][3:6]]] += gigabytes(row)
    return counted


@pytest.mark.parametrize("month", ["2008-06", "2008-07"])
def test_stored_gigabytes_are_those_measured_of_each_department(whole_city, reference, month):
    rows = rows_of(whole_city / f"lagring_{month}-20.csv")

    charged = volumes(reference, month, "STO-GB")
    accounts = volumes(reference, month, "ACC-STD")
    counted = departments_of(rows, reference)

    above = {unit: charged[unit] + 5 * accounts[unit] for unit in charged if charged[unit]}
    assert len(above) > 15
    assert {unit: counted[unit] for unit in above} == above
    assert all(counted[unit] <= 5 * accounts[unit] for unit in charged if not charged[unit])


def test_a_small_city_is_charged_above_what_is_included(small_city, reference):
    counted = departments_of(rows_of(small_city / "lagring_2008-12-20.csv"), reference)

    wanted = volumes(reference, "2008-12", "STO-GB")
    accounts = volumes(reference, "2008-12", "ACC-STD", 0.02)

    assert {
        unit: counted[unit] - 5 * accounts[unit] for unit, charged in wanted.items() if charged
    } == {unit: scaled(charged, 0.02) for unit, charged in wanted.items() if charged}


def test_sizes_can_be_told_in_whole_thousandths_of_a_gigabyte(whole_city):
    for row in rows_of(whole_city / "lagring_2008-06-20.csv"):
        assert (gigabytes(row) * 1000).denominator == 1
        assert gigabytes(row) > 0


def test_eight_rows_in_a_hundred_are_told_in_megabytes(whole_city):
    units = Counter(row["Enhet"] for row in rows_of(whole_city / "lagring_2008-06-20.csv"))

    assert 0.06 < units["MB"] / units.total() < 0.1


def test_one_row_in_a_hundred_has_no_owner(whole_city):
    owners = [row["Ägare"] for row in rows_of(whole_city / "lagring_2008-06-20.csv")]

    assert 0.005 < owners.count("") / len(owners) < 0.015


def test_every_home_belongs_to_an_account_of_the_directory(small_city):
    rows = rows_of(small_city / "ad_users_2009-03-31.csv", "utf-8-sig", ",")
    accounts = {row["sAMAccountName"] for row in rows}

    owners = {row["Ägare"] for row in rows_of(small_city / "lagring_2009-03-20.csv")}

    homes = {owner for owner in owners if owner.startswith("p") and owner[1:].isdigit()}
    assert homes
    assert homes <= accounts
