"""Sample files for the tests of this folder, written once."""

import csv
import shutil
from datetime import date
from pathlib import Path

import pytest

import etl.sample

REFERENCE = Path(__file__).resolve().parents[3] / "data" / "reference"


#: The first file of the sources that name the same objects as another one.
FIRST_FILES = {
    "edirectory_export": "2007-01-31",
    "ad_users": "2008-09-30",
    "landesk": "2007-01-31",
    "sccm_datorer": "2008-01-31",
}
FOLLOWS = {"ad_users": "edirectory_export", "sccm_datorer": "landesk"}


@pytest.fixture(scope="session")
def reference(tmp_path_factory) -> Path:
    """The reference tables with each source in its own time."""
    folder = tmp_path_factory.mktemp("reference") / "reference"
    shutil.copytree(REFERENCE, folder)
    path = folder / "source_availability.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        row["first_file"] = FIRST_FILES.get(row["source"], row["first_file"])
        row["follows_source_id"] = FOLLOWS.get(row["source"], row["follows_source_id"])
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    return folder


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
