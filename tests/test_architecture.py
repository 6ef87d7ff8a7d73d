"""The arrows of the architecture, and what SQL may not say."""

import ast
import re
import sys
from pathlib import Path

import pytest
import sqlglot
from sqlglot import expressions as sql

ROOT = Path(__file__).resolve().parent.parent
PACKAGES = {"app", "pages", "dashboard", "chargeback", "actionplan", "journal", "etl"}

# What each part may import of ours:
# app.py → pages → dashboard → {chargeback, actionplan, journal} ← etl, and journal → actionplan.
MAY_IMPORT = {
    "app": {"pages", "dashboard", "chargeback"},
    "pages": {"dashboard", "pages"},
    "dashboard": {"dashboard", "chargeback", "actionplan", "journal"},
    "chargeback": {"chargeback"},
    "actionplan": {"actionplan", "chargeback"},
    # Of the plan its shapes alone, see below.
    "journal": {"journal", "actionplan"},
    "etl": {"etl", "chargeback", "actionplan", "journal"},
}
# What the calculation and the pages may import of others.
THIRD_PARTY = {
    "chargeback": {"duckdb"},
    # Foreign files are opened with the last two, and nowhere else.
    "actionplan": {"networkx", "holidays", "openpyxl", "defusedxml"},
    "journal": {"sqlalchemy"},
    "pages": {"dash", "dash_bootstrap_components", "pandas"},
}
SQL_FILES = sorted((ROOT / "chargeback").rglob("*.sql"))
FORBIDDEN_NAMES = {"utils", "common", "helpers", "lib", "misc", "manager"}


def python_files() -> list[Path]:
    folders = [ROOT / name for name in sorted(PACKAGES) if (ROOT / name).is_dir()]
    return [ROOT / "app.py", *(path for folder in folders for path in sorted(folder.rglob("*.py")))]


def imported(path: Path) -> set[str]:
    """Top-level names a module imports, also inside its functions."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.split(".")[0])
    return names


def part(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", python_files(), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_one_way(path):
    wrong = (imported(path) & PACKAGES) - MAY_IMPORT[part(path)]

    assert not wrong, f"{part(path)} may not import {', '.join(sorted(wrong))}"


@pytest.mark.parametrize("name", THIRD_PARTY)
def test_the_calculation_the_journal_and_the_pages_lean_on_little(name):
    allowed = THIRD_PARTY[name] | PACKAGES | set(sys.stdlib_module_names)
    found = {
        other
        for path in python_files()
        if part(path) == name
        for other in imported(path)
        if other not in allowed
    }

    assert not found


def modules_named(path: Path) -> set[str]:
    """Full names of what a module imports from, and of what it imports by name."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


def test_the_journal_knows_the_plans_shapes_and_none_of_its_rules():
    """What was told of the plan is kept in the shapes it is calculated from, and on its days."""
    leaning = {
        path.name: {one for one in modules_named(path) if one.startswith("actionplan")}
        for path in sorted((ROOT / "journal").glob("*.py"))
    }

    assert {name for name, found in leaning.items() if found} == {"plan.py", "rounds.py"}
    assert all(one.startswith("actionplan.plan") for found in leaning.values() for one in found)


def test_the_plan_is_calculated_without_the_warehouse():
    """Of the calculation of money it uses months, amounts and the line between targets."""
    pure = ("chargeback.period", "chargeback.money", "chargeback.trajectory")

    guilty = [
        path.name
        for path in sorted((ROOT / "actionplan").glob("*.py"))
        for one in modules_named(path)
        if one.startswith("chargeback") and not one.startswith(pure)
    ]

    assert guilty == []


@pytest.mark.parametrize("folder", ["charts", "components", "words"])
def test_what_draws_or_speaks_asks_for_no_figures(folder):
    asking = {"dashboard.queries", "dashboard.warehouse", "dashboard.gate"}

    guilty = [
        path.name
        for path in sorted((ROOT / "dashboard" / folder).glob("*.py"))
        if modules_named(path) & asking
    ]

    assert guilty == []


def test_only_queries_and_what_tells_of_builds_and_readers_reach_the_warehouse():
    may = {"personas.py", "shell.py", "server.py", "warehouse.py", "report/__main__.py"}

    guilty = [
        str(path.relative_to(ROOT))
        for package in ("dashboard", "pages")
        for path in sorted((ROOT / package).rglob("*.py"))
        if "dashboard.warehouse" in modules_named(path)
        and path.parent.name != "queries"
        and not any(str(path).endswith(f"/{name}") for name in may)
    ]

    assert guilty == []


def test_there_are_models_to_walk():
    assert len(SQL_FILES) >= 10


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sql_says_the_same_everywhere_and_counts_whole(path):
    """No DECIMAL, DOUBLE, `/`, GROUP BY ALL or QUALIFY: they round, or differ between engines."""
    tree = sqlglot.parse_one(path.read_text(encoding="utf-8"), read="duckdb")

    types = {kind.this for kind in tree.find_all(sql.DataType)}
    inexact = types & {
        sql.DataType.Type.DECIMAL,
        sql.DataType.Type.DOUBLE,
        sql.DataType.Type.FLOAT,
        sql.DataType.Type.UDECIMAL,
    }
    group_by_all = [group for group in tree.find_all(sql.Group) if group.args.get("all")]

    assert not inexact
    assert not list(tree.find_all(sql.Div))
    assert not list(tree.find_all(sql.Qualify))
    assert not group_by_all


@pytest.mark.parametrize("path", SQL_FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sql_is_plain(path):
    """A model has no template in it and can be pasted into the shell."""
    text = path.read_text(encoding="utf-8")

    assert "{{" not in text
    assert "{%" not in text


def test_pages_hold_no_sql():
    pattern = re.compile(r"\bselect\b.+\bfrom\b", re.IGNORECASE | re.DOTALL)
    guilty = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "pages").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and pattern.search(node.value)
        and node.value.lstrip().lower().startswith(("select", "with"))
    ]

    assert not guilty


def test_no_folder_or_module_is_called_by_a_name_that_says_nothing():
    guilty = [
        str(path.relative_to(ROOT))
        for path in python_files()
        if FORBIDDEN_NAMES & {part.removesuffix(".py") for part in path.relative_to(ROOT).parts}
    ]

    assert not guilty


def test_pages_is_a_folder_of_files_and_no_package():
    assert not list((ROOT / "pages").rglob("__init__.py"))
