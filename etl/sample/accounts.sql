-- Staff, function and external accounts over the whole span.

-- Grain: staff account and month. The roll decides for good how badly an account is known; as the
-- rates fall over the years, accounts get their owners back.
create table staff_months as
with

months_of_stays as (
    select
        object_stays.object_no,
        object_stays.service_id,
        object_stays.ansvar,
        object_stays.place,
        object_stays.has_moved,
        object_stays.first_no,
        object_stays.born_no,
        object_stays.died_no,
        unnest(range(object_stays.first_no, object_stays.last_no + 1)) as month_no
    from object_stays
    where object_stays.service_id in ('ACC-STD', 'ACC-BAS')
),

known as (
    select
        months_of_stays.*,
        units.org_id,
        units.org_kod,
        units.verksamhet,
        dice(object_no, 'owner', 10000) < unknown_rates.per_10_000 as is_unallocated,
        dice(object_no, 'owner', 10000)
            < unknown_rates.per_10_000 + orphan_rates.per_10_000 as is_orphan
    from months_of_stays
    join units using (month_no, ansvar)
    join rates as unknown_rates
        on unknown_rates.month_no = months_of_stays.month_no and unknown_rates.defect_id = 'D39'
    join rates as orphan_rates
        on orphan_rates.month_no = months_of_stays.month_no and orphan_rates.defect_id = 'D05'
)

-- D06: so many a month have left while the account lives on; taken among those in their last month.
select
    *,
    not is_orphan
        and row_number() over (
            partition by month_no
            order by is_orphan, died_no <> month_no, dice(object_no, 'D06', 1000000), object_no
        ) <= getvariable('D06') as has_left
from known
order by month_no, object_no;

-- Grain: staff object, its person and the day its account was made.
create table staff_objects as
select
    stays.object_no,
    lpad(scattered(stays.object_no)::varchar, 6, '0') as person_no,
    case
        when stays.born_no = 1
            then date '2006-12-31' - dice(stays.object_no, 'age', 3200)::int
        else months.period + dice(stays.object_no, 'born', 27)::int
    end as created_on
from (select distinct object_no, born_no from object_stays
      where service_id in ('ACC-STD', 'ACC-BAS')) as stays
join months on months.month_no = stays.born_no;

-- Where a department has more staff accounts with owners than employees (Miljöförvaltningen from
-- 2008), the newest are second accounts of people who already have one.
create table second_accounts as
with

owners as (
    select
        month_no,
        org_id,
        object_no,
        row_number() over (partition by month_no, org_id order by object_no) as position
    from staff_months
    where not is_orphan and not has_left
)

select
    owners.month_no,
    owners.object_no,
    staff_objects.person_no
from owners
join headcounts using (month_no, org_id)
join owners as firsts
    on  firsts.month_no = owners.month_no
    and firsts.org_id = owners.org_id
    and firsts.position = 1 + (owners.position - 1) % headcounts.persons
join staff_objects on staff_objects.object_no = firsts.object_no
where owners.position > headcounts.persons;

create table function_accounts as
select
    object_stays.*,
    lpad(dense_rank() over (order by object_no)::varchar, 5, '0') as account_no,
    case
        when born_no = 1 then date '2006-12-31' - dice(object_no, 'age', 3000)::int
        else months.period + dice(object_no, 'born', 27)::int
    end as created_on
from object_stays
join months on months.month_no = object_stays.born_no
where object_stays.service_id = 'ACC-FUNK';

-- External accounts: account-days exact by the engine's counting.
--
-- A snapshot of day D states the end of D and holds until the next one; a new object starts on its
-- own start day; an object ends on the source's last day + 1. So in a month of d days a quantity
-- of q account-days is
--   q // d  accounts that stand the whole month: made on the 1st or earlier, and either still
--           there later or with accountExpires = the 1st of the next month in the last file, and
--   q %  d  days of one account more, in one of two ways:
--     ends    the account in the highest place of the month before has in that month's file
--             accountExpires = the 1st of this month + q % d, and is gone from this month's file;
--     starts  an account made q % d days before the end of the month, expiring with it.
create table external_months as
with

days_wanted as (
    select
        quantities.month_no,
        quantities.org_id,
        months.days,
        months.period,
        months.last_day,
        quantities.quantity // months.days as whole_accounts,
        quantities.quantity % months.days as days_over
    from external_quantities as quantities
    join months using (month_no)
)

select
    *,
    lag(whole_accounts) over department as accounts_before,
    days_over > 0
        and coalesce(lag(month_no) over department = month_no - 1, false)
        and coalesce(lag(whole_accounts) over department > 0, false)
        and dice(concat_ws(' ', org_id, month_no), 'external', 2) = 0 as ends_early
from days_wanted
window department as (partition by org_id order by month_no);

create table external_accounts as
with

places as (
    select month_no, org_id, unnest(range(1, whole_accounts + 1)) as place
    from external_months
),

marked as (
    select
        places.*,
        case
            when lag(places.month_no) over place_months is distinct from places.month_no - 1 then 1
            when external_months.ends_early
                and external_months.accounts_before = places.place then 1
            when dice(
                concat_ws(' ', places.org_id, places.place, places.month_no), 'external left', 14
            ) = 0 then 1
            else 0
        end as is_new
    from places
    join external_months using (month_no, org_id)
    window place_months as (
        partition by places.org_id, places.place order by places.month_no
    )
),

numbered as (
    select
        *,
        sum(is_new) over (partition by org_id, place order by month_no) as generation
    from marked
),

lives as (
    select org_id, place, min(month_no) as first_no, max(month_no) as last_no
    from numbered
    group by org_id, place, generation
),

whole as (
    select
        lives.org_id,
        lives.place,
        lives.first_no,
        lives.last_no,
        case
            when lives.first_no = 1
                then date '2006-12-31'
                    - dice(concat_ws(' ', lives.org_id, lives.place), 'age', 700)::int
            else first_month.period
        end as created_on,
        case
            when lives.last_no = (select max(month_no) from months) then null
            when next_month.ends_early and next_month.accounts_before = lives.place
                then next_month.period + next_month.days_over::int
            else last_month.last_day + 1
        end as expires_on
    from lives
    join months as first_month on first_month.month_no = lives.first_no
    join months as last_month on last_month.month_no = lives.last_no
    left join external_months as next_month
        on  next_month.org_id = lives.org_id
        and next_month.month_no = lives.last_no + 1
),

part as (
    select
        org_id,
        0 as place,
        month_no as first_no,
        month_no as last_no,
        last_day + 1 - days_over::int as created_on,
        last_day + 1 as expires_on
    from external_months
    where days_over > 0 and not ends_early
)

select
    lpad(row_number() over (order by first_no, org_id, place)::varchar, 5, '0') as account_no,
    *
from (select * from whole union all select * from part);

-- Grain: month and department; somebody known to staff who is everybody's manager.
create table heads as
select
    staff_months.month_no,
    staff_months.org_id,
    arg_min(staff_objects.person_no, staff_months.object_no) as person_no
from staff_months
join staff_objects using (object_no)
where not staff_months.is_orphan and not staff_months.has_left
group by staff_months.month_no, staff_months.org_id;
