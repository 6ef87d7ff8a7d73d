-- What the common platform costs for each workstation.
--
-- code: K09
-- title.sv: Plattformskostnad per arbetsstation
-- title.en: Platform cost per workstation
-- unit:     kr
-- better:   lower
-- year:     sum over mean
-- definition.sv: Tolv månaders utfall i poolerna klient, katalog, nät och plattform, delat med
--                månadernas medeltal av arbetsstationer i inventariet.
-- definition.en: Twelve months' outcome of the pools client, directory, network and platform,
--                over the months' mean of workstations in the inventory.
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
    where pool in ('KLIENT', 'KATALOG', 'NAT', 'PLATTFORM')
    group by period
),

machines as (
    select
        month_end_counts.period,
        sum(month_end_counts.objects)::bigint as machines
    from quantities.month_end_counts
    join staging.services
        on month_end_counts.service_id = services.service_id
    where services.area = 'Arbetsplats'
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
