"""Every text of the screens is there in Swedish; English is the source."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parent.parent
SWEDISH = ROOT / "locale" / "sv" / "LC_MESSAGES" / "messages.po"
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}")


@pytest.fixture(scope="module")
def extracted(tmp_path_factory):
    """The texts found in the code as it stands now."""
    target = tmp_path_factory.mktemp("locale") / "messages.pot"
    extract = ["extract", "-F", "babel.cfg", "-k", "_", "-k", "_l", "-k", "ngettext:1,2"]
    subprocess.run(
        [sys.executable, "-m", "babel.messages.frontend", "-q", *extract, "-o", target, "."],
        cwd=ROOT,
        check=True,
    )
    with target.open("rb") as file:
        return read_po(file)


@pytest.fixture(scope="module")
def swedish():
    with SWEDISH.open("rb") as file:
        return read_po(file, locale="sv")


def forms(text):
    return list(text) if isinstance(text, tuple | list) else [text]


def test_every_text_of_the_code_is_in_the_swedish_catalogue(extracted, swedish):
    missing = [message.id for message in extracted if message.id and message.id not in swedish]

    assert not missing, "run make locale and translate"


def test_every_text_is_translated(swedish):
    empty = [message.id for message in swedish if message.id and not all(forms(message.string))]

    assert not empty


def test_no_translation_is_a_guess(swedish):
    assert not [message.id for message in swedish if message.fuzzy and message.id]


def test_a_translation_holds_the_same_places_for_figures(swedish):
    wrong = [
        message.id
        for message in swedish
        if message.id
        for text in forms(message.string)
        if set(PLACEHOLDER.findall(text)) - set(PLACEHOLDER.findall(" ".join(forms(message.id))))
    ]

    assert not wrong


def test_no_text_of_the_catalogue_has_left_the_code(extracted, swedish):
    gone = [message.id for message in swedish if message.id and message.id not in extracted]

    assert not gone
