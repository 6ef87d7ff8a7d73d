-- The lines of one month's print jobs, $month_no, in the order of the clock.
--
-- Jobs are drawn until the department's pages are used up; the last one gets the pages left, so
-- that pages times copies is together exactly the volume. A job has some twenty-two.

prepare prints_month as
with

days as (
    select position, midnight from work_days where month_no = $month_no
),

users as (
    select * from known_users($month_no)
),

wanted as (
    select
        volumes.org_id,
        volumes.service_id = 'PRT-FG' as is_colour,
        scaled(volumes.quantity) as pages_wanted,
        choices.users,
        (select count(*) from days) as work_days,
        scaled(volumes.quantity) // 20 + 12 as jobs
    from volumes
    join months on months.period = volumes.period and months.month_no = $month_no
    join (select distinct org_id, users from users) as choices using (org_id)
    where volumes.service_id in ('PRT-SV', 'PRT-FG')
),

rolled as (
    select
        *,
        (hash(org_id, is_colour, job_no, $month_no, getvariable('seed')) >> 1)::bigint as roll
    from (select *, unnest(range(1, jobs + 1)) as job_no from wanted)
),

sized as (
    select
        *,
        case
            when roll % 100 < 56 then 1 + (roll // 128) % 8
            when roll % 100 < 71 then 1 + (roll // 128) % 8
            when roll % 100 < 78 then 1 + (roll // 128) % 7
            -- a set for a class
            when roll % 100 < 95 then 1 + (roll // 128) % 5
            -- a long document
            else 20 + (roll // 128) % 110
        end as drawn_pages,
        case
            when roll % 100 < 56 then 1
            when roll % 100 < 71 then 2
            when roll % 100 < 78 then 3 + (roll // 16384) % 4
            when roll % 100 < 95 then 20 + (roll // 16384) % 13
            else 1
        end as drawn_copies
    from rolled
),

summed as (
    select
        *,
        (sum(drawn_pages * drawn_copies) over (
            partition by org_id, is_colour order by job_no rows unbounded preceding
        ))::bigint as pages_so_far
    from sized
),

kept as (
    select
        *,
        pages_so_far >= pages_wanted or job_no = jobs as is_last,
        pages_wanted - pages_so_far + drawn_pages * drawn_copies as pages_left
    from summed
    where pages_so_far - drawn_pages * drawn_copies < pages_wanted
),

jobs as (
    select
        org_id,
        is_colour,
        job_no,
        users,
        work_days,
        roll,
        (hash(roll) >> 1)::bigint as second_roll,
        if(is_last, pages_left, drawn_pages) as pages,
        if(is_last, 1, drawn_copies) as copies
    from kept
),

-- Some print more than others: the product of two dice.
placed as (
    select
        jobs.*,
        users.account_id,
        departments.code
            || '-' || right(users.ansvar, 3) || '-MFP' || (1 + users.position % 3) as printer,
        departments.code || '-' || lpad((users.object_no % 20000)::varchar, 5, '0') as client,
        days.midnight
        + to_seconds(work_hours.seconds + (jobs.second_roll // 100000000) % 3600) as printed_at
    from jobs
    join users
        on  users.org_id = jobs.org_id
        and users.position = jobs.users
            * ((jobs.roll // 1000000) % 1000) * ((jobs.roll // 1000000000) % 1000) // 1000000
    join departments on departments.org_id = jobs.org_id
    join days on days.position = jobs.second_roll % jobs.work_days
    join work_hours on work_hours.position = (jobs.second_roll // 1000000) % 100
),

-- D27: the system's own test pages.
everything as (
    select *, false as is_system from placed
    union all
    select placed.* replace ('SYSTEM' as account_id, 1 as pages, 1 as copies), true
    from placed
    where second_roll % 250 = 3
),

described as (
    select
        *,
        pages * copies * if(is_colour, 180, 30) * if(second_roll % 16 = 1, 2, 1) as cost_ore
    from everything
)

select
    concat_ws(
        ',',
        printed_at::varchar,
        account_id,
        pages::varchar,
        copies::varchar,
        printer,
        '',
        if(is_system, 'SRV-PRT01', 'PC-' || client),
        if(second_roll % 16 = 1, 'A3', 'A4'),
        if(is_colour, 'JA', 'NEJ'),
        if(second_roll % 3 = 0, 'NEJ', 'JA'),
        (cost_ore // 100) || '.' || lpad((cost_ore % 100)::varchar, 2, '0')
    ) as line
from described
order by printed_at, roll, is_system
