-- What closed months would be charged now beyond what was charged for them: credits and debits.
--
-- Grain:  one row per line of a month before the first open one whose amount is another now.
-- Rule:   the line as it would be now − the original − its earlier corrections; not rounded
--         itself; nothing where that is zero. Booked in the first open month. A line that would
--         not be there now keeps its words and has no quantity left.
-- Source: charges.described_lines, staging.sealed_lines; money.md, "Periods and corrections".
--
-- original_line_id  the line corrected, as it is called in its own month
-- now_ore           öre as the line would be now; before_ore charged for it so far
-- correction_cause  price: the same use at another price; quantity: more or less of it;
--                   added or removed: a line that was not, or is no longer there; rule: the
--                   same quantity at the same price is counted to another amount
--
-- The other columns are those of charges.described_lines.

with

sealed as (
    select
        coalesce(original_line_id, line_id) as original_line_id,
        sum(amount_ore)::bigint as charged_ore,
        max(period) as last_period
    from staging.sealed_lines
    where fee_kind <> 'settlement'
    group by coalesce(original_line_id, line_id)
),

sealed_words as (
    select
        sealed_lines.*,
        sealed.charged_ore
    from sealed
    join staging.sealed_lines
        on
            sealed.original_line_id
            = coalesce(sealed_lines.original_line_id, sealed_lines.line_id)
            and sealed.last_period = sealed_lines.period
),

now_lines as (
    select described_lines.*
    from charges.described_lines
    join charges.open_period
        on described_lines.charge_period < open_period.open_from
),

compared as (
    select
        now_lines.*,
        now_lines.line_id as corrected_id,
        now_lines.amount_ore as is_now_ore,
        coalesce(sealed_words.charged_ore, 0) as charged_ore,
        case
            when coalesce(sealed_words.object_count, 0) = 0 then 'added'
            when
                (now_lines.quantity is distinct from sealed_words.quantity)
                or (now_lines.quantity_days is distinct from sealed_words.quantity_days)
                then 'quantity'
            else 'rule'
        end as cause
    from now_lines
    left join sealed_words
        on now_lines.line_id = coalesce(sealed_words.original_line_id, sealed_words.line_id)
),

lost as (
    select sealed_words.*
    from sealed_words
    left join now_lines
        on coalesce(sealed_words.original_line_id, sealed_words.line_id) = now_lines.line_id
    where now_lines.line_id is null
),

gone as (
    select
        * exclude (
            is_correction, original_line_id, now_ore, before_ore, correction_cause
        ) replace (
            0 as units,
            0 as quantity,
            case when unit_days is not null then 0 end as unit_days,
            case when quantity_days is not null then 0 end as quantity_days,
            0 as object_count
        ),
        coalesce(original_line_id, line_id) as corrected_id,
        0 as is_now_ore,
        'removed' as cause
    from lost
),

both_sides as (
    select *
    from compared
    union all by name
    select *
    from gone
),

changed as (
    select *
    from both_sides
    where is_now_ore <> charged_ore
),

-- The same use at another price is a line that goes and one that comes.
at_other_prices as (
    select
        charge_period,
        department_id,
        cost_centre_id,
        service_id
    from changed
    where cause in ('added', 'removed')
    group by charge_period, department_id, cost_centre_id, service_id
    having min(cause) <> max(cause)
),

told as (
    select
        changed.*,
        open_period.open_from,
        case
            when at_other_prices.service_id is not null and changed.cause in ('added', 'removed')
                then 'price'
            else changed.cause
        end as told_cause
    from changed
    cross join charges.open_period
    left join at_other_prices
        on
            changed.charge_period = at_other_prices.charge_period
            and changed.department_id = at_other_prices.department_id
            and changed.cost_centre_id = at_other_prices.cost_centre_id
            and changed.service_id = at_other_prices.service_id
)

select
    * exclude (corrected_id, is_now_ore, charged_ore, cause, open_from, told_cause) replace (
        'L' || left(md5(concat_ws('|', open_from, corrected_id)), 12) as line_id,
        open_from as period,
        is_now_ore - charged_ore as amount_ore
    ),
    true as is_correction,
    corrected_id as original_line_id,
    is_now_ore as now_ore,
    charged_ore as before_ore,
    told_cause as correction_cause
from told
