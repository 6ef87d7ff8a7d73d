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
-- own start day, or on the snapshot's where the directory tells none; an object ends on the
-- source's last day + 1. A month of d days and q account-days is made of
--   whole      accounts that stand all of it;
--   part_days  days of one account more: the one in part_place of the month before says in that
--              month's file that it expires on the 1st of this month + part_days, and is gone from
--              this month's; or, where the directory tells start days, perhaps an account made so
--              many days before the end of the month and expiring with it;
--   added      accounts made on the last day, which the next month needs: a day each.
-- eDirectory tells no start day: there what the next month needs stands at the end of this one, so
-- its months are worked out backwards. What it shows first has stood the whole month.
set variable last_undated = (
    select coalesce(max(months.month_no), 0)
    from months
    join source_availability on source_availability.source = 'edirectory_export'
    where months.last_day <= source_availability.authoritative_until::date
);

create table external_months as
with recursive

-- needed: accounts that must stand at the end of the month before.
undated as (
    select distinct
        org_id,
        getvariable('last_undated') + 1 as month_no,
        0::bigint as whole,
        0::bigint as added,
        0::bigint as part_days,
        0::bigint as needed
    from external_quantities
    union all
    select
        org_id,
        month_no,
        whole,
        added,
        part_days,
        if(month_no > 1 and part_days > 0, whole + 1, whole)
    from (
        select
            *,
            if(month_no = 1 or is_first, 0, greatest(needed_next - whole, 0))
                + if(is_first, needed_next, 0) as added,
            greatest(
                quantity - whole * days - if(month_no = 1, 0, greatest(needed_next - whole, 0)), 0
            ) * if(is_first, 0, 1) as part_days
        from (
            select
                undated.org_id,
                months.month_no,
                months.days,
                undated.needed as needed_next,
                coalesce(wanted.quantity, 0) as quantity,
                months.month_no > 1 and before.quantity is null as is_first,
                case
                    when months.month_no > 1 and before.quantity is null then 0
                    when months.month_no = 1
                        then greatest(undated.needed, coalesce(wanted.quantity, 0) // months.days)
                    when coalesce(wanted.quantity, 0) // months.days >= undated.needed
                        then coalesce(wanted.quantity, 0) // months.days
                    else greatest(
                        (coalesce(wanted.quantity, 0) - undated.needed) // (months.days - 1), 0
                    )
                end as whole
            from undated
            join months on months.month_no = undated.month_no - 1
            left join external_quantities as wanted
                on wanted.org_id = undated.org_id and wanted.month_no = months.month_no
            left join external_quantities as before
                on before.org_id = undated.org_id and before.month_no = months.month_no - 1
        )
    )
),

counted as (
    select month_no, org_id, whole, added, part_days
    from undated
    where month_no <= getvariable('last_undated')
    union all
    select
        quantities.month_no,
        quantities.org_id,
        quantities.quantity // months.days,
        0,
        quantities.quantity % months.days
    from external_quantities as quantities
    join months using (month_no)
    where quantities.month_no > getvariable('last_undated')
),

compared as (
    select
        counted.*,
        coalesce(
            if(
                lag(month_no) over department = month_no - 1,
                lag(whole + added) over department,
                0
            ),
            0
        ) as standing_before
    from counted
    window department as (partition by org_id order by month_no)
)

select
    compared.*,
    months.period,
    months.last_day,
    case
        when part_days = 0 or standing_before = 0 then null
        when month_no <= getvariable('last_undated') then whole + 1
        when dice(concat_ws(' ', org_id, month_no), 'external', 2) = 0 then standing_before
    end as part_place
from compared
join months using (month_no);

create table external_accounts as
with

places as (
    select month_no, org_id, unnest(range(1, whole + added + 1)) as place
    from external_months
),

marked as (
    select
        places.*,
        case
            when lag(places.month_no) over place_months is distinct from places.month_no - 1 then 1
            when external_months.part_place = places.place then 1
            when places.month_no <= getvariable('last_undated')
                then (places.place > external_months.whole)::int
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
            when lives.first_no <= getvariable('last_undated') then first_month.last_day
            else first_month.period
        end as created_on,
        case
            when lives.last_no = (select max(month_no) from months) then null
            when next_month.part_place = lives.place
                then next_month.period + next_month.part_days::int
            else last_month.last_day + 1
        end as expires_on
    from lives
    join months as first_month on first_month.month_no = lives.first_no
    join months as last_month on last_month.month_no = lives.last_no
    left join external_months as next_month
        on  next_month.org_id = lives.org_id
        and next_month.month_no = lives.last_no + 1
),

-- In the first file of all it stands although it has expired.
part as (
    select
        org_id,
        0 as place,
        month_no as first_no,
        month_no as last_no,
        if(month_no = 1, date '2006-06-01', last_day + 1 - part_days::int) as created_on,
        if(month_no = 1, period + part_days::int, last_day + 1) as expires_on
    from external_months
    where part_days > 0
        and part_place is null
        and (month_no = 1 or month_no > getvariable('last_undated'))
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
