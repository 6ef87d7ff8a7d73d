-- Prices cut by month; a department with an agreed price has prices of its own that month.
--
-- Grain:  one row per price row and month it reaches into, for everybody; and for each
--         department with an agreed price one per price row and stretch of the month.
-- Rule:   an agreed price goes before the list's on its days, for its department.
-- Source: charges.price_rows, quantities.periods; docs/method.md, "Prices".
--
-- department_id            null for everybody without prices of their own that month
-- price_value              what a line's price is known by, whatever its kind
-- valid_from, valid_until  the days of the month the price holds, half-open

with

cut as (
    select
        price_rows.service_id,
        price_rows.fee_kind,
        price_rows.department_id,
        price_rows.agreement_id,
        price_rows.price_list_id,
        price_rows.price_agreement_id,
        price_rows.price_ore,
        price_rows.price_e4,
        price_rows.tier_kind,
        coalesce(
            price_rows.price_ore::varchar, price_rows.price_e4 || 'e4', price_rows.tier_kind,
            'passed_through'
        ) as price_value,
        periods.period,
        greatest(price_rows.valid_from, periods.period) as valid_from,
        least(price_rows.valid_until, periods.next_period) as valid_until
    from charges.price_rows
    join quantities.periods
        on
            price_rows.valid_from < periods.next_period
            and price_rows.valid_until > periods.period
),

agreed as (
    select * from cut
    where department_id is not null
),

listed as (
    select * from cut
    where department_id is null
),

-- A month in which a department has an agreed price is told for it whole: the agreed days,
-- and the list's price on the others.
own_days as (
    select
        service_id,
        department_id,
        period,
        unnest([valid_from, valid_until]) as changes_on
    from agreed
    union
    select
        listed.service_id,
        agreed.department_id,
        listed.period,
        unnest([listed.valid_from, listed.valid_until]) as changes_on
    from agreed
    join listed
        on agreed.service_id = listed.service_id and agreed.period = listed.period
),

own_stretches as (
    select
        service_id,
        department_id,
        period,
        changes_on as valid_from,
        lead(changes_on) over (
            partition by service_id, department_id, period order by changes_on
        ) as valid_until
    from own_days
),

own_listed as (
    select
        listed.* replace (
            own_stretches.department_id as department_id,
            own_stretches.valid_from as valid_from,
            own_stretches.valid_until as valid_until
        )
    from own_stretches
    join listed
        on
            own_stretches.service_id = listed.service_id
            and own_stretches.period = listed.period
            and own_stretches.valid_from >= listed.valid_from
            and own_stretches.valid_until <= listed.valid_until
    left join agreed
        on
            own_stretches.service_id = agreed.service_id
            and own_stretches.department_id = agreed.department_id
            and own_stretches.period = agreed.period
            and own_stretches.valid_from >= agreed.valid_from
            and own_stretches.valid_until <= agreed.valid_until
    where agreed.service_id is null
)

select * from listed
union all
select * from agreed
union all
select * from own_listed
