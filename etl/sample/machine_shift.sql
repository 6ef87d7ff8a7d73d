-- Where the store was empty a department got more new machines than it was to connect: so many fewer
-- are wanted at the end of the year, if the store has some again by then.
create or replace table machines_wanted as
with

seen as (
    select machine_gaps.org_id, machine_gaps.month_no
    from machine_gaps
    left join machines_taken using (run_no)
    where machines_taken.run_no is null
    union all
    select units.org_id, machine_exchanges.month_no
    from machine_exchanges
    join machine_runs using (run_no)
    join units
        on  units.month_no = machine_exchanges.month_no
        and units.ansvar = machine_runs.ansvar
),

counted as (
    select org_id, month_no, count(*) as quantity
    from seen
    group by org_id, month_no
),

stores as (
    select
        year(months.period) as year,
        (select count(*) from machines_stored
         where class = 'desktop' and month_no <= max(months.month_no))
        > (select count(*) from machines_taken
           join machine_runs using (run_no)
           where machines_taken.class = 'desktop' and first_no <= max(months.month_no))
            as has_some
    from months
    group by year(months.period)
),

compared as (
    select
        machines_wanted.org_id,
        machines_wanted.month_no,
        machines_wanted.quantity,
        stores.has_some::int * greatest(0, sum(coalesce(counted.quantity, 0) - machines_wanted.quantity) over (
            partition by machines_wanted.org_id, year(months.period)
        )) as too_many,
        coalesce(sum(machines_wanted.quantity) over (
            partition by machines_wanted.org_id, year(months.period)
            order by machines_wanted.month_no desc
            rows between unbounded preceding and 1 preceding
        ), 0) as later
    from machines_wanted
    join months using (month_no)
    join stores on stores.year = year(months.period)
    left join counted using (org_id, month_no)
)

select
    org_id,
    month_no,
    (quantity - least(quantity, greatest(0, too_many - later)))::bigint as quantity
from compared;
