"""Which source a file belongs to: exactly one, or the file is refused naming those at odds."""

import dataclasses
import datetime
import re

from etl.glance import Glance
from etl.readers.delimited import has_headings
from etl.reasons import FileFault
from etl.source import Source, Sources


def claimed(seen: Glance, sources: Sources) -> Source:
    """The one source that claims a file; the city's own are asked before ours.

    What its fields take from the file's name is filled in as constants.

    Raises:
        FileFault: R01 none claims it, R02 more than one does.
    """
    for group in (sources.own, sources.ours):
        claims = [source for source in group if claims_file(source, seen)]
        if len(claims) > 1:
            raise FileFault("R02", sources=", ".join(source.source_id for source in claims))
        if claims:
            return _named(claims[0], seen.path.name)
    raise FileFault("R01", sources=", ".join(sorted(sources.all())))


def _named(source: Source, file_name: str) -> Source:
    """The source with the fields that the file's name fills in; no match is empty."""
    fields = (
        dataclasses.replace(field, constant=_group(field.file_name, file_name))
        if field.file_name
        else field
        for field in source.fields
    )
    return dataclasses.replace(source, fields=tuple(fields))


def _group(pattern: str, text: str) -> str:
    match = re.search(pattern, text)
    return match.group(1) if match else ""


def claims_file(source: Source, seen: Glance) -> bool:
    """Whether a source knows the file by its name and, where it says so, its headings."""
    if source.file and not re.search(source.file, seen.path.name):
        return False
    return not source.header or has_headings(head_text(seen, source), source.header)


def encoding_of(seen: Glance, source: Source) -> str:
    """The encoding a file is read in, the same from its first byte to its last.

    Its byte-order mark goes before what is declared. A file that is UTF-8 throughout is read
    so, and one declared as UTF-8 without a single character of it as Windows-1252; one that
    mixes the two is read as declared, and refused for its first wrong byte.
    """
    if seen.byte_order_mark or not seen.has_other_than_ascii:
        return seen.byte_order_mark or source.encoding
    if not source.encoding.startswith("utf-8"):
        return "utf-8" if seen.is_utf8 and seen.has_utf8 else source.encoding
    return source.encoding if seen.has_utf8 else "cp1252"


def head_text(seen: Glance, source: Source) -> str:
    """The beginning of a file as text, bad bytes left out."""
    return seen.head.decode(encoding_of(seen, source), errors="ignore")


def snapshot_of(name: str, source: Source) -> datetime.date | None:
    """The day a file states, out of its name: a day, or the last day of a month or year.

    Raises:
        FileFault: D16, the name gives no day that exists.
    """
    if not source.snapshot_pattern:
        return None
    match = re.search(source.snapshot_pattern, name)
    try:
        return _last_day(**match.groupdict()) if match else _no_day()
    except ValueError as error:
        raise FileFault("D16") from error


def _no_day() -> datetime.date:
    raise ValueError("expected a day in the file name")


def _last_day(date: str = "", month: str = "", year: str = "") -> datetime.date:
    if date:
        return _day(date)
    if month:
        first = _day(f"{month[:4]}-{month[-2:]}-01")
        return (first + datetime.timedelta(days=31)).replace(day=1) - datetime.timedelta(days=1)
    return _day(f"{year}-12-31")


def _day(text: str) -> datetime.date:
    return datetime.date.fromisoformat(text)
