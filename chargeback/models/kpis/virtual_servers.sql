-- How many of the servers are virtual.
--
-- code: K14
-- title.sv: Andel virtuella servrar
-- title.en: Share of virtual servers
-- unit:     %
-- better:   higher
-- year:     at year end
-- definition.sv: Virtuella servrar av alla servrar i drift, utom leverantörens värdar, vid
--                månadens slut.
-- definition.en: Virtual servers of all servers in operation but the supplier's hosts, at the
--                end of the month.
-- Grain:    one row per period, the whole city.
-- Rule:     counted at month end, also those nobody owns.
-- Source:   quantities.month_end_counts.
--
-- numerator  virtual servers; denominator servers

select
    period,
    null::varchar as department_id,
    sum(case when service_id = 'SRV-VIRT' then objects else 0 end)::bigint as numerator,
    sum(objects)::bigint as denominator
from quantities.month_end_counts
where service_id in ('SRV-VIRT', 'SRV-FYS')
group by period
