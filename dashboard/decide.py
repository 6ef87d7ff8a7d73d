"""The only way in for what people decide: who may, and in which role.

Who says something and in which role comes from the server's session and from nowhere else; each
act reads the fields it names and no others. An act the viewer has no right to and one there is
not are the same: :class:`RefusedActError`. What there is to decide, and what pages read of it, is
in :mod:`dashboard.decisions`, one file a subject.
"""

import datetime

from dashboard import access, clock, decisions
from dashboard.access import RefusedActError, Viewer
from dashboard.decisions.comments import thread
from dashboard.decisions.files import unanswered
from dashboard.decisions.form import Form, Words, journal
from dashboard.decisions.mendings import mended, mending_facts
from dashboard.decisions.periods import closed_months
from dashboard.decisions.prices import book, charged_until, history, whole
from dashboard.decisions.scenarios import said_of_scenarios, saved_scenarios
from dashboard.decisions.settlements import CARRY, PAY_BACK, said_of_settlements, settled
from journal.comments import Comment
from journal.facts import Fact
from journal.mendings import Mending, Mendings
from journal.prices import Book, Price, PriceList
from journal.scenarios import Scenario
from journal.settlements import Settlement

__all__ = [
    "CARRY",
    "PAY_BACK",
    "Book",
    "Comment",
    "Fact",
    "Mending",
    "Mendings",
    "Price",
    "PriceList",
    "RefusedActError",
    "Scenario",
    "Settlement",
    "book",
    "charged_until",
    "closed_months",
    "decide",
    "history",
    "journal",
    "mended",
    "mending_facts",
    "said_of_scenarios",
    "said_of_settlements",
    "saved_scenarios",
    "settled",
    "thread",
    "unanswered",
    "whole",
]

#: Every act by its name, as :data:`dashboard.access.ACTS` gives the rights to it.
ACTS = decisions.acts()


def decide(viewer: Viewer, act: str, words: Words, now: datetime.datetime | None = None) -> Fact:
    """Write down what a viewer decides.

    Args:
        viewer: As the server's session says.
        act: Name of the act, as :data:`dashboard.access.ACTS` has it.
        words: The fields of the form. What they say of a person or a role is not read.
        now: The clock's time.

    Raises:
        RefusedActError: The viewer may not do that, or nobody can.
        RefusedError: It cannot be decided so; the rule says why.
        ConflictError: Somebody else has decided since the viewer saw it.
    """
    if not access.may(viewer, act):
        raise RefusedActError
    form = Form(viewer, words)
    with journal().writing(now or clock.now()) as pen:
        return ACTS[act](pen, form)
