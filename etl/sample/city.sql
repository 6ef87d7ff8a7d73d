-- The ground the sample is drawn on: dice, months, cost centres month by month, scaled volumes.

-- A whole number from 0 to sides - 1 that depends on the seed, the object and the purpose only.
create macro dice(key, purpose, sides) as
    (hash(key, purpose, getvariable('seed')) % sides)::bigint;

-- Rounded half up, at least 1 when there was any.
create macro scaled(quantity) as
    case
        when quantity = 0 then 0
        else greatest(
            1,
            (2 * quantity * getvariable('scale_millionths') + 1000000) // 2000000
        )
    end::bigint;

-- Windows FILETIME: 100 ns since 1601-01-01.
create macro filetime(moment) as
    ((epoch_ms(moment::timestamp) // 1000 + 11644473600) * 10000000)::bigint;

-- Spread serial numbers over six digits without collisions (899981 is prime).
create macro scattered(serial) as (1000 + (serial * 48271) % 899981)::bigint;

create table months as
select
    row_number() over (order by period) as month_no,
    period,
    last_day(period) as last_day,
    day(last_day(period)) as days
from (select distinct period from volumes);

-- Grain: month and cost centre in force at its end.
create table units as
select
    months.month_no,
    cost_centres.ansvar,
    cost_centres.org_kod,
    cost_centres.name_sv,
    cost_centres.org_id,
    cost_centres.verksamhet,
    cost_centres.share_weight::bigint as weight,
    cost_centres.is_default = '1' as is_default
from months
join cost_centres
    on  cost_centres.valid_from::date <= months.last_day
    and coalesce(cost_centres.valid_until::date, date '9999-12-31') > months.last_day;

-- Grain: month, giving and receiving department; units change hands on its first day.
create table transfers as
select distinct months.month_no, events.from_org, events.to_org
from organisation_events as events
join months on months.period = date_trunc('month', events.effective_date::date)
where events.event_type in ('transfer', 'exit');

-- Grain: department. code is the short name machines and directory paths carry; spellings are the
-- ways people write the department's name (D01).
create table departments as
select
    organisation.org_id,
    organisation.name_sv,
    case
        when organisation.category = 'stadsdel'
            then upper(left(strip_accents(replace(organisation.name_sv, 'SDF ', '')), 3))
        else organisation.org_id
    end as code,
    organisation.category = 'stadsdel' as is_district,
    replace(organisation.name_sv, 'SDF ', '') as district_name,
    coalesce(spellings.aliases, []) as aliases
from organisation
left join (
    select aliases.org_id, list(aliases.alias order by aliases.alias) as aliases
    from organisation_aliases as aliases
    join organisation as named using (org_id)
    where aliases.alias <> named.name_sv
    group by aliases.org_id
) as spellings using (org_id);

-- Department text as somebody typed it: the official name, 6 % another known spelling.
create macro typed_department(key, name_sv, aliases) as
    case
        when len(aliases) > 0 and dice(key, 'D01', 100) < 6
            then aliases[1 + dice(key, 'D01 alias', len(aliases))]
        else name_sv
    end;

-- Headcount per month: the year's figure. Before a transfer inside the year the giving
-- departments still have the part they give away.
create table headcounts as
with

yearly as (
    unpivot organisation
    on employees_2007, employees_2008, employees_2009, employees_2010
    into name year_name value employees
),

dated as (
    select
        months.month_no,
        yearly.org_id,
        yearly.employees::bigint as employees,
        coalesce((
            select max((share::decimal(9, 4) * 10000)::bigint)
            from organisation_events as events
            where events.event_type = 'transfer'
                and events.from_org = yearly.org_id
                and year(events.effective_date::date) = year(months.period)
                and events.effective_date::date > months.last_day
        ), 0) as share_to_come
    from yearly
    join months on year(months.period) = right(yearly.year_name, 4)::int
    where months.last_day >= yearly.valid_from::date
        and months.last_day <= coalesce(yearly.valid_to::date, date '9999-12-31')
)

select
    month_no,
    org_id,
    scaled((employees * 20000 + 10000 - share_to_come) // (2 * (10000 - share_to_come)))
        as persons
from dated;

-- A title that fits the activity of the cost centre.
create macro job_title(verksamhet, key) as
    case
        when verksamhet in ('4070', '4250')
            then ['Barnskötare', 'Förskollärare', 'Fritidspedagog'][1 + dice(key, 'title', 3)]
        when verksamhet between '4400' and '4799'
            then ['Lärare', 'Speciallärare', 'Elevassistent', 'Rektor'][1 + dice(key, 'title', 4)]
        when verksamhet between '5100' and '5199'
            then ['Undersköterska', 'Vårdbiträde', 'Enhetschef'][1 + dice(key, 'title', 3)]
        when verksamhet between '5500' and '5599'
            then ['Socialsekreterare', 'Behandlingsassistent'][1 + dice(key, 'title', 2)]
        else ['Handläggare', 'Assistent', 'Ingenjör', 'Samordnare'][1 + dice(key, 'title', 4)]
    end;
