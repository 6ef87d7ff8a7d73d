-- The lines of one month's errands, $month_no, in order of number.
--
-- Some three thousand a month, fewer in July, over the departments as their accounts are. On top of
-- them those that are charged: their minutes, in threes so that an hour is whole thousandths, are
-- together the hours of the volume.

prepare tickets_month as
with

days as (
    select position, midnight from work_days where month_no = $month_no
),

this_month as (
    select * from months where month_no = $month_no
),

users as (
    select * from known_users($month_no)
),

departments_in_use as (
    select distinct org_id, users from users
),

included as (
    select
        org_id,
        unnest(range(1, (users * errands + everybody - 1) // everybody + 1)) as row_no,
        'N' as kind,
        0 as minutes
    from (
        select
            org_id,
            users,
            (sum(users) over ())::bigint as everybody,
            scaled(
                case month(period) when 7 then 1500 when 12 then 2500 when 1 then 3500 else 3150 end
                ::bigint
            )
                as errands
        from departments_in_use
        cross join this_month
    )
),

wanted as (
    select
        volumes.org_id,
        60 * scaled(volumes.quantity) as minutes_wanted,
        scaled(volumes.quantity) + 12 as row_count
    from volumes
    join this_month using (period)
    where volumes.service_id = 'SUP-TIM'
),

worked as (
    select
        *,
        15 + 3 * dice(concat_ws(' ', org_id, row_no, $month_no), 'charged minutes', 50)
            as drawn_minutes
    from (select *, unnest(range(1, row_count + 1)) as row_no from wanted)
),

summed as (
    select
        *,
        (sum(drawn_minutes) over (
            partition by org_id order by row_no rows unbounded preceding
        ))::bigint as minutes_so_far
    from worked
),

charged as (
    select
        org_id,
        row_no,
        'J' as kind,
        if(
            minutes_so_far >= minutes_wanted or row_no = row_count,
            minutes_wanted - minutes_so_far + drawn_minutes,
            drawn_minutes
        ) as minutes
    from summed
    where minutes_so_far - drawn_minutes < minutes_wanted
),

rolled as (
    select
        *,
        (select count(*) from days) as work_days,
        concat_ws(' ', kind, org_id, row_no, $month_no) as key
    from (select * from included union all select * from charged)
    join departments_in_use using (org_id)
),

described as (
    select
        rolled.*,
        kinds.ticket_type,
        kinds.category,
        kinds.group_name,
        priorities.priority,
        priorities.agreed_minutes,
        dice(key, 'outcome', 1000) as outcome_roll,
        dice(key, 'D25', 1000) as defect_roll,
        -- those that are charged are never solved at once: so many more of the others
        least(
            solved_shares.at_once * (select count(*) from rolled)
                // (select count(*) from included),
            950
        ) as at_once,
        solved_shares.in_time,
        days.midnight
            + to_seconds(work_hours.seconds + 60 * dice(key, 'minute', 60)) as created_at
    from rolled
    join solved_shares on solved_shares.month_no = $month_no
    join ticket_rolls on ticket_rolls.roll = dice(key, 'what', 100)
    join ticket_kinds as kinds using (kind_no)
    join ticket_priorities as priorities
        on priorities.letter = substr(kinds.priorities, 1 + dice(key, 'priority', 10), 1)
    join days on days.position = dice(key, 'day', rolled.work_days)
    join work_hours on work_hours.position = dice(key, 'hour', 100)
),

-- What the desk solves at once is solved in minutes. Of the rest so many in time that all together
-- are as many as they should be.
solved as (
    select
        *,
        kind = 'N' and outcome_roll < at_once as is_at_once,
        kind = 'N' and defect_roll < 8 as is_double,
        defect_roll between 8 and 13 as has_short_year,
        defect_roll between 14 and 18 as lacks_time,
        defect_roll between 19 and 24 as is_reopened,
        -- should have been charged, but nobody wrote how long it took
        kind = 'N' and defect_roll between 25 and 27 as lacks_minutes,
        kind = 'N' and outcome_roll >= at_once and dice(key, 'open', 100) = 0 as is_open,
        case
            when kind = 'N' and outcome_roll < at_once then 3 + dice(key, 'at once', 22)
            when outcome_roll < in_time
                then 20 + (agreed_minutes - 40)
                    * dice(key, 'fast', 1000) * (300 + dice(key, 'faster', 700)) // 1000000
            else agreed_minutes + 10 + agreed_minutes * dice(key, 'late', 1000) // 600
        end as minutes_to_solve
    from described
),

numbered as (
    select
        *,
        $month_no * 100000 + row_number() over (order by created_at, key) as serial
    from solved
),

named as (
    select
        *,
        if(ticket_type = 'Incident', 'INC', 'REQ') || lpad(serial::varchar, 7, '0') as ticket_id
    from numbered
),

reported as (
    select
        named.*,
        users.account_id,
        departments.name_sv,
        departments.aliases,
        has_unknown_department(named.key) as is_unknown,
        created_at + to_minutes(minutes_to_solve) as reached_at,
        -- Never in the hour that is missing or comes twice when the clocks are changed.
        if(hour(reached_at) = 2, reached_at - interval 1 hour, reached_at) as solved_at,
        lag(ticket_id, 1, ticket_id) over (order by serial) as ticket_before
    from named
    join departments using (org_id)
    join users
        on  users.org_id = named.org_id
        and users.position = dice(named.key, 'reporter', named.users)
)

select
    concat_ws(
        ';',
        ticket_id,
        ticket_type,
        category,
        priority,
        case
            when is_double then 'Dubblett'
            when is_open then 'Pågår'
            when dice(key, 'closed', 10) = 0 then 'Löst'
            else 'Stängd'
        end,
        case
            when has_short_year then strftime(created_at, '%y-%m-%d %H:%M')
            when lacks_time then strftime(created_at, '%Y-%m-%d')
            else strftime(created_at, '%Y-%m-%d %H:%M')
        end,
        if(
            is_double or dice(key, 'assigned', 15) = 0,
            '',
            strftime(created_at + to_minutes(least(1 + dice(key, 'wait', 19), minutes_to_solve)), '%Y-%m-%d %H:%M')
        ),
        if(is_double or is_open, '', strftime(solved_at, '%Y-%m-%d %H:%M')),
        case
            when is_double then strftime(created_at + to_minutes(20), '%Y-%m-%d %H:%M')
            when is_open or dice(key, 'closed', 10) = 0 then ''
            else strftime(solved_at + to_days(3), '%Y-%m-%d %H:%M')
        end,
        if(is_unknown, 'Projekt Öresund', typed_department(key, name_sv, aliases)),
        case
            when is_unknown or dice(key, 'nobody', 12) = 0 then ''
            when dice(key, 'case', 10) = 0 then upper(account_id)
            else account_id
        end,
        if(is_at_once or is_double, 'Servicedesk', group_name),
        case
            when is_double then '3'
            when kind = 'J' then minutes::varchar
            when lacks_minutes or dice(key, 'not recorded', 20) = 0 then '0'
            when is_at_once then minutes_to_solve::varchar
            else (10 + dice(key, 'minutes', 20) * dice(key, 'more minutes', 14))::varchar
        end,
        case
            when is_double then 'Dubblett av ' || ticket_before
            when is_open then ''
            when is_at_once then 'Löst nivå 1'
            when ticket_type = 'Beställning' then 'Levererad'
            else ['Åtgärdad', 'På plats', 'Åtgärdad av leverantör'][1 + dice(key, 'code', 3)]
        end,
        if(is_reopened, 'Ja', 'Nej'),
        -- Some doubles say that they are charged: they are set aside all the same.
        if(kind = 'J' or lacks_minutes or (is_double and serial % 4 = 0), 'Ja', 'Nej')
    ) as line
from reported
order by serial
