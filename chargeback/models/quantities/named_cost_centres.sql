-- Which cost centre each code names, day by day: the register's own, and those mended.
--
-- Grain:  one row per code and stretch of days; none of a code's overlap.
-- Rule:   a code names the cost centre that has it, while that is in force. On days when none
--         has it, a mending may say which one is meant, while that one is in force.
-- Source: staging.cost_centres, staging.mending_codes; docs/method.md, "Mendings".
--
-- code                     as the sources write it
-- mending                  number of the fact in the journal that says so; null for the
--                          register's own
-- valid_from, valid_until  half-open interval of days

with

mended as (
    select distinct code
    from staging.mending_codes
),

-- The days on which a mended code names no cost centre: before, between and after its own.
own_days as (
    select
        mended.code,
        cost_centres.valid_from,
        cost_centres.valid_until
    from mended
    join staging.cost_centres
        on mended.code = cost_centres.cost_centre_id
    union all
    select
        code,
        date '0001-01-01' as valid_from,
        date '0001-01-01' as valid_until
    from mended
),

free_days as (
    select
        code,
        valid_until as valid_from,
        lead(valid_from, 1, date '9999-12-31') over (
            partition by code order by valid_from
        ) as valid_until
    from own_days
),

meant as (
    select
        mending_codes.code,
        cost_centres.cost_centre_id,
        cost_centres.department_id,
        mending_codes.source_line as mending,
        greatest(
            mending_codes.valid_from, free_days.valid_from, cost_centres.valid_from
        ) as valid_from,
        least(
            mending_codes.valid_until, free_days.valid_until, cost_centres.valid_until
        ) as valid_until
    from staging.mending_codes
    join free_days
        on mending_codes.code = free_days.code
    join staging.cost_centres
        on mending_codes.cost_centre_id = cost_centres.cost_centre_id
)

select
    cost_centre_id as code,
    cost_centre_id,
    department_id,
    null::bigint as mending,
    valid_from,
    valid_until
from staging.cost_centres
union all
select
    code,
    cost_centre_id,
    department_id,
    mending,
    valid_from,
    valid_until
from meant
where valid_from < valid_until
order by code, valid_from
