"""Directory exports: RFC 2849 as it is written, one bad entry at a time, nothing personal kept."""

import base64
import csv
import io
from unittest import mock

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.readers import ldif
from etl.reasons import FileFault
from etl.structure import Wanted

WANTED = Wanted((("dn",), ("cn",), ("ou",)), known=("sn", "objectClass"))
ENTRY = "dn: cn=A,o=X\ncn: A\nou: Skolan\n"


class Export:
    """A directory export in a folder, read by the reader."""

    def __init__(self, folder):
        self.folder = folder
        self.rows: list[list[str]] = []
        self.faults: list[list[str]] = []

    def read(self, content: str | bytes):
        path = self.folder / "export.ldif"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        structure = ldif.read(path, WANTED, self.folder / "rows", self.folder / "faults")
        self.rows, self.faults = (
            list(csv.reader(io.StringIO((self.folder / name).read_bytes().decode(), newline="")))
            for name in ("rows", "faults")
        )
        return structure


@pytest.fixture
def export(tmp_path):
    return Export(tmp_path)


def test_marks_that_turn_the_writing_are_written_as_their_code(export):
    told = base64.b64encode("\u202eA".encode()).decode()

    export.read(f"dn: cn=A,o=X\ncn:: {told}\nou: Skolan\n")

    assert export.rows == [["1", "cn=A,o=X", "\\u202eA", "Skolan"]]


def test_a_name_of_options_alone_is_no_fault(export):
    structure = export.read(ENTRY + ";lang-sv: x\n")

    assert structure.rows_in == 1
    assert not export.faults


WHOLE = {
    "with a version": "version: 1\n\n" + ENTRY,
    "without a version": ENTRY,
    "with a byte-order mark": "\ufeffversion: 1\n\n" + ENTRY,
    "with CRLF": ENTRY.replace("\n", "\r\n"),
    "with no line end at the end": ENTRY.rstrip("\n"),
    "with comments, one of them folded": "# made\n  by hand\n"
    + ENTRY.replace("cn: A", "# x\ncn: A"),
    "with several blank lines": "\n\n\n" + ENTRY + "\n\n\n",
    "with folded lines": "dn: cn=A\n ,o=X\ncn:\n  A\nou: Sko\n lan\n",
    "with base64": "dn:: Y249QSxvPVg=\ncn:: QQ==\nou:: U2tv\n bGFu\n",
    "with names in other case and with options": "DN: cn=A,o=X\nCN;lang-sv: A\nOu: Skolan\n",
    "as an addition": ENTRY.replace("cn: A", "changetype: add\ncn: A"),
    "ended as old systems end": ENTRY + "\x1a",
}


@pytest.mark.parametrize("case", WHOLE)
def test_an_entry_is_read_however_it_is_written(export, case):
    structure = export.read(WHOLE[case])

    assert [row[1:] for row in export.rows] == [["cn=A,o=X", "A", "Skolan"]]
    assert (structure.rows_in, structure.rows_bad) == (1, 0)


def test_an_entry_stands_on_the_line_of_its_dn(export):
    export.read("version: 1\n\n# first\n" + ENTRY + "\n\n# second\n" + ENTRY)

    assert [row[0] for row in export.rows] == ["4", "10"]


def test_an_attribute_with_several_values_gives_them_all(export):
    export.read(ENTRY + "ou: Gatan\n")

    assert export.rows[0][3] == "Skolan|Gatan"


def test_an_attribute_that_is_not_there_is_empty(export):
    export.read("dn: cn=A,o=X\n")

    assert export.rows == [["1", "cn=A,o=X", "", ""]]


def test_attributes_nobody_knows_are_named(export):
    structure = export.read(ENTRY + "sn: B\nshoeSize: 42\n")

    assert structure.unknown == ("shoesize",)


BAD = {
    "a line that is no attribute": ("dn: cn=A\nno attribute\n", "F02", "2"),
    "no dn first": ("dn: cn=A\n\ncn: B\ndn: cn=B\n", "F02", "3"),
    "a dn in the middle": ("dn: cn=A\ndn: cn=B\n", "F02", "2"),
    "a change": ("dn: cn=A\nchangetype: modify\n", "F03", "2"),
    "broken base64": ("dn: cn=A\ncn:: QQ=\n", "F04", "cn"),
    "bytes that are no UTF-8": (b"dn: cn=A\nou: G\xf6\n", "F05", "ou"),
    "base64 of bytes that are no UTF-8": ("dn: cn=A\nou:: /w==\n", "F05", "ou"),
    "a value in another file": ("dn: cn=A\nou:< file:///etc/hostname\n", "F06", "ou"),
    "a text of more than 10 000 characters": ("dn: cn=A\nou: " + "x" * 10_001 + "\n", "E15", ""),
    "values of more together": ("dn: cn=A\n" + "ou: abcdefghij\n" * 1000, "E15", ""),
    "a line of megabytes": ("dn: cn=A\nou: " + "x" * 3_000_000 + "\n", "E15", ""),
    "megabytes in folded lines": ("dn: cn=A\nou: " + ("x" * 70 + "\n ") * 20_000 + "\n", "E15", ""),
}


