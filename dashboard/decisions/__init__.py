"""What people decide: one file a subject, each with its acts, found by its place here.

A file holds what a form's fields mean and what the journal is told of them in ``ACTS``, and what
its pages read of the journal. :mod:`dashboard.decide` is the only way in.
"""

import importlib
import pkgutil
from collections.abc import Callable, Mapping

from dashboard.decisions.form import Form
from journal.facts import Fact
from journal.store import Writing

Act = Callable[[Writing, Form], Fact]


def acts() -> Mapping[str, Act]:
    """Every act by its name, of every file that lies here.

    Raises:
        ValueError: Two files have an act of one name.
    """
    found: dict[str, Act] = {}
    for file in pkgutil.iter_modules(__path__):
        own = getattr(importlib.import_module(f"{__name__}.{file.name}"), "ACTS", {})
        if twice := found.keys() & own.keys():
            raise ValueError(", ".join(sorted(twice)))
        found |= own
    return found
