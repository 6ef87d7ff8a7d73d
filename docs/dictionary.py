"""Writes docs/data-dictionary.md from the contracts and the headers of the models.

The words stand beside what they describe, in the contract's YAML and on top of each SQL file;
this page only gathers them. `make docs` writes it, `--check` says whether it is up to date.
"""

import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "data-dictionary.md"
CONTRACTS = ROOT / "etl" / "contracts"
MODELS = ROOT / "chargeback" / "models"
# In the order the data flow; a schema's folder holds its tables.
SCHEMAS = {
    "quantities": "Working tables of a build: what was in force, who owned it, what was counted.",
    "charges": "Working tables of a build: quantities with their prices.",
    "marts": "Published: what the pages show.",
    "detail": "Published: the objects and source rows behind each line.",
    "kpis": "One table for each KPI; all of them are published in marts.kpi_values.",
    "control": "Published: files, rejects, what was set aside, and the equations.",
}
HEAD = """# Data dictionary

Gathered by `make docs` from etl/contracts and the headers in chargeback/models:
change the words there.
Amounts are whole öre, dates are days, `valid_until` is the first day no longer covered.
"""


def header(file: Path, mark: str = "--") -> str:
    """The comment on top of a model or a contract, without its comment signs."""
    lines: list[str] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if not line.startswith(mark):
            break
        lines.append(line.removeprefix(mark).removeprefix(" "))
    return "\n".join(lines).strip()


def staged_entities() -> str:
    """One section for each contract: its sentence, its kind and its columns."""
    sections = ["## staging\n\nWhat intake has read and typed, one table for each contract.\n"]
    for path in sorted(CONTRACTS.glob("*.yaml")):
        contract = yaml.safe_load(path.read_text(encoding="utf-8"))
        rows = "\n".join(
            f"| {field['name']} | {field['type']} | {field['title']} |"
            for field in contract["fields"]
        )
        sections.append(
            f"### staging.{path.stem}\n\n{header(path, '#')}\n\n"
            f"| column | type | what |\n|---|---|---|\n{rows}\n"
        )
    return "\n".join(sections)


def modelled_tables(schema: str, purpose: str) -> str:
    """One section for each model of a schema: the header of its file."""
    sections = [f"## {schema}\n\n{purpose}\n"]
    sections += [
        f"### {schema}.{model.stem}\n\n```\n{header(model)}\n```\n"
        for model in sorted((MODELS / schema).glob("*.sql"))
    ]
    return "\n".join(sections)


def page() -> str:
    """The whole page as text."""
    parts = [HEAD, staged_entities()]
    parts += [modelled_tables(schema, purpose) for schema, purpose in SCHEMAS.items()]
    return "\n".join(parts)


def main(arguments: list[str]) -> int:
    """Write the page, or with --check return 1 when it no longer says what the files say."""
    if arguments == ["--check"]:
        same = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page()
        if not same:
            sys.stderr.write("docs/data-dictionary.md is out of date: run make docs\n")
        return 0 if same else 1
    PAGE.write_text(page(), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
