-- The cost centre of each person, day by day.
--
-- Grain:  one row per person and interval of days.
-- Rule:   main employment → unit, as the code meant that day (4420 has meant two units) →
--         the unit's cost centre, while it existed.
-- Source: quantities.main_employments, staging.organisation_units, staging.cost_centres;
--         dirty data D02, D03.
--
-- valid_from, valid_until  half-open interval of days

with

placed as (
    select
        main_employments.person_id,
        organisation_units.cost_centre_id,
        greatest(main_employments.valid_from, organisation_units.valid_from) as valid_from,
        least(main_employments.valid_until, organisation_units.valid_until) as valid_until
    from quantities.main_employments
    join staging.organisation_units
        on
            main_employments.org_code = organisation_units.org_code
            and main_employments.valid_from < organisation_units.valid_until
            and main_employments.valid_until > organisation_units.valid_from
)

select
    placed.person_id,
    placed.cost_centre_id,
    cost_centres.department_id,
    greatest(placed.valid_from, cost_centres.valid_from) as valid_from,
    least(placed.valid_until, cost_centres.valid_until) as valid_until
from placed
join staging.cost_centres
    on
        placed.cost_centre_id = cost_centres.cost_centre_id
        and placed.valid_from < cost_centres.valid_until
        and placed.valid_until > cost_centres.valid_from
order by placed.person_id, valid_from
