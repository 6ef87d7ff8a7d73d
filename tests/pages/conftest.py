"""Pages are tried on the same tiny world as what they are made of."""

from collections.abc import Callable

import pytest

from dashboard import address, session, shell
from dashboard.web.markup import markup
from tests.dashboard.conftest import as_reader, server, signed_in, tiny_home, whole_server  # noqa: F401


@pytest.fixture
def shown(as_reader) -> Callable[..., str]:  # noqa: F811 - pytest's way of asking for it
    """What a page shows a reader, as HTML: ``shown("board", "/board/costs", "?view=year")``."""

    def html(reader: str, path: str, search: str = "", language: str = "sv") -> str:
        as_reader(reader, language, path)
        page = shell.page_at(path, session.viewer().role)
        text = str(markup(shell.content_of(page, address.read(path, search))))
        return text.replace("\N{NO-BREAK SPACE}", " ")

    return html
