"""Mendings, staged from the journal: it is their one home, and no file delivers any."""

import datetime
from collections.abc import Mapping
from pathlib import Path

from chargeback.home import journal_url
from etl.contract import Contract
from journal.mendings import Mending, mendings
from journal.store import Journal

#: Which of the journal's mendings fill an entity, and where a row's own columns come from.
ENTITIES: Mapping[str, tuple[str, Mapping[str, str]]] = {
    "mending_aliases": ("alias", {"alias": "object_id", "department_id": "target"}),
    "mending_owners": ("owner", {"cost_centre_id": "target"}),
    "mending_codes": ("code", {"code": "object_id", "cost_centre_id": "target"}),
    "mending_activities": ("activity", {"cost_centre_id": "object_id", "activity": "target"}),
    "mending_counterparties": (
        "counterparty",
        {"department_id": "object_id", "counterparty": "target"},
    ),
}


def staged(home: Path, contract: Contract, moment: datetime.datetime | None) -> list[list[object]]:
    """The mendings of one way that are not withdrawn, in the order they were said.

    Args:
        home: Folder of the city.
        contract: Of one of :data:`ENTITIES`; its columns say what a row holds.
        moment: As they were known then; None for now.
    """
    way, own = ENTITIES[contract.entity]
    found = mendings(Journal(journal_url(home)), moment).in_force(way)
    return [[_value(one, own, column.name) for column in contract.columns] for one in found]


def _value(one: Mending, own: Mapping[str, str], column: str) -> object:
    written: Mapping[str, object] = {
        "recorded_on": one.recorded_at.date(),
        "source_file": "journal",
        "source_line": one.seq,
    }
    return written[column] if column in written else getattr(one, own.get(column, column))
