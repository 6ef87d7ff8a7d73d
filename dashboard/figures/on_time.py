"""K20, milestones on time, as a key figure: counted in the plan, not in the warehouse."""

from collections.abc import Sequence

from dashboard.plan import Asked
from dashboard.rows import Row
from dashboard.view import View

#: Its code among the key figures.
CODE = "K20"


def plan_values(view: View, definitions: Sequence[Row]) -> list[Row]:
    """Its figures as the rows of a computed key figure, one for each report.

    Each is that of its own report, as the board read it; nothing told later changes it.

    Args:
        view: Who asks, and until which day of knowing.
        definitions: The key figures asked for.
    """
    kpi = next((row for row in definitions if row["code"] == CODE), None)
    if kpi is None:
        return []
    return [
        {
            "kpi_id": kpi["kpi_id"],
            "period": day.replace(day=1),
            "numerator": kept.on_time,
            "denominator": kept.due,
        }
        for day, kept in Asked(view).on_time_by_report
        if kept.due
    ]
