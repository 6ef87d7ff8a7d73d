-- How much each payer had of each service, by stretch of days, free of prices.
--
-- Grain:  one row per stretch of days, payer (or reason nobody pays), service, agreement
--         and source file.
-- Rule:   sum; everything after this step is small. What was used on a day (rules sum, event
--         and on_day) goes together by calendar month, cut on the days inside it on which a
--         price of the service begins or ends: its price is that of the day.
-- Source: quantities.owned_uses, quantities.owned_agreements, quantities.owned_decisions;
--         staging.prices and quantities.agreement_prices for the days only.
--
-- quantity                 1/1 000 of the service's unit
-- objects                  rows: objects, or calls, prints, hours
-- valid_from, valid_until  the days they are counted for, half-open

with

owned as (
    select * from quantities.owned_uses
    union all
    select * from quantities.owned_agreements
    union all
    select * from quantities.owned_decisions
),

by_day as (
    select
        source_id,
        service_id,
        rule,
        cost_centre_id,
        department_id,
        agreement_id,
        reason,
        case when rule not in ('sum', 'event') then counted_on end as counted_on,
        valid_from,
        valid_until,
        source_file,
        sum(quantity)::bigint as quantity,
        count(*) as objects,
        case
            when rule in ('sum', 'event', 'on_day') then date_trunc('month', valid_from)::date
        end as used_in
    from owned
    group by
        source_id, service_id, rule, cost_centre_id, department_id, agreement_id, reason,
        counted_on, valid_from, valid_until, source_file
),

price_days as (
    select
        service_id,
        unnest([valid_from, valid_until]) as changes_on
    from staging.prices
    union
    select
        service_id,
        unnest([valid_from, valid_until]) as changes_on
    from quantities.agreement_prices
),

-- A month without a change inside it needs no cutting: it is not here.
cuts as (
    select
        service_id,
        date_trunc('month', changes_on)::date as period,
        unnest([date_trunc('month', changes_on)::date, changes_on]) as begins_on
    from price_days
    where day(changes_on) > 1
),

stretches as (
    select
        service_id,
        period,
        begins_on,
        lead(begins_on, 1, last_day(period) + 1) over (
            partition by service_id, period order by begins_on
        ) as ends_on
    from (
        select distinct
            service_id,
            period,
            begins_on
        from cuts
    ) as cuts
)

select
    by_day.source_id,
    by_day.service_id,
    by_day.rule,
    by_day.cost_centre_id,
    by_day.department_id,
    by_day.agreement_id,
    by_day.reason,
    by_day.counted_on,
    coalesce(stretches.begins_on, by_day.used_in, by_day.valid_from) as valid_from,
    coalesce(stretches.ends_on, last_day(by_day.used_in) + 1, by_day.valid_until)
        as valid_until,
    by_day.source_file,
    sum(by_day.quantity)::bigint as quantity,
    sum(by_day.objects)::bigint as objects
from by_day
left join stretches
    on
        by_day.service_id = stretches.service_id
        and by_day.used_in = stretches.period
        and by_day.valid_from >= stretches.begins_on
        and by_day.valid_from < stretches.ends_on
group by
    by_day.source_id, by_day.service_id, by_day.rule, by_day.cost_centre_id,
    by_day.department_id, by_day.agreement_id, by_day.reason, by_day.counted_on,
    coalesce(stretches.begins_on, by_day.used_in, by_day.valid_from),
    coalesce(stretches.ends_on, last_day(by_day.used_in) + 1, by_day.valid_until),
    by_day.source_file
