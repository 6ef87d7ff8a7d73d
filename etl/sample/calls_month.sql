-- The lines of one month's calls, $month_no, in the order of the clock.
--
-- A department's calls get weights by kind and length. The öre of a call is the step that the
-- running weight, drawn out to the department's öre, takes with it: whole öre, and together exactly
-- the volume, credits included. One call for each 15 kronor.

prepare calls_month as
with

this_month as (
    select * from months where month_no = $month_no
),

days as (
    select position, midnight from work_days where month_no = $month_no
),

extensions as (
    select
        this.org_id,
        this.extension_no,
        this.extension_type,
        this.ansvar,
        -- the register's last file knows it as it is now
        $month_no = 1 or before.object_no is not null as is_settled,
        row_number() over (partition by this.org_id order by this.object_no) - 1 as position
    from extension_months as this
    left join extension_months as before
        on  before.object_no = this.object_no
        and before.ansvar = this.ansvar
        and before.month_no = $month_no - 1
    where this.month_no = $month_no
),

wanted as (
    select
        volumes.org_id,
        scaled(volumes.quantity) as ore,
        choices.extensions,
        (select count(*) from days) as work_days
    from volumes
    join this_month using (period)
    join (select org_id, count(*) as extensions from extensions group by org_id) as choices
        using (org_id)
    where volumes.service_id = 'TEL-TRAF'
),

rolled as (
    select
        org_id,
        ore,
        extensions,
        work_days,
        call_no,
        (hash(org_id, call_no, $month_no, getvariable('seed')) >> 1)::bigint as roll
    from (select *, unnest(range(1, greatest(ore // 1500, 1) + 1)) as call_no from wanted)
),

timed as (
    select
        rolled.*,
        (hash(rolled.roll) >> 1)::bigint as second_roll,
        kinds.call_type,
        kinds.ore_a_minute,
        kinds.number_called,
        -- a length: an ordinary one times the product of two dice, skewed as calls are
        10 + 4 * kinds.seconds * ((rolled.roll // 100) % 1000 + 1)::bigint
            * ((rolled.roll // 100000) % 1000 + 1)::bigint
            // 1000000 as seconds
    from rolled
    -- A department's first call is one that costs, so that there is something to draw out.
    join call_rolls on call_rolls.roll = if(rolled.call_no = 1, 50, rolled.roll % 100)
    join call_kinds as kinds using (kind_no)
),

weighed as (
    select
        *,
        -- D26: a credit now and then
        call_no % 700 = 350 as is_credit,
        if(call_no % 700 = 350, -7200, seconds * ore_a_minute) as weight
    from timed
),

summed as (
    select
        *,
        (sum(weight) over calls_so_far)::bigint as weight_so_far,
        (sum(weight) over department)::bigint as weight_in_all
    from weighed
    window
        calls_so_far as (partition by org_id order by call_no rows unbounded preceding),
        department as (partition by org_id)
),

priced as (
    select
        *,
        weight_so_far * ore // weight_in_all - (weight_so_far - weight) * ore // weight_in_all
            as amount_ore
    from summed
),

dated as (
    select
        priced.*,
        case
            when is_credit or ore_a_minute = 0 then priced.seconds
            else greatest(amount_ore * 60 // ore_a_minute, 1)
        end as length,
        -- D26: a call over midnight at the month's end; the month it started in pays
        case
            when (second_roll // 1000) % 2000 = 0
                then this_month.last_day::timestamp
                    + to_seconds(86100 + (second_roll // 100000) % 300)
            else days.midnight
                + to_seconds(work_hours.seconds + (second_roll // 100000000) % 3600)
        end as called_at
    from priced
    cross join this_month
    join days on days.position = priced.second_roll % priced.work_days
    join work_hours on work_hours.position = (priced.second_roll // 1000000) % 100
),

placed as (
    select
        dated.*,
        extensions.extension_no,
        extensions.extension_type,
        extensions.ansvar,
        extensions.is_settled
    from dated
    join extensions
        on  extensions.org_id = dated.org_id
        and extensions.position = (dated.roll // 100000000) % dated.extensions
)

select
    concat_ws(
        ';',
        replace(called_at::varchar, ' ', ';'),
        -- D26: blanks in the number
        if(
            second_roll % 250 = 7,
            left(extension_no, 2) || ' ' || substr(extension_no, 3, 2) || ' ' || substr(extension_no, 5),
            extension_no
        ),
        extension_type,
        number_called,
        call_type,
        length::varchar,
        if(amount_ore < 0, '-', '') || kronor_text(abs(amount_ore)),
        -- D26: no cost centre: the extension's owner pays
        if(second_roll % 200 = 9 and is_settled, '', ansvar)
    ) as line
from placed
order by called_at, roll
