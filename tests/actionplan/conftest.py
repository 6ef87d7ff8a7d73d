"""The sample city's plan, read once."""

import pytest

from tests.actionplan.plans import city


@pytest.fixture(scope="session")
def the_city():
    return city()
