"""Who tells of the plan in these tests, and when."""

import datetime

from dashboard.access import Viewer

NOON = datetime.datetime(2011, 2, 1, 12, tzinfo=datetime.UTC)
STRATEGIST = Viewer("strategist", "strategist")
OWNER = Viewer("owner", "owner", frozenset({"SEF"}), "Nätansvarig")
OTHERS = [
    Viewer("board", "board"),
    Viewer("controller", "controller"),
    Viewer("auditor", "auditor"),
    Viewer("department-SEF", "department", frozenset({"SEF"})),
    # The role in the browser's words is no role, and a post without the role is no owner.
    Viewer("department-SEF", "department", frozenset({"SEF"}), "Nätansvarig"),
    Viewer("somebody", ""),
]
