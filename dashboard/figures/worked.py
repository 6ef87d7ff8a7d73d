"""A line followed from its objects to the bill, each step with the figures it rests on.

The example is the worked month of docs/method.md, for readers who may see no line; a test
reads that page and holds the two together.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from chargeback.explain import Explanation, explain
from dashboard.access import Viewer
from dashboard.i18n import language
from dashboard.queries import bill, method
from dashboard.rows import Row, first_of, rows_of

MOST_OBJECTS = 12
MARCH, APRIL = datetime.date(2008, 3, 1), datetime.date(2008, 4, 1)


@dataclass(frozen=True)
class Counted:
    """An object and the days it counts in the month, both ends included."""

    object_id: str
    first: datetime.date
    last: datetime.date
    source: str

    @property
    def days(self) -> int:
        """How many days."""
        return (self.last - self.first).days + 1


@dataclass(frozen=True)
class Worked:
    """A line of a yearly fee with its objects and the bills it stands on.

    Attributes:
        line: A row of bill_lines.
        objects: What was counted.
        bills: cost_centre_ore, cost_centre_lines, department_ore, department_lines.
        is_example: Whether it is the worked month of docs/method.md.
    """

    line: Mapping[str, Any]
    objects: Sequence[Counted]
    bills: Row
    is_example: bool = False

    @property
    def month(self) -> int:
        """Which month of the year."""
        return int(self.line["charge_period"].month)

    @property
    def unit_days(self) -> int:
        """Object-days in thousandths of a unit as whole ones."""
        return int(self.line["quantity_days"]) // 1000

    @property
    def share_ore(self) -> int:
        """The month's part of the yearly price, computed again from the price."""
        return (int(self.line["price_ore"]) + self.month - 1) // 12

    @property
    def explanation(self) -> Explanation:
        """The line computed again by the rules of the bills."""
        return explain(self.line, language())


def worked(
    viewer: Viewer, department_id: str, first: datetime.date, last: datetime.date
) -> Worked | None:
    """A department's line to follow from some months; None where it has none that fits."""
    line = first_of(method.worked_line(viewer, department_id, first, last))
    if line is None:
        return None
    bills = first_of(method.bills(viewer, line["line_id"]))
    return Worked(line, _counted(viewer, line), bills or {})


def _counted(viewer: Viewer, line: Row) -> list[Counted]:
    """The objects of a line, each with its days at the line's price."""
    from_, until = line["valid_from"], line["valid_until"]
    found_objects = bill.objects(
        viewer,
        line["department_id"],
        line["cost_centre_id"],
        line["service_id"],
        None,
        from_,
        until,
        MOST_OBJECTS,
    )
    found = [
        Counted(
            row["object_id"],
            max(row["valid_from"], from_),
            min(row["valid_until"], until) - datetime.timedelta(days=1),
            f"{row['source_file']}:{row['source_line']}",
        )
        for row in rows_of(found_objects)
    ]
    return sorted(found, key=lambda one: (one.first, one.object_id))


EXAMPLE = Worked(
    {
        "line_id": "",
        "period": MARCH,
        "charge_period": MARCH,
        "department_name": "SDF Fosie",
        "cost_centre_id": "40700",
        "cost_centre_name": "Ledning och stab, Fosie",
        "service_id": "ACC-EXT",
        "service_name_sv": "Användarkonto extern (konsult, entreprenör)",
        "service_name_en": "External user account (consultant, contractor)",
        "rule": "day_exact",
        "fee_kind": "yearly",
        "unit_sv": "konto",
        "unit_en": "account",
        "counted_on": None,
        "units": 2,
        "quantity": 2000,
        "gross_quantity": None,
        "allowance": None,
        "allowance_quantity": None,
        "quantity_left_over": None,
        "department_gross_quantity": None,
        "department_quantity": None,
        "department_amount_ore": None,
        "left_over_ore": None,
        "unit_days": 20,
        "quantity_days": 20_000,
        "days_in_month": 31,
        "price_ore": 1_380_00,
        "price_e4": None,
        "tier_kind": None,
        "tiers": None,
        "month_share_ore": 115_00,
        "amount_ore": 74_19,
        "price_list_ids": "PL-2008-v1",
        "price_agreement_id": None,
        "decision": None,
        "decided_on": None,
        "headcount": None,
        "headcount_on": None,
        "size_from": None,
        "size_until": None,
        "agreement_id": "AV-2008-002",
        "agreement_status": "unsigned",
        "agreement_system": None,
        "code_string": "7592-40700-9100-00000-111",
        "source_files": "ad_users_2008-02-29.csv,ad_users_2008-03-31.csv",
        "object_count": 2,
        "is_correction": False,
        "original_line_id": None,
        "now_ore": None,
        "before_ore": None,
        "correction_cause": None,
    },
    (
        Counted("ext00001", MARCH, datetime.date(2008, 3, 10), ""),
        Counted("ext00002", datetime.date(2008, 3, 22), datetime.date(2008, 3, 31), ""),
    ),
    {
        "cost_centre_ore": 104_456_76,
        "cost_centre_lines": 6,
        "department_ore": 125_727_56,
        "department_lines": 17,
    },
    is_example=True,
)
