"""A first look at a delivered file: is it a file of text at all, and what is its hash.

One pass over the bytes in blocks, before anything is decoded.
"""

import codecs
import hashlib
import re
import stat
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from etl.reasons import FileFault

BLOCK = 1 << 20
HEAD = 1 << 16
FILE_NAME = re.compile(r"[0-9A-Za-zÅÄÖåäöÉéÜü_][0-9A-Za-zÅÄÖåäöÉéÜü_ ().,+-]{0,199}")
# What files that are not text begin with.
OTHER_CONTENT = {
    b"\x1f\x8b": "gzip",
    b"PK\x03\x04": "zip eller xlsx",
    b"PK\x05\x06": "zip",
    b"%PDF": "PDF",
    b"\xd0\xcf\x11\xe0": "xls eller doc",
    b"7z\xbc\xaf": "7z",
    b"BZh": "bzip2",
    b"\xfd7zXZ": "xz",
    b"PAR1": "Parquet",
    b"SQLite format 3": "SQLite",
}
HTML = re.compile(rb"\s*(<!doctype html|<html|<head|<\?xml[^>]*>\s*<html)", re.IGNORECASE)
BYTE_ORDER_MARKS = {b"\xef\xbb\xbf": "utf-8-sig", b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
#: A blank that is right inside a number and worth a note round an id.
NO_BREAK_SPACE = "blank"
# Two to four bytes that are one character in UTF-8; each but the first is one of CONTINUED.
UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
CONTINUED = bytes(range(0x80, 0xC0))
# Characters worth a note, as UTF-8 writes them; and UTF-8 in a file of one byte a character.
UTF8_MARKS = {
    "E06": ["Ã¥", "Ã¤", "Ã¶", "Ã…", "Ã„", "Ã–"],
    "E11": ["\u200b", "\u200c", "\u200d", "\u2060"],
    "E13": [chr(code) for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))],
    "E14": ["\ufffd"],
    NO_BREAK_SPACE: ["\u00a0", "\u202f"],
}
BYTE_MARKS = {"E06": list("åäöÅÄÖ")}
ASCII = bytes(range(128))


@dataclass
class Glance:
    """What the bytes of a file say before they are read as text."""

    path: Path
    sha256: str = ""
    size: int = 0
    head: bytes = b""
    ends_whole: bool = True
    utf8_marks: set[str] = field(default_factory=set)
    byte_marks: set[str] = field(default_factory=set)
    stamp: tuple[int, int, int] = (0, 0, 0)
    has_other_than_ascii: bool = False
    has_utf8: bool = False
    is_utf8: bool = True

    @property
    def is_workbook(self) -> bool:
        """Whether it is called a workbook, which is packed and no text."""
        return self.path.suffix.lower() == ".xlsx"

    @property
    def byte_order_mark(self) -> str | None:
        """The encoding the byte-order mark names, if there is one."""
        found = (name for mark, name in BYTE_ORDER_MARKS.items() if self.head.startswith(mark))
        return next(found, None)


def check_name(name: str) -> None:
    """Refuse file names that play tricks.

    Raises:
        FileFault: S26.
    """
    if not FILE_NAME.fullmatch(name):
        raise FileFault("S26")


def glance(path: Path, largest: int) -> Glance:
    """Hash a file and look for content that cannot be delimited text.

    Args:
        path: The delivered file.
        largest: Bytes; a larger file is not read.

    Raises:
        FileFault: S25 not a regular file, S27 too large, S01 empty, S20 and S21 other content.
    """
    status = path.lstat()
    if not stat.S_ISREG(status.st_mode):
        raise FileFault("S25")
    if status.st_size > largest:
        raise FileFault("S27", size=status.st_size, limit=largest)
    seen = Glance(path, size=status.st_size, stamp=stamp(path))
    seen.sha256 = _read(path, seen)
    return seen


def stamp(path: Path) -> tuple[int, int, int]:
    """Size, time of change and inode: they differ when a file was written meanwhile."""
    status = path.stat()
    return status.st_size, status.st_mtime_ns, status.st_ino


def check_content(seen: Glance) -> None:
    """Refuse what is not of the kind its name says: text, or a packed workbook.

    Raises:
        FileFault: S01 empty, S20 another kind of file, S21 HTML, E08 NUL bytes in the heading,
            L12 a workbook that is not packed.
    """
    if seen.is_workbook and seen.size:
        _check_packed(seen)
        return
    if not seen.head.strip(b"\xef\xbb\xbf \r\n\x1a"):
        raise FileFault("S01")
    for start, kind in OTHER_CONTENT.items():
        if seen.head.startswith(start):
            raise FileFault("S20", kind=kind)
    if HTML.match(seen.head):
        raise FileFault("S21")
    if seen.byte_order_mark != "utf-16" and b"\0" in re.split(rb"[\r\n]", seen.head, maxsplit=1)[0]:
        raise FileFault("E08")


def _check_packed(seen: Glance) -> None:
    if not seen.head.startswith(b"PK\x03\x04"):
        raise FileFault("L12")


def _read(path: Path, seen: Glance) -> str:
    digest = hashlib.sha256()
    decoder = codecs.getincrementaldecoder("utf-8")()
    with path.open("rb") as stream:
        for block in iter(_blocks(stream.read), b""):
            seen.head = seen.head or block[:HEAD]
            digest.update(block)
            _mark(seen, block, decoder)
            last = block[-1:]
    if seen.size:
        seen.ends_whole = last in (b"\n", b"\r", b"\x1a", b"\0")
    return digest.hexdigest()


def _blocks(read: Callable[[int], bytes]) -> Callable[[], bytes]:
    return lambda: read(BLOCK)


def _mark(seen: Glance, block: bytes, decoder: codecs.IncrementalDecoder) -> None:
    odd = block.translate(None, ASCII)
    if not odd and seen.is_utf8:
        # A character cut off by the block before is broken off here.
        seen.is_utf8 = not decoder.getstate()[0]
        return
    seen.has_other_than_ascii = True
    seen.has_utf8 = seen.has_utf8 or _has_letter(block, odd)
    seen.is_utf8 = seen.is_utf8 and _decodes(block, decoder)
    seen.utf8_marks |= _found(UTF8_MARKS, odd)
    seen.byte_marks |= _found(BYTE_MARKS, odd)
    if b"\xa0" in odd:
        seen.byte_marks.add(NO_BREAK_SPACE)


def _has_letter(block: bytes, odd: bytes) -> bool:
    """Whether the bytes hold a letter as UTF-8 writes it; most texts have no second byte at all."""
    continued = len(odd.translate(None, CONTINUED)) < len(odd)
    return continued and UTF8_LETTER.search(block) is not None


def _decodes(block: bytes, decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(block)
    except UnicodeDecodeError:
        return False
    return True


def _found(marks: dict[str, list[str]], block: bytes) -> set[str]:
    return {rule for rule, texts in marks.items() if any(t.encode() in block for t in texts)}


def same_as_before(seen: Glance) -> bool:
    """Whether the file on disk is still the one that was looked at."""
    return seen.path.exists() and stamp(seen.path) == seen.stamp
