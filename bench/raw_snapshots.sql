-- The raw reference for snapshots: join each object to who pays and to its price, then sum.
--
-- What a good report would ask that believes each row: the payer by the month's own files,
-- the price by the class as written, quantity × price summed for each month, payer and
-- service. No row is judged, no copy is looked for, no day is counted, nothing is carried and
-- nothing is kept to explain it. Of the ways to write it the quickest we know: a main user is
-- only looked up where the workstation names no cost centre.

with

employed as (
    select
        employments.snapshot_on,
        employments.person_id,
        organisation_units.cost_centre_id
    from staging.employments
    left join staging.organisation_units
        on
            employments.org_code = organisation_units.org_code
            and employments.snapshot_on >= organisation_units.valid_from
            and employments.snapshot_on < organisation_units.valid_until
),

used as (
    select
        accounts.snapshot_on,
        coalesce(employed.cost_centre_id, accounts.directory_unit) as payer,
        'ACC-' || accounts.account_class as service_id
    from staging.accounts
    left join employed
        on
            accounts.person_id = employed.person_id
            and accounts.snapshot_on = employed.snapshot_on
    union all
    select
        snapshot_on,
        cost_centre_id as payer,
        'WS-' || environment as service_id
    from staging.workstations
    where cost_centre_id is not null
    union all
    select
        workstations.snapshot_on,
        coalesce(employed.cost_centre_id, accounts.directory_unit) as payer,
        'WS-' || workstations.environment as service_id
    from staging.workstations
    left join staging.accounts
        on
            workstations.main_user_id = accounts.account_id
            and workstations.snapshot_on = accounts.snapshot_on
    left join employed
        on
            accounts.person_id = employed.person_id
            and accounts.snapshot_on = employed.snapshot_on
    where workstations.cost_centre_id is null
)

select
    used.snapshot_on,
    used.payer,
    used.service_id,
    count(*) as quantity,
    sum(prices.price_ore)::bigint as amount_ore
from used
join staging.prices
    on
        used.service_id = prices.service_id
        and used.snapshot_on >= prices.valid_from
        and used.snapshot_on < prices.valid_until
group by used.snapshot_on, used.payer, used.service_id
