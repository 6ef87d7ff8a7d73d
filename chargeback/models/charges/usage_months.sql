-- The cube cut by month: what each payer had of each service, month by month.
--
-- Grain:  one row per row of quantities.cube and charged month it reaches into.
-- Rule:   only the days inside the month are kept.
-- Source: quantities.cube, quantities.periods.
--
-- valid_from, valid_until  the days inside the month, half-open
-- quantity                 1/1 000 unit: on each of those days, or (rules sum, event and
--                          on_day) on all of them together
-- objects                  the rows it was counted from

select
    periods.period,
    periods.days as days_in_month,
    cube.source_id,
    cube.service_id,
    cube.rule,
    cube.cost_centre_id,
    cube.department_id,
    cube.agreement_id,
    cube.reason,
    cube.counted_on,
    greatest(cube.valid_from, periods.period) as valid_from,
    least(cube.valid_until, periods.next_period) as valid_until,
    cube.source_file,
    cube.quantity,
    cube.objects
from quantities.cube
join quantities.periods
    on
        cube.valid_from < periods.next_period
        and cube.valid_until > periods.period
