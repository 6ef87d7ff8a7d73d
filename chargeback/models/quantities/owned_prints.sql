-- Who pays for each print, or why nobody does.
--
-- Grain:  one row per counted row of the print log.
-- Rule:   the account's person, else the default of its directory unit's department, on the
--         day it was printed; else whom a controller has said the account is.
-- Kept:   no, a view: there are millions of prints.
-- Source: quantities.print_rows, quantities.holder_payers; money.md, "Owner of an object on
--         a day".
--
-- Columns as quantities.owned_uses.

with

accounts as (
    select *
    from quantities.holder_payers
    where kind = 'account'
)

select
    'print' as kind,
    print_rows.source_id,
    print_rows.service_id,
    print_rows.rule,
    coalesce(accounts.cost_centre_id, mended.cost_centre_id) as cost_centre_id,
    case
        when accounts.cost_centre_id is not null then accounts.department_id
        else mended.department_id
    end as department_id,
    null::varchar as agreement_id,
    case
        when accounts.cost_centre_id is null and mended.cost_centre_id is null
            then coalesce(accounts.reason, 'no_owner')
    end as reason,
    null::date as counted_on,
    print_rows.used_on as valid_from,
    print_rows.used_on + 1 as valid_until,
    print_rows.quantity,
    print_rows.object_id,
    null::date as object_from,
    null::date as object_until,
    null::date as last_seen_on,
    coalesce(accounts.owner_rule, 'mending:' || mended.mending) as owner_rule,
    accounts.unit_name,
    accounts.named_cost_centre_id,
    print_rows.source_file,
    print_rows.source_line
from quantities.print_rows
left join accounts
    on
        print_rows.object_id = accounts.holder_id
        and print_rows.used_on >= accounts.valid_from
        and print_rows.used_on < accounts.valid_until
left join quantities.mended_owners as mended
    on
        mended.kind = 'account'
        and print_rows.object_id = mended.object_id
        and print_rows.used_on >= mended.valid_from
        and print_rows.used_on < mended.valid_until
where print_rows.set_aside_rule is null
