-- What each connection looks like, and which are shared (D29) or nobody's (D38).

-- Grain: connection; its whole life.
create table connection_lives as
select
    connection_no,
    min(first_no) as born_no,
    max(last_no) as died_no,
    min(connected_on) as connected_on,
    count(distinct org_id) as department_count,
    arg_min(org_id, first_no) as org_id
from connection_stays
group by connection_no;

-- The longest lived ones that were never charged as new, never in two departments, and not their
-- department's only ones.
create table odd_connections as
with

candidates as (
    select
        connection_lives.*,
        row_number() over (
            partition by org_id
            order by died_no - born_no desc, dice(connection_no, 'odd', 1000000), connection_no
        ) as department_position
    from connection_lives
    where connected_on < date '2007-01-01'
        and department_count = 1
        and org_id not in ('VAV', 'VSY')
),

ranked as (
    select
        *,
        row_number() over (
            order by
                died_no - born_no desc,
                department_position > 2,
                dice(connection_no, 'odd', 1000000),
                connection_no
        ) as position
    from candidates
    where department_position <= 4
),

-- Departments that are there in every month, numbered.
partners as (
    select org_id, row_number() over (order by org_id) - 1 as position, count(*) over () as partners
    from units
    where is_default and org_id not in ('OFN', 'REV', 'VSY')
    group by org_id
    having count(distinct month_no) = (select count(*) from months)
),

own as (
    select ranked.*, partners.position as own_position
    from ranked
    join partners using (org_id)
)

select
    own.connection_no,
    own.position <= getvariable('unowned_sites') as is_unowned,
    partners.org_id as shared_with
from own
left join partners
    on  own.position > getvariable('unowned_sites')
    and partners.position = (
        own.own_position + 1 + dice(own.connection_no, 'partner', partners.partners - 1)
    ) % partners.partners
where own.position <= getvariable('unowned_sites') + getvariable('shared_sites');
