-- What office licences cost for each administrative workstation.
--
-- code: K22
-- title.sv: Licenskostnad per arbetsstation
-- title.en: Licence cost per workstation
-- unit:     kr
-- better:   lower
-- year:     sum over mean
-- definition.sv: Tolv månaders utfall i licenspoolen, delat med månadernas medeltal av
--                administrativa arbetsstationer i inventariet.
-- definition.en: Twelve months' outcome of the licence pool, over the months' mean of
--                administrative workstations in the inventory.
-- Grain:    one row per period, the whole city.
-- Rule:     workstations are counted at month end, also those nobody owns.
-- Source:   marts.pool_costs, quantities.month_end_counts.
--
-- numerator  öre; denominator workstations

with

costs as (
    select
        period,
        sum(outcome_ore)::bigint as outcome_ore
    from marts.pool_costs
    where pool = 'LICENS'
    group by period
),

machines as (
    select
        month_end_counts.period,
        sum(month_end_counts.objects)::bigint as machines
    from quantities.month_end_counts
    join staging.services
        on month_end_counts.service_id = services.service_id
    where services.area = 'Arbetsplats' and services.environment = 'adm'
    group by month_end_counts.period
)

select
    machines.period,
    null::varchar as department_id,
    costs.outcome_ore as numerator,
    machines.machines as denominator
from machines
join costs
    on machines.period = costs.period
