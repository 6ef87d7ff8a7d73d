"""A month's intake."""

import sys

import pandas as pd

from dashboard import shell
from dashboard.address import Address
from dashboard.queries import control
from dashboard.view import view_of


def test_both_sides_of_every_equation_stand_term_by_term(shown):
    page = shown("controller", "/control/loads", language="en")

    assert "All 3 equations hold" in page
    for amount in ("14", "12", "610,000.00", "200,000.00", "385,000.00", "25,000.00"):
        assert f">{amount}<" in page
    assert "without a pool" in page


def test_a_file_with_rejected_rows_opens_to_line_value_and_reason(shown):
    page = shown("controller", "/control/loads", "?open=file~ad_users_2008-08-31.csv")

    assert "31/13/2008" in page
    assert "Datumet 31/13/2008 finns inte" in page
    assert "accountExpires" in page


def test_a_reason_is_given_in_the_readers_language(shown):
    page = shown("auditor", "/control/loads", "?open=file~ad_users_2008-08-31.csv", language="en")

    assert "There is no date 31/13/2008" in page


def test_what_nobody_pays_for_stands_with_kronor_and_opens_to_file_and_line(shown):
    closed = shown("controller", "/control/loads")
    page = shown("controller", "/control/loads", "?open=unallocated~ACC-STD~no_owner")

    assert "Ett objekt utan ägare kostar 115,00 kr" in closed
    assert "okand0001" not in closed
    assert "okand0001" in page
    assert "ad_users_2008-08-31.csv:901" in page


def test_a_rule_opens_to_the_rows_it_set_aside(shown):
    page = shown("controller", "/control/loads", "?open=aside~sccm_datorer~D13")

    assert "sccm_datorer_2008-08-31.csv:903" in page


def test_a_file_delivered_twice_is_told(shown):
    page = shown("controller", "/control/loads")

    assert "Samma fil har redan lästs in" in page


def test_a_month_without_a_monthly_file_names_the_source(shown, monkeypatch):
    monkeypatch.setattr(
        control, "missing_files", lambda *_asked: pd.DataFrame({"source_id": ["ad_users"]})
    )

    page = shown("controller", "/control/loads")

    assert "Saknas: Konton, AD" in page
    assert "saknas för augusti 2008" in page


def test_the_board_and_departments_have_no_such_page(shown):
    assert "okand0001" not in shown("board", "/control/loads", "?open=unallocated~ACC-STD~no_owner")


def test_every_table_of_the_page_can_be_taken_along(as_reader):
    as_reader("controller", "en", "/control/loads")
    page = shell.page_at("/control/loads", "controller")

    tables = sys.modules[page["module"]].tables(view_of(Address("/control/loads", {})))

    assert tables["rejects"].rows[0][:4] == [
        "ad_users_2008-08-31.csv",
        12,
        "accountExpires",
        "31/13/2008",
    ]
    assert tables["unallocated"].rows[0][-1] == 11_500
    assert tables["objects"].rows[0][-2:] == ["ad_users_2008-08-31.csv", 901]
    assert sum(row[2] for row in tables["files"].rows) == 34
