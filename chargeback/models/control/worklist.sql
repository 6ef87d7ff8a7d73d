-- What waits for somebody's hand, month by month, with what it is worth.
--
-- Grain:  one row per period, kind, source, department and subject.
-- Rule:   missing_file: a source owes a file that has not come. rejected_rows: rows of a file
--         that could not be read. unallocated: objects and use nobody pays for. no_pool:
--         ledger rows no pool takes. agreement: charged without a signed agreement in force.
--         code_string: a code string the ledger would not take. booking_error: booked otherwise
--         than delivered. broken_equation: another equation whose sides differ; that of income
--         is told error by error.
-- Source: control.expected_files, files, unallocated, equations, code_strings, booking_errors;
--         charges.lines.
--
-- subject    the file, the service and reason, the status, the code string and fault, the fault
--            and voucher, or the equation; parts split by |
-- amount_ore öre at stake that month; null where none can be told
-- row_count  rows, objects or lines it is about

with

file_months as (
    select
        files.source_id,
        files.file_name,
        files.rows_rejected,
        date_trunc('month', files.snapshot_on)::date as period
    from staging.files
    where files.rows_rejected > 0
),

charged_months as (
    select
        min(period) as first_period,
        max(period) as last_period
    from quantities.periods
),

sides as (
    select
        equation,
        period,
        source_id,
        unit,
        sum(case when side = 'left' then amount else -amount end)::bigint as difference
    from control.equations
    where equation <> 'income'
    group by equation, period, source_id, unit
),

waiting as (
    select
        'missing_file' as kind,
        period,
        null::varchar as department_id,
        source_id,
        source_id as subject,
        null::bigint as amount_ore,
        1 as row_count
    from control.expected_files
    where not is_present
    union all
    select
        'rejected_rows' as kind,
        greatest(
            least(
                coalesce(file_months.period, charged_months.last_period),
                charged_months.last_period
            ), charged_months.first_period
        ) as period,
        null as department_id,
        file_months.source_id,
        file_months.file_name as subject,
        null as amount_ore,
        file_months.rows_rejected as row_count
    from file_months
    cross join charged_months
    union all
    select
        'unallocated' as kind,
        period,
        null as department_id,
        source_id,
        service_id || '|' || reason as subject,
        amount_ore,
        units as row_count
    from control.unallocated
    union all
    select
        'agreement' as kind,
        charge_period as period,
        department_id,
        'tjansteavtal' as source_id,
        agreement_status as subject,
        sum(amount_ore)::bigint as amount_ore,
        count(*) as row_count
    from charges.lines
    where agreement_status <> 'in_force'
    group by charge_period, department_id, agreement_status
    union all
    select
        'no_pool' as kind,
        period,
        null as department_id,
        'huvudbok_it' as source_id,
        term as subject,
        amount as amount_ore,
        1 as row_count
    from control.equations
    where term = 'without_pool' and amount <> 0
    union all
    select
        'code_string' as kind,
        period,
        department_id,
        null as source_id,
        code_string || '|' || fault as subject,
        amount_ore,
        line_count as row_count
    from control.code_strings
    union all
    select
        'booking_error' as kind,
        period,
        department_id,
        'huvudbok_internt' as source_id,
        fault || '|' || coalesce(vouchers, '') as subject,
        abs(case when difference_ore = 0 then ours_ore else difference_ore end) as amount_ore,
        row_count
    from control.booking_errors
    union all
    select
        'broken_equation' as kind,
        period,
        null as department_id,
        source_id,
        equation as subject,
        case when unit = 'ore' then abs(difference) end as amount_ore,
        case when unit = 'rows' then abs(difference) else 1 end as row_count
    from sides
    where difference <> 0
)

select
    kind,
    period,
    department_id,
    source_id,
    subject,
    amount_ore,
    row_count
from waiting
order by
    period asc, kind asc, amount_ore desc nulls last, source_id asc, department_id asc,
    subject asc
