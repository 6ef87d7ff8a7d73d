"""Addresses keep the filter and lead nowhere else."""

import pytest

from dashboard import address
from dashboard.address import Address

HERE = Address("/department/bill", {"period": "2008-08", "department": "SDI", "open": "40715"})


def test_the_same_page_keeps_everything_but_what_changes():
    assert (
        HERE.here(open=None, line="L1") == "/department/bill?period=2008-08&department=SDI&line=L1"
    )


def test_another_page_gets_period_and_department_only():
    assert HERE.to("/board/costs") == "/board/costs?period=2008-08&department=SDI"


def test_reading_keeps_what_is_a_parameter():
    read = address.read("/x", "?period=2008-08&empty=&long=" + "a" * 81)

    assert read == Address("/x", {"period": "2008-08"})


@pytest.mark.parametrize("value", [None, 7, ["?a=b"], {"a": 1}, "?" + "&" * 1000])
def test_reading_takes_whatever_a_browser_sends(value):
    assert isinstance(address.read(value, value), Address)


def test_values_are_quoted():
    assert Address("/").here(name='"><script>') == "/?name=%22%3E%3Cscript%3E"


@pytest.mark.parametrize(
    "target",
    [
        "//e",
        "/\\e",
        "https:e",
        "https://e",
        "%2f%2fe",
        "javascript:alert(1)",
        "/..%2f\\e",
        "/a\r\nb",
        "",
        "e",
        "/a b",
    ],
)
def test_an_onward_address_stays_on_this_site(target):
    assert address.of_this_site(target) == "/"


def test_an_onward_address_keeps_its_filter():
    assert address.of_this_site("/board/costs?period=2008-08") == "/board/costs?period=2008-08"
