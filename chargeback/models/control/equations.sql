-- Five equations whose sides come from different places, term by term.
--
-- Grain:  one row per equation, period, source and term.
-- Rule:   volume: rows accepted, counted while the file was read = rows charged + rows set
--         aside by each rule + rows unallocated; a row that stands for two services, or
--         is shared by several payers, is one row. cost: öre of the ledger files, summed while
--         they were read = öre of the rows in each pool + of the rows in none. self_cost: öre
--         of the ledger's rows that any mapping takes = self-cost of what customers used + of
--         the supplier's own use + idle capacity it keeps + pools that served nobody + what
--         came after the month was closed and is borne by the first open one (late; there it
--         stands with the other sign).
--         income: öre delivered to be booked on the city's customers = öre the ledger shows
--         booked on them, of the months whose ledger file has come. agreement: öre on the bills
--         = öre of the supplier's income. No term is a remainder: a dropped row breaks the
--         equation.
-- Source: control.file_periods, control.bookings, control.agreement_sums;
--         staging.internal_ledger_rows; detail; staging.ledger_rows, staging.ledger_mapping,
--         charges.ledger_pools; marts.city_results, charges.late_costs; money.md,
--         "Reconciliation".
--
-- equation   volume, cost, self_cost, income or agreement
-- source_id  null for all but volume
-- side       left or right; position the order of the terms
-- amount     rows or öre, as unit says

with

charged_lines as (
    select distinct
        source_file,
        source_line
    from detail.objects
),

unallocated_lines as (
    select distinct
        unallocated_objects.source_file,
        unallocated_objects.source_line
    from detail.unallocated_objects
    left join charged_lines
        on
            unallocated_objects.source_file = charged_lines.source_file
            and unallocated_objects.source_line = charged_lines.source_line
    where charged_lines.source_line is null
),

row_terms as (
    select
        source_file,
        2 as position,
        'charged' as term,
        count(*) as amount
    from charged_lines
    group by source_file
    union all
    select
        source_file,
        3 as position,
        'set_aside:' || rule as term,
        count(*) as amount
    from detail.set_aside_rows
    group by source_file, rule
    union all
    select
        source_file,
        4 as position,
        'unallocated' as term,
        count(*) as amount
    from unallocated_lines
    group by source_file
),

ledger_files as (
    select
        files.file_name,
        files.control_sum_ore,
        coalesce(
            date_trunc('month', files.snapshot_on)::date, min(ledger_rows.period)
        ) as period
    from staging.files
    left join staging.ledger_rows
        on files.file_name = ledger_rows.source_file
    where files.entity = 'ledger_rows'
    group by files.file_name, files.control_sum_ore, files.snapshot_on
),

pooled as (
    select
        ledger_files.period,
        ledger_pools.pool,
        sum(ledger_rows.amount_ore)::bigint as amount
    from staging.ledger_rows
    join ledger_files
        on ledger_rows.source_file = ledger_files.file_name
    left join charges.ledger_pools
        on
            ledger_rows.source_file = ledger_pools.source_file
            and ledger_rows.source_line = ledger_pools.source_line
    group by ledger_files.period, ledger_pools.pool
),

in_pools as (
    select
        period,
        sum(amount_ore)::bigint as amount
    from staging.ledger_rows
    where
        exists (
            select ledger_mapping.mapping_id
            from staging.ledger_mapping
            where
                ledger_rows.cost_centre_id = ledger_mapping.cost_centre_id
                and ledger_rows.activity = ledger_mapping.activity
                and ledger_rows.account >= ledger_mapping.account_from
                and ledger_rows.account <= ledger_mapping.account_to
                and ledger_rows.period >= ledger_mapping.valid_from
                and ledger_rows.period < ledger_mapping.valid_until
        )
    group by period
),

