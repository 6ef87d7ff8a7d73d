-- The objects behind sealed lines, where they are others today.
--
-- Grain:  one row per object and stretch of days of a closed month, as it was sealed.
-- Rule:   only for a cost centre, service and month whose objects now differ in any way from
--         those sealed: for all others detail.objects holds them, unchanged. So what a sealed
--         line rested on can be read for as long as it is kept, and costs only what changed.
-- Source: staging.sealed_objects, detail.objects; money.md, "Periods and corrections".
--
-- period  the closed month. The other columns are those of detail.objects, its days cut to the
--         month.

with

months as (
    select distinct
        period,
        (period + interval 1 month)::date as next_period
    from staging.sealed_objects
),

now_objects as (
    select
        months.period,
        objects.* replace (
            greatest(objects.valid_from, months.period) as valid_from,
            least(objects.valid_until, months.next_period) as valid_until
        )
    from months
    join detail.objects
        on months.next_period > objects.valid_from and months.period < objects.valid_until
),

-- Both sides as sums of their rows' hashes: equal rows in any order give equal sums.
sides as (
    select
        period,
        department_id,
        cost_centre_id,
        service_id,
        sum(
            hash(
                agreement_id, valid_from, valid_until, quantity, object_id, object_from,
                object_until, last_seen_on, owner_rule, source_file, source_line
            )::hugeint
        ) as row_sum
    from now_objects
    group by period, department_id, cost_centre_id, service_id
    union all
    select
        period,
        department_id,
        cost_centre_id,
        service_id,
        -sum(
            hash(
                agreement_id, valid_from, valid_until, quantity, object_id, object_from,
                object_until, last_seen_on, owner_rule, source_file, source_line
            )::hugeint
        ) as row_sum
    from staging.sealed_objects
    group by period, department_id, cost_centre_id, service_id
),

differing as (
    select
        period,
        department_id,
        cost_centre_id,
        service_id
    from sides
    group by period, department_id, cost_centre_id, service_id
    having sum(row_sum) <> 0
)

select sealed_objects.*
from staging.sealed_objects
join differing
    on
        sealed_objects.period = differing.period
        and sealed_objects.department_id = differing.department_id
        and sealed_objects.cost_centre_id = differing.cost_centre_id
        and sealed_objects.service_id = differing.service_id
order by
    sealed_objects.period, sealed_objects.cost_centre_id, sealed_objects.service_id,
    sealed_objects.valid_from, sealed_objects.object_id, sealed_objects.source_file,
    sealed_objects.source_line
