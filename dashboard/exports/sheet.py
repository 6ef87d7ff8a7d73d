"""A page of text, terms and tables as an HTML file that is read without anything else."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from dashboard.exports.tables import Table, shown_value

STYLE = Markup(
    "body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:2rem auto;padding:0 1rem;"
    "color:#16202b;background:#fff}h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}"
    "dt{color:#4a5663;font-size:.875rem}dd{margin:0 0 .5rem;overflow-wrap:anywhere}"
    "table{border-collapse:collapse;font-size:.875rem}"
    "th,td{text-align:left;padding:.25rem .75rem .25rem 0;border-bottom:1px solid #c9d0d8;"
    "vertical-align:top;overflow-wrap:anywhere}"
)


@dataclass(frozen=True)
class Part:
    """A part of the page under its heading: terms with what they are, then a table."""

    heading: str
    terms: Sequence[tuple[str, str]] = ()
    table: Table | None = None


def sheet(language: str, title: str, words: Sequence[str], parts: Sequence[Part]) -> bytes:
    """The file: one title, its sentences, its parts. Every text is escaped, no script runs."""
    body = [
        Markup("<h1>{}</h1>").format(title),
        *(Markup("<p>{}</p>").format(one) for one in words),
        *(part for one in parts for part in _part(one)),
    ]
    page = Markup(
        '<!DOCTYPE html>\n<html lang="{}"><head><meta charset="utf-8"><title>{}</title>'
        "<style>{}</style></head>\n<body>\n{}\n</body></html>\n"
    )
    return str(page.format(language, title, STYLE, Markup("\n").join(body))).encode()


def _part(part: Part) -> list[Markup]:
    terms = [Markup("<dt>{}</dt><dd>{}</dd>").format(term, text) for term, text in part.terms]
    return [
        Markup("<h2>{}</h2>").format(part.heading),
        *([Markup("<dl>{}</dl>").format(Markup("\n").join(terms))] if terms else []),
        *([_table(part.table)] if part.table else []),
    ]


def _table(table: Table) -> Markup:
    heads = Markup("").join(
        Markup('<th scope="col">{}</th>').format(column.head) for column in table.columns
    )
    rows = [
        Markup("").join(
            Markup("<td>{}</td>").format(escape(shown_value(value, column.kind)))
            for value, column in zip(row, table.columns, strict=True)
        )
        for row in table.rows
    ]
    body = Markup("\n").join(Markup("<tr>{}</tr>").format(row) for row in rows)
    form = Markup("<table><thead><tr>{}</tr></thead>\n<tbody>{}</tbody></table>")
    return form.format(heads, body)
