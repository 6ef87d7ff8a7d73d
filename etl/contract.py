"""What each staged entity looks like: the Frictionless Table Schemas in ``etl/contracts``.

The key ``nyttja`` of a schema says what the standard does not: the kind of entity, and rules
that go beyond one value (order of dates, overlaps, duplicates, control sum).
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etl.declared import declared

FOLDER = Path(__file__).with_name("contracts")
SQL_TYPES = {
    "string": "VARCHAR",
    "integer": "BIGINT",
    "boolean": "BOOLEAN",
    "date": "DATE",
    "datetime": "TIMESTAMP",
}
#: Columns that the intake fills in itself.
OWN_COLUMNS = ("snapshot_on", "source_file", "source_line")


@dataclass(frozen=True)
class Column:
    """One column of an entity and what its values must be."""

    name: str
    type: str
    sql: str
    required: bool = False
    minimum: int | None = None
    maximum: int | None = None
    pattern: str | None = None
    enum: tuple[str, ...] = ()
    not_future: bool = False
    noted_if_zero: bool = False


@dataclass(frozen=True)
class Reference:
    """A column whose ids stand in a register: ``key`` of another entity."""

    column: str
    entity: str
    key: str


@dataclass(frozen=True)
class Parts:
    """Columns that add up to another one: where one is blank it is 0 if the total says so."""

    total: str
    of: tuple[str, ...]


@dataclass(frozen=True)
class Contract:
    """An entity: its columns in order and the rules for whole rows and files.

    ``kind`` is snapshot, register (the newest batch of a source replaces earlier ones) or
    event (all rows of all batches). ``newest_by`` makes a register of several files: for each
    value of these columns the newest file that names it.
    """

    entity: str
    kind: str
    columns: tuple[Column, ...]
    ordered: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    no_overlap: tuple[str, ...] = ()
    tree: tuple[str, ...] = ()
    newest_by: tuple[str, ...] = ()
    control_sum: str | None = None
    parts: Parts | None = None
    references: tuple[Reference, ...] = ()

    @property
    def fields(self) -> tuple[Column, ...]:
        """The columns a source fills in."""
        return tuple(column for column in self.columns if column.name not in OWN_COLUMNS)

    @property
    def has_snapshot(self) -> bool:
        """Whether each row carries the day the file states."""
        return any(column.name == "snapshot_on" for column in self.columns)


@cache
def contracts() -> dict[str, Contract]:
    """Every entity by name, found by place."""
    return {path.stem: read(path) for path in sorted(FOLDER.glob("*.yaml"))}


def read(path: Path) -> Contract:
    """One contract from its file."""
    schema = declared(path)
    own = schema["nyttja"]
    return Contract(
        entity=path.stem,
        kind=own["kind"],
        columns=tuple(_column(field) for field in schema["fields"]),
        ordered=tuple(own.get("ordered", ())),
        unique=tuple(own.get("unique", ())),
        no_overlap=tuple(own.get("no_overlap", ())),
        tree=tuple(own.get("tree", ())),
        newest_by=tuple(own.get("newest_by", ())),
        control_sum=own.get("control_sum"),
        parts=_parts(own.get("parts")),
        references=tuple(
            Reference(key["fields"], key["reference"]["resource"], key["reference"]["fields"])
            for key in schema.get("foreignKeys", ())
        ),
    )


def _parts(keys: dict[str, Any] | None) -> Parts | None:
    return Parts(keys["total"], tuple(keys["of"])) if keys else None


def _column(field: dict[str, Any]) -> Column:
    constraints = field.get("constraints", {})
    return Column(
        name=field["name"],
        type=field["type"],
        sql=field.get("sql", SQL_TYPES[field["type"]]),
        required=constraints.get("required", False),
        minimum=constraints.get("minimum"),
        maximum=constraints.get("maximum"),
        pattern=constraints.get("pattern"),
        enum=tuple(constraints.get("enum", ())),
        not_future=field.get("not_future", False),
        noted_if_zero=field.get("noted_if_zero", False),
    )
