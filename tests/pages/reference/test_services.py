"""The catalogue."""

import pytest


def test_what_is_charged_and_what_has_no_source_stand_apart(shown):
    page = shown("board", "/reference/services", language="en")

    assert "7 of 8 services are charged" in page
    assert "no source yet" in page
    assert page.index("STO-GB") > page.index("SYS-DRIFT")


def test_a_service_opens_to_every_price_it_has_had(shown):
    page = shown("board", "/reference/services", "?open=WS-ADM", language="en")

    assert "5,520.00" in page
    assert "5,280.00" in page
    assert "4.3% lower" in page
    assert "PL-2008-v1" in page


def test_a_service_by_agreement_says_why_it_has_no_price(shown):
    page = shown("board", "/reference/services", "?open=SYS-DRIFT")

    assert "därför finns inget listpris" in page


@pytest.mark.parametrize("reader", ["board", "department-SDI", "controller", "auditor"])
def test_everybody_may_read_the_catalogue(shown, reader):
    assert "ACC-STD" in shown(reader, "/reference/services")


def test_names_follow_the_language(shown):
    assert "Pedagogical workstation" in shown("board", "/reference/services", language="en")


def test_self_cost_stands_beside_price_for_the_latest_whole_year(shown):
    page = shown("board", "/reference/services", language="en")
    part = page[page.index("In 2007 the fees covered") :]

    assert "In 2007 the fees covered 106.6% of what the services cost" in part
    assert "6,000.00 kr/year" in part
    assert "5,520.00 kr/year" in part
    assert "92%" in part
    assert "960" in part
    assert "under" in part


def test_a_year_that_is_not_whole_yet_has_no_self_costs(shown):
    page = shown("board", "/reference/services", "?period=2007-11", language="en")

    assert "the fees covered" not in page
