"""What stands at an address that names nothing of the reader's; a place of nobody's rail."""

from collections.abc import Sequence

import dash
from dash.development.base_component import Component

from dashboard import states
from dashboard.i18n import _l
from dashboard.shell import waiting
from dashboard.view import View

dash.register_page(
    __name__,
    path="/not-found",
    name=_l("Page not found"),
    roles=(),
    layout=waiting,
)


def content(_view: View) -> Sequence[Component]:
    """The same words for unknown and for forbidden."""
    return states.not_found()
