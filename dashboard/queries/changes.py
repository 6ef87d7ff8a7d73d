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


def since_january(  # noqa: PLR0913, PLR0917 - whose, which months, which years
    viewer: Viewer,
    department_id: str,
    first: datetime.date,
    last: datetime.date,
    first_year: int,
    last_year: int,
) -> pd.DataFrame:
    """What services with a budget cost in some months, and in the Januaries of budgeted years.

    Customers without any budget are left out.

    Args:
        viewer: Who asks.
        department_id: Whose; "" for all the viewer may see together.
        first: The first of the months.
        last: The last of the months.
        first_year: The first year budgeted; earlier months are held against its January.
        last_year: The last year budgeted; later months are held against its January.

    Returns:
        One row per service, system of an agreement, January and whether it is the months'
        (is_now) or the January's own: service_id, budget_area, agreement_system, january, is_now,
        prices (comma between), quantity_parts and amount_ore of lines for their own month,
        correction_ore of lines for an earlier one.
    """
    return warehouse.select(
        viewer,
        """
        with

        budgeted as (
            select distinct department_id
            from department_budgets
            where budget_ore <> 0 or adopted_ore <> 0
        ),

        own as (
            select bridge_cells.*
            from bridge_cells
            join budgeted
                on bridge_cells.department_id = budgeted.department_id
            where $department_id in ('', bridge_cells.department_id)
        ),

        sides as (
            select
                *,
                true as is_now,
                make_date(greatest($first_year, least($last_year, year(period))), 1, 1)
                    as january
            from own
            where period between $first and $last
            union all
            select *, false as is_now, period as january
            from own
            where
                period = charge_period
                and month(period) = 1
                and year(period) between $first_year and $last_year
        )

        select
            sides.service_id,
            services.budget_area,
            sides.agreement_system,
            sides.january,
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
        group by
            sides.service_id, services.budget_area, sides.agreement_system, sides.january,
            sides.is_now
        order by sides.service_id, sides.agreement_system, sides.january, sides.is_now
        """,
        department_id=department_id,
        first=first,
        last=last,
        first_year=first_year,
        last_year=last_year,
    )


def areas(
    viewer: Viewer, department_id: str, first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """Budget and outcome of each area in some months.

    Returns:
        One row per area: area, budget_ore (in force), adopted_ore, amount_ore (charged), and
        unbudgeted_ore, what customers without any budget paid of it.
    """
    return warehouse.select(
        viewer,
        """
        with

        budgeted as (
            select distinct department_id
            from department_budgets
            where budget_ore <> 0 or adopted_ore <> 0
        )

        select
            told.area,
            sum(told.budget_ore)::bigint as budget_ore,
            sum(told.adopted_ore)::bigint as adopted_ore,
            coalesce(sum(told.amount_ore), 0)::bigint as amount_ore,
            coalesce(sum(told.amount_ore) filter (budgeted.department_id is null), 0)::bigint
                as unbudgeted_ore
        from department_budgets as told
        left join budgeted
            on told.department_id = budgeted.department_id
        where
            $department_id in ('', told.department_id)
            and told.period between $first and $last
        group by told.area
        order by told.area
        """,
        department_id=department_id,
        first=first,
        last=last,
    )


def budget_months(viewer: Viewer, department_id: str) -> pd.DataFrame:
    """The months there is a budget for, whoever's of those the viewer may see.

    Returns:
        One row per month, newest first: period, and is_revised, whether what is in force
        that year is a revised budget, of the department or of any where none is chosen.
    """
    return warehouse.select(
        viewer,
        """
        select
            period,
            bool_or(version <> 'KF' and $department_id in ('', department_id)) as is_revised
        from budgets
        group by period
        order by period desc
        """,
        department_id=department_id,
    )


def payers_of_area(  # noqa: PLR0913, PLR0917 - whose, of what, and two sides
    viewer: Viewer,
    department_id: str,
    area: str,
    before: Months,
    now: Months,
    before_budget: str,
    now_budget: str,
) -> pd.DataFrame:
    """Budget or outcome of those who pay for an area, before and now.

    Args:
        viewer: Who asks.
        department_id: Whose cost centres; "" for departments.
        area: Of the budget.
        before: The earlier months.
        now: The later months.
        before_budget: What stands on the earlier side: ``outcome``, ``budget``, ``adopted``.
        now_budget: What stands on the later one.

    Returns:
        One row per payer, the largest change first: payer_id, name_sv, name_en, before_ore,
        amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        with

        figures as (
            select
                period, department_id, cost_centre_id, 'budget' as figures,
                budget_ore as ore
            from budgets
            where area = $area and in_force
            union all
            select
                period, department_id, cost_centre_id, 'adopted' as figures,
                budget_ore as ore
            from budgets
            where area = $area and version = 'KF'
            union all
            select
                bill_lines.period, bill_lines.department_id, bill_lines.cost_centre_id,
                'outcome' as figures, bill_lines.amount_ore as ore
            from bill_lines
            join services
                on bill_lines.service_id = services.service_id
            where services.budget_area = $area
        ),

        sides as (
            select *, true as is_now
            from figures
            where figures = $now_budget and period between $first and $last
            union all
            select *, false as is_now
            from figures
            where figures = $before_budget and period between $first_before and $last_before
        ),

        paid as (
            select
                case when $department_id = '' then department_id else cost_centre_id end
                    as payer_id,
                coalesce(sum(ore) filter (not is_now), 0)::bigint as before_ore,
                coalesce(sum(ore) filter (is_now), 0)::bigint as amount_ore
            from sides
            where $department_id in ('', department_id)
            group by payer_id
        ),

        names as (
            select
                cost_centre_id as payer_id,
                arg_max(name_sv, valid_from) as name_sv,
                arg_max(name_sv, valid_from) as name_en
            from cost_centres
            where department_id = $department_id
            group by cost_centre_id
            union all
            select department_id as payer_id, name_sv, name_en
            from departments
            where $department_id = ''
        )

        select
            paid.payer_id,
            coalesce(names.name_sv, '') as name_sv,
            coalesce(names.name_en, '') as name_en,
            paid.before_ore,
            paid.amount_ore
        from paid
        left join names
            on paid.payer_id = names.payer_id
        order by
            abs(paid.amount_ore - paid.before_ore) desc, paid.amount_ore desc, paid.payer_id
        """,
        department_id=department_id,
        area=area,
        first=now.first,
        last=now.last,
        first_before=before.first,
        last_before=before.last,
        before_budget=before_budget,
        now_budget=now_budget,
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
