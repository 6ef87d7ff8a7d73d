-- A department's amount by tiers follows from the tiers its lines tell, and from nothing else.
--
-- Rule:   graduated, volume, package and flat as docs/method.md says; the lines' quantities
--         and amounts add up to the department's, and no line is a whole öre from its exact
--         share.
-- Source: charges.described_lines; money.md, "Tiers".

with

departments as (
    select
        charge_period,
        department_id,
        service_id,
        fee_kind,
        tier_kind,
        tiers,
        min(department_quantity) as department_quantity,
        max(department_quantity) as most_quantity,
        min(department_amount_ore) as department_amount_ore,
        max(department_amount_ore) as most_amount_ore,
        sum(quantity)::bigint as quantity,
        sum(amount_ore)::bigint as amount_ore,
        max(
            case
                when department_quantity > 0
                    then
                        abs(
                            amount_ore::hugeint * department_quantity
                            - department_amount_ore::hugeint * quantity
                        ) // department_quantity
                else abs(amount_ore)
            end
        ) as farthest
    from charges.described_lines
    where tier_kind is not null
    group by charge_period, department_id, service_id, fee_kind, tier_kind, tiers
),

told as (
    select
        *,
        unnest(string_split(tiers, '|')) as tier
    from departments
),

read_tiers as (
    select
        * exclude (tier),
        1000 * regexp_extract(tier, '^([0-9]+)/', 1)::bigint as from_quantity,
        1000 * regexp_extract(tier, '/([0-9]+):', 1)::bigint as package_quantity,
        regexp_extract(tier, ':([0-9]+)$', 1)::bigint as price
    from told
),

bounded as (
    select
        *,
        lead(from_quantity, 1, department_quantity + 1) over (
            partition by charge_period, department_id, service_id order by from_quantity
        ) as until_quantity,
        case
            when fee_kind = 'metered' then price
            when fee_kind = 'one_off' then 100 * price
            else 100 * ((price + month(charge_period) - 1) // 12)
        end as price_parts
    from read_tiers
),

recomputed as (
    select
        charge_period,
        department_id,
        service_id,
        sum(
            price_parts::hugeint * case
                when department_quantity < from_quantity or department_quantity = 0 then 0
                when tier_kind = 'graduated'
                    then least(department_quantity, until_quantity) - from_quantity
                when tier_kind = 'package'
                    then
                        1000 * (
                            (
                                least(department_quantity, until_quantity) - from_quantity
                                + package_quantity - 1
                            ) // package_quantity
                        )
                when department_quantity >= until_quantity then 0
                when tier_kind = 'volume' then department_quantity
                else 1000
            end
        ) as parts
    from bounded
    group by charge_period, department_id, service_id
)

select
    departments.charge_period,
    departments.department_id,
    departments.service_id,
    departments.tiers,
    departments.department_quantity,
    departments.department_amount_ore,
    departments.amount_ore,
    (2 * recomputed.parts + 100000) // 200000 as recomputed_ore
from departments
join recomputed
    on
        departments.charge_period = recomputed.charge_period
        and departments.department_id = recomputed.department_id
        and departments.service_id = recomputed.service_id
where
    departments.department_quantity <> departments.most_quantity
    or departments.department_amount_ore <> departments.most_amount_ore
    or departments.quantity <> departments.department_quantity
    or departments.amount_ore <> departments.department_amount_ore
    or departments.department_amount_ore <> (2 * recomputed.parts + 100000) // 200000
    or departments.farthest > 0
