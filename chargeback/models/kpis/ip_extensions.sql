-- How many of the fixed telephone extensions are IP telephones.
--
-- code: K13
-- title.sv: Andel IP-anknytningar
-- title.en: Share of IP extensions
-- unit:     %
-- better:   higher
-- year:     at year end
-- definition.sv: IP-anknytningar av IP-anknytningar och fasta anknytningar, vid månadens slut.
-- definition.en: IP extensions of IP and fixed extensions, at the end of the month.
-- Grain:    one row per period, the whole city.
-- Rule:     counted at month end, also those nobody owns; mobile ones are in neither number.
-- Source:   quantities.month_end_counts.
--
-- numerator  IP extensions; denominator IP and fixed ones

select
    period,
    null::varchar as department_id,
    sum(case when service_id = 'TEL-IP' then objects else 0 end)::bigint as numerator,
    sum(objects)::bigint as denominator
from quantities.month_end_counts
where service_id in ('TEL-IP', 'TEL-FAST')
group by period
