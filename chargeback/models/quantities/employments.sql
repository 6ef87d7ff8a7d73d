-- When each employment placed a person in a unit, and at what rate.
--
-- Grain:  one row per person, employment number and interval of days.
-- Rule:   an employment holds by its own first and last day. A change that the register does
--         not date itself takes effect on the snapshot day it is first seen; one that it
--         dates takes effect that day. Gone without a last day: to the first snapshot day
--         it is missing. A last day that only the next snapshot tells counts too.
-- Source: staging.employments; dirty data D03, D07; docs/method.md, "From snapshots to days".
--
-- employment_rate          hundredths of a per cent; 7500 is 75 %
-- valid_from, valid_until  half-open interval of days

with

-- Of 60 snapshots a row stood in some: they are the bits of one whole number.
blocks as (
    select
        snapshot_files.chain,
        employments.person_id,
        employments.employment_no,
        employments.org_code,
        employments.employment_rate,
        employments.valid_from,
        employments.valid_until,
        snapshot_files.snapshot_no // 60 as block,
        min(snapshot_files.snapshot_no) as first_no,
        max(snapshot_files.snapshot_no) as last_no,
        bit_or(1::bigint << (snapshot_files.snapshot_no % 60)) as stood
    from staging.employments
    join quantities.snapshot_files
        on employments.source_file = snapshot_files.file_name
    where snapshot_files.rules
    group by
        snapshot_files.chain, employments.person_id, employments.employment_no,
        employments.org_code, employments.employment_rate, employments.valid_from,
        employments.valid_until, snapshot_files.snapshot_no // 60
),

stated as (
    select
        chain,
        person_id,
        employment_no,
        org_code,
        employment_rate,
        valid_from,
        valid_until,
        min(first_no) as first_no,
        max(last_no) as last_no,
        sum(bit_count(stood))::bigint as times
    from blocks
    group by
        chain, person_id, employment_no, org_code, employment_rate, valid_from, valid_until
),

-- Those that were gone in between begin anew: few, and taken apart snapshot by snapshot.
returned as (
    select
        blocks.*,
        places.place + 60 * blocks.block as snapshot_no
    from blocks
    join stated
        on
            blocks.chain = stated.chain
            and blocks.person_id = stated.person_id
            and blocks.employment_no = stated.employment_no
            and blocks.org_code is not distinct from stated.org_code
            and blocks.employment_rate is not distinct from stated.employment_rate
            and blocks.valid_from = stated.valid_from
            and blocks.valid_until = stated.valid_until
    cross join range(60) as places (place)
    where
        stated.times <= stated.last_no - stated.first_no
        and blocks.stood >> places.place & 1 = 1
),

numbered as (
    select
        *,
        snapshot_no - row_number() over (
            partition by
                chain, person_id, employment_no, org_code, employment_rate, valid_from,
                valid_until
            order by snapshot_no
        ) as unchanged_since
    from returned
),

runs as (
    select
        chain,
        person_id,
        employment_no,
        org_code,
        employment_rate,
        valid_from,
        valid_until,
        first_no,
        last_no
    from stated
    where times > last_no - first_no
    union all
    select
        chain,
        person_id,
        employment_no,
        org_code,
        employment_rate,
        valid_from,
        valid_until,
        min(snapshot_no) as first_no,
        max(snapshot_no) as last_no
    from numbered
    group by
        chain, person_id, employment_no, org_code, employment_rate, valid_from,
        valid_until, unchanged_since
),

unchanged as (
    select
        runs.*,
        firsts.snapshot_on as first_on,
        firsts.previous_on as before_on,
        lasts.snapshot_on as last_on,
        lasts.next_on
    from runs
    join quantities.snapshots as firsts
        on runs.chain = firsts.chain and runs.first_no = firsts.snapshot_no
    join quantities.snapshots as lasts
        on runs.chain = lasts.chain and runs.last_no = lasts.snapshot_no
),

in_order as (
    select
        *,
        lag(last_on) over employment as seen_before_on,
        lead(first_on) over employment as told_again_on,
        lead(valid_from) over employment as told_valid_from,
        lead(valid_until) over employment as told_valid_until
    from unchanged
    window employment as (
        partition by person_id, employment_no
        order by first_on, valid_from, org_code, employment_rate, valid_until
    )
),

placed as (
    select
        person_id,
        employment_no,
        org_code,
        employment_rate,
        case
            when before_on is null or valid_from > before_on then valid_from
            when seen_before_on = before_on then first_on
            else before_on + 1
        end as valid_from,
        least(
            valid_until,
            next_on,
            case
                when told_again_on = next_on and told_valid_from > last_on then told_valid_from
                when told_again_on = next_on then greatest(told_valid_until, last_on + 1)
                else next_on
            end
        ) as valid_until
    from in_order
)

select *
from placed
where valid_from < valid_until
order by person_id, employment_no, valid_from
