-- What the ledger's rows of closed months come to beyond the pools that were sealed.
--
-- Grain:  one row per closed month and pool that comes to another amount now.
-- Rule:   the month's rows in the pool as they are now − what was shared out of it when the
--         month was sealed. A closed month's pools are not split again: the difference enters
--         the first open month, as soon as its own ledger has come. A month whose pools were
--         sealed with the difference of an earlier one has it with the other sign, so that all
--         closed months together tell what has entered none.
-- Source: charges.ledger_pools, staging.sealed_pools, charges.open_period, staging.ledger_rows
--         (months); money.md, "Shared costs"; docs/method.md, "Shared costs".
--
-- now_ore   öre of the rows now; sealed_ore shared out of the pool; late_ore the difference
-- enters    the month that bears it; null while its ledger has not come

with

sealed as (
    select
        period,
        pool,
        sum(amount_ore)::bigint as sealed_ore
    from staging.sealed_pools
    where is_chosen
    group by period, pool
),

now_costs as (
    select
        ledger_pools.period,
        ledger_pools.pool,
        sum(ledger_pools.amount_ore)::bigint as now_ore
    from charges.ledger_pools
    where ledger_pools.period in (select sealed.period from sealed)
    group by ledger_pools.period, ledger_pools.pool
),

entering as (
    select distinct ledger_rows.period as enters
    from charges.open_period
    join staging.ledger_rows
        on open_period.open_from = ledger_rows.period
),

compared as (
    select
        coalesce(now_costs.period, sealed.period) as period,
        coalesce(now_costs.pool, sealed.pool) as pool,
        coalesce(now_costs.now_ore, 0) as now_ore,
        coalesce(sealed.sealed_ore, 0) as sealed_ore
    from now_costs
    full join sealed
        on now_costs.period = sealed.period and now_costs.pool = sealed.pool
)

select
    compared.period,
    compared.pool,
    compared.now_ore,
    compared.sealed_ore,
    compared.now_ore - compared.sealed_ore as late_ore,
    entering.enters
from compared
left join entering
    on entering.enters is not null
where compared.now_ore <> compared.sealed_ore
order by compared.period, compared.pool
