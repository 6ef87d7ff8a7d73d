-- What the same use costs at other prices: the question the simulator asks.
--
-- Grain:  one row per department and service with a charge in the months asked for.
-- Rule:   a price stands in for the list's on its days; the month's share and the rounding of a
--         line are those of charges.price_months and charges.amounts: chargeback/what_if.py
--         puts their files where this query reads them.
--         Where a price begins inside a month, or another counting rule is tried, the days of
--         marts.day_cube are priced instead of the month's lines; not where some of a
--         department's lines of the month are at a price that is not the list's.
-- Source: marts.month_cube, marts.day_cube; docs/method.md, "Other prices on the same use".
--
-- scenario.prices  service_id, price (öre, or 1/10 000 kr of a metered service), valid_from,
--                  valid_until; scenario.months the periods asked for; scenario.days the
--                  services and periods that the day cube answers for, by their own rule or
--                  the other one: all are values of the request
-- amount_ore       öre at these prices; charged_ore as charged; quantity 1/1 000 unit

with

tried as (
    select * from scenario.prices
),

months as (
    select * from scenario.months
),

asked_days as (
    select * from scenario.days
),

-- Departments whose month the day cube cannot answer for.
unlisted as (
    select distinct
        period,
        department_id,
        service_id
    from month_cube
    where not is_listed and service_id in (select asked_days.service_id from asked_days)
),

-- Read by charges.price_months.
price_cuts as ( -- noqa: ST03
    select
        tried.service_id,
        services.fee_kind,
        null::varchar as department_id,
        null::varchar as agreement_id,
        tried.valid_from::varchar as price_list_id,
        null::varchar as price_agreement_id,
        case when services.fee_kind = 'metered' then null else tried.price end as price_ore,
        case when services.fee_kind = 'metered' then tried.price end as price_e4,
        null::varchar as tier_kind,
        tried.price::varchar as price_value,
        months.period,
        greatest(tried.valid_from, months.period) as valid_from,
        least(tried.valid_until, months.last_day + 1) as valid_until
    from tried
    join services
        on tried.service_id = services.service_id
    join months
        on tried.valid_from <= months.last_day and tried.valid_until > months.period
),

price_months as (
    select * from charges.price_months
),

by_days as (
    select distinct
        months.period,
        asked_days.service_id,
        asked_days.is_other
    from asked_days
    join months
        on months.period between asked_days.first_period and asked_days.last_period
),

matched as (
    select
        month_cube.*,
        by_days.service_id is not null and unlisted.service_id is null as is_by_days,
        price_months.price_value,
        price_months.price_ore as tried_ore,
        price_months.price_e4 as tried_e4,
        price_months.month_share_ore
    from month_cube
    join months
        on month_cube.period = months.period
    left join by_days
        on month_cube.period = by_days.period and month_cube.service_id = by_days.service_id
    left join unlisted
        on
            month_cube.period = unlisted.period
            and month_cube.department_id = unlisted.department_id
            and month_cube.service_id = unlisted.service_id
    left join price_months
        on
            month_cube.is_listed
            and month_cube.service_id = price_months.service_id
            and month_cube.period = price_months.period
            and month_cube.valid_from >= price_months.valid_from
            and month_cube.valid_until <= price_months.valid_until
),

-- Each stretch of days at each price it has days at.
priced_days as (
    select
        day_cube.period,
        day_cube.department_id,
        day_cube.payer_no,
        day_cube.service_id,
        price_months.fee_kind,
        day_cube.days_in_month,
        price_months.price_value,
        price_months.price_ore as tried_ore,
        price_months.price_e4 as tried_e4,
        price_months.month_share_ore,
        day_cube.quantity * (
            least(day_cube.valid_until, price_months.valid_until)
            - greatest(day_cube.valid_from, price_months.valid_from)
        ) as quantity_days
    from day_cube
    join by_days
        on
            day_cube.period = by_days.period
            and day_cube.service_id = by_days.service_id
            and day_cube.is_other = by_days.is_other
    join price_months
        on
            day_cube.service_id = price_months.service_id
            and day_cube.period = price_months.period
            and day_cube.valid_from < price_months.valid_until
            and day_cube.valid_until > price_months.valid_from
    anti join unlisted
        on
            day_cube.period = unlisted.period
            and day_cube.department_id = unlisted.department_id
            and day_cube.service_id = unlisted.service_id
),

-- Lines of a month in which the list's price changes are one line again at one price.
together as (
    select
        period,
        department_id,
        payer_no,
        service_id,
        fee_kind,
        days_in_month,
        price_value,
        tried_ore,
        tried_e4,
        month_share_ore,
        1 as line_count,
        sum(quantity * line_count)::bigint as quantity,
        sum(quantity_days * line_count)::bigint as quantity_days
    from matched
    where price_value is not null and payer_no is not null and not is_by_days
    group by
        period, department_id, payer_no, service_id, fee_kind, days_in_month,
        price_value, tried_ore, tried_e4, month_share_ore

    union all

    select
        period,
        department_id,
        payer_no,
        service_id,
        fee_kind,
        days_in_month,
        price_value,
        tried_ore,
        tried_e4,
        month_share_ore,
        line_count,
        quantity,
        quantity_days
    from matched
    where price_value is not null and payer_no is null and not is_by_days

    union all

    select
        period,
        department_id,
        payer_no,
        service_id,
        fee_kind,
        days_in_month,
        price_value,
        tried_ore,
        tried_e4,
        month_share_ore,
        1 as line_count,
        (sum(quantity_days) // days_in_month)::bigint as quantity,
        sum(quantity_days)::bigint as quantity_days
    from priced_days
    group by
        period, department_id, payer_no, service_id, fee_kind, days_in_month,
        price_value, tried_ore, tried_e4, month_share_ore
),

priced_quantities as (
    select
        period,
        department_id,
        payer_no::varchar as cost_centre_id,
        service_id,
        fee_kind,
        days_in_month,
        price_value,
        tried_ore as price_ore,
        tried_e4 as price_e4,
        month_share_ore,
        line_count,
        quantity,
        quantity_days,
        quantity // 1000 as units,
        null::varchar as source_id,
        null::varchar as reason,
        null::varchar as tier_kind
    from together
),

-- Read by charges.amounts. The cube holds what is left after allowances, and no tiers.
charged_quantities as ( -- noqa: ST03
    select
        *,
        0::bigint as gross_quantity,
        0::bigint as allowance_quantity,
        0::bigint as department_gross_quantity,
        0::bigint as department_quantity,
        0::bigint as quantity_left_over
    from priced_quantities
    where false
),

tier_amounts as ( -- noqa: ST03
    select
        *,
        0::bigint as department_quantity,
        0::bigint as department_amount_ore,
        0::bigint as amount_ore,
        0::bigint as left_over_ore,
        ''::varchar as tiers
    from priced_quantities
    where false
),

amounts as (
    select * from charges.amounts
),

told as (
    select
        department_id,
        service_id,
        line_count * amount_ore as amount_ore,
        0 as charged_ore,
        line_count * quantity as quantity
    from amounts

    union all

    select
        department_id,
        service_id,
        case when price_value is null and not is_by_days then amount_ore else 0 end
            as amount_ore,
        amount_ore as charged_ore,
        case when price_value is null and not is_by_days then line_count * quantity else 0 end
            as quantity
    from matched
)

select
    department_id,
    service_id,
    sum(amount_ore)::bigint as amount_ore,
    sum(charged_ore)::bigint as charged_ore,
    sum(quantity)::bigint as quantity
from told
group by department_id, service_id
order by department_id, service_id
