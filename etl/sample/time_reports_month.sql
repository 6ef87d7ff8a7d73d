-- The lines of one month's time reports, $month_no, in order of day and consultant.
--
-- A department's hours come in rows of one to eight hours, in quarters; the last row has what is
-- left, so that they are together exactly the volume.

prepare time_reports_month as
with

days as (
    select position, midnight::date as day from work_days where month_no = $month_no
),

month_units as (
    select
        units.*,
        row_number() over (partition by org_id order by ansvar) - 1 as position,
        count(*) over (partition by org_id) as units
    from units
    where month_no = $month_no
),

wanted as (
    select
        volumes.org_id,
        4 * scaled(volumes.quantity) as quarters_wanted,
        choices.units,
        scaled(volumes.quantity) // 4 + 12 as row_count
    from volumes
    join months on months.period = volumes.period and months.month_no = $month_no
    join (select distinct org_id, units from month_units) as choices using (org_id)
    where volumes.service_id = 'KON-TIM'
),

drawn as (
    select
        *,
        concat_ws(' ', org_id, row_no, $month_no) as key,
        4 + dice(concat_ws(' ', org_id, row_no, $month_no), 'quarters', 29) as drawn_quarters
    from (select *, unnest(range(1, row_count + 1)) as row_no from wanted)
),

summed as (
    select
        *,
        (sum(drawn_quarters) over (
            partition by org_id order by row_no rows unbounded preceding
        ))::bigint as quarters_so_far
    from drawn
),

charged as (
    select
        key,
        org_id,
        units,
        if(
            quarters_so_far >= quarters_wanted or row_no = row_count,
            quarters_wanted - quarters_so_far + drawn_quarters,
            drawn_quarters
        ) as quarters,
        -- A customer has two or three errands with the consultants at a time.
        'KON-' || (100 + dice(concat_ws(' ', org_id, dice(key, 'errand', 3)), 'number', 900))
            as assignment
    from summed
    where quarters_so_far - drawn_quarters < quarters_wanted
),

customers as (
    select
        charged.key,
        charged.assignment,
        charged.quarters,
        -- Four in a thousand without customer, D42 with one nobody knows: neither has a cost centre.
        case
            when dice(charged.key, 'no customer', 1000) < 4 then ''
            when has_unknown_department(charged.key) then 'Projekt Öresund'
            else typed_department(charged.key, departments.name_sv, departments.aliases)
        end as customer,
        if(
            dice(charged.key, 'no customer', 1000) < 4
            or has_unknown_department(charged.key)
            or dice(charged.key, 'no ansvar', 7) = 0,
            '',
            month_units.ansvar
        ) as ansvar,
        'J' as billable,
        ['Kravarbete', 'Projektledning', 'Utredning', 'Införande', 'Flytt av behörigheter'][
            1 + dice(charged.key, 'text', 5)
        ] as what
    from charged
    join departments using (org_id)
    join month_units
        on  month_units.org_id = charged.org_id
        and month_units.position = dice(charged.key, 'unit', charged.units)
),

-- The consultants' own time: a row for each four that customers pay, and a few in any month.
internal as (
    select
        concat_ws(' ', 'internal', row_no, $month_no) as key,
        'INTERN' as assignment,
        8 + dice(concat_ws(' ', 'internal', row_no, $month_no), 'quarters', 25) as quarters,
        'Serviceförvaltningen' as customer,
        '11195' as ansvar,
        'N' as billable,
        ['Utbildning', 'Avdelningsmöte', 'Planering'][
            1 + dice(concat_ws(' ', 'internal', row_no, $month_no), 'text', 3)
        ] as what
    from (select unnest(range(0, (select count(*) from charged) // 4 + 3)) as row_no)
),

everything as (
    select * from customers
    union all
    select * from internal
),

dated as (
    select
        everything.*,
        days.day,
        'P088' || lpad((1 + dice(everything.assignment, 'team', 30) + dice(key, 'who', 3))::varchar, 3, '0')
            as consultant
    from everything
    join days on days.position = dice(everything.key, 'day', (select count(*) from days))
)

select
    concat_ws(
        ';',
        typed_date(key, day),
        if(assignment = 'INTERN', 'P088' || lpad((1 + dice(key, 'anyone', 32))::varchar, 3, '0'), consultant),
        assignment,
        customer,
        ansvar,
        kronor_text(quarters * 25),
        billable,
        -- D23
        if(dice(key, 'D23', 500) = 0, '"' || what || '; se bilaga"', what)
    ) as line
from dated
order by day, consultant, key
