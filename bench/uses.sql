-- One month of counted use in a city of any size, as quantities.owned_uses.
--
-- Services in the shares the sample city has them. One in a hundred is counted by the day,
-- and a fifth of those begin inside the month; the others are counted for the whole month.
--
-- $first_no, $many          the objects counted that month
-- $seed                     other dice for another city
-- $period, $last_day        first and last day of the month

with

thrown as (
    select
        range as object_no,
        hash(range, $seed) as dice
    from range($first_no::bigint, ($first_no + $many)::bigint)
),

cost_centres as (
    select
        list(cost_centre_id order by cost_centre_id) as ids,
        list(department_id order by cost_centre_id) as department_ids
    from staging.cost_centres
    where valid_from <= date '2007-01-01' and valid_until = date '9999-12-31'
),

placed as (
    select
        thrown.object_no,
        thrown.dice,
        cost_centres.ids,
        cost_centres.department_ids,
        (1 + thrown.dice // 1048576 % len(cost_centres.ids))::bigint as place,
        (thrown.dice % 100)::bigint as kind_no
    from thrown
    cross join cost_centres
)

select
    case when kind_no < 51 then 'account' else 'workstation' end as kind,
    case when kind_no < 51 then 'ad_users' else 'sccm_datorer' end as source_id,
    case
        when kind_no < 1 then 'ACC-EXT'
        when kind_no < 4 then 'ACC-FUNK'
        when kind_no < 40 then 'ACC-STD'
        when kind_no < 51 then 'ACC-BAS'
        when kind_no < 76 then 'WS-ADM'
        when kind_no < 92 then 'WS-PED'
        when kind_no < 99 then 'WS-LAP'
        else 'WS-TEK'
    end as service_id,
    case when kind_no = 0 then 'day_exact' else 'month_end' end as rule,
    ids[place] as cost_centre_id,
    department_ids[place] as department_id,
    null::varchar as agreement_id,
    null::varchar as reason,
    case when kind_no > 0 then $last_day::date end as counted_on,
    case
        when kind_no = 0 and dice // 128 % 5 = 0 then $period::date + (dice // 1024 % 20)::integer
        else $period::date
    end as valid_from,
    $last_day::date + 1 as valid_until,
    1000::bigint as quantity,
    'O' || object_no as object_id,
    date '2000-01-01' + (dice % 2000)::integer as object_from,
    date '9999-12-31' as object_until,
    $last_day::date - (dice // 32768 % 40)::integer as last_seen_on,
    case when kind_no < 51 then 'employment' else 'code_string' end as owner_rule,
    null::varchar as unit_name,
    null::varchar as named_cost_centre_id,
    case when kind_no < 51 then 'ad_users_' else 'sccm_datorer_' end
    || $last_day || '.csv' as source_file,
    object_no - $first_no + 2 as source_line
from placed
