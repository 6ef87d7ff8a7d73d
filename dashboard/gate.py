"""What a page's query may say, and how it is kept to the rows its viewer may see.

A query is parsed by DuckDB itself. It may read published tables by their bare names and
its own WITH clauses; anything else is refused: schemas, files, table functions, settings,
functions that read more than their arguments. Each table it mentions is then put before it
as a CTE of that name which holds only the viewer's rows, so that no wording of the query
reaches others.
"""

import dataclasses
import json
import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

import duckdb

from chargeback.identifiers import with_names
from dashboard.access import DEPARTMENTS

Node = dict[str, Any]

# Every kind of node without a class that a query of ours needs; a new kind is refused.
SHAPES = frozenset(
    {
        "SELECT_NODE",
        "SET_OPERATION_NODE",
        "BASE_TABLE",
        "SUBQUERY",
        "JOIN",
        "EMPTY",
        "EXPRESSION_LIST",
        "ORDER_MODIFIER",
        "LIMIT_MODIFIER",
        "DISTINCT_MODIFIER",
        "ORDER_DEFAULT",
        "ASCENDING",
        "DESCENDING",
    }
)
# DuckDB's macros are functions too; these look at nothing but their arguments.
PURE_MACROS = frozenset({"if", "nullif", "date_add", "days_in_month", "split_part", "unnest"})
# Words that read as a column and answer with the clock, the user or the database.
SPEAKING_WORDS = frozenset(
    {
        "current_date",
        "current_time",
        "current_timestamp",
        "localtime",
        "localtimestamp",
        "current_user",
        "session_user",
        "user",
        "current_role",
        "current_catalog",
        "current_schema",
    }
)
OPENS_WITH = re.compile(r"(\s|--[^\n]*\n)*with\b(\s+recursive\b)?", re.IGNORECASE)


class RefusedQueryError(Exception):
    """A query asks for something that is not there for this viewer, or may not be asked."""


@dataclasses.dataclass(frozen=True)
class Catalogue:
    """What a build offers to queries.

    Args:
        tables: Published table to its schema; no two schemas have a table of one name.
        functions: Functions whose answer depends on nothing but their arguments.
    """

    tables: Mapping[str, str]
    functions: AbstractSet[str]


def catalogue(cursor: duckdb.DuckDBPyConnection) -> Catalogue:
    """The tables of the open build, and the functions DuckDB itself calls consistent.

    The schema main is empty in a published build; a table in it would be no table of ours.
    """
    tables = cursor.execute(
        "select table_name, schema_name from duckdb_tables() where not internal"
    ).fetchall()
    functions = cursor.execute(
        """
        select distinct function_name
        from duckdb_functions()
        where function_type in ('scalar', 'aggregate', 'window')
          and stability = 'CONSISTENT'
          and not starts_with(function_name, 'json')
        """
    ).fetchall()
    return Catalogue(dict(tables), PURE_MACROS.union(name for (name,) in functions))


def guarded(
    cursor: duckdb.DuckDBPyConnection,
    query: str,
    offered: Catalogue,
    rights: Mapping[str, str],
) -> str:
    """The query, kept to the rows the rights give.

    Args:
        cursor: Any DuckDB connection: parses, and is asked for nothing else.
        query: One SELECT on bare table names.
        offered: What the build has.
        rights: Table to the condition on its rows; a table without one is unknown.

    Returns:
        The same query with one filtered CTE before it for each table it mentions.

    Raises:
        RefusedQueryError: See the module's first lines; unknown and forbidden look the same.
    """
    statement = parsed(cursor, query)
    for node in nodes(statement):
        check_shape(node)
        check_function(node, offered.functions)
        check_parameter(node)
        check_column(node)
    mentioned = sorted(set(tables_read(statement, frozenset(rights), frozenset())))
    if not mentioned:
        return query
    filtered = ", ".join(
        filtered_table(name, offered.tables[name], rights[name]) for name in mentioned
    )
    own = OPENS_WITH.match(query)
    return f"with {filtered}, {query[own.end() :]}" if own else f"with {filtered} {query}"


