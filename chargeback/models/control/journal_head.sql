-- The last fact of the journal that a build was made with.
--
-- Grain:  one row.
-- Source: staging.journal_head; it says where to stop reading when a month is made again.
--
-- seq   number of the fact, 0 where nothing has been decided; hash its hash

select
    seq,
    hash
from staging.journal_head
