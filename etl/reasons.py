"""Why a file is refused or a row rejected, in Swedish and English: one home for the words.

The rules and their texts stand in ``etl/rules.yaml``.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

RULES = Path(__file__).with_name("rules.yaml")


@dataclass(frozen=True)
class Reason:
    """A reason as a person reads it, in both languages."""

    sv: str
    en: str


class FileFault(Exception):  # noqa: N818 - the file is at fault, not the program
    """A file that is refused whole, with the rule and what the rule speaks of."""

    def __init__(self, rule: str, **details: object) -> None:
        super().__init__(rule, details)
        self.rule = rule
        self.details = details

    def reason(self) -> Reason:
        """The reason in both languages."""
        return reason(self.rule, **self.details)

    def __reduce__(self) -> tuple[object, ...]:
        """A fault may cross from one process to another."""
        return _rebuilt, (self.rule, self.details)


def _rebuilt(rule: str, details: dict[str, object]) -> FileFault:
    return FileFault(rule, **details)


@cache
def rules() -> dict[str, Reason]:
    """Every rule with its text, ``{…}`` not filled in."""
    texts = yaml.safe_load(RULES.read_text(encoding="utf-8"))
    return {rule: Reason(text["sv"], text["en"]) for rule, text in texts.items()}


def reason(rule: str, **details: object) -> Reason:
    """The text of a rule, filled in.

    Raises:
        KeyError: The rule is not in rules.yaml, or a detail it speaks of is missing.
    """
    text = rules()[rule]
    return Reason(text.sv.format_map(details), text.en.format_map(details))
