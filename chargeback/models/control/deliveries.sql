-- Every delivery, also those that were refused or brought nothing new.
--
-- Grain:  one row per delivered file.
-- Source: staging.deliveries.

select *
from staging.deliveries
order by delivered_at, file_name
