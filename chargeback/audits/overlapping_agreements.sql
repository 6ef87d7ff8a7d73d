-- Two agreements may not cover the same service of a department on the same day.
--
-- Rule:   a line names one agreement. Agreements with an amount of their own are lines of
--         their own and may lie side by side.
-- Source: money.md, "Agreements".

select
    earlier.department_id,
    earlier.service_id,
    earlier.agreement_id,
    later.agreement_id as other_agreement_id,
    greatest(earlier.valid_from, later.valid_from) as from_day
from quantities.agreements as earlier
join quantities.agreements as later
    on
        earlier.department_id = later.department_id
        and earlier.service_id = later.service_id
        and earlier.agreement_id < later.agreement_id
        and earlier.valid_from < later.valid_until
        and earlier.valid_until > later.valid_from
join staging.services
    on earlier.service_id = services.service_id
where services.rule <> 'fixed'
