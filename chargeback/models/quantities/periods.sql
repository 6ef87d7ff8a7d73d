-- The months that are charged.
--
-- Grain:  one row per month.
-- Rule:   from the first to the last month for which a snapshot source of counted
--         objects has a file of the month's last day, and rules that day.
-- Source: staging.files, quantities.source_chains; docs/method.md, "Which months are
--         charged".
--
-- period      first day of the month
-- last_day    the day whose end is counted
-- next_period first day of the month after
-- days        days in the month

with

month_ends as (
    select files.snapshot_on
    from staging.files
    join quantities.source_chains
        on
            files.source_id = source_chains.source_id
            and files.snapshot_on >= source_chains.rules_from
            and files.snapshot_on < source_chains.rules_until
    where
        files.entity in ('accounts', 'workstations')
        and files.snapshot_on = last_day(files.snapshot_on)
),

bounds as (
    select
        date_trunc('month', min(snapshot_on))::date as first_period,
        date_trunc('month', max(snapshot_on))::date as last_period
    from month_ends
),

months as (
    select unnest(generate_series(first_period, last_period, interval 1 month))::date as period
    from bounds
)

select
    period,
    last_day(period) as last_day,
    last_day(period) + 1 as next_period,
    day(last_day(period))::bigint as days
from months
order by period
