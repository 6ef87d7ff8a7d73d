"""What the browser keeps: packed, for ever, at an address that changes with its content."""

import re

import brotli
import pytest

from dashboard.web import static

PACKED = {"Accept-Encoding": "gzip, br"}


@pytest.mark.parametrize("kind", ["css", "js"])
def test_a_bundle_is_packed_and_kept_for_ever(nobody, kind):
    answer = nobody.get(static.address_of(kind), headers=PACKED)

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == static.FOREVER
    assert brotli.decompress(answer.data) == (
        static.styles() if kind == "css" else static.scripts()
    )


def test_an_old_address_of_a_bundle_is_gone(nobody):
    assert nobody.get("/assets/nyttja-000000000000.css").status_code == 404


def test_dashs_own_scripts_are_packed_and_kept(signed_in):
    client = signed_in("board")
    page = client.get("/").get_data(as_text=True)
    script = re.search(r'src="(/_dash-component-suites/[^"]*dash_renderer[^"]*)"', page)[1]

    answer = client.get(script, headers=PACKED)

    assert answer.headers["Content-Encoding"] == "br"
    assert answer.headers["Cache-Control"] == static.FOREVER


def test_a_browser_that_takes_no_packing_gets_plain_text(nobody):
    answer = nobody.get(static.address_of("css"), headers={"Accept-Encoding": "identity"})

    assert "Content-Encoding" not in answer.headers
    assert answer.data == static.styles()


def test_print_comes_last_so_that_it_wins():
    assert (
        static.styles().rstrip().endswith((static.ASSETS / static.LAST_STYLE).read_bytes().rstrip())
    )


def test_the_first_page_stays_within_its_weight(signed_in):
    client = signed_in("department-SDI")
    page = client.get("/", headers=PACKED)
    text = brotli.decompress(page.data).decode()
    found = re.findall(r'(?:src|href)="(/(?:assets|_dash)[^"]+)"', text)

    answers = [client.get(address, headers=PACKED, buffered=True) for address in found]

    bodies = [page.data, *(answer.data for answer in answers)]

    assert sum(map(len, bodies)) <= 600_000
