-- Under which agreement each department had each service on the day it was charged.
--
-- Grain:  one row per department, service, agreement of the charge itself and charge day.
-- Rule:   the agreement in force that day; else the one that ended last (expired); else
--         none (missing). In force but not signed by that day is unsigned: delivered and
--         charged all the same, and told (D33).
-- Source: quantities.agreements, charges.usage_months; IT strategy, section Avtal.
--
-- own_agreement_id  the agreement that is itself charged; null for a price-list charge
-- charge_day        the last charged day of the month
-- agreement_status  in_force, unsigned, expired or missing

with

charge_days as (
    select distinct
        department_id,
        service_id,
        own_agreement_id,
        charge_day
    from charges.charge_days
),

candidates as (
    select
        charge_days.department_id,
        charge_days.service_id,
        charge_days.own_agreement_id,
        charge_days.charge_day,
        agreements.agreement_id,
        agreements.system_name,
        agreements.signed_on,
        agreements.valid_until,
        row_number() over (
            partition by
                charge_days.department_id, charge_days.service_id,
                charge_days.own_agreement_id, charge_days.charge_day
            order by
                agreements.valid_until > charge_days.charge_day desc nulls last,
                agreements.valid_from desc nulls last,
                agreements.agreement_id asc
        ) as choice
    from charge_days
    left join quantities.agreements
        on
            charge_days.department_id = agreements.department_id
            and charge_days.service_id = agreements.service_id
            and agreements.agreement_id
            = coalesce(charge_days.own_agreement_id, agreements.agreement_id)
            and charge_days.charge_day >= agreements.valid_from
)

select
    department_id,
    service_id,
    own_agreement_id,
    charge_day,
    agreement_id,
    system_name,
    case
        when agreement_id is null then 'missing'
        when valid_until <= charge_day then 'expired'
        when signed_on <= charge_day then 'in_force'
        else 'unsigned'
    end as agreement_status
from candidates
where choice = 1
