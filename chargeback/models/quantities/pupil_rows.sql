-- What each accepted row of the pupil register is: a pupil who is counted, or set aside.
--
-- Grain:  one row per row of staging.pupils.
-- Rule:   pupils of the city's own schools enrolled on the reading day. Set aside, first
--         rule that fits: independent school; not a day the register is read for charging;
--         not enrolled that day; named twice in one reading.
--         The school's cost centre goes by the school's name in the district's department,
--         or in any department where the register gives no district (upper secondary).
-- Source: staging.pupils; docs/method.md, "Readings".
--
-- set_aside_rule       null for a row that is counted
-- named_cost_centre_id of the school, on the reading day
-- department_id        of the district
-- unit_name            the district as written

with

read_pupils as (
    select
        files.source_id,
        readings.service_id,
        readings.valid_from,
        readings.valid_until,
        pupils.*,
        case
            when pupils.principal = 'Fristående' then 'independent_school'
            when not coalesce(readings.counts, false) then 'not_a_charged_reading'
            when
                pupils.snapshot_on < pupils.enrolled_from
                or pupils.snapshot_on >= pupils.enrolled_until
                then 'not_enrolled'
        end as set_aside_rule,
        row_number() over (
            partition by files.source_id, pupils.snapshot_on, pupils.pupil_id
            order by
                pupils.principal = 'Fristående',
                pupils.enrolled_from desc,
                pupils.source_file asc,
                pupils.source_line asc
        ) as copy_no
    from staging.pupils
    join quantities.file_sources as files
        on files.entity = 'pupils' and pupils.source_file = files.file_name
    left join quantities.readings
        on files.source_id = readings.source_id and pupils.snapshot_on = readings.reading_on
),

schools as (
    select
        lower(name_sv) as name,
        department_id,
        cost_centre_id,
        valid_from,
        valid_until
    from staging.cost_centres
),

named_schools as (
    select
        read_pupils.snapshot_on,
        read_pupils.school_name,
        read_pupils.district,
        min(schools.cost_centre_id) as cost_centre_id
    from (
        select distinct
            snapshot_on,
            school_name,
            district
        from read_pupils
    ) as read_pupils
    left join quantities.named_departments
        on lower(read_pupils.district) = named_departments.name
    left join quantities.mended_spellings as spelled
        on
            lower(read_pupils.district) = spelled.name
            and read_pupils.snapshot_on >= spelled.valid_from
            and read_pupils.snapshot_on < spelled.valid_until
    join schools
        on
            lower(read_pupils.school_name) = schools.name
            and read_pupils.snapshot_on >= schools.valid_from
            and read_pupils.snapshot_on < schools.valid_until
            and (
                read_pupils.district is null
                or coalesce(named_departments.department_id, spelled.department_id)
                = schools.department_id
            )
    group by read_pupils.snapshot_on, read_pupils.school_name, read_pupils.district
)

select
    read_pupils.source_id,
    read_pupils.snapshot_on,
    read_pupils.service_id,
    coalesce(
        read_pupils.set_aside_rule,
        case when read_pupils.copy_no > 1 then 'duplicate' end
    ) as set_aside_rule,
    read_pupils.pupil_id as object_id,
    named_schools.cost_centre_id as named_cost_centre_id,
    named_departments.department_id,
    read_pupils.district as unit_name,
    read_pupils.valid_from,
    read_pupils.valid_until,
    read_pupils.enrolled_from as object_from,
    read_pupils.enrolled_until as object_until,
    read_pupils.source_file,
    read_pupils.source_line
from read_pupils
left join quantities.named_departments
    on lower(read_pupils.district) = named_departments.name
left join named_schools
    on
        read_pupils.snapshot_on = named_schools.snapshot_on
        and read_pupils.school_name = named_schools.school_name
        and read_pupils.district is not distinct from named_schools.district
