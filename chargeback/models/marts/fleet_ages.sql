-- How old each cost centre's machines are, and how standard.
--
-- Grain:  one row per period, cost centre, its department, service, age and standard.
-- Rule:   machines counted at the end of the month; age in whole years since the day of
--         purchase, null where the inventory tells none. In the standard range: maker and model
--         stand in the range that day. On the common client: the operating system is one of it.
-- Source: detail.objects, staging.workstations, staging.standard_range, staging.common_clients.
--
-- age_years         whole years; nine stands for nine or more
-- in_range          null where the inventory tells no model
-- on_common_client  null where the inventory tells no operating system
-- units             machines

with

held as (
    select
        objects.valid_from as period,
        objects.department_id,
        objects.cost_centre_id,
        objects.service_id,
        last_day(objects.valid_from) as counted_on,
        workstations.purchased_on,
        workstations.manufacturer,
        workstations.model,
        workstations.operating_system
    from detail.objects
    join staging.workstations
        on
            objects.source_file = workstations.source_file
            and objects.source_line = workstations.source_line
    join staging.services
        on objects.service_id = services.service_id
    where services.rule = 'month_end'
),

judged as (
    select
        held.*,
        case
            when held.purchased_on is not null
                then least(9, date_sub('month', held.purchased_on, held.counted_on + 1) // 12)
        end::bigint as age_years,
        case when held.model is not null then standard_range.model is not null end as in_range,
        case
            when held.operating_system is not null
                then common_clients.operating_system is not null
        end as on_common_client
    from held
    left join staging.standard_range
        on
            held.manufacturer = standard_range.manufacturer
            and held.model = standard_range.model
            and held.counted_on >= standard_range.valid_from
            and held.counted_on < standard_range.valid_until
    left join staging.common_clients
        on held.operating_system = common_clients.operating_system
)

select
    period,
    department_id,
    cost_centre_id,
    service_id,
    age_years,
    in_range,
    on_common_client,
    count(*) as units
from judged
group by
    period, department_id, cost_centre_id, service_id, age_years, in_range, on_common_client
order by
    period, department_id, cost_centre_id, service_id, age_years nulls last,
    in_range nulls last, on_common_client nulls last
