-- Charges a department can end: what nobody uses, month by month, with what ending it saves.
--
-- Grain:  one row per period, kind of saving and charged object.
-- Rule:   leaver_account: the account of a person whose last employment has ended.
--         dormant_machine: not inventoried for more than 90 days.
--         double_charge: a person's second staff account; the one used last is kept.
--         unused_licence: an office licence on a machine that was not charged when the licence
--         was read, and is not that month: one replaced since then may have taken it over.
--         The price is the list's on the month's last day. Ended by return_by it is not counted
--         again: the next month's last day, or the next reading of a service read on dates.
-- Source: detail.objects, staging.accounts, staging.licences, staging.prices.
--
-- since_on            the day it fell out of use; null where nothing tells
-- year_ore            öre a year
-- left_this_year_ore  öre of the months left of the year from the one after return_by's count
-- return_by           the last day to return it

with

held as (
    select
        objects.valid_from as held_from,
        objects.valid_until as held_until,
        objects.department_id,
        objects.cost_centre_id,
        objects.service_id,
        services.rule,
        services.rule_days,
        services.area,
        objects.object_id,
        objects.last_seen_on,
        objects.source_file,
        objects.source_line
    from detail.objects
    join staging.services
        on objects.service_id = services.service_id
    where
        services.rule in ('month_end', 'on_dates')
        and services.area in ('Arbetsplats', 'Konto', 'Licens')
),

held_accounts as (
    select
        held.*,
        accounts.person_id
    from held
    join staging.accounts
        on
            held.source_file = accounts.source_file
            and held.source_line = accounts.source_line
    where held.area = 'Konto' and held.rule = 'month_end' and accounts.person_id is not null
),

employed as (
    select
        person_id,
        max(valid_until) as last_until
    from quantities.employments
    group by person_id
),

leavers as (
    select
        'leaver_account' as kind,
        held_accounts.held_from as period,
        held_accounts.department_id,
        held_accounts.cost_centre_id,
        held_accounts.service_id,
        held_accounts.object_id,
        employed.last_until - 1 as since_on,
        held_accounts.source_file,
        held_accounts.source_line
    from held_accounts
    join employed
        on held_accounts.person_id = employed.person_id
    where employed.last_until <= last_day(held_accounts.held_from)
),

numbered_accounts as (
    select
        *,
        row_number() over (
            partition by held_from, person_id
            order by last_seen_on desc nulls last, service_id desc, object_id asc
        ) as account_no
    from held_accounts
    where service_id in ('ACC-STD', 'ACC-BAS')
),

doubles as (
    select
        'double_charge' as kind,
        numbered_accounts.held_from as period,
        numbered_accounts.department_id,
        numbered_accounts.cost_centre_id,
        numbered_accounts.service_id,
        numbered_accounts.object_id,
        null::date as since_on,
        numbered_accounts.source_file,
        numbered_accounts.source_line
    from numbered_accounts
    left join leavers
        on
            numbered_accounts.source_file = leavers.source_file
            and numbered_accounts.source_line = leavers.source_line
            and numbered_accounts.held_from = leavers.period
    where numbered_accounts.account_no > 1 and leavers.period is null
),

dormant as (
    select
        'dormant_machine' as kind,
        held_from as period,
        department_id,
        cost_centre_id,
        service_id,
        object_id,
        last_seen_on as since_on,
        source_file,
        source_line
    from held
    where area = 'Arbetsplats' and last_day(held_from) - last_seen_on > 90
),

charged_machines as (
    select distinct
        held_from as period,
        upper(object_id) as asset_name
    from held
    where area = 'Arbetsplats'
),

unused as (
    select
        'unused_licence' as kind,
        periods.period,
        held.department_id,
        held.cost_centre_id,
        held.service_id,
        held.object_id,
        null::date as since_on,
        held.source_file,
        held.source_line
    from held
    join quantities.periods
        on held.held_from < periods.next_period and held.held_until > periods.period
    join staging.licences
        on
            held.source_file = licences.source_file
            and held.source_line = licences.source_line
    left join charged_machines as now_charged
        on
            periods.period = now_charged.period
            and upper(licences.asset_name) = now_charged.asset_name
    left join charged_machines as then_charged
        on
            date_trunc('month', licences.snapshot_on) = then_charged.period
            and upper(licences.asset_name) = then_charged.asset_name
    where
        held.area = 'Licens'
        and licences.asset_name is not null
        and licences.snapshot_on >= (select min(first.period) from quantities.periods as first)
        and now_charged.asset_name is null
        and then_charged.asset_name is null
),

found as (
    select * from leavers
    union all
    select * from doubles
    union all
    select * from dormant
    union all
    select * from unused
),

prices as (
    select
        prices.service_id,
        periods.period,
        max(prices.price_ore) as price_ore
    from staging.prices
    join quantities.periods
        on prices.valid_from <= periods.last_day and prices.valid_until > periods.last_day
    where prices.price_ore is not null
    group by prices.service_id, periods.period
),

-- What is counted at month end is returned in the next month; what is read on dates before the
-- year's next reading, and then saves from the month the reading takes effect.
dated as (
    select
        found.*,
        prices.price_ore,
        case
            when services.rule = 'month_end'
                then last_day((found.period + interval 1 month)::date)
            else last_day(make_date(year(found.period), 12, 1))
        end as return_by,
        case
            when services.rule = 'month_end' then month(found.period) + 1
            else 13
        end as first_saved_month
    from found
    join staging.services
        on found.service_id = services.service_id
    join prices
        on found.service_id = prices.service_id and found.period = prices.period
),

months as (
    select unnest(generate_series(1, 12))::bigint as month_no
)

select
    dated.kind,
    dated.period,
    dated.department_id,
    dated.cost_centre_id,
    dated.service_id,
    dated.object_id,
    dated.since_on,
    dated.price_ore as year_ore,
    coalesce(
        sum(
            case
                when months.month_no >= dated.first_saved_month
                    then (dated.price_ore + months.month_no - 1) // 12
            end
        ), 0
    )::bigint as left_this_year_ore,
    dated.return_by,
    dated.source_file,
    dated.source_line
from dated
cross join months
group by
    dated.kind, dated.period, dated.department_id, dated.cost_centre_id, dated.service_id,
    dated.object_id, dated.since_on, dated.price_ore, dated.return_by, dated.source_file,
    dated.source_line
order by
    dated.kind, dated.period, dated.department_id, dated.cost_centre_id, dated.object_id,
    dated.source_file, dated.source_line
