-- What a mending would give a payer, month by month, with what it is worth.
--
-- Grain:  one row per period, way, object kind, subject, source, service and reason.
-- Rule:   a name no department goes by, or one that has ended, is mended by an alias; a code
--         that names no cost centre by a code; an object without an owner, and what an
--         account without a unit stores, by an owner. A print is its account's and a call its
--         extension's. The öre nobody pays for a service and
--         reason are shared out on the subjects by quantity and days, by the largest
--         remainder: they sum to control.unallocated.
-- Source: quantities.unowned_uses, control.unallocated.
--
-- way          alias, owner or code; source where only a new delivery helps
-- object_kind  of an owner: account, workstation …; empty for the others
-- subject      the name in lower case, the object, or the code
-- written      as the source writes it
-- objects      different ones in the month
-- amount_ore   öre that month

with

subjects as (
    select
        unowned_uses.*,
        case
            when written is not null and reason = 'unknown_cost_centre' then 'code'
            when kind = 'storage' and lower(written) = object_id then 'owner'
            when written is not null then 'alias'
            when kind = 'agreement' or reason = 'unknown_cost_centre' then 'source'
            else 'owner'
        end as way
    from quantities.unowned_uses
),

monthly as (
    select
        periods.period,
        subjects.way,
        case
            when subjects.way <> 'owner' then ''
            when subjects.kind = 'print' then 'account'
            when subjects.kind = 'call' then 'extension'
            else subjects.kind
        end as object_kind,
        case subjects.way
            when 'alias' then lower(subjects.written)
            when 'code' then subjects.written
            else subjects.object_id
        end as subject,
        coalesce(subjects.written, subjects.object_id) as written,
        subjects.source_id,
        subjects.service_id,
        subjects.reason,
        subjects.object_id,
        case
            when subjects.rule in ('sum', 'event', 'on_day') then subjects.quantity
            else
                subjects.quantity * (
                    least(subjects.valid_until, periods.next_period)
                    - greatest(subjects.valid_from, periods.period)
                )
        end as weight
    from subjects
    join quantities.periods
        on
            subjects.valid_from < periods.next_period
            and subjects.valid_until > periods.period
),

grouped as (
    select
        period,
        way,
        object_kind,
        subject,
        min(written) as written,
        source_id,
        service_id,
        reason,
        count(distinct object_id) as objects,
        sum(weight)::bigint as weight
    from monthly
    group by period, way, object_kind, subject, source_id, service_id, reason
),

weighed as (
    select
        grouped.*,
        services.fee_kind,
        unallocated.amount_ore as whole_ore,
        sum(grouped.weight) over whole_row as of_all,
        count(*) over whole_row as subjects
    from grouped
    join control.unallocated
        on
            grouped.period = unallocated.period
            and grouped.source_id = unallocated.source_id
            and grouped.service_id = unallocated.service_id
            and grouped.reason = unallocated.reason
    left join staging.services
        on grouped.service_id = services.service_id
    window
        whole_row as (
            partition by grouped.period, grouped.source_id, grouped.service_id, grouped.reason
        )
),

divided as (
    select
        *,
        case when of_all = 0 then whole_ore else whole_ore * weight end as numerator,
        case when of_all = 0 then subjects else of_all end as divisor
    from weighed
),

floored as (
    select
        *,
        numerator // divisor as floor_ore,
        whole_ore - sum(numerator // divisor) over whole_row as left_over,
        row_number() over (
            partition by period, source_id, service_id, reason
            order by (numerator % divisor) desc, way asc, object_kind asc, subject asc
        ) as place
    from divided
    window whole_row as (partition by period, source_id, service_id, reason)
)

select
    period,
    way,
    object_kind,
    subject,
    written,
    source_id,
    service_id,
    reason,
    objects,
    -- What is passed through is öre already, and may be a credit.
    case
        when fee_kind = 'passed_through' then weight // 10
        else floor_ore + case when place <= left_over then 1 else 0 end
    end::bigint as amount_ore
from floored
order by period, way, object_kind, subject, source_id, service_id, reason
