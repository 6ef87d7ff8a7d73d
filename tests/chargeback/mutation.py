"""Small mistakes written into a model on purpose: what a tired person might have typed instead.

A mutant is one model with one node of its parsed SQL changed. It is named by what stood there
and what stands there now, so that its name outlives changes elsewhere in the file.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import sqlglot
from sqlglot import exp

SHOWN = 90
SWAPPED = {
    exp.LT: exp.LTE, exp.LTE: exp.LT, exp.GT: exp.GTE, exp.GTE: exp.GT,
    exp.Sum: exp.Max, exp.Max: exp.Min, exp.Min: exp.Max,
    exp.ArgMax: exp.ArgMin, exp.ArgMin: exp.ArgMax,
    exp.LogicalOr: exp.LogicalAnd, exp.LogicalAnd: exp.LogicalOr,
    exp.Add: exp.Sub, exp.Sub: exp.Add,
    exp.And: exp.Or, exp.Or: exp.And,
    exp.Greatest: exp.Least, exp.Least: exp.Greatest,
    exp.First: exp.Last, exp.Last: exp.First,
    exp.Lag: exp.Lead, exp.Lead: exp.Lag,
}  # fmt: skip
FILTERS = (exp.Where, exp.Having, exp.Filter)


@dataclass(frozen=True)
class Mutant:
    """One model with one mistake.

    Args:
        model: ``schema.table``.
        operator: What was done.
        was: The SQL of the changed place as it stands, shortened.
        becomes: And as it became.
        no: Counts the places of a model that read alike.
        sql: The whole query.
    """

    model: str
    operator: str
    was: str
    becomes: str
    no: int
    sql: str

    @property
    def name(self) -> tuple[str, str, str, str, int]:
        """What a mutant is known by in the list of survivors."""
        return self.model, self.operator, self.was, self.becomes, self.no


def mutants(model: str, sql: str) -> list[Mutant]:
    """Every mutant of a model, in the order of the places in its query, none twice."""
    tree = sqlglot.parse_one(sql, read="duckdb")
    seen, alike, found = {text(tree)}, Counter(), []
    for place in range(sum(1 for _ in tree.walk())):
        for operator, was, becomes, changed in changes(tree, place):
            if changed in seen:
                continue
            seen.add(changed)
            key = model, operator, was, becomes
            found.append(Mutant(*key, alike[key], changed))
            alike[key] += 1
    return found


def changes(tree: exp.Expression, place: int) -> Iterator[tuple[str, str, str, str]]:
    """What can go wrong at one place: operator, what stood there, what stands there, the query."""
    for operator, number in kinds(at(tree, place)):
        copy = tree.copy()
        node = at(copy, place)
        was = short(node)
        new = make(operator, node, number)
        if new is None:
            continue
        whole = new if node is copy else copy
        if new is not node and node is not copy:
            node.replace(new)
        yield operator, was, short(new), text(whole)


def at(tree: exp.Expression, place: int) -> exp.Expression:
    """The node at a place."""
    return next(node for number, node in enumerate(tree.walk()) if number == place)


def kinds(node: exp.Expression) -> Iterator[tuple[str, int]]:  # noqa: C901, PLR0912 - a list
    """What can be done to a node, and to which of its parts."""
    if type(node) in SWAPPED:
        yield "other operator", 0
    if isinstance(node, exp.And):
        yield from (("condition dropped", side) for side in (0, 1))
    if isinstance(node, FILTERS) and not isinstance(node.this, exp.And):
        yield "filter dropped", 0
    if isinstance(node, exp.Join) and (
        node.side == "LEFT" or (not node.side and node.args.get("on") and not is_asked(node))
    ):
        yield "other join", 0
    if isinstance(node, exp.Coalesce):
        yield "coalesce dropped", 0
    if isinstance(node, exp.Select) and node.args.get("distinct") and not is_set(node):
        yield "distinct dropped", 0
    if isinstance(node, exp.Distinct) and isinstance(node.parent, exp.Count):
        yield "distinct dropped", 0
    if isinstance(node, exp.Union):
        yield from (("branch dropped", side) for side in (0, 1))
        if node.args.get("distinct") and not is_set(node):
            yield "distinct dropped", 0
    if isinstance(node, exp.Literal) and not node.is_string:
        yield "one more", 0
    if isinstance(node, exp.Ordered) and counts(node):
        yield "other order", 0
    if isinstance(node, exp.Order) and len(node.expressions) > 1 and counts(node.expressions[0]):
        yield "tie dropped", 0
    if isinstance(node, exp.Case) and node.args["ifs"]:
        if len(node.args["ifs"]) > 1:
            yield from (("when dropped", number) for number in range(len(node.args["ifs"])))
        if node.args.get("default") and not isinstance(node.args["default"], exp.Null):
            yield "else dropped", 0
    if isinstance(node, exp.Not):
        yield "not dropped", 0
    if isinstance(node, exp.In) and len(node.expressions) > 1:
        yield from (("in shorter", number) for number in range(len(node.expressions)))
    if isinstance(node, exp.Window) and len(node.args.get("partition_by") or []) > 1:
        parts = range(len(node.args["partition_by"]))
        yield from (("partition wider", number) for number in parts)


def is_set(query: exp.Expression) -> bool:
    """Whether only that a row is there matters: a row told twice says nothing more.

    So it is of what IN asks in, and of each part of a UNION that is itself without doubles.
    """
    above = query.parent
    while isinstance(above, exp.Subquery) and not above.args.get("alias"):
        above = above.parent
    if isinstance(above, exp.Union):
        return bool(above.args.get("distinct")) or is_set(above)
    return isinstance(above, exp.In | exp.Exists)


def is_asked(join: exp.Join) -> bool:
    """Whether a row that the joined table does not know falls away later all the same.

    So it is where WHERE, or an inner join that comes after, compares one of its columns: nothing
    is never equal to, nor less than, anything. Then LEFT JOIN says the same.
    """
    select = join.parent
    name = join.alias_or_name
    joins = select.args["joins"]
    after = joins[joins.index(join) + 1 :]
    asked = [other.args.get("on") for other in after if not other.side]
    if where := select.args.get("where"):
        asked.append(where.this)
    if any(other.side in {"RIGHT", "FULL"} for other in after):
        return False
    return any(compares(part, name) for whole in asked if whole for part in parts(whole))


def parts(condition: exp.Expression) -> Iterator[exp.Expression]:
    """What must all hold."""
    inner = condition.unnest()
    if isinstance(inner, exp.And):
        yield from parts(inner.this)
        yield from parts(inner.expression)
    else:
        yield inner


def compares(condition: exp.Expression, table: str) -> bool:
    """Whether a condition never holds where this table's columns are nothing."""
    if isinstance(condition, exp.Not) and isinstance(condition.this, exp.Is):
        sides = [condition.this.this] if isinstance(condition.this.expression, exp.Null) else []
    elif isinstance(condition, exp.EQ | exp.NEQ | exp.LT | exp.LTE | exp.GT | exp.GTE):
        sides = [condition.this, condition.expression]
    elif isinstance(condition, exp.In):
        sides = [condition.this]
    else:
        sides = []
    return any(isinstance(side, exp.Column) and side.table == table for side in sides)


