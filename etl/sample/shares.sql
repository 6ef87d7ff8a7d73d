-- A department's quantity over its cost centres: by weight, largest remainder, ties by number.
-- Runs on the table quantities. Grain: month, service and cost centre that has any.

create or replace table shares as
with

shares as (
    select
        quantities.month_no,
        quantities.service_id,
        units.ansvar,
        quantities.quantity * units.weight as product,
        quantities.quantity,
        sum(units.weight) over department as whole
    from quantities
    join units
        on  units.month_no = quantities.month_no
        and units.org_id = quantities.org_id
        and (units.is_default or quantities.is_shared)
    window department as (
        partition by quantities.month_no, quantities.org_id, quantities.service_id
    )
),

ranked as (
    select
        shares.month_no,
        shares.service_id,
        shares.ansvar,
        (product // whole)::bigint as floor_quantity,
        row_number() over (
            partition by shares.month_no, shares.service_id, units.org_id
            order by product % whole desc, shares.ansvar
        ) as position,
        (quantity - sum(product // whole) over (
            partition by shares.month_no, shares.service_id, units.org_id
        ))::bigint as left_over
    from shares
    join units using (month_no, ansvar)
)

select
    month_no,
    service_id,
    ansvar,
    floor_quantity + (position <= left_over)::bigint as quantity
from ranked
where floor_quantity + (position <= left_over)::bigint > 0;
