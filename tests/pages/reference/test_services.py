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
