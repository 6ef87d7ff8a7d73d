-- The raw reference for snapshots: one join of each entity, one sum(quantity × price).
--
-- Nothing is judged, nobody is asked for, no day is counted: what a report would be that
-- believes each row.

with

class_prices as (
    select
        service_id[5:] as account_class,
        price_ore,
        valid_from,
        valid_until
    from staging.prices
    where service_id like 'ACC-%'
),

environment_prices as (
    select
        service_id[4:] as environment,
        price_ore,
        valid_from,
        valid_until
    from staging.prices
    where service_id like 'WS-%'
)

select
    accounts.snapshot_on,
    accounts.directory_unit as payer,
    accounts.account_class as kind,
    count(*) as quantity,
    sum(class_prices.price_ore)::bigint as amount_ore
from staging.accounts
join class_prices
    on
        accounts.account_class = class_prices.account_class
        and accounts.snapshot_on >= class_prices.valid_from
        and accounts.snapshot_on < class_prices.valid_until
group by accounts.snapshot_on, accounts.directory_unit, accounts.account_class

union all

select
    workstations.snapshot_on,
    workstations.cost_centre_id as payer,
    workstations.environment as kind,
    count(*) as quantity,
    sum(environment_prices.price_ore)::bigint as amount_ore
from staging.workstations
join environment_prices
    on
        workstations.environment = environment_prices.environment
        and workstations.snapshot_on >= environment_prices.valid_from
        and workstations.snapshot_on < environment_prices.valid_until
group by workstations.snapshot_on, workstations.cost_centre_id, workstations.environment