@pytest.mark.parametrize("case", BAD)
def test_a_bad_entry_is_told_and_the_next_one_comes_through(export, case):
    content, rule, other = BAD[case]
    content = content if isinstance(content, bytes) else content.encode()

    structure = export.read(content + b"\n\n" + ENTRY.encode())

    assert [(rule_, other_) for _, rule_, other_ in export.faults] == [(rule, other)]
    assert export.rows[-1][1:] == ["cn=A,o=X", "A", "Skolan"]
    assert structure.rows_in == len(export.rows) + 1


@pytest.mark.parametrize("value", ["jpegPhoto:: /9j/4AAQ", "sn:: /w==", "photo:< file:///x"])
def test_what_is_not_asked_for_is_not_read_either(export, value):
    structure = export.read(ENTRY + value + "\n")

    assert structure.rows_bad == 0


@pytest.mark.parametrize("content", ["a;b\n1;2\n", "version: 2\n\n" + ENTRY, "<xml/>", "cn: A\n"])
def test_a_file_that_is_no_directory_export_is_refused_whole(export, content):
    with pytest.raises(FileFault) as told:
        export.read(content)

    assert told.value.rule == "F01"


def test_names_and_titles_are_never_written(export):
    export.read(ENTRY + "sn: SECRET\ntitle:: " + base64.b64encode(b"SECRET").decode() + "\n")
    export.read(ENTRY + "sn: SECRET\nou:: /w==\n\ndn: cn=B\nsn: SECRET\nSECRET\n")

    for name in ("rows", "faults"):
        assert b"SECRET" not in (export.folder / name).read_bytes()


def attribute(name: str, value: str, width: int) -> str:
    """An attribute as a directory writes it: base64 where it must be, folded at a width."""
    plain = value.isascii() and value.isprintable() and value[:1] not in (" ", ":", "<")
    text = f"{name}: {value}" if plain else f"{name}:: {base64.b64encode(value.encode()).decode()}"
    return "\n ".join(text[at : at + width] for at in range(0, len(text), width))


@settings(max_examples=60, deadline=None)
@given(
    entries=st.lists(st.tuples(*[st.text(min_size=1, max_size=40)] * 3), max_size=5),
    width=st.integers(8, 80),
)
def test_what_a_directory_writes_is_what_is_read(tmp_path_factory, entries, width):
    export = Export(tmp_path_factory.mktemp("export"))
    clean = [[value.strip(" ") for value in entry] for entry in entries]
    names = ("dn", "cn", "ou")
    content = "version: 1\n\n" + "\n".join(
        "".join(f"{attribute(n, v, width)}\n" for n, v in zip(names, e, strict=True)) for e in clean
    )

    export.read(content)

    assert [row[1:] for row in export.rows] == clean


LINES = (
    "version: 1\n", "dn: cn=A\n", "dn:: Y249Qg==\n", "cn: A\n", "CN;lang-sv:  A \n", "cn:: QQ==\n",
    "cn:: Q!\n", "cn:: /w==\n", "ou: Å\n", "ou: Å\r\n", "ou:< file:///x\n", "sn: B\n", " more\n",
    " \n", "# said\n", "changetype: add\n", "changetype: modify\n", "no colon\n", ": nameless\n",
    "\n", "\r", "ou: B\x1a\n", "\x1a", "cn: \xff\n",
)  # fmt: skip
ENTRIES = st.tuples(
    st.sampled_from(("dn: cn=A\n", "dn: cn=A\n", "dn: cn=A\r\n", "")),
    st.lists(st.sampled_from(LINES), max_size=4).map("".join),
    st.sampled_from(("\n", "\n", "\n\n", "\r\n")),
).map("".join)


@settings(max_examples=300, deadline=None)
@given(
    entries=st.lists(ENTRIES, max_size=8),
    block=st.integers(2, 300),
    begins=st.sampled_from(["", "\ufeff", "version: 1\n\n"]),
)
def test_blocks_give_what_the_lines_give_one_by_one(tmp_path_factory, entries, block, begins):
    export = Export(tmp_path_factory.mktemp("export"))
    # One letter that is no UTF-8, among others that are.
    content = (begins + "".join(entries)).encode().replace("\xff".encode(), b"\xff")

    assert _told(export, content, block) == _told(export, content, 1)


def _told(export, content, block):
    """All that a reading gives when so many bytes are looked at together; of one, by line."""
    with mock.patch.object(ldif, "BLOCK", block):
        try:
            structure = export.read(content)
        except FileFault as fault:
            return fault.rule, fault.details
    return structure, export.rows, export.faults
