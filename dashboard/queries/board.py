"""What the city pays for IT, for readers of the whole city: aggregates only."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def city_months(viewer: Viewer) -> pd.DataFrame:
    """The city's total for every month there is.

    Returns:
        One row per period, oldest first: period, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select period, sum(amount_ore)::bigint as amount_ore
        from department_bills
        group by period
        order by period
        """,
    )


def area_months(viewer: Viewer) -> pd.DataFrame:
    """The city's amounts by service area for every month there is.

    Returns:
        One row per area and period, oldest first: area (Swedish), period, amount_ore.
    """
    return warehouse.select(
        viewer,
        """
        select services.area, department_services.period, sum(amount_ore)::bigint as amount_ore
        from department_services
        join services on department_services.service_id = services.service_id
        group by services.area, department_services.period
        order by services.area, department_services.period
        """,
    )


def charged_services(viewer: Viewer) -> pd.DataFrame:
    """How many services there are, and how many of them are charged.

    Returns:
        One row: services, charged.
    """
    return warehouse.select(
        viewer,
        """
        select
            count(*)::bigint as services,
            count(*) filter (is_charged)::bigint as charged
        from services
        """,
    )


def city_services(viewer: Viewer, period: datetime.date) -> pd.DataFrame:
    """The city's amounts by service, this month and this year, beside the year before.

    Returns:
        One row per service, dearest this month first: service_id, name_sv,
        name_en, öre in month_ore, month_before_ore, year_ore, year_before_ore, and
        unit-days by the same names (month_unit_days …).
    """
    return warehouse.select(
        viewer,
        """
        select
            department_services.service_id,
            services.name_sv,
            services.name_en,
            coalesce(sum(amount_ore) filter (period = $period), 0)::bigint as month_ore,
            coalesce(sum(amount_ore) filter (period = $before), 0)::bigint as month_before_ore,
            coalesce(sum(amount_ore) filter (period between $january and $period), 0)::bigint
                as year_ore,
            coalesce(
                sum(amount_ore) filter (period between $january_before and $before), 0
            )::bigint as year_before_ore,
            coalesce(sum(unit_days) filter (period = $period), 0)::bigint as month_unit_days,
            coalesce(sum(unit_days) filter (period = $before), 0)::bigint
                as month_before_unit_days,
            coalesce(sum(unit_days) filter (period between $january and $period), 0)::bigint
                as year_unit_days,
            coalesce(
                sum(unit_days) filter (period between $january_before and $before), 0
            )::bigint as year_before_unit_days
        from department_services
        join services
            on department_services.service_id = services.service_id
        where period between $january_before and $period
        group by department_services.service_id, services.name_sv, services.name_en
        order by month_ore desc, year_ore desc, department_services.service_id
        """,
        **_years(period),
    )


def departments_and_services(
    viewer: Viewer, first: datetime.date, last: datetime.date
) -> pd.DataFrame:
    """What each department pays for each service over some months of a year.

    Returns:
        One row per department and service with an amount in them or a year before:
        department_id, department_sv, department_en, service_id, service_sv,
        service_en, amount_ore, before_ore, unit_days, before_unit_days.
    """
    return warehouse.select(
        viewer,
        """
        select
            department_services.department_id,
            departments.name_sv as department_sv,
            departments.name_en as department_en,
            department_services.service_id,
            services.name_sv as service_sv,
            services.name_en as service_en,
            coalesce(sum(amount_ore) filter (period between $first and $last), 0)::bigint
                as amount_ore,
            coalesce(
                sum(amount_ore) filter (period between $first_before and $last_before), 0
            )::bigint as before_ore,
            coalesce(sum(unit_days) filter (period between $first and $last), 0)::bigint
                as unit_days,
            coalesce(
                sum(unit_days) filter (period between $first_before and $last_before), 0
            )::bigint as before_unit_days
        from department_services
        join departments
            on department_services.department_id = departments.department_id
        join services
            on department_services.service_id = services.service_id
        where period between $first and $last
            or period between $first_before and $last_before
        group by
            department_services.department_id,
            departments.name_sv,
            departments.name_en,
            department_services.service_id,
            services.name_sv,
            services.name_en
        order by department_services.department_id, department_services.service_id
        """,
        first=first,
        last=last,
        first_before=first.replace(year=first.year - 1),
        last_before=last.replace(year=last.year - 1),
    )


def departments(viewer: Viewer, period: datetime.date, first: datetime.date) -> pd.DataFrame:
    """Every department with a bill this year or the year before, dearest first.

    Args:
        viewer: Who asks.
        period: The month.
        first: From which month on persons are added up, to the same month.

    Returns:
        One row per department: department_id, name_sv, name_en, short, is_external,
        valid_from, valid_until, öre in month_ore, month_before_ore, year_ore,
        year_before_ore, person_months (persons by main employment, added up over
        the months) and fewest_persons (the smallest month); null without employees.
    """
    return warehouse.select(
        viewer,
        """
        select
            department_bills.department_id,
            departments.name_sv,
            departments.name_en,
            departments.short,
            departments.is_external,
            departments.valid_from,
            departments.valid_until,
            coalesce(sum(amount_ore) filter (period = $period), 0)::bigint as month_ore,
            coalesce(sum(amount_ore) filter (period = $before), 0)::bigint as month_before_ore,
            coalesce(sum(amount_ore) filter (period between $january and $period), 0)::bigint
                as year_ore,
            coalesce(
                sum(amount_ore) filter (period between $january_before and $before), 0
            )::bigint as year_before_ore,
            any_value(employed.person_months) as person_months,
            any_value(employed.fewest_persons) as fewest_persons
        from department_bills
        join departments
            on department_bills.department_id = departments.department_id
        left join (
            select
                department_id,
                sum(persons)::bigint as person_months,
                min(persons)::bigint as fewest_persons
            from headcounts
            where period between $first and $period
            group by department_id
        ) as employed
            on department_bills.department_id = employed.department_id
        where period between $january_before and $period
        group by
            department_bills.department_id,
            departments.name_sv,
            departments.name_en,
            departments.short,
            departments.is_external,
            departments.valid_from,
            departments.valid_until
        order by month_ore desc, year_ore desc, department_bills.department_id
        """,
        first=first,
        **_years(period),
    )


def department_services(viewer: Viewer, department_id: str, period: datetime.date) -> pd.DataFrame:
    """One department's services: month and year to date, beside the year before.

    Returns:
        One row per service, dearest this year first: service_id, name_sv, name_en,
        fee_kind, units this month, öre in month_ore, month_before_ore, year_ore,
        year_before_ore, and unit-days by the same names (month_unit_days …).
    """
    return warehouse.select(
        viewer,
        """
        select
            department_services.service_id,
            services.name_sv,
            services.name_en,
            services.fee_kind,
            coalesce(sum(units) filter (period = $period), 0)::bigint as units,
            coalesce(sum(amount_ore) filter (period = $period), 0)::bigint as month_ore,
            coalesce(sum(amount_ore) filter (period = $before), 0)::bigint as month_before_ore,
            coalesce(sum(amount_ore) filter (period between $january and $period), 0)::bigint
                as year_ore,
            coalesce(
                sum(amount_ore) filter (period between $january_before and $before), 0
            )::bigint as year_before_ore,
            coalesce(sum(unit_days) filter (period = $period), 0)::bigint as month_unit_days,
            coalesce(sum(unit_days) filter (period = $before), 0)::bigint
                as month_before_unit_days,
            coalesce(sum(unit_days) filter (period between $january and $period), 0)::bigint
                as year_unit_days,
            coalesce(
                sum(unit_days) filter (period between $january_before and $before), 0
            )::bigint as year_before_unit_days
        from department_services
        join services
            on department_services.service_id = services.service_id
        where department_id = $department_id
            and period between $january_before and $period
        group by
            department_services.service_id,
            services.name_sv,
            services.name_en,
            services.fee_kind
        order by year_ore desc, month_ore desc, department_services.service_id
        """,
        department_id=department_id,
        **_years(period),
    )


def _years(period: datetime.date) -> dict[str, datetime.date]:
    """The month, its January, and the same two a year before."""
    january = period.replace(month=1)
    return {
        "period": period,
        "january": january,
        "before": period.replace(year=period.year - 1),
        "january_before": january.replace(year=period.year - 1),
    }
