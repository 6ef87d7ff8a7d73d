"""A plan out of a file, whichever form it has: known by what it holds, not by its name."""

from actionplan.exchange import LARGEST_FILE, Document, unreadable
from actionplan.msproject import project_document
from actionplan.tables import csv_document, workbook_document

PACKED = b"PK"
OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"


def read(data: bytes) -> Document:
    """What a file says of the plan; what cannot be read is told, nothing is raised.

    Args:
        data: The file.
    """
    found = _read(data)
    return found if found.tables or found.faults else unreadable("table", ", ".join(found.unread))


def _read(data: bytes) -> Document:
    if len(data) > LARGEST_FILE:
        return unreadable("size")
    if data.startswith(PACKED):
        return workbook_document(data)
    if data.startswith(OLD_WORKBOOK):
        return unreadable("old")
    if _is_xml(data):
        return project_document(data)
    return csv_document(data) if data.strip() else unreadable("empty")


def _is_xml(data: bytes) -> bool:
    """Whether the first sign is a tag's, in any encoding."""
    start = data[:200].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    return start.startswith(b"<")
