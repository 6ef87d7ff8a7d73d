"""Sentences are tried in both languages, without a warehouse."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import flask_babel
import pytest
from flask import Flask

from chargeback.home import REPOSITORY
from dashboard import i18n


@pytest.fixture
def speak() -> Iterator[Callable[[str], None]]:
    """Chooses the language of what follows: ``speak("en")``; NBSP stays NBSP."""
    server = Flask("words")
    i18n.set_up(server, str(REPOSITORY / "locale"))
    with ExitStack() as stack:
        stack.enter_context(server.test_request_context())

        def choose(language: str) -> None:
            stack.enter_context(flask_babel.force_locale(language))

        yield choose
