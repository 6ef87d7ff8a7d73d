-- What a department is charged for above its allowance is what its lines are charged for.
--
-- Rule:   used − included, never below zero; the lines' parts add up to it, the lines' use to
--         the department's, and no part is a whole 1/1 000 unit from its exact share.
-- Source: charges.described_lines; money.md, "Allowance".

with

sums as (
    select
        charge_period,
        department_id,
        service_id,
        sum(gross_quantity)::bigint as used,
        sum(quantity)::bigint as charged,
        min(allowance_quantity) as included,
        max(allowance_quantity) as most_included,
        max(department_gross_quantity) as department_used,
        max(department_quantity) as department_charged,
        max(
            case
                when department_gross_quantity > 0
                    then
                        abs(
                            quantity::hugeint * department_gross_quantity
                            - department_quantity::hugeint * gross_quantity
                        ) // department_gross_quantity
                else quantity
            end
        ) as farthest
    from charges.described_lines
    where gross_quantity is not null
    group by charge_period, department_id, service_id
)

select
    charge_period,
    department_id,
    service_id,
    used,
    included,
    charged,
    department_used,
    department_charged
from sums
where
    used <> department_used
    or charged <> department_charged
    or included <> most_included
    or department_charged <> greatest(0, department_used - included)
    or farthest > 0
