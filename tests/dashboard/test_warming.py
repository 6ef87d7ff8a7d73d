"""A worker is warm before its first reader: pages shown, files packed, and nothing asked twice."""

import flask
import pytest

from dashboard import shell, warming


@pytest.fixture
def asked(server):
    """The paths asked for over the wire."""
    paths = []

    def keep():
        paths.append(flask.request.path)

    server.before_request_funcs.setdefault(None, []).insert(0, keep)
    yield paths
    server.before_request_funcs[None].remove(keep)


def test_of_a_first_page_the_files_are_fetched_and_no_page_it_leads_to(signed_in, asked):
    warming.keep_files(signed_in("controller"))

    first, *files = asked
    assert first == "/"
    assert len(files) > 5
    assert [path for path in files if not path.startswith(("/assets/", "/_dash-"))] == []


def test_each_page_of_a_reader_is_shown_once(server, monkeypatch):
    shown = []
    monkeypatch.setattr(shell, "content_of", lambda page, _address: shown.append(page["path"]))

    warming.show_pages(server, "board")

    assert "/board/overview" in shown
    assert len(shown) == len(set(shown))
