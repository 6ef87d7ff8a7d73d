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

accounts as (
    select
        account_rows.source_id,
        account_rows.snapshot_on,
        account_rows.object_id as holder_id,
        account_rows.person_id,
        account_rows.department_id,
        account_rows.unit_name,
        row_number() over (
            partition by account_rows.snapshot_on, account_rows.object_id
            order by
                (account_rows.set_aside_rule is not null) asc,
                account_rows.object_from desc nulls last,
                account_rows.source_file desc,
                account_rows.source_line desc
        ) as copy_no
    from quantities.account_rows
    join quantities.snapshots
        on
            account_rows.source_id = snapshots.source_id
            and account_rows.snapshot_on = snapshots.snapshot_on
    where snapshots.rules and account_rows.object_id in (select users.holder_id from users)
),

stated as (
    select
        'account' as kind,
        source_id,
        snapshot_on,
        holder_id,
        person_id,
        null::varchar as named_cost_centre_id,
        department_id,
        unit_name
    from accounts
    where copy_no = 1
    union all
    select
        kind,
        source_id,
        snapshot_on,
        object_id as holder_id,
        person_id,
        named_cost_centre_id,
        department_id,
        unit_name
    from quantities.register_rows
    where kind = 'extension' and copy_no = 1
),

numbered as (
    select
        stated.*,
        snapshots.snapshot_no,
        snapshots.previous_on,
        snapshots.next_on,
        lag(snapshots.snapshot_no) over holder as seen_before_no,
        snapshots.snapshot_no - row_number() over (
            partition by
                stated.kind, stated.holder_id, stated.person_id,
                stated.named_cost_centre_id, stated.department_id, stated.unit_name
            order by snapshots.snapshot_no
        ) as unchanged_since
    from stated
    join quantities.snapshots
        on
            stated.source_id = snapshots.source_id
            and stated.snapshot_on = snapshots.snapshot_on
    where snapshots.rules
    window holder as (
        partition by stated.kind, stated.holder_id order by snapshots.snapshot_no
    )
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
