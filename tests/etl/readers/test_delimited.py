"""Delimited text: looked at in blocks or line by line, the rows, lines and faults are the same."""

import csv
import io

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl import raw
from etl.readers import delimited
from etl.reasons import FileFault
from etl.structure import Wanted

WANTED = Wanted((("A",), ("C",)), known=("Hemlig",))
HEADING = "A;Hemlig;C\n"


class Desk:
    """Reads delimited text and shows what came of it."""

    def __init__(self, folder):
        self.folder = folder
        self.connection = duckdb.connect(config={"threads": 1})

    def read(self, content: str | bytes, encoding="utf-8"):
        path, rows, faults = (self.folder / name for name in ("text", "rows", "faults"))
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        text = delimited.Text(path, delimited.Dialect(encoding, ";"), WANTED)
        raw.pour(self.connection, text.layout, lambda pipe: text.pour(pipe, faults), rows)
        self.structure = text.structure
        found = self.connection.execute(f"from {raw.rows(rows)} order by source_line").fetchall()
        told = csv.reader(io.StringIO(faults.read_bytes().decode(), newline=""))
        # An empty field is nothing or an empty text: both are read as missing.
        return [(n, *(v or "" for v in row)) for n, *row in found], [tuple(row) for row in told]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def small_blocks(monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 64)


LINES = {
    "even": "a;h;1\n",
    "with CRLF": "a;h;1\r\n",
    "with a lone CR": "a;h;1\r",
    "quoted": '"a";h;"1;2"\n',
    "quoted to its end": 'a;h;"1"\n',
    "with a doubled quote": '"a""b";h;1\n',
    "with quotes inside": 'a"b";h;1\n',
    "with quotes in two fields": 'a"b;"h";1"\n',
    "with nothing between quotes": '"";h;""\n',
    "of quoted blanks": '" ";"";" "\n',
    "a quoted heading": '"A";"Hemlig";"C"\n',
    "with a mark that turns the writing": '\u202ea;h;"\u20661"\n',
    "with a line break inside": '"a\nb";h;1\n',
    "with a lone CR inside": '"a\rb";h;1\n',
    "blank": "\n",
    "of delimiters": ";;\n",
    "of blanks": " ;\u00a0; \n",
    "a comment": "# x\n",
    "too short": "a;h\n",
    "too long": "a;h;1;2\n",
    "a heading": HEADING,
    "no heading, though its end is": "a;h;C\n",
    "with an empty first field": ";h;1\n",
    "with letters": "å;h;ö€\n",
    "with a NUL": "a\0;h;1\n",
    "with text after a quote": '"a"b;h;1\n',
    "with a long field": "a;h;" + "x" * 10_001 + "\n",
}


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("line", LINES)
def test_a_line_among_even_ones_gives_what_it_gives_alone(desk, line):
    before, after = "b;h;2\n" * 40, "c;h;3\n" * 40
    alone, faults = desk.read(HEADING + LINES[line])

    rows, told = desk.read(HEADING + before + LINES[line] + after)

    moved = [(number + 40, *values) for number, *values in alone]
    assert [row for row in rows if row[1] not in {"b", "c"}] == moved
    assert [(int(n) - 40, *rest) for n, *rest in told] == [(int(n), *rest) for n, *rest in faults]
    assert desk.structure.rows_in == len(rows) + len(told)
    assert [row[1] for row in rows].count("b") == [row[1] for row in rows].count("c") == 40


PARTS = st.lists(st.sampled_from(sorted(LINES)), max_size=60)


@settings(max_examples=40, deadline=None)
@given(parts=PARTS, block=st.integers(16, 200))
def test_looked_at_whole_or_line_by_line_the_rows_are_the_same(tmp_path_factory, parts, block):
    desk = Desk(tmp_path_factory.mktemp("desk"))
    content = HEADING + "".join(LINES[part] for part in parts)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "BLOCK", block)
        whole = desk.read(content)
        patch.setattr(delimited, "_even", lambda *_: b"")
        line_by_line = desk.read(content)

    assert whole == line_by_line


@settings(max_examples=40, deadline=None)
@given(parts=PARTS, block=st.integers(16, 200))
def test_the_size_of_blocks_changes_nothing(tmp_path_factory, parts, block):
    desk = Desk(tmp_path_factory.mktemp("desk"))
    content = HEADING + "".join(LINES[part] for part in parts)
    whole = desk.read(content)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(delimited, "BLOCK", block)

        assert desk.read(content) == whole


@pytest.mark.usefixtures("small_blocks")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_letters_are_the_same_in_every_encoding(desk, encoding):
    rows, _ = desk.read(HEADING + "Malmö;h;räksmörgås\n" * 50, encoding)

    assert rows == [(number, "Malmö", "räksmörgås") for number in range(2, 52)]


@pytest.mark.usefixtures("small_blocks")
def test_a_wrong_byte_in_a_later_block_refuses_the_file_with_its_line(desk):
    content = (HEADING + "a;h;å\n" * 50).encode() + b"a;h;\xf6\n"

    with pytest.raises(FileFault) as told:
        desk.read(content)

    assert (told.value.rule, told.value.details["line"]) == ("E05", 52)


@pytest.mark.usefixtures("small_blocks")
def test_a_quote_that_is_never_closed_refuses_the_file_also_in_a_later_block(desk):
    with pytest.raises(FileFault) as told:
        desk.read(HEADING + "a;h;1\n" * 50 + 'a;"h;1\n' + "a;h;1\n" * 50)

    assert (told.value.rule, told.value.details["line"]) == ("S11", 52)


@pytest.mark.usefixtures("small_blocks")
def test_a_file_of_one_endless_line_is_refused(desk, monkeypatch):
    monkeypatch.setattr(delimited, "LINE_LIMIT", 1000)

    with pytest.raises(FileFault) as told:
        desk.read(HEADING + "x" * 5000)

    assert told.value.rule == "E17"


def test_a_heading_without_rows_gives_none(desk):
    assert desk.read(HEADING) == ([], [])


@pytest.mark.usefixtures("small_blocks")
def test_marks_that_turn_the_writing_are_written_as_their_code(desk):
    rows, _ = desk.read(HEADING + LINES["with a mark that turns the writing"])

    assert rows == [(2, "\\u202ea", "\\u20661")]


def test_what_nobody_asked_for_is_written_to_no_file(desk):
    desk.read(HEADING + "a;SECRET;1\n" * 50 + '"a";SECRET;1\n' + "SECRET;SECRET\n")

    assert not any(
        b"SECRET" in path.read_bytes() for path in desk.folder.iterdir() if path.name != "text"
    )
