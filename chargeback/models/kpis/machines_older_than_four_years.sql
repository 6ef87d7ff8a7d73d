-- How many of the machines are older than four years.
--
-- code: K21
-- title.sv: Datorer äldre än fyra år
-- title.en: PCs older than four years
-- unit:     %
-- better:   lower
-- year:     at year end
-- definition.sv: Datorer som köptes för mer än fyra år sedan, av dem vars inköpsdag
--                inventariet känner, vid månadens slut.
-- definition.en: Computers bought more than four years ago, of those whose day of purchase
--                the inventory knows, at the end of the month.
-- Grain:    one row per period and department.
-- Rule:     four whole years have passed on the month's last day; a machine without a day of
--           purchase is in neither number.
-- Source:   marts.fleet_ages.
--
-- numerator  older machines; denominator machines

select
    period,
    department_id,
    sum(case when age_years >= 4 then units else 0 end)::bigint as numerator,
    sum(units)::bigint as denominator
from marts.fleet_ages
where age_years is not null
group by period, department_id
