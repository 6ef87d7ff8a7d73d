-- Every file taken in, with its rows counted from the file itself.
--
-- Grain:  one row per accepted file.
-- Source: staging.files.
--
-- control_sum_ore  öre summed while the file was read, where it holds amounts

select *
from staging.files
order by source_id, snapshot_on, file_name
