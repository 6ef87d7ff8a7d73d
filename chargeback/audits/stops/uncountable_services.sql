-- A counted object must belong to a service whose rule counts objects of its kind.
--
-- Rule:   an object without a service is never left out in silence.
-- Source: docs/method.md, "What is counted".

with

rows_in_force as (
    select * from quantities.account_rows
    union all
    select * from quantities.workstation_rows
)

select
    service_id,
    rule,
    source_file,
    count(*) as source_rows,
    min(source_line) as first_line
from rows_in_force
where set_aside_rule is null and rule not in ('month_end', 'day_exact')
group by service_id, rule, source_file
order by service_id, source_file
