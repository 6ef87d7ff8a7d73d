"""What each key figure means and where it comes from."""

import datetime
import re

from actionplan.as_of import as_of
from actionplan.on_time import on_time
from journal import plan

PAGE = "/reference/kpis"


def test_every_key_figure_is_listed_with_how_it_is_told(shown):
    page = shown("board", PAGE)

    assert "4 nyckeltal, 2 av dem uträknade ur stadens egna filer" in page
    assert "mäts inte än" in page


def test_one_opens_to_its_definition_and_its_way(shown):
    page = shown("board", PAGE, "?open=cost_per_employee")

    assert "Avgifter delade med anställda." in page
    assert "marts.department_bills" in page
    assert "staging.workstations" in page
    assert "kpis.cost_per_employee" in page


def test_a_reported_one_says_its_definition_in_the_words_of_the_plan(shown):
    page = shown("board", PAGE, "?open=K07", language="en")

    assert '<span lang="sv">anslutna system/A+B-system</span>' in page


def test_a_department_head_sees_definitions_and_not_the_citys_figures(shown):
    page = shown("department-SDI", PAGE, "?open=K07")

    assert "anslutna system/A+B-system" in page
    assert "10,0 %" not in page


def test_milestones_on_time_is_counted_in_the_plan_and_not_in_the_warehouse(kept_plan, shown):
    found = plan.plan(kept_plan)
    days = datetime.date(2008, 8, 31), datetime.date(2008, 9, 20)
    kept = on_time(as_of(found.register, found.facts, *days))
    assert (kept.on_time, kept.due) == (59, 89)

    page = re.sub(r"<[^>]+>", " ", shown("board", PAGE, "?open=K20&period=2008-08"))

    assert "4 nyckeltal, 3 av dem uträknade ur stadens egna filer" in page
    assert "mäts inte än" not in page
    assert re.search(r"K20\s+uträknade\s+66,3 %\s+2008-08-31", page)
    assert "Planens logg, rapport för rapport som styrelsen läste den" in page


def test_a_month_between_reports_tells_the_report_before_it(kept_plan, shown):  # noqa: ARG001
    page = re.sub(r"<[^>]+>", " ", shown("board", PAGE, "?period=2008-07"))

    assert re.search(r"K20\s+uträknade\s+[\d,]+ %\s+2008-04-30", page)


def test_a_department_head_is_told_where_it_is_counted_and_no_figure(kept_plan, shown):  # noqa: ARG001
    page = shown("department-SDI", PAGE, "?open=K20")

    assert "Planens logg" in page
    assert "66,3" not in page
