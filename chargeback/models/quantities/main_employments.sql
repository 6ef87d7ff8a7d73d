-- The one employment that says where a person belongs, day by day.
--
-- Grain:  one row per person and interval of days.
-- Rule:   of the employments in force on a day the one with the highest rate, then the
--         lowest employment number (D07).
-- Source: quantities.employments; money.md, "Owner of an object on a day".
--
-- valid_from, valid_until  half-open interval of days; none of a person's overlap

with

bounds as (
    select
        person_id,
        valid_from as changes_on
    from quantities.employments
    union
    select
        person_id,
        valid_until as changes_on
    from quantities.employments
),

stretches as (
    select
        person_id,
        changes_on as valid_from,
        lead(changes_on) over (partition by person_id order by changes_on) as valid_until
    from bounds
),

ranked as (
    select
        stretches.person_id,
        employments.org_code,
        stretches.valid_from,
        stretches.valid_until,
        row_number() over (
            partition by stretches.person_id, stretches.valid_from
            order by
                employments.employment_rate desc,
                employments.employment_no asc,
                employments.valid_from desc,
                employments.org_code asc
        ) as choice
    from stretches
    join quantities.employments
        on
            stretches.person_id = employments.person_id
            and stretches.valid_from >= employments.valid_from
            and stretches.valid_from < employments.valid_until
    where stretches.valid_until is not null
)

select
    person_id,
    org_code,
    valid_from,
    valid_until
from ranked
where choice = 1
order by person_id, valid_from
