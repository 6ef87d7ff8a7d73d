-- Rules by which a pool's cost cannot be shared out.
--
-- Rule:   a pool has one step and one share unit; shares per mille are 1 000 together, other
--         shares are filled in where they are not counted; a receiver is a service there is or
--         a pool that has rules or costs; a driver that is counted is in pool_drivers or one
--         of full_time_employees, direct_charges and equal. Asked for each month's last day.
-- Source: staging.pool_rules, staging.pool_capacity; money.md, "Shared costs".

with

months as (
    select distinct period
    from staging.ledger_rows
),

in_force as (
    select
        months.period,
        pool_rules.*
    from months
    join staging.pool_rules
        on
            last_day(months.period) >= pool_rules.valid_from
            and last_day(months.period) < pool_rules.valid_until
),

known_drivers as (
    select distinct driver
    from staging.pool_drivers
    union
    select unnest(['full_time_employees', 'direct_charges', 'equal']) as driver
),

known_receivers as (
    select
        'service' as receiver_kind,
        service_id as receiver_id
    from staging.services
    union
    select
        'pool' as receiver_kind,
        pool as receiver_id
    from staging.pool_rules
    union
    select
        'pool' as receiver_kind,
        pool as receiver_id
    from staging.ledger_mapping
)

select
    'a pool has one step and one share unit' as rule,
    pool,
    min(period) as first_month,
    string_agg(distinct rule_id, ', ' order by rule_id) as rules
from in_force
group by pool, period
having count(distinct step_order) > 1 or count(distinct share_unit) > 1

union all

select
    'shares per mille are 1 000 together' as rule,
    pool,
    min(period) as first_month,
    string_agg(distinct rule_id, ', ' order by rule_id) as rules
from in_force
where share_unit = 'promille'
group by pool, period
having coalesce(sum(share), 0) <> 1000

union all

select
    'a share is filled in unless it is counted' as rule,
    pool,
    min(period) as first_month,
    string_agg(distinct rule_id, ', ' order by rule_id) as rules
from in_force
where (share is null) <> (share_unit = 'driver')
group by pool

union all

select
    'the receiver is known' as rule,
    in_force.pool,
    min(in_force.period) as first_month,
    string_agg(distinct in_force.rule_id, ', ' order by in_force.rule_id) as rules
from in_force
left join known_receivers
    on
        in_force.receiver_kind = known_receivers.receiver_kind
        and in_force.receiver_id = known_receivers.receiver_id
where known_receivers.receiver_id is null
group by in_force.pool

union all

select
    'the driver is known' as rule,
    in_force.pool,
    min(in_force.period) as first_month,
    string_agg(distinct in_force.rule_id, ', ' order by in_force.rule_id) as rules
from in_force
left join known_drivers
    on in_force.driver = known_drivers.driver
where in_force.share_unit = 'driver' and known_drivers.driver is null
group by in_force.pool

union all

select
    'the driver of a capacity is in pool_drivers' as rule,
    pool_capacity.pool,
    min(pool_capacity.valid_from) as first_month,
    pool_capacity.driver as rules
from staging.pool_capacity
left join staging.pool_drivers
    on pool_capacity.driver = pool_drivers.driver
where pool_drivers.driver is null
group by pool_capacity.pool, pool_capacity.driver
