"""Limits that a city may set: ours stand here, its own in ``<home>/settings.yaml``.

A file of settings names only what it sets: ``rejects_allowed: 20``.
"""

import dataclasses
from dataclasses import dataclass
from pathlib import Path

from etl.declared import declared

NAME = "settings.yaml"


class SettingsError(Exception):
    """A city's settings say something that cannot be: names the key and what was expected."""


@dataclass(frozen=True)
class Settings:
    """What is let through without asking a person.

    Attributes:
        largest_file_bytes: A larger file is refused before it is read (S27).
        rejects_allowed: Rejected rows of a file that are always let through (R03).
        rejects_allowed_per_cent: And the share of its rows, where that is more.
        plausible_times: A department's quantity of a service this many times that of the
            month before, or this small a part of it, waits for a person's yes (K09).
        plausible_from_ore: Lines that charge less than this are not asked about, in öre.
        departments_kept_per_cent: When fewer of a source's departments than this are left
            from one month to the next, the run stops (K10).
    """

    largest_file_bytes: int = 4 * 1024**3
    rejects_allowed: int = 50
    rejects_allowed_per_cent: int = 2
    plausible_times: int = 100
    plausible_from_ore: int = 1_000_00
    departments_kept_per_cent: int = 50

    def rejects_limit(self, rows: int) -> int:
        """How many rows of a file of so many may be rejected without asking."""
        return max(self.rejects_allowed, rows * self.rejects_allowed_per_cent // 100)


def settings(home: Path) -> Settings:
    """The city's settings.

    Raises:
        SettingsError: A key is unknown, or its value no whole number from 0.
    """
    path = home / NAME
    if not path.is_file():
        return Settings()
    text = declared(path) or {}
    known = {field.name for field in dataclasses.fields(Settings)}
    if not isinstance(text, dict) or set(text) - known:
        raise SettingsError(f"{NAME}: expected keys of {sorted(known)}, found {text!r}")
    wrong = {key: value for key, value in text.items() if type(value) is not int or value < 0}
    if wrong:
        raise SettingsError(f"{NAME}: expected whole numbers from 0, found {wrong!r}")
    return Settings(**text)
