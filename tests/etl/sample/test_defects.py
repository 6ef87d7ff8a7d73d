import csv
from datetime import date
from itertools import pairwise

import pytest

from etl.sample.defects import REJECTED_LINES, rate_per_10_000, scaled, with_rejected_lines
from etl.sample.files import Layout


@pytest.mark.parametrize(
    ("quantity", "scale", "expected"),
    [(0, 0.02, 0), (1, 0.02, 1), (74, 0.02, 1), (75, 0.02, 2), (100, 0.02, 2), (37, 1.0, 37)],
)
def test_scale_rounds_half_up_and_keeps_at_least_one(quantity, scale, expected):
    assert scaled(quantity, scale) == expected


def test_a_rate_runs_in_a_line_from_one_year_end_to_the_next():
    assert rate_per_10_000("D05", date(2007, 1, 1)) == 650
    assert rate_per_10_000("D05", date(2007, 12, 1)) == 650
    assert rate_per_10_000("D05", date(2008, 6, 1)) == 545
    assert rate_per_10_000("D05", date(2010, 12, 1)) == 110


def test_a_rate_without_later_figures_is_held():
    assert rate_per_10_000("D13", date(2010, 12, 1)) == 150


@pytest.mark.parametrize("defect", ["D05", "D39", "D15", "D17", "D40"])
def test_rates_never_rise(defect):
    months = [date(year, month, 1) for year in range(2007, 2011) for month in range(1, 13)]
    rates = [rate_per_10_000(defect, month) for month in months]

    assert all(later <= earlier for earlier, later in pairwise(rates))


def test_rejected_lines_come_beside_the_others():
    layout = Layout("hr_anstallningar", ("PersonId", "AnstNr", "OrgKod", "From", "Tom"))
    lines = ["P000000001;1;4711;2003-08-11;", "P000000002;1;4420;2006-11-01;"]

    mixed = with_rejected_lines(lines, layout, date(2008, 8, 1), seed=1)

    added = [line for line in mixed if line not in lines]
    assert [line for line in mixed if line in lines] == lines
    assert len(added) == REJECTED_LINES["hr_anstallningar"]
    fields = sorted(len(row) for row in csv.reader(added, delimiter=";"))
    assert fields == [2, 5]
    assert sum("vecka 34" in line for line in added) == 1


@pytest.mark.parametrize(
    ("directory", "inventory"), [("edirectory_export", "landesk"), ("ad_users", "sccm_datorer")]
)
def test_a_month_has_twelve_rejected_lines(directory, inventory):
    sources = (directory, inventory, "hr_anstallningar", "huvudbok_it")

    assert sum(REJECTED_LINES[source] for source in sources) == 12
