-- What a department pays for a service that is priced by tiers, shared out on its lines.
--
-- Grain:  one row per row of charges.priced_quantities that is priced by tiers.
-- Rule:   counted per department, service and month. graduated: each tier's part at its own
--         price. volume: everything at the price of the tier reached. package: started
--         packages of each tier's part. flat: the amount of the tier reached. Nothing used
--         costs nothing. The department's amount is rounded once, half an öre away from zero,
--         and shared out by largest remainder of quantity; ties by cost centre.
-- Source: charges.priced_quantities, charges.charged_quantities, charges.tiers.
--
-- quantity               1/1 000 unit; of a yearly service the month's average, half up
-- department_quantity    1/1 000 unit, the sum of the department's lines; of what nobody pays
--                        for, the sum of the source and reason
-- department_amount_ore  öre; amount_ore of the lines adds up to it
-- left_over_ore          1 where the sharing out gave the line what was left over
-- tiers                  from/package:price of each tier, | between

with

used as (
    select
        priced_quantities.period,
        priced_quantities.source_id,
        priced_quantities.department_id,
        priced_quantities.reason,
        priced_quantities.cost_centre_id,
        priced_quantities.service_id,
        priced_quantities.tier_kind,
        case
            when priced_quantities.quantity_days is not null
                then
                    (
                        2 * priced_quantities.quantity_days
                        + priced_quantities.days_in_month
                    ) // (2 * priced_quantities.days_in_month)
            else coalesce(charged_quantities.quantity, priced_quantities.quantity)
        end as quantity
    from charges.priced_quantities
    left join charges.charged_quantities
        on
            priced_quantities.period = charged_quantities.period
            and priced_quantities.department_id = charged_quantities.department_id
            and priced_quantities.cost_centre_id = charged_quantities.cost_centre_id
            and priced_quantities.service_id = charged_quantities.service_id
            and priced_quantities.price_value = charged_quantities.price_value
    where priced_quantities.tier_kind is not null
),

departments as (
    select
        period,
        source_id,
        department_id,
        reason,
        service_id,
        tier_kind,
        sum(quantity)::bigint as department_quantity
    from used
    group by period, source_id, department_id, reason, service_id, tier_kind
),

parts as (
    select
        departments.*,
        tiers.price,
        tiers.told,
        tiers.from_quantity,
        tiers.package_quantity,
        departments.department_quantity >= tiers.from_quantity
        and departments.department_quantity
        < coalesce(tiers.until_quantity, departments.department_quantity + 1) as is_reached,
        greatest(
            0,
            least(
                departments.department_quantity,
                coalesce(tiers.until_quantity, departments.department_quantity)
            ) - tiers.from_quantity
        ) as part
    from departments
    join charges.tiers
        on departments.period = tiers.period and departments.service_id = tiers.service_id
),

priced as (
    select
        *,
        price::hugeint * case tier_kind
            when 'graduated' then part
            when 'volume' then case when is_reached then department_quantity else 0 end
            when 'package' then 1000 * ((part + package_quantity - 1) // package_quantity)
            when
                'flat'
                then case when is_reached and department_quantity > 0 then 1000 else 0 end
        end as price_parts
    from parts
),

amounts as (
    select
        period,
        source_id,
        department_id,
        reason,
        service_id,
        tier_kind,
        department_quantity,
        (2 * sum(price_parts) + 100000) // 200000 as department_amount_ore,
        string_agg(told, '|' order by from_quantity) as tiers
    from priced
    group by
        period, source_id, department_id, reason, service_id, tier_kind, department_quantity
),

shares as (
    select
        used.*,
        amounts.department_quantity,
        amounts.department_amount_ore,
        amounts.tiers,
        case
            when used.quantity = 0 then 0
            else amounts.department_amount_ore * used.quantity // amounts.department_quantity
        end as floor_ore,
        case
            when used.quantity = 0 then 0
            else amounts.department_amount_ore * used.quantity % amounts.department_quantity
        end as remainder
    from used
    join amounts
        on
            used.period = amounts.period
            and used.service_id = amounts.service_id
            and used.department_id is not distinct from amounts.department_id
            and used.source_id is not distinct from amounts.source_id
            and used.reason is not distinct from amounts.reason
),

ranked as (
    select
        *,
        department_amount_ore - sum(floor_ore) over payers as left_over,
        row_number() over (
            partition by period, source_id, department_id, reason, service_id
            order by remainder desc, cost_centre_id asc
        ) as place
    from shares
    window payers as (partition by period, source_id, department_id, reason, service_id)
)

select
    period,
    source_id,
    department_id,
    reason,
    cost_centre_id,
    service_id,
    tier_kind,
    quantity,
    department_quantity,
    department_amount_ore::bigint as department_amount_ore,
    (floor_ore + case when place <= left_over then 1 else 0 end)::bigint as amount_ore,
    case when place <= left_over then 1 else 0 end::bigint as left_over_ore,
    tiers
from ranked
