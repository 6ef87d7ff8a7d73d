-- How many objects of each service the last day of each month had, whoever pays.
--
-- Grain:  one row per period, service and department; department null for what nobody owns.
-- Rule:   services counted at month end; 1 000 thousandths are an object, so that one shared by
--         departments is one.
-- Source: quantities.cube.
--
-- objects  machines, accounts, extensions, servers

select
    date_trunc('month', counted_on)::date as period,
    service_id,
    department_id,
    (sum(quantity) // 1000)::bigint as objects
from quantities.cube
where rule = 'month_end'
group by date_trunc('month', counted_on), service_id, department_id
order by period, service_id, department_id
