-- Servers over the whole span. Grain of servers: object and stay in a cost centre.
create table servers as
select
    stays.*,
    'SRV' || departments.code || lpad(
        dense_rank() over (partition by departments.code order by stays.object_no)::varchar, 2, '0'
    ) as server_name,
    if(stays.service_id = 'SRV-VIRT', 'Virtuell', 'Fysisk') as server_type,
    [
        'Filserver', 'Utskriftsserver', 'Domänkontrollant', 'Dokumenthantering', 'Databas',
        'Kartserver', 'Personec', 'Verksamhetssystem', 'Webbserver', 'Testserver'
    ][1 + dice(stays.object_no, 'system', 10)] as system_name,
    if(
        stays.born_no = 1,
        date '2006-12-31' - dice(stays.object_no, 'age', 2000)::int,
        born.period + dice(stays.object_no, 'born', 27)::int
    ) as operated_from
from object_stays as stays
join months as born on born.month_no = stays.born_no
join object_stays as first_stay
    on  first_stay.object_no = stays.object_no
    and first_stay.first_no = stays.born_no
join units on units.month_no = stays.born_no and units.ansvar = first_stay.ansvar
join departments using (org_id)
where stays.service_id in ('SRV-FYS', 'SRV-VIRT');

-- Grain: month and host. A dozen virtual servers to a host; they are the supplier's own.
create table server_hosts as
with

hosts as (
    select months.month_no, (count(servers.object_no) + 11) // 12 as hosts
    from months
    left join servers
        on  servers.server_type = 'Virtuell'
        and months.month_no between servers.first_no and servers.last_no
    group by months.month_no
),

numbered as (
    select
        month_no,
        unnest(range(1, max(hosts) over (order by month_no) + 1)) as host_no
    from hosts
)

select
    numbered.month_no,
    numbered.host_no,
    'ESX' || lpad(numbered.host_no::varchar, 2, '0') as host_name,
    min(months.period) over (partition by numbered.host_no)
        - 40 - dice(numbered.host_no, 'host', 60)::int as operated_from
from numbered
join months using (month_no);

-- Grain: month, department and service; the agreement a server's row names: the latest begun, also
-- when it has run out (AV-2008-061).
create table server_agreements as
with

named as (
    select
        agreement_id,
        customer_org_id as org_id,
        valid_from::date as valid_from,
        unnest(string_split(service_ids, '|')) as service_id
    from agreements
)

select
    months.month_no,
    named.org_id,
    named.service_id,
    arg_max(named.agreement_id, named.valid_from) as agreement_id
from named
join months on months.last_day >= named.valid_from
where named.service_id in ('SRV-FYS', 'SRV-VIRT')
group by months.month_no, named.org_id, named.service_id;
