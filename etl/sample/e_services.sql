-- E-services over the whole span. Grain: object and stay in a cost centre.
create table e_services as
with

numbered as (
    select *, dense_rank() over (order by object_no) as serial
    from object_stays
    where service_id = 'WEB-ETJ'
)

select
    numbered.*,
    'ET' || lpad(numbered.serial::varchar, 3, '0') as e_service_id,
    [
        'Felanmälan', 'Låna om', 'Ledighetsansökan', 'Kö till förskola', 'Tyck till',
        'Bygglovsansökan', 'Boka lokal', 'Ansökan om bidrag', 'Inkomstuppgift', 'Sök parkering',
        'Anmäl flytt', 'Beställ karta', 'Ansökan om hemtjänst', 'Schema och frånvaro',
        'Anmälan miljöfarlig verksamhet', 'Färdtjänst', 'Diariet', 'Kulturskolans anmälan',
        'Serveringstillstånd', 'Val av skola'
    ][1 + (numbered.serial - 1) % 20]
    || if(numbered.serial > 20, ' ' || (1 + (numbered.serial - 1) // 20), '') as name,
    if(
        numbered.born_no = 1,
        date '2006-12-31' - dice(numbered.object_no, 'age', 900)::int,
        months.period + dice(numbered.object_no, 'born', 27)::int
    ) as operated_from
from numbered
join months on months.month_no = numbered.born_no;
