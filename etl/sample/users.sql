-- The accounts of a month that prints, tickets and homes are drawn on, numbered from 0 in each
-- department. The best known ones only: known owner since the month before, else known owner, else
-- known unit; those nobody owns where a thinned department has no other.
create or replace macro known_users(wanted_no) as table
with

judged as (
    select
        staff.org_id,
        staff.ansvar,
        staff.object_no,
        'p' || objects.person_no as account_id,
        case
            when staff.is_unallocated then 3
            when staff.is_orphan or staff.has_left then 2
            when staff.first_no = staff.month_no and staff.month_no > 1 then 1
            else 0
        end as doubt
    from staff_months as staff
    join staff_objects as objects using (object_no)
    where staff.month_no = wanted_no
),

ranked as (
    select *, rank() over (partition by org_id order by doubt) as doubt_rank
    from judged
)

select
    org_id,
    ansvar,
    object_no,
    account_id,
    row_number() over (
        partition by org_id order by dice(object_no, 'user', 1000000), object_no
    ) - 1 as position,
    count(*) over (partition by org_id) as users
from ranked
where doubt_rank = 1;
