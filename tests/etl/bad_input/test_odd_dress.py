"""Good files in odd dress: as other programs and systems write them. None is refused.

The sample of a source is dressed up in every way and taken in beside itself: the rows must be
equal, and so must what was rejected.
"""

import csv
import io
import unicodedata
from collections.abc import Callable
from pathlib import Path

import duckdb
import pytest

from etl.contract import OWN_COLUMNS, contracts
from etl.source import Source
from etl.workbench import Workbench
from tests.etl.conftest import NOON

SAMPLES = Path(__file__).resolve().parents[2] / "samples"
DRESSED = [
    "ad_users", "arenden", "elevregister", "hr_anstallningar", "hr_organisation", "huvudbok_it",
    "lagring", "sccm_datorer", "samtal", "tjansteavtal", "reference_prices",
]  # fmt: skip
OPEN = {"9999-12-31", "99991231", "tills vidare"}
Rows = list[list[str]]


def written(rows: Rows, delimiter: str, end: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    """Rows as a file of text; a field with the delimiter or a line break in it is quoted."""
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end, quoting=quoting).writerows(rows)
    return text.getvalue()


def mixed(rows: Rows, source: Source) -> str:
    """Each line with another end."""
    ends = ["\r\n", "\n", "\r"]
    return "".join(
        written([row], source.delimiter, ends[number % 3]) for number, row in enumerate(rows)
    )


def reversed_columns(rows: Rows) -> Rows:
    """The columns from right to left, where a row has them all."""
    return [row[::-1] if len(row) == len(rows[0]) else row for row in rows]


def with_heading(rows: Rows, change: Callable[[str], str]) -> Rows:
    return [[change(name) for name in rows[0]], *rows[1:]]


def each_field(rows: Rows, change: Callable[[str], str]) -> Rows:
    return [rows[0], *([change(field) for field in row] for row in rows[1:])]


def in_column(rows: Rows, headings: set[str], change: Callable[[str], str]) -> Rows:
    places = [place for place, name in enumerate(rows[0]) if name in headings]
    return [
        rows[0],
        *(
            [change(field) if place in places else field for place, field in enumerate(row)]
            for row in rows[1:]
        ),
    ]


def amounts(rows: Rows, source: Source, blank: str) -> Rows:
    """Thousands apart in every number with decimals, and kronor written out."""
    headings = {
        heading for field in source.fields if field.decimals == 2 for heading in field.headings
    }
    return in_column(rows, headings, lambda text: text.replace(" ", blank).replace("\xa0", blank))


def open_ends(rows: Rows, source: Source, spelling: str) -> Rows:
    """Every open end in one spelling."""
    headings = {
        heading
        for field in source.fields
        if OPEN & set(field.open) and "" in field.open
        for heading in field.headings
    }
    return in_column(rows, headings, lambda text: spelling if text.strip() in OPEN | {""} else text)


def filled(rows: Rows, source: Source, text: str) -> Rows:
    """Something in the columns nobody reads."""
    return in_column(rows, {*source.blank, *source.unused}, lambda _: text)


def plain(rows: Rows, source: Source, end: str = "\n") -> str:
    return written(rows, source.delimiter, end)


def utf8(text: str) -> bytes:
    return text.encode("utf-8-sig")


def as_declared(text: str, source: Source) -> bytes:
    return text.encode(source.encoding)


