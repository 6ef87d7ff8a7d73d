-- What each accepted row of the licence list is: licences that are counted, or set aside.
--
-- Grain:  one row per row of staging.licences.
-- Rule:   office licences assigned on the reading day, also on a computer that has been
--         scrapped: a licence is held until it is given back. Set aside, first rule that
--         fits: another product; not a day the list is read for charging; given back; not
--         yet assigned.
-- Source: staging.licences; docs/method.md, "Readings".
--
-- set_aside_rule           null for a row that is counted
-- quantity                 1/1 000 licence
-- department_id            null when no department goes by the name; unit_name as written
-- valid_from, valid_until  the days the reading is charged for

select
    files.source_id,
    licences.snapshot_on,
    readings.service_id,
    case
        when lower(licences.product) <> 'kontorspaket' then 'other_product'
        when not coalesce(readings.counts, false) then 'not_a_charged_reading'
        when licences.valid_until <= licences.snapshot_on then 'ended'
        when licences.valid_from > licences.snapshot_on then 'not_begun'
    end as set_aside_rule,
    licences.quantity::bigint * 1000 as quantity,
    licences.asset_name as object_id,
    licences.person_id,
    licences.cost_centre_id as named_cost_centre_id,
    named_departments.department_id,
    licences.department_name as unit_name,
    readings.valid_from,
    readings.valid_until,
    licences.valid_from as object_from,
    licences.valid_until as object_until,
    licences.source_file,
    licences.source_line
from staging.licences
join quantities.file_sources as files
    on files.entity = 'licences' and licences.source_file = files.file_name
left join quantities.readings
    on
        files.source_id = readings.source_id
        and licences.snapshot_on = readings.reading_on
left join quantities.named_departments
    on lower(licences.department_name) = named_departments.name
