"""What measures the plan's effects, and the fees that are charged for what is measured."""

import datetime

import pandas as pd

from dashboard import warehouse
from dashboard.access import Viewer


def measures(viewer: Viewer) -> pd.DataFrame:
    """Which KPIs measure which effect.

    Returns:
        One row per effect, KPI and service, by these: effect_id, code (of the KPI), service_id
        (None where no fee is charged for what it counts), reason_sv, reason_en.
    """
    return warehouse.select(
        viewer,
        """
        select effect_id, code, service_id, reason_sv, reason_en
        from effect_measures
        order by effect_id, code, service_id
        """,
    )


def fees(
    viewer: Viewer,
    then: tuple[datetime.date, datetime.date],
    now: tuple[datetime.date, datetime.date],
) -> pd.DataFrame:
    """What services cost on two days and how much of them the city had in their months.

    Args:
        viewer: Who asks.
        then: First and last day of the earlier month.
        now: First and last day of the later one.

    Returns:
        One row per service that follows an effect and month: service_id, name_sv, name_en,
        unit_sv, unit_en, fee_kind, per, period; price_ore (a year or a piece) or price_e4
        (1/10 000 kr), both None where there was no price on the month's last day; quantity
        (1/1 000 unit) and amount_ore of the month, None where nothing was charged.
    """
    return warehouse.select(
        viewer,
        """
        with

        asked as (
            select $then_first as period, $then_last as last_day
            union
            select $now_first as period, $now_last as last_day
        ),

        had as (
            select
                period,
                service_id,
                sum(quantity)::bigint as quantity,
                sum(amount_ore)::bigint as amount_ore
            from department_services
            group by period, service_id
        )

        select
            services.service_id,
            services.name_sv,
            services.name_en,
            services.unit_sv,
            services.unit_en,
            services.fee_kind,
            services.per,
            asked.period,
            prices.price_ore,
            prices.price_e4,
            had.quantity,
            had.amount_ore
        from services
        cross join asked
        left join prices
            on
                services.service_id = prices.service_id
                and asked.last_day >= prices.valid_from
                and asked.last_day < prices.valid_until
        left join had
            on
                services.service_id = had.service_id
                and asked.period = had.period
        where services.service_id in (select service_id from effect_measures)
        order by services.service_id, asked.period
        """,
        then_first=then[0],
        then_last=then[1],
        now_first=now[0],
        now_last=now[1],
    )
