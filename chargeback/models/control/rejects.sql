-- Rows that could not be read, with the reason in both languages.
--
-- Grain:  one row per fault found in a row.
-- Source: staging.rejects.

select *
from staging.rejects
order by file_name, line, column_name
