-- From volumes to objects that live for months.
--
-- 1. places   place 1..n in a cost centre: what stands there is one object at a time;
-- 2. stays    an object's unbroken months in a place; a place gets a new object when it has been
--             empty, and now and then anyhow (joiners and leavers, machines replaced);
-- 3. moves    in a month of transfer the objects leaving the giving departments are the ones
--             that appear in the receiving one: same object, two stays.
--
-- Runs on the table shares, as often as wanted, and adds to object_stays; object_no is never
-- used twice.

create table if not exists object_stays (
    object_no bigint,
    service_id varchar,
    ansvar varchar,
    place bigint,
    first_no bigint,
    last_no bigint,
    has_moved boolean,
    born_no bigint,
    died_no bigint
);

create or replace macro replaced_every(service_id) as
    case
        when service_id = 'EMPLOYEE' then 120
        when service_id = 'ACC-FUNK' then 200
        else 150
    end;

create or replace table stays as
with

places as (
    select
        month_no,
        service_id,
        ansvar,
        unnest(range(1, quantity + 1)) as place
    from shares
),

marked as (
    select
        *,
        case
            when lag(month_no) over place_months = month_no - 1
                and dice(
                    concat_ws(' ', service_id, ansvar, place, month_no),
                    'replaced',
                    replaced_every(service_id)
                ) > 0
                then 0
            else 1
        end as is_new
    from places
    window place_months as (partition by service_id, ansvar, place order by month_no)
),

numbered as (
    select
        *,
        sum(is_new) over (partition by service_id, ansvar, place order by month_no) as generation
    from marked
)

select
    row_number() over (order by service_id, min(month_no), ansvar, place)
        + coalesce((select max(object_no) from object_stays), 0) as stay_no,
    service_id,
    ansvar,
    place,
    min(month_no) as first_no,
    max(month_no) as last_no
from numbered
group by service_id, ansvar, place, generation;

create or replace table moves as
with

leaving as (
    select
        stays.stay_no,
        stays.service_id,
        transfers.month_no,
        transfers.to_org,
        row_number() over (
            partition by stays.service_id, transfers.month_no, transfers.to_org
            order by closed.ansvar is null, stays.ansvar, stays.place
        ) as position
    from stays
    join units on units.month_no = stays.last_no and units.ansvar = stays.ansvar
    join transfers on transfers.month_no = stays.last_no + 1 and transfers.from_org = units.org_id
    left join (
        -- Units that end with the transfer go whole; the rest of the share comes from others.
        select ansvar, valid_until::date as valid_until from cost_centres
    ) as closed
        on  closed.ansvar = stays.ansvar
        and closed.valid_until = (select period from months where month_no = stays.last_no + 1)
),

arriving as (
    select
        stays.stay_no,
        stays.service_id,
        transfers.month_no,
        transfers.to_org,
        row_number() over (
            partition by stays.service_id, transfers.month_no, transfers.to_org
            order by stays.ansvar, stays.place
        ) as position
    from stays
    join units on units.month_no = stays.first_no and units.ansvar = stays.ansvar
    join (select distinct month_no, to_org from transfers) as transfers
        on transfers.month_no = stays.first_no and transfers.to_org = units.org_id
)

select leaving.stay_no as from_stay_no, arriving.stay_no as to_stay_no
from leaving
join arriving using (service_id, month_no, to_org, position);

insert into object_stays
select
    coalesce(moves.from_stay_no, stays.stay_no) as object_no,
    stays.service_id,
    stays.ansvar,
    stays.place,
    stays.first_no,
    stays.last_no,
    moves.from_stay_no is not null as has_moved,
    min(stays.first_no) over whole_life as born_no,
    max(stays.last_no) over whole_life as died_no
from stays
left join moves on moves.to_stay_no = stays.stay_no
window whole_life as (partition by coalesce(moves.from_stay_no, stays.stay_no));
