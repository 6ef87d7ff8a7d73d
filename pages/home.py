"""The first page: the reader's places, each with the question it answers."""

from collections.abc import Sequence

import dash
from dash.development.base_component import Component

from dashboard.components.page_bar import page_bar
from dashboard.components.sections import page_title
from dashboard.formats import month
from dashboard.i18n import _, _l
from dashboard.shell import waiting
from dashboard.view import View

dash.register_page(
    __name__,
    path="/",
    name=_l("Start"),
    order=0,
    group="home",
    roles=("board", "department", "controller", "auditor"),
    layout=waiting,
)


def content(view: View) -> Sequence[Component]:
    """A heading for the month until there is more to say."""
    return [
        page_bar(view, whole_city=True),
        page_title(_("IT costs in %(month)s", month=month(view.period))),
    ]
