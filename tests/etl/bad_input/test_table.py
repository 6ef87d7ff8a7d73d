"""Every case of bad input has a test, found by its id.

A test is of a case when its name says so (``test_e01_…``) or its docstring begins with the id.
"""

import ast
import re
from collections import Counter
from pathlib import Path

from tests.etl.bad_input.conftest import TABLE

ETL = Path(__file__).resolve().parent.parent
CASE = r"[ESNDKXL]\d\d"


def found_by_case() -> dict[str, list[str]]:
    """The tests of the intake that are of each case."""
    found: dict[str, list[str]] = {}
    for path in sorted(ETL.rglob("test_*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
                for case in cases_of(node):
                    found.setdefault(case, []).append(f"{path.relative_to(ETL)}::{node.name}")
    return found


def cases_of(test: ast.FunctionDef) -> set[str]:
    named = re.match(rf"test_({CASE})_", test.name, re.IGNORECASE)
    told = re.match(rf"{CASE}(, {CASE})*", ast.get_docstring(test) or "")
    return {named[1].upper()} if named else set(re.findall(CASE, told[0]) if told else ())


def test_the_table_holds_each_case_once():
    assert len(TABLE) == 109
    assert Counter(case[0] for case in TABLE) == {
        "E": 15, "S": 27, "N": 20, "D": 14, "K": 10, "X": 6, "L": 17,
    }  # fmt: skip
    assert set(TABLE.values()) == {"OK", "WARN", "ROW", "FILE", "RUN"}


def test_every_case_has_its_test():
    found = found_by_case()

    assert sorted(set(TABLE) - set(found)) == []
