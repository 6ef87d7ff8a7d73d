-- Pupils in the register on the reading days, and the months their accounts stand by a reading.

create table reading_days as
select
    row_number() over (order by reading_on) as reading_no,
    reading_on::date as reading_on,
    effective_from::date as effective_from
from (select distinct reading_on, effective_from from readings where service_id = 'ACC-ELEV');

-- Grain: month; the reading in force in it.
create table reading_months as
select months.month_no, max(reading_days.reading_no) as reading_no
from months
join reading_days on reading_days.effective_from <= months.period
group by months.month_no;

-- Grain: reading day and cost centre that is a school.
create table schools as
select
    reading_days.reading_no,
    cost_centres.ansvar,
    cost_centres.org_id,
    cost_centres.name_sv,
    cost_centres.share_weight::bigint as weight,
    if(cost_centres.org_id = 'UTF', 'SU1280-', 'GR1280-') || right(cost_centres.ansvar, 4)
        as school_code
from reading_days
join cost_centres
    on  cost_centres.valid_from::date <= reading_days.reading_on
    and coalesce(cost_centres.valid_until::date, date '9999-12-31') > reading_days.reading_on
where regexp_matches(
    cost_centres.name_sv, '^(Grundskola|Grundsärskola|Gymnasies|Kulturskolan)|gymnasium$'
);

create table pupil_stays as
with

shares as (
    select
        schools.reading_no,
        schools.ansvar,
        schools.org_id,
        scaled(readings.quantity::bigint) as quantity,
        scaled(readings.quantity::bigint) * schools.weight as product,
        sum(schools.weight) over (partition by schools.reading_no, schools.org_id) as whole
    from schools
    join reading_days using (reading_no)
    join readings
        on  readings.service_id = 'ACC-ELEV'
        and readings.reading_on::date = reading_days.reading_on
        and readings.org_id = schools.org_id
),

counted as (
    select
        reading_no,
        ansvar,
        (product // whole)::bigint + (
            row_number() over (
                partition by reading_no, org_id order by product % whole desc, ansvar
            ) <= quantity - sum(product // whole) over (partition by reading_no, org_id)
        )::bigint as quantity
    from shares
),

places as (
    select reading_no, ansvar, unnest(range(1, quantity + 1)) as place
    from counted
),

-- A place gets a new pupil after a summer one time in four.
marked as (
    select
        places.*,
        case
            when lag(reading_no) over place_readings is distinct from reading_no - 1 then 1
            when month(reading_days.reading_on) = 10
                and dice(concat_ws(' ', ansvar, place, reading_no), 'pupil', 4) = 0 then 1
            else 0
        end as is_new
    from places
    join reading_days using (reading_no)
    window place_readings as (partition by ansvar, place order by reading_no)
),

numbered as (
    select *, sum(is_new) over (partition by ansvar, place order by reading_no) as generation
    from marked
),

lives as (
    select
        ansvar,
        place,
        min(reading_no) as first_no,
        max(reading_no) as last_no,
        row_number() over (order by min(reading_no), ansvar, place) as pupil_serial
    from numbered
    group by ansvar, place, generation
)

select
    lives.*,
    lpad(scattered(lives.pupil_serial)::varchar, 7, '0') as pupil_no,
    reading_days.reading_on - dice(lives.pupil_serial, 'account', 50)::int as account_created_on
from lives
join reading_days on reading_days.reading_no = lives.first_no;
