"""What leads from some months' bills to others': sums at each price, moves, the lines behind."""

import datetime
from dataclasses import dataclass

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer

WHOLE_CITY = ""


@dataclass(frozen=True)
class Months:
    """The months from the first to the last."""

    first: datetime.date
    last: datetime.date


def cells(viewer: Viewer, department_id: str, before: Months, now: Months) -> pd.DataFrame:
    """What each service cost in the earlier and in the later months.

    Args:
        viewer: Who asks.
        department_id: Whose; "" for all the viewer may see together.
        before: The earlier months.
        now: The later months.

    Returns:
        One row per service, system of an agreement and side: service_id, name_sv, name_en,
        agreement_system, is_now, prices (comma between), quantity_parts and amount_ore of
        lines for their own month, correction_ore of lines for an earlier one.
    """
    return warehouse.select(
        viewer,
        """
        with

        sides as (
            select *, true as is_now
            from bridge_cells
            where period between $first and $last
            union all
            select *, false as is_now
            from bridge_cells
            where period between $first_before and $last_before
        )

        select
            sides.service_id,
            services.name_sv,
            services.name_en,
            sides.agreement_system,
            sides.is_now,
            string_agg(distinct sides.price_value, ',' order by sides.price_value)
                filter (sides.period = sides.charge_period) as prices,
            coalesce(
                sum(sides.quantity_parts) filter (sides.period = sides.charge_period), 0
            )::bigint as quantity_parts,
            coalesce(
                sum(sides.amount_ore) filter (sides.period = sides.charge_period), 0
            )::bigint as amount_ore,
            coalesce(
                sum(sides.amount_ore) filter (sides.period <> sides.charge_period), 0
            )::bigint as correction_ore
        from sides
        join services
            on sides.service_id = services.service_id
        where $department_id in ('', sides.department_id)
        group by
            sides.service_id, services.name_sv, services.name_en, sides.agreement_system,
            sides.is_now
        order by sides.service_id, sides.agreement_system, sides.is_now
        """,
        department_id=department_id,
        first=now.first,
        last=now.last,
        first_before=before.first,
        last_before=before.last,
    )


def moves(viewer: Viewer, department_id: str) -> pd.DataFrame:
    """What came to a department and what went, month by month; in the city moves cancel.

    Returns:
        One row per month and service: period, service_id, quantity_parts, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            service_id,
            sum(quantity_parts)::bigint as quantity_parts,
            sum(amount_ore)::bigint as amount_ore
        from moves
        where department_id = $department_id
        group by period, service_id
        order by period, service_id
        """,
        department_id=department_id,
    )


def cost_centres(
    viewer: Viewer, department_id: str, service_id: str, before: Months, now: Months
) -> pd.DataFrame:
    """What each cost centre paid for a service in the earlier and in the later months.

    Returns:
        One row per cost centre, the largest change first: cost_centre_id, cost_centre_name,
        before_ore, amount_ore, and 1/1 000 units in quantity_before and quantity (of months
        together the sum).
    """
    return warehouse.select(
        viewer,
        """
        with

        paid as (
            select
                cost_centre_id,
                max_by(cost_centre_name, period) as cost_centre_name,
                coalesce(
                    sum(amount_ore) filter (period between $first_before and $last_before), 0
                )::bigint as before_ore,
                coalesce(sum(amount_ore) filter (period between $first and $last), 0)::bigint
                    as amount_ore,
                coalesce(
                    sum(quantity) filter (
                        not is_correction and period between $first_before and $last_before
                    ), 0
                )::bigint as quantity_before,
                coalesce(
                    sum(quantity) filter (
                        not is_correction and period between $first and $last
                    ), 0
                )::bigint as quantity
            from bill_lines
            where
                department_id = $department_id
                and service_id = $service_id
                and (
                    period between $first and $last
                    or period between $first_before and $last_before
                )
            group by cost_centre_id
        )

        select *
        from paid
        order by abs(amount_ore - before_ore) desc, amount_ore desc, cost_centre_id
        """,
        department_id=department_id,
        service_id=service_id,
        first=now.first,
        last=now.last,
        first_before=before.first,
        last_before=before.last,
    )


def departments(viewer: Viewer, service_id: str, before: Months, now: Months) -> pd.DataFrame:
    """What each department paid for a service in the earlier and in the later months.

    Returns:
        One row per department, the largest change first: department_id, name_sv, name_en,
        before_ore, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        with

        paid as (
            select
                bridge_cells.department_id,
                departments.name_sv,
                departments.name_en,
                coalesce(
                    sum(amount_ore) filter (period between $first_before and $last_before), 0
                )::bigint as before_ore,
                coalesce(sum(amount_ore) filter (period between $first and $last), 0)::bigint
                    as amount_ore
            from bridge_cells
            join departments
                on bridge_cells.department_id = departments.department_id
            where
                service_id = $service_id
                and (
                    period between $first and $last
                    or period between $first_before and $last_before
                )
            group by bridge_cells.department_id, departments.name_sv, departments.name_en
        )

        select *
        from paid
        order by abs(amount_ore - before_ore) desc, amount_ore desc, department_id
        """,
        service_id=service_id,
        first=now.first,
        last=now.last,
        first_before=before.first,
        last_before=before.last,
    )
