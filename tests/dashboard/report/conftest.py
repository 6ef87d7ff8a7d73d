"""The report of the tiny world's money and the sample city's plan."""

import os

import flask_babel
import pytest
from flask import Flask

from chargeback.home import REPOSITORY
from dashboard import i18n
from tests.pages.strategy.conftest import kept_plan, loaded_plan  # noqa: F401


@pytest.fixture
def in_language(kept_plan):  # noqa: ARG001, F811 - the plan is there
    """Makes what follows speak a language, with nobody signed in."""
    server = Flask("report")
    i18n.set_up(server, str(REPOSITORY / "locale"))
    opened = []

    def speak(language: str) -> None:
        for context in (server.app_context(), flask_babel.force_locale(language)):
            context.__enter__()
            opened.append(context)

    yield speak

    for context in reversed(opened):
        context.__exit__(None, None, None)
    assert os.environ["NYTTJA_JOURNAL_URL"]
