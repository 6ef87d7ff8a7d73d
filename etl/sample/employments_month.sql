-- The lines of one month's HR employments, $month_no.
--
-- 2.1 % of the persons have a second employment in another department (D07), in three ways; the
-- main one is the one of the highest degree, then of the lowest number:
--   0  number 1 main, number 2 paid by the hour with 0,00
--   1  number 2 main with 75,00, number 1 with 25,00
--   2  both 50,00, number 1 main

prepare employments_month as
with

this_month as (
    select * from months where month_no = $month_no
),

persons as (
    select
        person_months.*,
        dice(object_no, 'D07', 1000) < 21 and not has_left as has_second,
        dice(object_no, 'D07 way', 3) as way,
        dice(object_no, 'degree', 10) as degree_roll
    from person_months
    where month_no = $month_no
),

main as (
    select
        person_no,
        object_no,
        org_id,
        org_kod,
        verksamhet,
        if(has_second and way = 1, 2, 1) as employment_no,
        case
            when has_second and way = 1 then '75,00'
            when has_second and way = 2 then '50,00'
            when degree_roll = 9 then '50,00'
            when degree_roll in (7, 8) then '75,00'
            when degree_roll = 6 then '100'
            else '100,00'
        end as degree,
        if(dice(object_no, 'form', 8) = 0, 'Visstid', 'Tillsvidare') as form,
        least(first_day, this_month.last_day) as first_day,
        -- The day before the month's last at the latest: the account outlives the employment.
        if(
            has_left,
            greatest(first_day, this_month.period + dice(object_no, 'left', 20)::int)::varchar,
            if(dice(object_no, 'D22', 10) < 3, '9999-12-31', '')
        ) as last_day
    from persons
    cross join this_month
),

second as (
    select
        persons.person_no,
        persons.object_no,
        other.org_id,
        -- Some are filed under the code for unknown units.
        if(dice(persons.object_no, 'unknown unit', 10) = 0, '9999', other.org_kod) as org_kod,
        other.verksamhet,
        if(persons.way = 1, 1, 2) as employment_no,
        ['0,00', '25,00', '50,00'][persons.way + 1] as degree,
        if(persons.way = 0, 'Timavlönad', 'Visstid') as form,
        this_month.period - 30 as first_day,
        '' as last_day
    from persons
    cross join this_month
    join department_units as own
        on own.month_no = persons.month_no and own.org_id = persons.org_id
    join department_units as other
        on  other.month_no = persons.month_no
        and other.position = (
            own.position + 1 + dice(persons.object_no, 'other', own.department_count - 1)
        ) % own.department_count
    where persons.has_second
),

everything as (
    select * from main
    union all
    select * from second
)

select
    concat_ws(
        ';',
        'P' || lpad(everything.person_no, 9, '0'),
        everything.employment_no::varchar,
        '',
        '',
        everything.org_kod,
        job_title(everything.verksamhet, everything.object_no),
        everything.form,
        everything.degree,
        everything.first_day::varchar,
        everything.last_day,
        coalesce('P' || lpad(heads.person_no, 9, '0'), '')
    ) as line
from everything
left join heads on heads.month_no = $month_no and heads.org_id = everything.org_id
order by everything.person_no, everything.employment_no
