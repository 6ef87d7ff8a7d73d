"""The one place that puts a name into SQL text: everything else is a parameter."""

import re

NAME = re.compile(r"[a-z_][a-z0-9_]*(\.[a-z_][a-z0-9_]*)?")


def with_names(statement: str, **names: str) -> str:
    """A statement with table or schema names in the place of ``{…}``.

    DuckDB takes values as parameters, but not names. A name is taken only when it is
    a plain lower-case identifier, or two joined by a dot, so that nothing else gets in.

    Raises:
        ValueError: A name is not a plain identifier.
    """
    for name in names.values():
        if not NAME.fullmatch(name):
            raise ValueError(f"expected a table or schema name, found {name!r}")
    return statement.format(**names)
