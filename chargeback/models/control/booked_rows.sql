-- Every row that the ledger of internal charges shows booked, with its file and line.
--
-- Grain:  one row per row of the ledger of internal charges.
-- Rule:   a row on an account that some service is credited on is the supplier's, every other
--         one a customer's: those the income equation is summed of.
-- Source: staging.internal_ledger_rows, staging.services.
--
-- side        customer or supplier
-- amount_ore  öre; debit is positive

with

credited as (
    select distinct account_credit as account
    from staging.services
)

select
    booked.period,
    case when credited.account is null then 'customer' else 'supplier' end as side,
    booked.voucher,
    booked.booked_on,
    booked.account,
    booked.account_name,
    booked.cost_centre_id,
    booked.activity,
    booked.counterparty,
    booked.amount_ore,
    booked.source_file,
    booked.source_line
from staging.internal_ledger_rows as booked
left join credited
    on booked.account = credited.account
order by booked.period, booked.source_file, booked.source_line
