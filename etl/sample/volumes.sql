-- What of the volumes is made into objects that stand at month end, thinned by scale.

create or replace table quantities as
select
    months.month_no,
    volumes.org_id,
    volumes.service_id,
    scaled(volumes.quantity) as quantity,
    volumes.service_id <> 'ACC-FUNK' as is_shared
from volumes
join months using (period)
where volumes.service_id in ('ACC-STD', 'ACC-BAS', 'ACC-FUNK');

create table external_quantities as
select months.month_no, volumes.org_id, scaled(volumes.quantity) as quantity
from volumes
join months using (period)
where volumes.service_id = 'ACC-EXT';
