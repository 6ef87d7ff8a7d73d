-- The last day of each month on which a payer was charged for a service.
--
-- Grain:  one row per month, cost centre, department, service and agreement charged.
-- Rule:   the last day of the month, or the last charged day in it; of what is counted on a
--         day (rules sum, event and on_day) the month's last, whichever day it was used.
-- Source: charges.usage_months; money.md, "Agreements".
--
-- own_agreement_id  the agreement that is itself charged; null for a price-list charge
-- charge_day        the day for which coverage by agreement is told

select
    period,
    cost_centre_id,
    department_id,
    service_id,
    agreement_id as own_agreement_id,
    max(
        case
            when rule in ('sum', 'event', 'on_day') then last_day(period)
            else valid_until - 1
        end
    ) as charge_day
from charges.usage_months
where reason is null
group by period, cost_centre_id, department_id, service_id, agreement_id
