-- Who stood behind an account or an extension, day by day: what a use of it rests on.
--
-- Grain:  one row per kind, holder and stretch of days on which its register says the same.
-- Rule:   a use is told with its day only. The register's newest snapshot on or before the
--         day says who held the account or extension; where that one does not know it, the
--         next one does. Rows set aside for the fee speak here too: who leaves in a month
--         has printed before. Accounts are looked up where something was used by them.
-- Source: quantities.account_rows, quantities.register_rows; money.md, "Owner of an object
--         on a day".
--
-- kind                     account or extension
-- holder_id                the account, or the extension's number
-- named_cost_centre_id     in the extension's own row
-- department_id            of the directory unit or the register's department text
-- valid_from, valid_until  half-open interval of days; none of a holder's overlap

with

users as (
    select distinct user_id as holder_id
    from staging.prints
    union
    select distinct reporter_id
    from staging.tickets
    union
    select distinct lower(owner_name)
    from staging.storage_volumes
),

named as (
    select
        'account' as kind,
        source_id,
        snapshot_on,
        object_id as holder_id,
        person_id,
        null::varchar as named_cost_centre_id,
        department_id,
        unit_name,
        set_aside_rule,
        object_from,
        source_file,
        source_line
    from quantities.account_rows
    where object_id in (select users.holder_id from users)
    union all
    select
        kind,
        source_id,
        snapshot_on,
        object_id as holder_id,
        person_id,
        named_cost_centre_id,
        department_id,
        unit_name,
        set_aside_rule,
        object_from,
        source_file,
        source_line
    from quantities.register_rows
    where kind = 'extension'
),

stated as (
    select
        named.*,
        snapshots.snapshot_no,
        snapshots.previous_on,
        snapshots.next_on,
        row_number() over (
            partition by named.kind, named.snapshot_on, named.holder_id
            order by
                (named.set_aside_rule is not null) asc,
                named.object_from desc nulls last,
                named.source_file desc,
                named.source_line desc
        ) as copy_no
    from named
    join quantities.snapshots
        on
            named.source_id = snapshots.source_id
            and named.snapshot_on = snapshots.snapshot_on
    where snapshots.rules
),

numbered as (
    select
        *,
        lag(snapshot_no) over holder as seen_before_no,
        snapshot_no - row_number() over (
            partition by
                kind, holder_id, person_id, named_cost_centre_id, department_id, unit_name
            order by snapshot_no
        ) as unchanged_since
    from stated
    where copy_no = 1
    window holder as (partition by kind, holder_id order by snapshot_no)
),

placed as (
    select
        *,
        case
            when seen_before_no = snapshot_no - 1 then snapshot_on
            else coalesce(previous_on, date '0001-01-01')
        end as begins_on
    from numbered
),

runs as (
    select
        kind,
        holder_id,
        person_id,
        named_cost_centre_id,
        department_id,
        unit_name,
        min(begins_on) as valid_from,
        max(next_on) as valid_until
    from placed
    group by
        kind, holder_id, person_id, named_cost_centre_id, department_id, unit_name,
        unchanged_since
),

-- Two directories that both know an account must not make one print two.
apart as (
    select
        * replace (
            least(
                valid_until,
                lead(valid_from, 1, valid_until) over (
                    partition by kind, holder_id order by valid_from, valid_until
                )
            ) as valid_until
        )
    from runs
)

select *
from apart
where valid_from < valid_until
order by kind, holder_id, valid_from
