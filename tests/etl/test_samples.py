"""Every source has a sample file and its expected twin; both are found by place.

A twin is written anew by deleting it and running this test once: look at what it then says.
"""

import csv
import io
from pathlib import Path

import pytest

from etl.contract import contracts
from etl.source import FOLDER

SAMPLES = Path(__file__).resolve().parent.parent / "samples"
SOURCES = sorted(path.stem for path in FOLDER.glob("*.yaml") if path.stem != "reference_not_loaded")
FILES = sorted(path for path in SAMPLES.glob("*/*") if path.suffix != ".expected")


def twin(path: Path) -> Path:
    return path.with_name(path.name + ".expected")


def told(town, entity: str) -> str:
    """The staged rows as CSV, and after a blank line the rejected ones."""
    columns = [column.name for column in contracts()[entity].columns]
    staged = town.rows(f"select {', '.join(columns)} from staging.{entity} order by source_line")
    rejected = town.rows(
        "select line, column_name, rule, value, reason_en from staging.rejects order by line"
    )
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([columns, *staged])
    text.write("\n")
    writer.writerows([("line", "column_name", "rule", "value", "reason_en"), *rejected])
    return text.getvalue()


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_has_a_sample_and_its_twin(source):
    files = [path for path in FILES if path.parent.name == source]

    assert files
    assert all(twin(path).is_file() for path in files)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.parent.name)
def test_a_sample_gives_what_its_twin_says(path, town):
    delivery = town.load(path)

    assert delivery.outcome == "loaded", delivery.reason_en
    assert delivery.batch.source_id == path.parent.name
    found = told(town, delivery.batch.entity)
    if not twin(path).exists():
        twin(path).write_text(found, encoding="utf-8")
        pytest.fail("the twin was missing; it is written: look at it")
    assert found == twin(path).read_text(encoding="utf-8")
