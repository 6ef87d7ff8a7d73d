-- The service agreements of each department, and where each stood month by month is on the lines.
--
-- Grain:  one row per agreement.
-- Rule:   status on the last charged day: coming, unsigned, in_force or expired.
-- Source: staging.agreements, staging.agreement_scopes; IT strategy, section Avtal.
--
-- department_id  null when no department goes by the register's name
-- service_count  services it covers
-- fixed_ore      öre a year; 0 where services are charged by use
-- valid_from, valid_until  half-open

with

last_charged as (
    select max(last_day) as last_day
    from quantities.periods
),

covered as (
    select
        agreement_id,
        min(department_id) as department_id,
        count(distinct service_id) as service_count
    from quantities.agreements
    group by agreement_id
)

select
    agreements.agreement_id,
    covered.department_id,
    agreements.department_name,
    agreements.scope,
    agreements.system_name,
    agreements.service_level,
    covered.service_count,
    agreements.valid_from,
    agreements.valid_until,
    agreements.fixed_ore,
    agreements.signed_on,
    case
        when agreements.valid_from > last_charged.last_day then 'coming'
        when agreements.valid_until <= last_charged.last_day then 'expired'
        when agreements.signed_on <= last_charged.last_day then 'in_force'
        else 'unsigned'
    end as status,
    agreements.source_file,
    agreements.source_line
from staging.agreements
cross join last_charged
left join covered
    on agreements.agreement_id = covered.agreement_id
order by agreements.agreement_id