DRESSES: dict[str, Callable[[Rows, Source], bytes]] = {
    "UTF-8 with its mark": lambda r, s: utf8(plain(r, s)),
    "UTF-8 without": lambda r, s: plain(r, s).encode(),
    "UTF-16, little end first": lambda r, s: b"\xff\xfe" + plain(r, s).encode("utf-16-le"),
    "UTF-16, big end first": lambda r, s: b"\xfe\xff" + plain(r, s).encode("utf-16-be"),
    "Windows-1252": lambda r, s: plain(r, s).encode("cp1252"),
    "decomposed letters": lambda r, s: utf8(unicodedata.normalize("NFD", plain(r, s))),
    "lines that end with CR LF": lambda r, s: as_declared(plain(r, s, "\r\n"), s),
    "lines that end with CR": lambda r, s: as_declared(
        written(r, s.delimiter, "\r", csv.QUOTE_ALL), s
    ),
    "lines that end in every way": lambda r, s: as_declared(mixed(r, s), s),
    "no end of the last line": lambda r, s: as_declared(plain(r, s).rstrip("\n"), s),
    "every field in quotes": lambda r, s: as_declared(
        written(r, s.delimiter, quoting=csv.QUOTE_ALL), s
    ),
    "Excel's sep= line": lambda r, s: as_declared(f"sep={s.delimiter}\n{plain(r, s)}", s),
    "comments before and after": lambda r, s: as_declared(f"# uttag\n{plain(r, s)}# slut\n", s),
    "blank lines everywhere": lambda r, s: as_declared(
        "\n\n" + "\n".join(plain([row], s) for row in r) + "\n \n", s
    ),
    "rows of delimiters only at the end": lambda r, s: as_declared(
        plain(r, s) + (s.delimiter * (len(r[0]) - 1) + "\n") * 5, s
    ),
    "the mark old systems end with": lambda r, s: as_declared(plain(r, s) + "\x1a", s),
    "columns from right to left": lambda r, s: as_declared(plain(reversed_columns(r), s), s),
    "headings in capitals": lambda r, s: as_declared(plain(with_heading(r, str.upper), s), s),
    "headings in small letters": lambda r, s: as_declared(plain(with_heading(r, str.lower), s), s),
    "blanks round headings": lambda r, s: as_declared(
        plain(with_heading(r, " {}\xa0".format), s), s
    ),
    "blanks round values": lambda r, s: as_declared(plain(each_field(r, " {} ".format), s), s),
    "hard blanks round values": lambda r, s: as_declared(
        plain(each_field(r, "\xa0{}\xa0".format), s), s
    ),
    "invisible characters round values": lambda r, s: utf8(
        plain(each_field(r, "\u200b{}\ufeff".format), s)
    ),
    "hard blanks between thousands": lambda r, s: as_declared(plain(amounts(r, s, "\xa0"), s), s),
    "narrow blanks between thousands": lambda r, s: utf8(plain(amounts(r, s, "\u202f"), s)),
    "open ends as 9999-12-31": lambda r, s: as_declared(plain(open_ends(r, s, "9999-12-31"), s), s),
    "open ends as words": lambda r, s: as_declared(plain(open_ends(r, s, "tills vidare"), s), s),
    "open ends left empty": lambda r, s: as_declared(plain(open_ends(r, s, ""), s), s),
    "delimiters and line breaks in what nobody reads": lambda r, s: as_declared(
        plain(filled(r, s, 'a;b,c\t"d"\r\ne'), s), s
    ),
    "tabs between fields": lambda r, _: utf8(written(r, "\t")),
    "bars between fields": lambda r, _: utf8(written(r, "|")),
}


def sample(source_id: str) -> Path:
    return next(p for p in (SAMPLES / source_id).iterdir() if p.suffix != ".expected")


@pytest.fixture(scope="module")
def bench(tmp_path_factory):
    """One workbench for all: what it prepares is what a load takes in."""
    home = tmp_path_factory.mktemp("city")
    return Workbench(home, tmp_path_factory.mktemp("scratch"), (), NOON.date())


def taken_in(bench: Workbench, path: Path) -> tuple[list, list]:
    """The rows of a file and what was rejected, without where they stood."""
    prepared = bench.prepare(path)
    assert not prepared.fault, prepared.fault.reason()
    columns = contracts()[prepared.entity].columns
    kept = ", ".join(column.name for column in columns if column.name not in OWN_COLUMNS)
    return rows_of(prepared.rows, kept, "source_line"), rows_of(
        prepared.rejects, "rule, column_name", "line"
    )


def rows_of(path: Path | None, columns: str, order: str) -> list[tuple]:
    if path is None:
        return []
    with duckdb.connect() as connection:
        return connection.execute(
            f"select {columns} from read_parquet($path) order by {order}", {"path": str(path)}
        ).fetchall()


@pytest.mark.parametrize("source_id", DRESSED)
def test_good_files_in_odd_dress_give_the_rows_of_their_plain_twin(bench, tmp_path, source_id):
    path = sample(source_id)
    source = bench.sources.all()[source_id]
    text = path.read_bytes().decode(source.encoding)
    rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=source.delimiter))
    plain_rows, plain_rejects = taken_in(bench, path)
    assert plain_rows

    for dress, dressed in DRESSES.items():
        other = tmp_path / path.name
        other.write_bytes(dressed(rows, source))
        assert taken_in(bench, other) == (plain_rows, plain_rejects), dress
