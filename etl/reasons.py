"""Why a file is refused or a row rejected, in Swedish and English: one home for the words.

The rules and their texts stand in ``etl/rules.yaml``.
"""

import unicodedata
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from etl.declared import declared

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
    texts = declared(RULES)
    return {rule: Reason(text["sv"], text["en"]) for rule, text in texts.items()}


def reason(rule: str, **details: object) -> Reason:
    """The text of a rule, filled in; what comes from a file cannot break the line.

    Raises:
        KeyError: The rule is not in rules.yaml, or a detail it speaks of is missing.
    """
    text = rules()[rule]
    safe = {
        key: shown(value) if isinstance(value, str) else value for key, value in details.items()
    }
    return Reason(text.sv.format_map(safe), text.en.format_map(safe))


def shown(text: str) -> str:
    r"""Text from outside as one line that can be printed and logged.

    Control characters, marks that turn the direction of writing and bytes that are no text
    become their code.

    >>> print(shown("a\r\nb å \u202e"))
    a\x0d\x0ab å \u202e
    """
    return "".join(_coded(letter) if _is_unseen(letter) else letter for letter in text)


def _is_unseen(letter: str) -> bool:
    return unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}


def _coded(letter: str) -> str:
    code = ord(letter)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"  # noqa: PLR2004 - one byte
