"""A form that was sent: its fields, read as what they must be, and the journal it is told to."""

import datetime
import re
from collections.abc import Mapping

from chargeback.home import home, journal_url
from dashboard.access import Viewer
from dashboard.formats import period_of_key
from journal.facts import By, RefusedError
from journal.store import Journal

Words = Mapping[str, str]
LONGEST = 2_000
SERVICE_ID = re.compile(r"[A-Z0-9ÅÄÖ-]{1,40}")


def journal() -> Journal:
    """The city's journal."""
    return Journal(journal_url(home()))


class Form:
    """What a viewer has filled in, read as what it must be.

    Raises:
        RefusedError: ``form`` with the name of a field that is missing or cannot be read.
    """

    def __init__(self, viewer: Viewer, words: Words) -> None:
        self.viewer = viewer
        self._words = words

    @property
    def by(self) -> By:
        """Who speaks, in which role: as the session says."""
        return By(self.viewer.id, self.viewer.role)

    def text(self, field: str) -> str:
        """Words, without blanks round them; lines end as they are kept."""
        text = self._words.get(field, "").strip().replace("\r\n", "\n")
        if not text or len(text) > LONGEST or "\x00" in text:
            raise RefusedError("form", field=field)
        return text

    def optional(self, field: str) -> str:
        """Words that may be left out."""
        return self.text(field) if self._words.get(field, "").strip() else ""

    def number(self, field: str) -> int:
        """A whole number, not below nothing."""
        text = self.text(field)
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise RefusedError("form", field=field)
        return int(text)

    def day(self, field: str) -> datetime.date:
        """A day: ``2011-01-01``."""
        text = self.text(field)
        try:
            return datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day alone
        except ValueError:
            raise RefusedError("form", field=field) from None

    def month(self, field: str) -> datetime.date:
        """A month by its first day: ``2008-03``."""
        period = period_of_key(self.text(field))
        if period is None:
            raise RefusedError("form", field=field)
        return period

    def is_filled(self, field: str) -> bool:
        """Whether anything at all stands in a field."""
        return bool(self._words.get(field))

    def raw(self, field: str) -> str:
        """A field as it was sent, empty where it was not."""
        return self._words.get(field, "")
