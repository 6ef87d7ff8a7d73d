"""The dashboard's server on the tiny published world, and readers to ask it with."""

import os
import secrets
from collections.abc import Callable

import flask
import pytest
from flask import Flask
from flask.testing import FlaskClient

from dashboard import session
from tests.worlds import tiny_warehouse


@pytest.fixture(scope="session")
def tiny_home(tmp_path_factory):
    """A city with the tiny world published."""
    home = tmp_path_factory.mktemp("tiny")
    tiny_warehouse(home)
    return home


@pytest.fixture(scope="session")
def whole_server() -> Flask:
    """The server as gunicorn loads it; a process makes it once, as Dash keeps one registry."""
    os.environ.setdefault("NYTTJA_DEMO", "1")
    os.environ.setdefault("NYTTJA_SECRET", secrets.token_urlsafe(48))
    from app import server  # noqa: PLC0415 - made with the settings above

    return server


@pytest.fixture
def server(whole_server, tiny_home, monkeypatch) -> Flask:
    """The server, serving the tiny world."""
    monkeypatch.setenv("NYTTJA_HOME", str(tiny_home))
    return whole_server


@pytest.fixture
def nobody(server) -> FlaskClient:
    """A browser that has not signed in."""
    return server.test_client()


@pytest.fixture
def signed_in(server) -> Callable[[str], FlaskClient]:
    """A browser of a reader: ``signed_in("department-SDI")``."""

    def start(reader: str) -> FlaskClient:
        client = server.test_client()
        with client.session_transaction() as kept:
            kept.update(reader=reader, csrf="word")
        client.set_cookie("_csrf_token", "word")
        return client

    return start


@pytest.fixture
def as_reader(server):
    """Makes what follows a request of a reader: ``as_reader("board", "en")``."""

    def start(reader: str, language: str = "sv", path: str = "/"):
        context = server.test_request_context(path)
        context.push()
        session.sign_in(reader)
        # The same browser's as signed_in.
        flask.session["csrf"] = "word"
        session.remember("language", language)
        return context

    contexts = []

    def keep(*arguments, **settings):
        contexts.append(start(*arguments, **settings))
        return contexts[-1]

    yield keep

    for context in reversed(contexts):
        context.pop()


SHOW = "..rail.children...main.children...title.data.."


@pytest.fixture
def asked():
    """What a browser posts to be shown a page."""

    def body(path: str, search: str = "") -> dict:
        return {
            "output": SHOW,
            "outputs": [
                {"id": "rail", "property": "children"},
                {"id": "main", "property": "children"},
                {"id": "title", "property": "data"},
            ],
            "inputs": [
                {"id": "url", "property": "pathname", "value": path},
                {"id": "url", "property": "search", "value": search},
            ],
            "changedPropIds": ["url.pathname"],
            "state": [],
        }

    return body
