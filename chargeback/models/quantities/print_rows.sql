-- What each accepted row of the print log is: pages that are counted, or set aside.
--
-- Grain:  one row per row of staging.prints.
-- Rule:   pages are of one copy: pages × copies. Colour and black-and-white are two
--         services. Set aside, first rule that fits: the print servers' own pages (D27); of
--         a month that is not charged.
-- Kept:   no, a view: there are millions, and each is needed with its payer only.
-- Source: staging.prints; services.rule sum; docs/method.md, "What is counted".
--
-- set_aside_rule  null for a row that is counted
-- object_id       the account that printed; names of documents are never loaded
-- quantity        1/1 000 page

select
    files.source_id,
    case when prints.is_colour then 'PRT-FG' else 'PRT-SV' end as service_id,
    coalesce(services.rule, 'unknown') as rule,
    case
        when prints.user_id = 'system' then 'system_print'
        when
            prints.printed_on >= charged_days.first_day
            and prints.printed_on <= charged_days.last_day
            then null
        else 'month_not_charged'
    end as set_aside_rule,
    prints.user_id as object_id,
    prints.printed_on as used_on,
    prints.pages * prints.copies * 1000 as quantity,
    prints.source_file,
    prints.source_line
from staging.prints
join quantities.file_sources as files
    on files.entity = 'prints' and prints.source_file = files.file_name
cross join quantities.charged_days
left join staging.services
    on services.service_id = case when prints.is_colour then 'PRT-FG' else 'PRT-SV' end
