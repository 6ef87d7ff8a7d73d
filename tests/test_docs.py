"""The documentation says what is there: commands, tables, targets and files."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from docs import dictionary

ROOT = Path(__file__).resolve().parent.parent
MODELS = sorted((ROOT / "chargeback" / "models").rglob("*.sql"))
RUNNING = (ROOT / "docs" / "running.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")
HEADER_PARTS = ["Grain:", "Source:"]


def etl_commands() -> list[str]:
    answer = subprocess.run(
        [sys.executable, "-m", "etl", "--help"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    match = re.search(r"\{([a-z,]+)\}", answer.stdout)
    assert match is not None
    return match.group(1).split(",")


def test_every_command_is_described():
    missing = [name for name in etl_commands() if f"`python -m etl {name}" not in RUNNING]

    assert not missing


def test_no_command_is_described_that_is_not_there():
    described = set(re.findall(r"`python -m etl ([a-z]+)", RUNNING))

    assert described <= set(etl_commands())


def test_every_make_target_explains_itself():
    text = (ROOT / "Makefile").read_text(encoding="utf-8")
    phony = re.search(r"^\.PHONY: (.+)$", text, re.MULTILINE)
    assert phony is not None

    explained = set(re.findall(r"^([a-z-]+):.*## ", text, re.MULTILINE))

    assert set(phony.group(1).split()) - explained - {"browser", "postgresql"} == set()


FAULTS = re.findall(r"^\| (F\d\d(?:, F\d\d)*) \|.*\| `([^`]+)` \|$", RUNNING, re.MULTILINE)


@pytest.mark.parametrize(("numbers", "path"), FAULTS)
def test_the_test_named_for_a_fault_says_its_number(numbers, path):
    text = (ROOT / path).read_text(encoding="utf-8")

    assert [number for number in numbers.split(", ") if not re.search(rf"\b{number}\b", text)] == []


def test_every_fault_that_a_test_says_stands_in_the_table():
    said = {
        number
        for folder in ("faults", "dashboard", "etl")
        for path in (ROOT / "tests" / folder).glob("test_*.py")
        for number in re.findall(r'"""(?:[^"]*?\b)?(F\d\d)\b', path.read_text(encoding="utf-8"))
    }

    assert said - {number for numbers, _path in FAULTS for number in numbers.split(", ")} == set()
    assert len(FAULTS) == len(re.findall(r"^\| F\d\d", RUNNING, re.MULTILINE))


@pytest.mark.parametrize("model", MODELS, ids=lambda path: f"{path.parent.name}.{path.stem}")
def test_every_table_says_its_grain_and_source(model):
    header = dictionary.header(model)

    assert [part for part in HEADER_PARTS if part not in header] == []


def test_the_data_dictionary_is_what_the_models_and_contracts_say():
    assert dictionary.PAGE.read_text(encoding="utf-8") == dictionary.page()


@pytest.mark.parametrize(
    "page", sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]), ids=str
)
def test_every_link_of_a_page_leads_somewhere(page):
    targets = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_first_screen_of_the_readme_runs():
    first_screen = "\n".join(README.splitlines()[:40])

    assert "make demo" in first_screen
    assert "make test" in first_screen
    assert "](docs/" in first_screen
