-- Both sides of each equation must be equal, period by period and source by source.
--
-- Rule:   difference 0; the sides come from different places and no term is a remainder.
-- Source: control.equations; money.md, "Reconciliation".

select
    equation,
    period,
    source_id,
    sum(case when side = 'left' then amount else 0 end)::bigint as left_side,
    sum(case when side = 'right' then amount else 0 end)::bigint as right_side,
    any_value(unit) as unit
from control.equations
group by equation, period, source_id
having
    sum(case when side = 'left' then amount else 0 end)
    <> sum(case when side = 'right' then amount else 0 end)
order by equation, period, source_id
