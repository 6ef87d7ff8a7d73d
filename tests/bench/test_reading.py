"""The published city is served and read as the benchmark does it, once and quickly."""

import pytest

from bench import pages, reader, serving, wire
from tests.browser.test_accessibility import PAGES

pytestmark = [pytest.mark.browser, pytest.mark.full]


def test_pages_are_asked_inside_the_worker_and_weighed_on_the_wire(city):
    with serving.serving(city) as site, reader.chromium() as browser:
        seen = reader.addresses(site, "2010-11", "SDI")
        bill = next(page for page in seen if page.name == "/department/bill")
        deep = reader.opened_bill(browser, site, seen)
        plan = reader.opened_plan(seen)
        reader.record(browser, site, [bill, plan])
        asked = pages.rows(site, [bill, plan], seconds=1)
        weighed = wire.rows(browser, site, [bill], tries=1)

    assert {page.name for page in seen} == PAGES
    assert deep.name == "/department/bill + open + line"
    assert [row.what.split(":")[0] for row in asked] == [
        "callback of /department/bill",
        "document of /department/bill",
        "callback of /strategy/plan + open",
        "document of /strategy/plan + open",
    ]
    assert all(row.figure.endswith(" ms") and row.peak_bytes for row in asked)
    assert [row.figure.split(" ")[1] for row in weighed] == ["kB", "s"]
    assert all(row.ratio > 1 for row in weighed)
