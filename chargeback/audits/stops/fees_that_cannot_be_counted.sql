-- A fee for use needs a rule that counts use, and a fee for a year a rule that counts units.
--
-- Rule:   one_off, metered and passed_through are counted by event, sum or on_day; the others
--         never by event or sum. A unit that stands for a month has days; a call has none.
-- Source: staging.services; docs/method.md, "Kinds of fee".

select
    service_id,
    fee_kind,
    rule
from staging.services
where
    (
        fee_kind in ('one_off', 'metered', 'passed_through')
        and rule not in ('event', 'sum', 'on_day')
    )
    or (fee_kind not in ('one_off', 'metered', 'passed_through') and rule in ('event', 'sum'))
order by service_id
