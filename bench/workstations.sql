-- One month's snapshot of the workstation inventory of a city of any size, as staging.workstations.
--
-- $first_no, $many  the workstations of the inventory that month
-- $seed             other dice for another city
-- $snapshot_on      the last day of the month

with

thrown as (
    select
        range as asset_no,
        hash(range, $seed + 1) as dice
    from range($first_no::bigint, ($first_no + $many)::bigint)
),

cost_centres as (
    select list(cost_centre_id order by cost_centre_id) as ids
    from staging.cost_centres
    where valid_until = date '9999-12-31'
),

coded as (
    select
        asset_no,
        dice,
        cost_centres.ids[(1 + dice // 8192 % len(cost_centres.ids))::bigint] as code
    from thrown
    cross join cost_centres
)

select
    'PC-' || asset_no as asset_name,
    'SN' || asset_no as serial_no,
    case when dice % 3 = 0 then 'Notebook' else 'Desktop' end as chassis,
    case dice // 16 % 10
        when 0 then 'TEK'
        when 1 then null
        else case when dice // 512 % 2 = 0 then 'ADM' else 'PED' end
    end as environment,
    ($snapshot_on::date - (dice // 1024 % 40)::integer) as last_inventoried_on,
    'a' || asset_no as main_user_id,
    null::varchar as department_name,
    date '2006-01-01' + (dice % 300)::integer as purchased_on,
    code as code_string,
    case when dice // 4096 % 20 > 0 then code end as cost_centre_id,
    'Dell' as manufacturer,
    'OptiPlex 755' as model,
    'Microsoft Windows XP Professional SP2' as operating_system,
    null::varchar as location,
    $snapshot_on::date as snapshot_on,
    'sccm_datorer_' || $snapshot_on || '.csv' as source_file,
    (asset_no - $first_no + 2)::bigint as source_line
from coded
