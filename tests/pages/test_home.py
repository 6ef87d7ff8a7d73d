"""The first page: each reader's own question answered."""

import pytest


def test_the_board_sees_what_the_city_paid_to_the_ore(shown):
    page = shown("board", "/")

    assert "IT kostade staden 559 526 kr i augusti 2008" in page
    assert "559 525,87 kr" in page  # 24 817,10 + 534 708,77


def test_a_department_sees_its_own_bill_and_nothing_of_others(shown):
    page = shown("department-SDI", "/")

    assert "SDF Fosie" in page
    assert "24 817,10" in page
    assert "534 708,77" not in page
    assert "UTF" not in page


@pytest.mark.parametrize("reader", ["controller", "auditor"])
def test_control_sees_whether_the_month_holds_and_what_waits(shown, reader):
    page = shown(reader, "/", language="en")

    assert "3 of 3" in page
    assert "One row rejected in ad_users_2008-08-31.csv" in page
    assert "115.00" in page  # the account without an owner


def test_key_figures_are_those_of_the_readers_departments(shown):
    page = shown("department-SDI", "/")

    assert "Debiterat per anställd" in page
    assert ">11<" in page  # 24 817,10 kr over 2 210 persons


def test_each_way_on_keeps_the_month(shown):
    page = shown("board", "/", "?period=2008-07")

    assert 'href="/board/costs?period=2008-07"' in page


@pytest.mark.parametrize(
    ("language", "told"), [("sv", "Ingen plan är inläst"), ("en", "No plan is loaded")]
)
def test_an_owner_is_told_that_no_plan_is_loaded(shown, tmp_path, monkeypatch, language, told):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/none.sqlite")

    assert told in shown("owner", "/", "", language)
