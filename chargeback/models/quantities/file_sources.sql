-- Which source each file is of.
--
-- Grain:  one row per entity and file.
-- Rule:   a file may state several days and is of one source all the same.
-- Source: staging.files.
--
-- file_name is what staged rows call source_file.

select distinct
    entity,
    file_name,
    source_id
from staging.files
order by entity, file_name
