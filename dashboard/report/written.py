"""The report's two files, outside a request: for the command line."""

import flask_babel
from flask import Flask

from chargeback.home import REPOSITORY
from dashboard import i18n
from dashboard.exports.tables import excel_file
from dashboard.i18n import Language
from dashboard.report import workbook
from dashboard.report.paper import paper
from dashboard.report.tertial import of_key
from dashboard.report.typeset import typeset


def files(key: str, language: Language) -> dict[str, bytes]:
    """The two pages and the workbook of a tertial, by file name.

    Args:
        key: ``2008T2``.
        language: Of every word in them.

    Raises:
        ValueError: The key is no tertial's.
        UnknownError: No report of it was told, or its month is not published.
        NothingPublishedError: No month is.
        NoBuildError: Nothing is.
    """
    server = Flask("nyttja")
    i18n.set_up(server, str(REPOSITORY / "locale"))
    with server.app_context(), flask_babel.force_locale(language):
        tertial = of_key(key)
        name = f"nyttja-{key}-{language}"
        return {
            f"{name}.pdf": typeset(paper(tertial)),
            f"{name}.xlsx": excel_file(list(workbook.tables(tertial).values())),
        }