def counts(ordered: exp.Expression) -> bool:
    """Whether an order is of a window or an aggregate: a table's own order says nothing."""
    whole = (exp.Select, exp.SetOperation)
    above = ordered.find_ancestor(exp.Window, exp.WithinGroup, exp.Func, *whole)
    return above is not None and not isinstance(above, whole)


def make(  # noqa: C901, PLR0911, PLR0912 - a list
    operator: str, node: exp.Expression, number: int
) -> exp.Expression | None:
    """Do it: the node that stands there instead, or the same one changed."""
    if operator == "other operator":
        return SWAPPED[type(node)](**node.args)
    if operator == "condition dropped":
        return node.expression if number == 0 else node.this
    if operator == "filter dropped":
        if isinstance(node, exp.Filter):
            return None
        node.set("this", exp.true())
        return node
    if operator == "other join":
        node.set("side", None if node.side == "LEFT" else "LEFT")
        node.set("kind", None)
        return node
    if operator == "coalesce dropped":
        return node.this
    if operator == "distinct dropped":
        if isinstance(node, exp.Union):
            node.set("distinct", False)
        elif isinstance(node, exp.Select):
            node.set("distinct", None)
        else:
            return node.expressions[0] if len(node.expressions) == 1 else None
        return node
    if operator == "branch dropped":
        kept = node.expression if number == 0 else node.this
        if node.args.get("with_"):
            kept.set("with_", node.args["with_"])
        return kept
    if operator == "one more":
        return exp.Literal.number(int(node.this) + 1) if str(node.this).isdigit() else None
    if operator == "other order":
        node.set("desc", not node.args.get("desc"))
        return node
    if operator == "tie dropped":
        node.set("expressions", node.expressions[:-1])
        return node
    if operator == "when dropped":
        node.set("ifs", [part for no, part in enumerate(node.args["ifs"]) if no != number])
        return node
    if operator == "else dropped":
        node.set("default", None)
        return node
    if operator == "not dropped":
        return node.this
    if operator == "in shorter":
        node.set("expressions", [e for no, e in enumerate(node.expressions) if no != number])
        return node
    node.set("partition_by", [e for no, e in enumerate(node.args["partition_by"]) if no != number])
    return node


def text(tree: exp.Expression) -> str:
    """A query as DuckDB reads it."""
    return tree.sql("duckdb", comments=False)


def short(node: exp.Expression) -> str:
    """The SQL of a place in so many characters."""
    whole = text(node)
    return whole if len(whole) <= SHOWN else whole[: SHOWN - 1] + "…"
