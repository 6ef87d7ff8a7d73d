"""Answers a build has already given, so that what many readers ask is worked out once.

A published build never changes: an answer holds for as long as its build is in service,
and leaves with it. It is kept under everything that decides it, see :class:`Question`.
"""

import dataclasses
import threading
from collections import OrderedDict
from collections.abc import Mapping

import pandas as pd

from dashboard.access import Viewer

# Some tens of megabytes; a page's answer has a few thousand cells, an export's many more.
MOST_CELLS = 400_000
MOST_CELLS_OF_ONE = 20_000


@dataclasses.dataclass(frozen=True)
class Question:
    """All that decides an answer of one build: whose rights, what is asked, for which values.

    Rights go by role and departments (:mod:`dashboard.access`): whoever has both in common
    sees the same rows, and nobody else gets the answer.
    """

    role: str
    department_ids: frozenset[str]
    query: str
    values: frozenset[tuple[str, object]]

    @classmethod
    def of(cls, viewer: Viewer, query: str, values: Mapping[str, object]) -> "Question":
        """What a viewer asks."""
        return cls(viewer.role, viewer.department_ids, query, frozenset(values.items()))


class Answers:
    """The answers of one build; when they take too much room, the longest unasked leaves."""

    def __init__(self, most_cells: int = MOST_CELLS) -> None:
        self._most_cells = most_cells
        self._cells = 0
        self._kept: OrderedDict[Question, pd.DataFrame] = OrderedDict()
        self._lock = threading.Lock()

    def find(self, question: Question) -> pd.DataFrame | None:
        """The answer, if it has been given before; what is done to it stays with the asker."""
        with self._lock:
            if question not in self._kept:
                return None
            self._kept.move_to_end(question)
            return self._kept[question].copy(deep=False)

    def keep(self, question: Question, answer: pd.DataFrame) -> None:
        """Remember an answer, unless it is one of the few large ones."""
        if answer.size > MOST_CELLS_OF_ONE:
            return
        with self._lock:
            if question in self._kept:
                return
            self._kept[question] = answer.copy(deep=False)
            self._cells += answer.size
            while self._cells > self._most_cells:
                _question, oldest = self._kept.popitem(last=False)
                self._cells -= oldest.size
