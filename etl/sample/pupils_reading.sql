-- The lines of one reading's pupil register, $reading_no being the reading's number.

prepare pupils_reading as
with

reading as (
    select * from reading_days where reading_no = $reading_no
),

city_pupils as (
    select
        pupils.pupil_serial,
        'E' || pupils.pupil_no as pupil_id,
        schools.name_sv as school,
        schools.school_code,
        'Malmö' as principal,
        if(departments.is_district, departments.district_name, '') as district,
        schools.org_id = 'UTF' as is_upper_secondary,
        first_reading.reading_on as first_read_on
    from pupil_stays as pupils
    join reading on reading.reading_no between pupils.first_no and pupils.last_no
    join schools on schools.reading_no = reading.reading_no and schools.ansvar = pupils.ansvar
    join departments using (org_id)
    join reading_days as first_reading on first_reading.reading_no = pupils.first_no
),

-- Pupils of independent schools stand in the register but are not charged: one in thirty.
independent_pupils as (
    select
        pupil_serial,
        'E9' || right(pupil_id, 6) as pupil_id,
        'Friskolan ' || (1 + pupil_serial % 12) as school,
        'GR1280-9' || lpad((1 + pupil_serial % 12)::varchar, 3, '0') as school_code,
        'Fristående' as principal,
        district,
        is_upper_secondary,
        first_read_on
    from city_pupils
    where dice(pupil_serial, 'independent', 30) = 0
),

everybody as (
    select * from city_pupils
    union all
    select * from independent_pupils
),

described as (
    select
        everybody.*,
        make_date(
            year(first_read_on) - if(month(first_read_on) < 8, 1, 0),
            8,
            18 + dice(pupil_serial, 'term', 4)
        ) as enrolled_on,
        if(
            is_upper_secondary,
            1 + dice(pupil_serial, 'grade', 3),
            dice(pupil_serial, 'grade', 10)
        ) as first_grade,
        chr((65 + dice(pupil_serial, 'class', 4))::int) as parallel,
        principal = 'Malmö' and row_number() over (
            partition by principal order by dice(pupil_serial, 'D32', 1000000), pupil_serial
        ) <= getvariable('protected_pupils') as is_protected
    from everybody
),

graded as (
    select
        described.*,
        reading.reading_on,
        least(
            first_grade + year(reading.reading_on) - year(first_read_on),
            if(is_upper_secondary, 3, 9)
        ) as grade
    from described
    cross join reading
)

select
    concat_ws(
        ';',
        pupil_id,
        school,
        school_code,
        principal,
        case
            when is_upper_secondary then 'GY' || grade
            when grade = 0 then 'F'
            else grade::varchar
        end,
        if(is_upper_secondary, 'SP' || grade || parallel, grade || parallel),
        district,
        enrolled_on::varchar,
        -- D22
        case
            when is_upper_secondary
                then make_date(
                    (year(reading_on) + if(month(reading_on) < 8, 0, 1) + 3 - grade)::int, 6, 12
                )::varchar
            when dice(pupil_serial, 'D22', 10) < 3 then '9999-12-31'
            else ''
        end,
        if(is_protected, 'J', 'N')
    ) as line
from graded
order by pupil_id
