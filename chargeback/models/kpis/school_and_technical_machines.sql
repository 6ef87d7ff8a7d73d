-- How many pedagogical and technical machines are on the common platform.
--
-- code: K12
-- title.sv: Pedagogiska och tekniska datorer på plattformen
-- title.en: Ped./tech. PCs on the platform
-- unit:     number
-- better:   higher
-- year:     at year end
-- definition.sv: Pedagogiska och tekniska arbetsstationer i plattformens inventarium vid
--                månadens slut.
-- definition.en: Pedagogical and technical workstations in the platform's inventory at the
--                end of the month.
-- Grain:    one row per period, the whole city.
-- Rule:     counted at month end, also those nobody owns.
-- Source:   quantities.month_end_counts.
--
-- numerator  machines; denominator 1

select
    month_end_counts.period,
    null::varchar as department_id,
    sum(month_end_counts.objects)::bigint as numerator,
    1::bigint as denominator
from quantities.month_end_counts
join staging.services
    on month_end_counts.service_id = services.service_id
where services.area = 'Arbetsplats' and services.environment in ('ped', 'tek')
group by month_end_counts.period
