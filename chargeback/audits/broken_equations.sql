-- Both sides of each equation must be equal, period by period and source by source.
--
-- Rule:   difference 0; the sides come from different places and no term is a remainder. What
--         the ledger has booked otherwise than delivered (income) is the ledger's to mend: it is
--         told error by error and stops no build.
-- Source: control.equations; money.md, "Reconciliation".

select
    equation,
    period,
    source_id,
    sum(case when side = 'left' then amount else 0 end)::bigint as left_side,
    sum(case when side = 'right' then amount else 0 end)::bigint as right_side,
    any_value(unit) as unit
from control.equations
where equation <> 'income'
group by equation, period, source_id
having
    sum(case when side = 'left' then amount else 0 end)
    <> sum(case when side = 'right' then amount else 0 end)
order by equation, period, source_id
