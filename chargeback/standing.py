"""What of the build before still stands: a table is made anew only where it could say otherwise.

Each table carries in its comment what it was made of and what it holds. It is left as it is
where the engine is the same, what it reads holds the same, and it holds what it did; everything
else is made anew. A table that is made anew and holds what it did before leaves standing what
reads it. So a build upon another holds what one from nothing holds.
"""

import hashlib
import secrets
from collections.abc import Collection, Mapping
from functools import cache
from pathlib import Path

import duckdb

from chargeback.identifiers import with_names

PACKAGE = Path(__file__).parent
COMMENTS = """
select schema_name || '.' || table_name, 'table', comment from duckdb_tables()
where not internal and not temporary
union all
select schema_name || '.' || view_name, 'view', comment from duckdb_views()
where not internal and not temporary
"""
HOLDS = "select count(*), sum(hash(row(*columns(*)))::hugeint) from {table}"


class Standing:
    """The tables of a database as a build goes through them.

    Args:
        connection: A build, or what is left of the one before with ``staging`` made anew. A view
            of staging says in its comment what it is made of; one without stands for nothing.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection) -> None:
        self.connection = connection
        rows = connection.execute(COMMENTS).fetchall()
        self._kinds: dict[str, str] = {name: kind for name, kind, _ in rows}
        self._comments: dict[str, str] = {name: comment for name, _, comment in rows if comment}
        self._holds: dict[str, str] = {}

    def stands(self, name: str, reads: Collection[str]) -> bool:
        """Whether a table is what making it anew would give.

        Args:
            name: ``schema.table``.
            reads: Every table it is made from; all of them are as this build has them.
        """
        said = self._comments.get(name)
        return said is not None and said == self._comment(name, reads)

    def made(self, name: str, reads: Collection[str]) -> None:
        """Let a table that was just made say what of and what it holds."""
        self._kinds[name] = self._kind(name)
        self._holds.pop(name, None)
        comment = self._comment(name, reads)
        statement = "comment on {kind} {name} is '{said}'"
        self.connection.execute(
            with_names(statement, kind=self._kinds[name], name=name, said=comment)
        )
        self._comments[name] = comment

    def _comment(self, name: str, reads: Collection[str]) -> str:
        made_of = _hash(engine(), name, *(f"{read} {self._held(read)}" for read in sorted(reads)))
        holds = made_of if self._kinds[name] == "view" else self._held(name)
        return f"made_{made_of}_holds_{holds}"

    def _held(self, name: str) -> str:
        """What a table holds, as a hash of its columns and rows; of a view what it is made of."""
        if name not in self._holds:
            is_view = self._kinds[name] == "view"
            self._holds[name] = self._said(name) if is_view else self._counted(name)
        return self._holds[name]

    def _said(self, view: str) -> str:
        # What does not say what it is made of is never the same again.
        return self._comments.get(view) or secrets.token_hex()

    def _counted(self, table: str) -> str:
        columns = self.connection.execute(
            with_names("select column_name, column_type from (describe {table})", table=table)
        ).fetchall()
        rows = self.connection.execute(with_names(HOLDS, table=table)).fetchall()
        return _hash(repr(columns), repr(rows))

    def _kind(self, name: str) -> str:
        found = self.connection.execute(
            "select 1 from duckdb_views() where schema_name || '.' || view_name = $name",
            {"name": name},
        ).fetchone()
        return "view" if found else "table"


def say_what_of(connection: duckdb.DuckDBPyConnection, view: str, parts: Mapping[str, str]) -> None:
    """Let a view of staging say what it is made of.

    Args:
        connection: Holds the view.
        view: ``schema.view``.
        parts: Everything that decides its rows, by name.
    """
    said = "made_" + _hash(*(f"{name} {part}" for name, part in sorted(parts.items())))
    connection.execute(with_names("comment on view {name} is '{said}'", name=view, said=said))


@cache
def engine() -> str:
    """A hash of the calculation itself: its models, its Python and the version of DuckDB."""
    files = sorted([*PACKAGE.rglob("*.sql"), *PACKAGE.rglob("*.py")])
    texts = (
        f"{path.relative_to(PACKAGE)} {_hash(path.read_text(encoding='utf-8'))}" for path in files
    )
    return _hash(duckdb.__version__, *texts)


def _hash(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
