"""F25: a city with no departments, readers or months. Every page says so, and nothing fails."""

import logging
import re

import dash
import pytest

from dashboard import states, warehouse
from dashboard.warehouse import Shelf
from etl import intake, run
from tests.faults.village import reference, write_reference

WORD = {"X-CSRFToken": "word"}
READERS = [
    "controller",
    pytest.param("board", marks=pytest.mark.full),
    pytest.param("auditor", marks=pytest.mark.full),
]


def built(home):
    run.build(home, lambda _: None)
    run.publish_checked(home)
    return home


@pytest.fixture(scope="module")
def empty_homes(tmp_path_factory):
    """Nothing delivered at all; and registers, but not yet a month."""
    folder = tmp_path_factory.mktemp("empty")
    nothing, registers = folder / "nothing", folder / "registers"
    for home in (nothing, registers):
        home.mkdir()
    (nothing / "reference").mkdir()
    write_reference(registers / "reference")
    intake.load(run.delivered(registers), registers)
    assert len(list((registers / "batches").glob("*/*.json"))) == len(reference())
    return {"nothing": built(nothing), "registers": built(registers), "unbuilt": folder / "unbuilt"}


@pytest.fixture
def at(empty_homes, server, monkeypatch):  # noqa: ARG001 - the server is made first
    """Serves one of them."""

    def chosen(which):
        monkeypatch.setenv("NYTTJA_HOME", str(empty_homes[which]))
        monkeypatch.setattr(warehouse, "shelf", Shelf())

    return chosen


def paths():
    return sorted(page["path"] for page in dash.page_registry.values() if page["roles"])


@pytest.mark.parametrize("reader", READERS)
def test_f25_before_the_first_build_every_page_says_so(at, signed_in, reader):
    at("unbuilt")
    client = signed_in(reader)

    answers = {path: client.get(path) for path in paths()}

    assert {answer.status_code for answer in answers.values()} == {503}
    told = re.compile("Nothing is published yet|Inget är publicerat ännu")
    silent = [p for p, answer in answers.items() if not told.search(answer.get_data(as_text=True))]
    assert silent == []


@pytest.mark.parametrize("which", ["nothing", "registers"])
@pytest.mark.parametrize("reader", READERS)
def test_f25_every_page_of_an_empty_city_says_that_there_is_nothing(  # noqa: PLR0913, PLR0917 - fixtures
    at, signed_in, asked, which, reader, caplog
):
    at(which)
    client = signed_in(reader)

    with caplog.at_level(logging.ERROR):
        answers = {
            path: client.post("/_dash-update-component", json=asked(path), headers=WORD)
            for path in paths()
        }
        wholes = {path: client.get(path) for path in paths()}

    assert {path: a.status_code for path, a in answers.items() if a.status_code != 200} == {}
    assert {path: a.status_code for path, a in wholes.items() if a.status_code >= 500} == {}
    failed = str(states.FAILED[0])
    assert [path for path, a in answers.items() if failed in a.get_data(as_text=True)] == []
    assert [record.getMessage() for record in caplog.records if record.exc_info] == []
    empty_mains = [path for path, a in answers.items() if not words_of(a)]
    assert empty_mains == []


def words_of(answer) -> str:
    """What a page says in words, without its rail."""
    main = answer.get_json()["response"]["main"]["children"]
    return " ".join(re.findall(r"[A-Za-zÅÄÖåäö]{3,}", str(main)))
