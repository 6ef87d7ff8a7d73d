-- How many of the administrative machines run the common client.
--
-- code: K11
-- title.sv: Andel administrativa datorer på gemensam klient
-- title.en: Admin PCs on common client
-- unit:     %
-- better:   higher
-- year:     at year end
-- definition.sv: Administrativa datorer vars operativsystem är den gemensamma klientens, av
--                dem vars operativsystem inventariet känner, vid månadens slut.
-- definition.en: Administrative computers whose operating system is the common client's, of
--                those whose operating system the inventory knows, at the end of the month.
-- Grain:    one row per period and department.
-- Rule:     a machine whose operating system is not told is in neither number.
-- Source:   marts.fleet_ages; data/reference/common_clients.csv.
--
-- numerator  machines on the client; denominator machines

select
    fleet_ages.period,
    fleet_ages.department_id,
    sum(case when fleet_ages.on_common_client then fleet_ages.units else 0 end)::bigint
        as numerator,
    sum(fleet_ages.units)::bigint as denominator
from marts.fleet_ages
join staging.services
    on fleet_ages.service_id = services.service_id
where services.environment = 'adm' and fleet_ages.on_common_client is not null
group by fleet_ages.period, fleet_ages.department_id
