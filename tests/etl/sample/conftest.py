"""Sample files for the tests of this folder, written once."""

import fcntl
from datetime import date
from pathlib import Path

import pytest

import etl.sample
from tests.conftest import shared_folder

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"


@pytest.fixture(scope="session")
def reference() -> Path:
    """The city's own reference tables."""
    return REFERENCE


@pytest.fixture(scope="session")
def whole_city(tmp_path_factory, reference) -> Path:
    """The whole city's files around the reorganisation of 1 July 2008.

    Every worker of a parallel run shares them: the first to come writes them.
    """
    folder = shared_folder(tmp_path_factory) / "whole_city"
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            written = folder.with_suffix(".unfinished")
            etl.sample.write(written, reference, (date(2008, 6, 1), date(2008, 7, 1)))
            written.rename(folder)
    return folder


@pytest.fixture(scope="session")
def small_city(tmp_path_factory, reference) -> Path:
    """A fiftieth of the city, September 2008 to March 2009."""
    folder = tmp_path_factory.mktemp("small_city")
    etl.sample.write(folder, reference, (date(2008, 9, 1), date(2009, 3, 1)), scale=0.02)
    return folder
