"""publiccode.yml keeps to the public-sector metadata standard (publiccode.yml 0.4)."""

from datetime import date
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
REQUIRED = [
    "publiccodeYmlVersion",
    "name",
    "url",
    "platforms",
    "developmentStatus",
    "softwareType",
    "description",
    "legal",
    "maintenance",
    "localisation",
]
STATUSES = {"concept", "development", "beta", "stable", "obsolete"}
TYPES = {"addon", "library", "configurationFiles"} | {
    f"standalone/{kind}" for kind in ("mobile", "iot", "desktop", "web", "backend", "other")
}


@pytest.fixture(scope="module")
def metadata():
    return yaml.safe_load((ROOT / "publiccode.yml").read_text(encoding="utf-8"))


def test_holds_every_required_key(metadata):
    assert [key for key in REQUIRED if key not in metadata] == []


def test_says_status_and_type_in_the_words_of_the_standard(metadata):
    assert metadata["developmentStatus"] in STATUSES
    assert metadata["softwareType"] in TYPES
    date.fromisoformat(metadata["releaseDate"])


@pytest.mark.parametrize("language", ["sv", "en"])
def test_describes_itself_within_the_lengths_of_the_standard(metadata, language):
    text = metadata["description"][language]

    assert 0 < len(text["shortDescription"]) <= 150
    assert 150 <= len(text["longDescription"]) <= 10_000
    assert all(len(feature) <= 100 for feature in text["features"])


def test_names_the_licence_that_lies_in_the_tree(metadata):
    assert metadata["legal"]["license"] == "EUPL-1.2"
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")


def test_an_internal_maintainer_can_be_asked(metadata):
    assert metadata["maintenance"]["type"] == "internal"
    assert metadata["maintenance"]["contacts"]
