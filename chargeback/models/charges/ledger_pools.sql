-- The cost pool of each ledger row that some mapping fits.
--
-- Grain:  one row per row of staging.ledger_rows that has a pool.
-- Rule:   of the mappings that fit the one with the lowest priority number, ties by id.
-- Source: staging.ledger_rows, staging.ledger_mapping.
--
-- amount_ore  öre in the ledger

with

mapped as (
    select
        ledger_rows.source_file,
        ledger_rows.source_line,
        ledger_rows.period,
        ledger_rows.amount_ore,
        ledger_mapping.pool,
        ledger_mapping.cost_type,
        row_number() over (
            partition by ledger_rows.source_file, ledger_rows.source_line
            order by ledger_mapping.priority, ledger_mapping.mapping_id
        ) as choice
    from staging.ledger_rows
    join staging.ledger_mapping
        on
            ledger_rows.cost_centre_id = ledger_mapping.cost_centre_id
            and ledger_rows.activity = ledger_mapping.activity
            and ledger_rows.account >= ledger_mapping.account_from
            and ledger_rows.account <= ledger_mapping.account_to
            and ledger_rows.period >= ledger_mapping.valid_from
            and ledger_rows.period < ledger_mapping.valid_until
)

select
    source_file,
    source_line,
    period,
    amount_ore,
    pool,
    cost_type
from mapped
where choice = 1
