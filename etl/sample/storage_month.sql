-- The lines of the storage report of the 20th of one month, $month_no, in order of path.
--
-- All is counted in tenths of a GB, in whole ones, so that every size can be written exactly: five
-- tenths are 512 MB. A department keeps
--   homes     one account in ten has a row of its own, the others' homes stand together;
--   archive   where there is much, so many half TB;
--   projects  one folder for each 90 GB, growing with the whole.

prepare storage_month as
with

this_month as (
    select * from months where month_no = $month_no
),

users as (
    select * from known_users($month_no) where position % 10 = 0
),

home_counts as (
    select org_id, count(*) as homes from users group by org_id
),

-- What is charged is what lies above 5 GB for each standard account, at any scale.
wanted as (
    select
        storage.org_id,
        10 * if(
            storage.quantity > 0,
            scaled(storage.quantity) + 5 * coalesce(scaled(accounts.quantity), 0),
            least(scaled(storage.gross_quantity), 5 * coalesce(scaled(accounts.quantity), 0))
        ) as tenths
    from volumes as storage
    join this_month using (period)
    left join volumes as accounts
        on  accounts.period = storage.period
        and accounts.org_id = storage.org_id
        and accounts.service_id = 'ACC-STD'
    where storage.service_id = 'STO-GB'
),

homes as (
    select
        users.org_id,
        users.account_id,
        users.object_no,
        greatest(
            1,
            least(
                1 + dice(users.object_no, 'home', 13) * dice(users.object_no, 'big home', 13)
                    * ($month_no + 24) // 48,
                wanted.tenths // (2 * home_counts.homes)
            )
        ) as tenths
    from users
    join wanted using (org_id)
    join home_counts using (org_id)
),

left_over as (
    select
        wanted.org_id,
        wanted.tenths,
        wanted.tenths - coalesce(homes.tenths, 0) as shared_tenths,
        if(wanted.tenths >= 15000, wanted.tenths // 15360, 0) as archives
    from wanted
    left join (
        select org_id, sum(tenths)::bigint as tenths from homes group by org_id
    ) as homes using (org_id)
),

-- Five parts of what is left are the other homes, the rest are projects by weight; whole tenths by
-- the step of the running weight.
folders as (
    select
        org_id,
        shared_tenths - 5120 * archives as tenths_to_share,
        folder_no,
        if(
            folder_no = 0,
            (tenths // 900 + 1) * 25,
            20 + dice(concat_ws(' ', org_id, folder_no), 'folder', 160)
        ) as weight
    from (
        select *, unnest(range(0, tenths // 900 + 2)) as folder_no
        from left_over
    )
),

summed as (
    select
        *,
        (sum(weight) over so_far)::bigint as weight_so_far,
        (sum(weight) over (partition by org_id))::bigint as weight_in_all
    from folders
    window so_far as (partition by org_id order by folder_no rows unbounded preceding)
),

shared as (
    select
        org_id,
        folder_no,
        weight_so_far * tenths_to_share // weight_in_all
            - (weight_so_far - weight) * tenths_to_share // weight_in_all as tenths
    from summed
),

everything as (
    select
        concat_ws(' ', 'home', object_no) as key,
        org_id,
        'hem' as share,
        account_id as folder,
        account_id as owner,
        tenths
    from homes
    union all
    select
        concat_ws(' ', 'folder', org_id, folder_no),
        org_id,
        if(folder_no = 0, 'hem', if(folder_no % 4 = 0, 'gem', 'proj')),
        case
            when folder_no = 0 then 'övriga'
            when folder_no % 4 = 0 then 'gemensamt ' || lpad(folder_no::varchar, 3, '0')
            else 'projekt ' || lpad(folder_no::varchar, 3, '0')
        end,
        null,
        tenths
    from shared
    where tenths > 0
    union all
    select 'archive ' || org_id, org_id, 'arkiv', 'arkiv', null, 5120 * archives
    from left_over
    where archives > 0
),

owned as (
    select
        everything.*,
        '\\SRV' || departments.code || '01\' || share as volume,
        case
            -- D41, but never the homes of a whole department or its archive
            when folder not in ('övriga', 'arkiv') and dice(key, 'D41', 100) = 0 then ''
            when owner is not null then owner
            when folder not in ('övriga', 'arkiv') and has_unknown_department(key)
                then 'Projekt Öresund'
            else typed_department(key, departments.name_sv, departments.aliases)
        end as owner_text,
        case
            when share = 'arkiv' then 'TB'
            -- D28: eight rows in a hundred, of those that can be told exactly
            when tenths % 5 = 0 and dice(concat_ws(' ', key, $month_no), 'D28', 100) < 60 then 'MB'
            else 'GB'
        end as unit
    from everything
    join departments using (org_id)
)

select
    concat_ws(
        ';',
        typed_date(key, this_month.period + 19),
        volume,
        volume || '\' || folder,
        owner_text,
        case unit
            -- halves of a TB
            when 'TB' then kronor_text(tenths // 5120 * 50)
            when 'MB' then (tenths // 5 * 512)::varchar
            else if(
                dice(key, 'D19', 2) = 0,
                blanked_thousands(tenths // 10),
                -- a blank that does not break
                replace(blanked_thousands(tenths // 10), ' ', chr(160))
            ) || ',' || (tenths % 10)
        end,
        unit
    ) as line
from owned
cross join this_month
order by volume, folder, key
