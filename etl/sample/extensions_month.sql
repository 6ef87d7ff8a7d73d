-- The lines of one month's register of extensions, $month_no, in order of number.
--
-- D26: numbers with blanks, the same extension twice, no cost centre (then the person's or the
-- department's), and a department's old name that the cost centre beside it makes harmless.

prepare extensions_month as
with

this_month as (
    select * from months where month_no = $month_no
),

in_use as (
    select
        extension_months.*,
        'Aktiv' as status,
        case
            when
                this_month.period >= date '2008-01-01'
                and extension_months.org_id = 'SEF'
                and row_number() over (
                    partition by extension_months.org_id, extension_months.extension_type
                    order by dice(extension_months.object_no, 'VA', 1000000), object_no
                ) = 1
                then 'VA-verket'
            else typed_department(
                extension_months.object_no, departments.name_sv, departments.aliases
            )
        end as department,
        dice(extension_months.object_no, 'no ansvar', 25) = 0 as lacks_ansvar,
        null::date as ended_on
    from extension_months
    join departments using (org_id)
    cross join this_month
    where extension_months.month_no = $month_no
),

-- Stands three months more as shut off; one in ten is told by its last day alone.
shut_off as (
    select
        extension_months.* replace (null::varchar as person_no),
        if(dice(object_no, 'still active', 10) = 0, 'Aktiv', 'Avstängd') as status,
        departments.name_sv as department,
        false as lacks_ansvar,
        if(
            dice(object_no, 'still active', 10) > 0 and dice(object_no, 'no end', 5) = 0,
            null,
            last_month.last_day
        ) as ended_on
    from extension_months
    join extensions using (object_no)
    join months as last_month on last_month.month_no = extension_months.month_no
    join departments using (org_id)
    where extensions.died_no = extension_months.month_no
        and extensions.last_no = extensions.died_no
        and extension_months.month_no between $month_no - 3 and $month_no - 1
),

everything as (
    select *, 0 as copy_no from in_use
    union all
    select *, 0 from shut_off
    union all
    select *, 1 from in_use where dice(object_no, 'D26 twice', 200) = 0
),

written as (
    select
        *,
        department <> 'VA-verket' and lacks_ansvar as is_without_ansvar,
        copy_no = 1 or dice(object_no, 'D26 blanks', 100) = 0 as has_blanks
    from everything
)

select
    concat_ws(
        ';',
        case
            when not has_blanks then extension_no
            when extension_type = 'MOB' then left(extension_no, 4) || ' ' || substr(extension_no, 5)
            else left(extension_no, 2) || ' ' || substr(extension_no, 3, 2) || ' '
                || right(extension_no, 2)
        end,
        extension_type,
        status,
        coalesce('P' || person_no, ''),
        department,
        if(is_without_ansvar, '', ansvar),
        unit_name,
        -- D21
        if(
            dice(object_no, 'D21', 50) = 0,
            strftime(connected_on, '%d/%m/%Y'),
            connected_on::varchar
        ),
        case
            when ended_on is not null then ended_on::varchar
            -- D22
            when dice(object_no, 'D22', 10) < 3 then '9999-12-31'
            else ''
        end
    ) as line
from written
order by extension_no, copy_no
