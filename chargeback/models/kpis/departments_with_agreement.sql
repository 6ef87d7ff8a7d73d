-- How many departments have a signed agreement in force: a check on the reported K23.
--
-- code: K23
-- title.sv: Förvaltningar med gällande tjänsteavtal
-- title.en: Departments with valid service agreement
-- unit:     %
-- better:   higher
-- year:     at year end
-- definition.sv: Förvaltningar i staden med minst ett avtal som är undertecknat och gäller
--                månadens sista dag, av alla som finns den dagen. Målen följs med det tal som
--                rapporteras; det här talet är en kontroll.
-- definition.en: Departments of the city with at least one agreement that is signed and in
--                force on the month's last day, of all there are that day. Targets are followed
--                by the figure that is reported; this one is a check.
-- Grain:    one row per period, the whole city.
-- Rule:     external customers are in neither number.
-- Source:   staging.departments, quantities.agreements.
--
-- numerator  departments under agreement; denominator departments

with

existing as (
    select
        periods.period,
        periods.last_day,
        departments.department_id
    from quantities.periods
    join staging.departments
        on
            periods.last_day >= departments.valid_from
            and periods.last_day < departments.valid_until
    where departments.category <> 'extern'
),

covered as (
    select distinct
        existing.period,
        existing.department_id
    from existing
    join quantities.agreements
        on
            existing.department_id = agreements.department_id
            and existing.last_day >= agreements.valid_from
            and existing.last_day < agreements.valid_until
            and existing.last_day >= agreements.signed_on
)

select
    existing.period,
    null::varchar as department_id,
    count(covered.department_id)::bigint as numerator,
    count(*)::bigint as denominator
from existing
left join covered
    on existing.period = covered.period and existing.department_id = covered.department_id
group by existing.period