borne as (
    select
        period,
        2 as position,
        'services' as term,
        customers_ore as amount
    from marts.city_results
    union all
    select
        period,
        3 as position,
        'own_use' as term,
        own_use_ore as amount
    from marts.city_results
    union all
    select
        period,
        4 as position,
        'idle' as term,
        kept_idle_ore as amount
    from marts.city_results
    union all
    select
        period,
        5 as position,
        'unassigned' as term,
        unassigned_ore as amount
    from marts.city_results
    where unassigned_ore <> 0
    union all
    select
        period,
        6 as position,
        'late' as term,
        sum(late_ore)::bigint as amount
    from charges.late_costs
    group by period
    having sum(late_ore) <> 0
    union all
    select
        enters as period,
        6 as position,
        'late' as term,
        -sum(late_ore)::bigint as amount
    from charges.late_costs
    where enters is not null
    group by enters
    having sum(late_ore) <> 0
),

ledger_months as (
    select distinct period
    from staging.internal_ledger_rows
    union
    select distinct date_trunc('month', snapshot_on)::date as period
    from staging.files
    where entity = 'internal_ledger_rows' and snapshot_on is not null
),

booked as (
    select
        booked_rows.period,
        sum(booked_rows.amount_ore)::bigint as amount
    from staging.internal_ledger_rows as booked_rows
    where
        not exists (
            select services.service_id
            from staging.services
            where booked_rows.account = services.account_credit
        )
    group by booked_rows.period
),

delivered as (
    select
        period,
        sum(amount_ore)::bigint as amount
    from control.bookings
    where side = 'customer' and not is_external
    group by period
),

agreed as (
    select
        period,
        sum(customer_ore)::bigint as customer_ore,
        sum(supplier_ore)::bigint as supplier_ore
    from control.agreement_sums
    group by period
)

select
    'volume' as equation,
    period,
    source_id,
    'left' as side,
    1 as position,
    'accepted_rows' as term,
    sum(rows_accepted)::bigint as amount,
    'rows' as unit
from control.file_periods
group by period, source_id

union all

select
    'volume' as equation,
    file_periods.period,
    file_periods.source_id,
    'right' as side,
    row_terms.position,
    row_terms.term,
    sum(row_terms.amount)::bigint as amount,
    'rows' as unit
from row_terms
join control.file_periods
    on row_terms.source_file = file_periods.file_name
group by file_periods.period, file_periods.source_id, row_terms.position, row_terms.term

union all

select
    'cost' as equation,
    period,
    null as source_id,
    'left' as side,
    1 as position,
    'ledger' as term,
    sum(control_sum_ore)::bigint as amount,
    'ore' as unit
from ledger_files
group by period

union all

select
    'cost' as equation,
    period,
    null as source_id,
    'right' as side,
    case when pool is null then 3 else 2 end as position,
    case when pool is null then 'without_pool' else 'pool:' || pool end as term,
    amount,
    'ore' as unit
from pooled

union all

select
    'self_cost' as equation,
    period,
    null as source_id,
    'left' as side,
    1 as position,
    'pools' as term,
    amount,
    'ore' as unit
from in_pools

union all

select
    'self_cost' as equation,
    borne.period,
    null as source_id,
    'right' as side,
    borne.position,
    borne.term,
    borne.amount,
    'ore' as unit
from borne
left join in_pools
    on borne.period = in_pools.period
where in_pools.period is not null or borne.amount <> 0

union all

select
    'income' as equation,
    ledger_months.period,
    null as source_id,
    'left' as side,
    1 as position,
    'delivered' as term,
    coalesce(delivered.amount, 0) as amount,
    'ore' as unit
from ledger_months
left join delivered
    on ledger_months.period = delivered.period

union all

select
    'income' as equation,
    ledger_months.period,
    null as source_id,
    'right' as side,
    2 as position,
    'booked' as term,
    coalesce(booked.amount, 0) as amount,
    'ore' as unit
from ledger_months
left join booked
    on ledger_months.period = booked.period

union all

select
    'agreement' as equation,
    period,
    null as source_id,
    'left' as side,
    1 as position,
    'customers' as term,
    customer_ore as amount,
    'ore' as unit
from agreed

union all

select
    'agreement' as equation,
    period,
    null as source_id,
    'right' as side,
    2 as position,
    'supplier' as term,
    supplier_ore as amount,
    'ore' as unit
from agreed
order by equation, period, source_id, side, position, term
