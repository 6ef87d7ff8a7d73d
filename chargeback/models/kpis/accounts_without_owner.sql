-- How many accounts nobody answers for: a check on the reported K08.
--
-- code: K08
-- title.sv: Konton utan giltig ägare
-- title.en: Accounts without valid owner
-- unit:     %
-- better:   lower
-- year:     at year end
-- definition.sv: Konton som räknats vid månadens slut utan att någon ägare funnits i HR eller
--                katalogens enheter, av alla räknade konton. Målen följs med det tal som
--                rapporteras; det här talet är en kontroll.
-- definition.en: Accounts counted at the end of the month without an owner in HR or among the
--                directory's units, of all counted accounts. Targets are followed by the
--                figure that is reported; this one is a check.
-- Grain:    one row per period, the whole city.
-- Rule:     accounts counted at month end.
-- Source:   quantities.month_end_counts.
--
-- numerator  accounts nobody owns; denominator accounts

select
    month_end_counts.period,
    null::varchar as department_id,
    sum(
        case when month_end_counts.department_id is null then month_end_counts.objects else 0 end
    )::bigint as numerator,
    sum(month_end_counts.objects)::bigint as denominator
from quantities.month_end_counts
join staging.services
    on month_end_counts.service_id = services.service_id
where services.area = 'Konto'
group by month_end_counts.period
