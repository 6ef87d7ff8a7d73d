"""The examples in docstrings are what the functions answer."""

import doctest
import importlib
from pathlib import Path

import pytest
from flask import Flask

from dashboard import i18n

ROOT = Path(__file__).resolve().parent.parent
WITH_EXAMPLES = [
    ".".join(path.relative_to(ROOT).with_suffix("").parts)
    for package in ("chargeback", "actionplan", "dashboard", "etl", "journal")
    for path in sorted((ROOT / package).rglob("*.py"))
    if ">>> " in path.read_text(encoding="utf-8")
]


@pytest.fixture
def swedish_reader():
    """A request of somebody who has chosen no language: Swedish."""
    server = Flask("examples")
    i18n.set_up(server, str(ROOT / "locale"))
    with server.test_request_context():
        yield


@pytest.mark.parametrize("name", WITH_EXAMPLES)
@pytest.mark.usefixtures("swedish_reader")
def test_examples_hold(name):
    results = doctest.testmod(importlib.import_module(name))

    assert results.attempted > 0
    assert results.failed == 0
