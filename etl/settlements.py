"""What is decided about the results of a year, staged from the journal: no file delivers it."""

import datetime
from pathlib import Path

from chargeback.home import journal_url
from etl.contract import Contract
from journal.settlements import settlements
from journal.store import Journal

#: What the journal fills here.
ENTITIES = frozenset({"settlements"})


def staged(home: Path, contract: Contract, moment: datetime.datetime | None) -> list[list[object]]:
    """The decisions that stand, in the columns of the contract, as known now or at a moment."""
    return [
        [getattr(found, column.name) for column in contract.columns]
        for found in settlements(Journal(journal_url(home)), moment)
    ]
