-- Every row of the ledger with its pool, file and line: what the cost equation is summed of.
--
-- Grain:  one row per row of the ledger files.
-- Rule:   the month is that of the row's file, as in the equation; of a file that states none,
--         the first month in it.
-- Source: staging.ledger_rows, staging.files, charges.ledger_pools.
--
-- pool        null where no mapping fits
-- amount_ore  öre in the ledger

with

file_months as (
    select
        ledger_rows.source_file,
        coalesce(
            date_trunc('month', min(files.snapshot_on))::date, min(ledger_rows.period)
        ) as period
    from staging.ledger_rows
    left join staging.files
        on ledger_rows.source_file = files.file_name
    group by ledger_rows.source_file
)

select
    file_months.period,
    ledger_pools.pool,
    ledger_rows.voucher,
    ledger_rows.booked_on,
    ledger_rows.account,
    ledger_rows.account_name,
    ledger_rows.cost_centre_id,
    ledger_rows.activity,
    ledger_rows.amount_ore,
    ledger_rows.source_file,
    ledger_rows.source_line
from staging.ledger_rows
join file_months
    on ledger_rows.source_file = file_months.source_file
left join charges.ledger_pools
    on
        ledger_rows.source_file = ledger_pools.source_file
        and ledger_rows.source_line = ledger_pools.source_line
order by
    file_months.period, ledger_pools.pool, ledger_rows.source_file, ledger_rows.source_line
