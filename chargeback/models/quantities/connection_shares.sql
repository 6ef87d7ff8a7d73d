-- Sites that several departments share, split between them.
--
-- Grain:  one row per shared connection's source row, month and department with a part.
-- Rule:   1 000 parts split on the departments' workstations counted that month by the
--         largest remainder, ties in order of department; none has any: in equal parts. A
--         department's name may itself be told in several spellings: it is one department.
-- Source: quantities.connection_uses, quantities.department_workstations; dirty data D29.
--
-- department_id  null where no department goes by the name; unit_name as written
-- quantity       1/1 000 connection; the parts of a connection sum to 1 000

with

shared as (
    select distinct
        source_file,
        source_line,
        period,
        unit_name
    from quantities.connection_uses
    where contains(unit_name, ',') and department_id is null
),

written as (
    select
        shared.source_file,
        shared.source_line,
        shared.period,
        trim(parts.name) as unit_name
    from shared
    cross join unnest(string_split(shared.unit_name, ',')) as parts (name)
),

members as (
    select
        written.source_file,
        written.source_line,
        written.period,
        coalesce(named_departments.department_id, spelled.department_id) as department_id,
        min(written.unit_name) as unit_name
    from written
    left join quantities.named_departments
        on lower(written.unit_name) = named_departments.name
    left join quantities.mended_spellings as spelled
        on
            lower(written.unit_name) = spelled.name
            and last_day(written.period) >= spelled.valid_from
            and last_day(written.period) < spelled.valid_until
    where written.unit_name <> ''
    group by
        written.source_file, written.source_line, written.period,
        coalesce(named_departments.department_id, spelled.department_id),
        case
            when coalesce(named_departments.department_id, spelled.department_id) is null
                then written.unit_name
        end
),

weighed as (
    select
        members.*,
        coalesce(department_workstations.workstations, 0) as own,
        sum(coalesce(department_workstations.workstations, 0)) over site as of_all,
        count(*) over site as sharers
    from members
    left join quantities.department_workstations
        on
            members.period = department_workstations.period
            and members.department_id = department_workstations.department_id
    window site as (partition by members.source_file, members.source_line, members.period)
),

divided as (
    select
        *,
        case when of_all = 0 then 1000 else 1000 * own end as numerator,
        case when of_all = 0 then sharers else of_all end as divisor
    from weighed
),

floored as (
    select
        *,
        numerator // divisor as whole,
        1000 - sum(numerator // divisor) over (
            partition by source_file, source_line, period
        ) as left_over,
        row_number() over (
            partition by source_file, source_line, period
            order by
                (numerator % divisor) desc, department_id asc nulls last, unit_name asc
        ) as place
    from divided
)

select
    source_file,
    source_line,
    period,
    department_id,
    unit_name,
    (whole + case when place <= left_over then 1 else 0 end)::bigint as quantity
from floored
where whole + case when place <= left_over then 1 else 0 end > 0
order by source_file, source_line, period, department_id
