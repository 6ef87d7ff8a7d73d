"""Sample files for the tests of this folder, written once."""

from datetime import date
from pathlib import Path

import pytest

import etl.sample

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The city's own reference tables."""
    return REFERENCE


@pytest.fixture(scope="session")
def whole_city(tmp_path_factory, reference) -> Path:
    """The whole city's files around the reorganisation of 1 July 2008."""
    folder = tmp_path_factory.mktemp("whole_city")
    etl.sample.write(folder, reference, (date(2008, 6, 1), date(2008, 7, 1)))
    return folder


@pytest.fixture(scope="session")
def small_city(tmp_path_factory, reference) -> Path:
    """A fiftieth of the city, September 2008 to March 2009."""
    folder = tmp_path_factory.mktemp("small_city")
    etl.sample.write(folder, reference, (date(2008, 9, 1), date(2009, 3, 1)), scale=0.02)
    return folder
