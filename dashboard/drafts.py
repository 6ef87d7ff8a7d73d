"""What a reader wrote in a form that was refused: it stands in the form again, and nowhere else.

An address is short and is seen by proxies and logs, so what was written is kept on the server and
the address names it by a word. The word opens it in the same session only, and for a day.
"""

import contextlib
import hashlib
import json
import os
import re
import secrets
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from flask import g, has_request_context

from chargeback.home import home
from dashboard import clock, session

#: The parameter of an address that names a draft.
PARAMETER = "draft"
WORD = re.compile(r"[A-Za-z0-9_-]{22}")
KEPT_SECONDS = 24 * 60 * 60
#: Of all readers together; the oldest go first.
MOST = 500
#: What a form sends along that may be another when it is shown again: the session's word, what
#: was seen or tried, and the open report. A form is the same one without them.
SENT_ALONG = frozenset({session.CSRF_FIELD, "seen", "lines", "digest", "tried", "report"})
#: Fields that hold sentences.
SENTENCES = ("why", "text", "decision")


@dataclass(frozen=True)
class Draft:
    """A form as it was sent.

    Args:
        act: What it was to decide.
        words: Its fields.
    """

    act: str
    words: Mapping[str, str]

    def is_of(self, action: str, hidden: Mapping[str, str]) -> bool:
        """Whether it was sent by the form of that action, about the same thing."""
        about = {name: value for name, value in hidden.items() if name not in SENT_ALONG}
        is_same = all(self.words.get(name, "") == value for name, value in about.items())
        return action.rpartition("/")[2] == self.act and is_same

    @property
    def sentences(self) -> list[str]:
        """What was said in it, in order of its fields."""
        return [text for name in SENTENCES if (text := self.words.get(name, "").strip())]


def keep(act: str, words: Mapping[str, str]) -> str:
    """Keep what this request's reader has written.

    Returns:
        The word that names it; empty where it cannot be kept.
    """
    word = secrets.token_urlsafe(16)
    written = {name: text for name, text in words.items() if name != session.CSRF_FIELD}
    data = json.dumps({"act": act, "words": written}, ensure_ascii=False).encode()
    try:
        folder = _folder()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        # Whole or not at all, and for nobody else on the machine to read.
        handle, made = tempfile.mkstemp(prefix=".", dir=folder)
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(made).rename(folder / _name(word))
    except OSError:
        return ""
    with contextlib.suppress(OSError):  # another reader may let go of the same at once
        _let_go(folder)
    return word


def read(word: str) -> Draft | None:
    """What this request's reader has written, by its word; None where there is none of theirs."""
    if not WORD.fullmatch(word):
        return None
    with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
        file = _folder() / _name(word)
        if clock.now().timestamp() - file.stat().st_mtime <= KEPT_SECONDS:
            found = json.loads(file.read_bytes())
            return Draft(str(found["act"]), dict(found["words"]))
    return None


def open_(word: str) -> None:
    """Let the forms of the page that is shown find what was written, by :func:`taken`."""
    g.draft = read(word)


def taken(action: str, hidden: Mapping[str, str]) -> Mapping[str, str]:
    """What was written in a form that stands on the page again; nothing for all others."""
    found = _opened()
    if found is None or not found.is_of(action, hidden):
        return {}
    g.draft_taken = True
    return found.words


def left() -> list[str]:
    """What was said in a form that is not on the page any more."""
    found = _opened()
    return found.sentences if found and "draft_taken" not in g else []


def _opened() -> Draft | None:
    found: Draft | None = g.get("draft") if has_request_context() else None
    return found


def _name(word: str) -> str:
    """A file's name that nobody can guess who is not the same reader in the same session."""
    whose = f"{word}\n{session.viewer().id}\n{session.csrf_token()}"
    return hashlib.sha256(whose.encode()).hexdigest()


def _let_go(folder: Path) -> None:
    """Let go of what is old, and of the oldest where there is much."""
    there = sorted(folder.iterdir(), key=lambda one: one.stat().st_mtime_ns)
    too_old = clock.now().timestamp() - KEPT_SECONDS
    for place, file in enumerate(reversed(there)):
        if place >= MOST or file.stat().st_mtime < too_old:
            file.unlink(missing_ok=True)


def _folder() -> Path:
    return home() / "drafts"
