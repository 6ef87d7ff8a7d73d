"""No text is put together on its way to the database, but where it says so here."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = ("chargeback", "actionplan", "journal", "etl", "dashboard", "pages")
ASKING = {"execute", "executemany", "sql", "query", "select", "read_sql", "exec_driver_sql"}
# Statements DuckDB takes no parameters for. Each of these modules puts in names and values
# through one quoting function; nothing of theirs is reached by a request.
QUOTING = {
    "chargeback/identifiers.py": "with_names: names from the build's own catalogue",
    "chargeback/runner.py": "with_names: names of the model files",
    "chargeback/other_rules.py": "with_names: names of the model files, and their own text",
    "etl/pipeline.py": "etl.quoting: names of the contracts, paths of batches",
    "etl/known.py": "etl.quoting: names of the contracts, paths of batches",
    "etl/raw.py": "etl.quoting: numbered columns, scratch paths",
    "etl/workbench.py": "etl.quoting: names of the contracts and sources, scratch paths",
    "dashboard/gate.py": "with_names, and conditions from dashboard/access.py",
}


def modules():
    return [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]


def put_together(node, written_here):
    """Whether an expression joins text: f-string, +, %, format, join, or a name made so."""
    if isinstance(node, ast.JoinedStr):
        return any(isinstance(part, ast.FormattedValue) for part in node.values)
    if isinstance(node, ast.BinOp):
        return True
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in {"format", "join", "format_map", "replace"}
    if isinstance(node, ast.IfExp):
        return any(put_together(side, written_here) for side in (node.body, node.orelse))
    return isinstance(node, ast.Name) and node.id in written_here


def faults(tree):
    """Lines where put-together text is given to something that asks a database."""
    written_here = {
        target.id
        for statement in ast.walk(tree)
        if isinstance(statement, ast.Assign | ast.AnnAssign | ast.AugAssign)
        for target in (
            statement.targets if isinstance(statement, ast.Assign) else [statement.target]
        )
        if isinstance(target, ast.Name) and statement.value and put_together(statement.value, set())
    }
    return [
        call.lineno
        for call in ast.walk(tree)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ASKING
        and any(put_together(argument, written_here) for argument in call.args)
    ]


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(ROOT)))
def test_statements_are_written_not_put_together(path):
    name = str(path.relative_to(ROOT))
    if name in QUOTING or name.startswith("etl/sample/"):
        return

    assert faults(ast.parse(path.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize("name", QUOTING)
def test_who_may_quote_is_there(name):
    assert (ROOT / name).exists()


@pytest.mark.parametrize(
    "statement",
    [
        "c.execute(f'select {x}')",
        "c.execute('select ' + x)",
        "c.execute('select %s' % x)",
        "c.execute('select {}'.format(x))",
        "c.execute(' '.join(x))",
        "c.execute(text if x else f'select {x}')",
        "text = f'select {x}'\nc.execute(text)",
        "text = 'select ' + x\nwarehouse.select(viewer, text)",
        "warehouse.select(viewer, f'select {x}')",
        "c.sql(f'select {x}')",
    ],
)
def test_text_that_is_put_together_is_found(statement):
    assert faults(ast.parse(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "c.execute('select $x', {'x': x})",
        "c.execute(f'select 1')",
        "c.execute(QUERY, {'x': f'{x}'})",
    ],
)
def test_text_that_is_written_is_not(statement):
    assert faults(ast.parse(statement)) == []