def filtered_table(name: str, schema: str, condition: str) -> str:
    """The CTE that stands for a table: its name, and the rows the condition lets through."""
    rows = with_names("select * from {table} where ", table=f"{schema}.{name}") + condition
    return with_names("{name} as not materialized ", name=name) + f"({rows})"


def parsed(cursor: duckdb.DuckDBPyConnection, query: str) -> Node:
    """The one SELECT of a query as DuckDB's parser reads it."""
    rows = cursor.execute("select json_serialize_sql($query::varchar)", {"query": query}).fetchall()
    tree: Node = json.loads(rows[0][0])
    if tree["error"]:
        raise RefusedQueryError(f"only a SELECT can be asked: {tree['error_message']}")
    if len(tree["statements"]) != 1:
        raise RefusedQueryError(f"expected one SELECT, found {len(tree['statements'])}")
    statement: Node = tree["statements"][0]["node"]
    return statement


def nodes(tree: object) -> Iterator[Node]:
    """Every object of the parse tree."""
    if isinstance(tree, dict):
        yield tree
        for part in tree.values():
            yield from nodes(part)
    elif isinstance(tree, list):
        for part in tree:
            yield from nodes(part)


def check_shape(node: Node) -> None:
    """Refuse table functions, SHOW, PIVOT, recursion and whatever a later DuckDB adds."""
    kind = node.get("type")
    if "class" not in node and isinstance(kind, str) and kind not in SHAPES:
        raise RefusedQueryError(f"a query may not hold {kind}")


def check_function(node: Node, pure: AbstractSet[str]) -> None:
    """Refuse functions that look at more than their arguments: settings, clocks, plans."""
    name = node.get("function_name")
    if name is None:
        return
    if name.lower() not in pure or node.get("schema") or node.get("catalog"):
        raise RefusedQueryError(f"no function named {name}")


def check_parameter(node: Node) -> None:
    """Refuse a query that names the parameter of the gate's own."""
    if node.get("class") == "PARAMETER" and node.get("identifier", "").lower() == DEPARTMENTS:
        raise RefusedQueryError(f"${DEPARTMENTS} is the gate's own")


def check_column(node: Node) -> None:
    """Refuse a bare word that DuckDB would answer itself."""
    names = node.get("column_names", [])
    if len(names) == 1 and names[0].lower() in SPEAKING_WORDS:
        raise RefusedQueryError(f"no column named {names[0]}")


def tables_read(tree: object, known: AbstractSet[str], own: AbstractSet[str]) -> Iterator[str]:
    """Names of the published tables that a tree reads, outside its own WITH clauses.

    Args:
        tree: Part of a parse tree.
        known: Tables there are for the viewer.
        own: Names the query itself has given in WITH, as seen from here.

    Raises:
        RefusedQueryError: A name is neither known nor own, or is more than a bare name.
    """
    if isinstance(tree, list):
        for part in tree:
            yield from tables_read(part, known, own)
    if not isinstance(tree, dict):
        return
    if tree.get("type") == "BASE_TABLE" and (name := bare_name(tree)) not in own:
        if name not in known:
            raise RefusedQueryError(f"no table named {name}")
        yield name
    for name, definition in named_parts(tree):
        if name in known:
            raise RefusedQueryError(f"{name} is a table's name already")
        yield from tables_read(definition, known, own)
        own = own | {name}
    for key, part in tree.items():
        if key != "cte_map":
            yield from tables_read(part, known, own)


def named_parts(tree: Node) -> Iterator[tuple[str, Node]]:
    """The WITH clauses of a node in their order: each sees only those before it."""
    for entry in tree.get("cte_map", {}).get("map", []):
        yield entry["key"].lower(), entry["value"]


def bare_name(table: Node) -> str:
    """Name of a table that is named by nothing but its name."""
    path = table["qualified_name"]["path"]
    if len(path) != 1:
        raise RefusedQueryError(f"no table named {'.'.join(path)}")
    name: str = path[0].lower()
    return name
