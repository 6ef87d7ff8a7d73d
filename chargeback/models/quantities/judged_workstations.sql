-- Each accepted row of the workstation inventory, judged by itself.
--
-- Grain:  one row per row of staging.workstations.
-- Rule:   environment TEK → WS-TEK, PED → WS-PED; ADM by chassis: notebook → WS-LAP, thin
--         client → WS-TUNN, else WS-ADM. An empty environment is read from the name (PED-,
--         CAD-), else ADM. Set aside, first rule that fits: another source rules that day;
--         the department text, or the location where there is none, is an independent
--         school's (D18), by the pupil register or in so many words; replaced by a later
--         snapshot of the month.
-- Kept:   no, a view: judging again is quicker than writing as many rows as the objects.
-- Source: staging.workstations; dirty_data.csv; docs/method.md, "What is set aside".
--
-- set_aside_rule     null for a row that is counted, unless quantities.workstation_copies
--                    names it
-- object_key         the serial number; the name where that is missing or only fills the
--                    field (D14)
-- wanted_user_id, wanted_location  the main user and the location in lower case; null where
--                    the cost centre in the workstation's own code string pays as long as the
--                    snapshot holds

with

independent_schools as (
    select distinct lower(school_name) as name
    from staging.pupils
    where principal = 'Fristående'
),

payers as (
    select
        code,
        min(valid_from) as valid_from,
        max(valid_until) as valid_until
    from quantities.named_cost_centres
    group by code
    having count(*) = 1
),

classed as (
    select
        *,
        case
            when environment is not null then upper(environment)
            when asset_name ilike 'PED-%' then 'PED'
            when asset_name ilike 'CAD-%' then 'TEK'
            else 'ADM'
        end as effective_environment,
        coalesce(department_name, location) as holder_name
    from staging.workstations
),

served as (
    select
        *,
        case
            when effective_environment <> 'ADM' then 'WS-' || effective_environment
            when lower(chassis) = 'notebook' then 'WS-LAP'
            when lower(chassis) = 'thin client' then 'WS-TUNN'
            else 'WS-ADM'
        end as service_id
    from classed
)

select
    snapshot_files.source_id,
    snapshot_files.chain,
    snapshot_files.snapshot_on,
    snapshot_files.snapshot_no,
    served.service_id,
    coalesce(services.rule, 'unknown') as rule,
    case
        when not snapshot_files.rules then 'other_source_rules'
        when
            independent_schools.name is not null
            or served.holder_name ilike 'Fristående%'
            then 'independent_school'
        when
            services.rule = 'month_end' and snapshot_files.first_month_end is null
            then 'not_at_month_end'
    end as set_aside_rule,
    served.asset_name,
    case
        when served.serial_no is null then served.asset_name
        when
            lower(served.serial_no) in (
                'to be filled by o.e.m.', 'default string', 'system serial number', 'none'
            )
            then served.asset_name
        else served.serial_no
    end as object_key,
    served.cost_centre_id,
    served.main_user_id,
    case when payers.code is null then served.main_user_id end as wanted_user_id,
    case when payers.code is null then lower(served.location) end as wanted_location,
    served.purchased_on,
    served.last_inventoried_on,
    served.source_file,
    served.source_line
from served
join quantities.snapshot_files
    on served.source_file = snapshot_files.file_name
left join staging.services
    on served.service_id = services.service_id
left join independent_schools
    on lower(served.holder_name) = independent_schools.name
left join payers
    on
        served.cost_centre_id = payers.code
        and least(snapshot_files.reaches_from, snapshot_files.snapshot_on) >= payers.valid_from
        and snapshot_files.next_on <= payers.valid_until
