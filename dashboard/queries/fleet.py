"""A department's machines and accounts through time: how many, how old, who came and left."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def services_by_month(
    viewer: Viewer, department_id: str, first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """Machines and accounts by service and month.

    Returns:
        One row per month and service, oldest first: period, service_id, name_sv, name_en,
        area, units, joined, left_count, moved_in, moved_out (moves between cost centres and
        services, inside the department too).
    """
    return warehouse.select(
        viewer,
        """
        select
            fleet.period,
            fleet.service_id,
            min(services.name_sv) as name_sv,
            min(services.name_en) as name_en,
            min(services.area) as area,
            sum(fleet.units)::bigint as units,
            sum(fleet.joined)::bigint as joined,
            sum(fleet.left_count)::bigint as left_count,
            sum(fleet.moved_in)::bigint as moved_in,
            sum(fleet.moved_out)::bigint as moved_out
        from fleet
        join services
            on fleet.service_id = services.service_id
        where fleet.department_id = $department_id and fleet.period between $first and $last
        group by fleet.period, fleet.service_id
        order by fleet.period, fleet.service_id
        """,
        department_id=department_id,
        first=first,
        last=last,
    )


def cost_centres(
    viewer: Viewer, department_id: str, period: datetime.date, before: datetime.date
) -> pd.DataFrame:
    """Machines and accounts of each cost centre, now and in an earlier month.

    Returns:
        One row per cost centre, most machines first: cost_centre_id, cost_centre_name,
        machines, machines_before, accounts, accounts_before, aged (machines of four years and
        more), dated (machines whose age is known).
    """
    return warehouse.select(
        viewer,
        """
        select
            held.cost_centre_id,
            max(names.name_sv) as cost_centre_name,
            held.machines,
            held.machines_before,
            held.accounts,
            held.accounts_before,
            coalesce(max(ages.aged), 0)::bigint as aged,
            coalesce(max(ages.dated), 0)::bigint as dated
        from (
            select
                fleet.cost_centre_id,
                coalesce(sum(case when services.area = 'Arbetsplats'
                    and fleet.period = $period then fleet.units end), 0)::bigint as machines,
                coalesce(sum(case when services.area = 'Arbetsplats'
                    and fleet.period = $before then fleet.units end), 0)::bigint
                    as machines_before,
                coalesce(sum(case when services.area = 'Konto'
                    and fleet.period = $period then fleet.units end), 0)::bigint as accounts,
                coalesce(sum(case when services.area = 'Konto'
                    and fleet.period = $before then fleet.units end), 0)::bigint
                    as accounts_before
            from fleet
            join services
                on fleet.service_id = services.service_id
            where fleet.department_id = $department_id and fleet.period in ($period, $before)
            group by fleet.cost_centre_id
        ) as held
        left join (
            select
                cost_centre_id,
                sum(case when age_years >= 4 then units else 0 end) as aged,
                sum(case when age_years is not null then units else 0 end) as dated
            from fleet_ages
            where department_id = $department_id and period = $period
            group by cost_centre_id
        ) as ages
            on held.cost_centre_id = ages.cost_centre_id
        left join (
            select cost_centre_id, arg_max(name_sv, valid_from) as name_sv
            from cost_centres
            where valid_from <= last_day($period)
            group by cost_centre_id
        ) as names
            on held.cost_centre_id = names.cost_centre_id
        group by
            held.cost_centre_id, held.machines, held.machines_before, held.accounts,
            held.accounts_before
        order by held.machines desc, held.accounts desc, held.cost_centre_id
        """,
        department_id=department_id,
        period=period,
        before=before,
    )


def ages(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """A month's machines by age and standard.

    Returns:
        One row per age and standard: age_years (nine for nine or more; None unknown),
        in_range, on_common_client (None unknown), units.
    """
    return warehouse.select(
        viewer,
        """
        select age_years, in_range, on_common_client, sum(units)::bigint as units
        from fleet_ages
        where department_id = $department_id and period = $period
        group by age_years, in_range, on_common_client
        order by age_years nulls last, in_range nulls last, on_common_client nulls last
        """,
        department_id=department_id,
        period=period,
    )
