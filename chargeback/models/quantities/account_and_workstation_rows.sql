-- The accepted rows of accounts and workstations, which are counted by the same rules.
--
-- Grain:  one row per row of quantities.account_rows and workstation_rows.
-- Rule:   their columns are the same.
-- Kept:   no, a view: as the two it reads.
-- Source: quantities.account_rows, quantities.workstation_rows.
--
-- Columns as quantities.workstation_rows; kind is account or workstation.

select
    'account' as kind,
    account_rows.*
from quantities.account_rows
union all
select
    'workstation' as kind,
    workstation_rows.*
from quantities.workstation_rows
