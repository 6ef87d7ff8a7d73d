-- What each accepted call is: traffic to be passed on, or set aside.
--
-- Grain:  one row per row of staging.calls.
-- Rule:   a call belongs to the day it began. Set aside: of a month that is not charged.
-- Kept:   no, a view: there are millions, and each is needed with its payer only.
-- Source: staging.calls; services.rule sum; docs/method.md, "What is counted".
--
-- set_aside_rule  null for a call that is counted
-- object_id       the extension: a called number is never loaded
-- quantity        1/1 000 kr, below zero for a credit

select
    files.source_id,
    'TEL-TRAF' as service_id,
    coalesce(services.rule, 'unknown') as rule,
    case
        when
            calls.called_on >= charged_days.first_day
            and calls.called_on <= charged_days.last_day
            then null
        else 'month_not_charged'
    end as set_aside_rule,
    calls.extension_no as object_id,
    calls.cost_centre_id as named_cost_centre_id,
    calls.called_on as used_on,
    calls.amount_ore * 10 as quantity,
    calls.source_file,
    calls.source_line
from staging.calls
join quantities.file_sources as files
    on files.entity = 'calls' and calls.source_file = files.file_name
cross join quantities.charged_days
left join staging.services
    on services.service_id = 'TEL-TRAF'
