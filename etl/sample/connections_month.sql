-- The lines of one month's register of connections, $month_no.

prepare connections_month as
with

stays as (
    select
        connection_stays.*,
        null::date as ended_on
    from connection_stays
    where $month_no between first_no and last_no
),

-- Ended the month after the last one counted, and told for three months. One that came and went in
-- a month was never counted.
ended as (
    select
        connection_stays.* replace (connection_stays.last_no + 1 as last_no),
        after_it.period + dice(connection_stays.connection_no, 'ended', 25)::int as ended_on
    from connection_stays
    join connection_lives as lives using (connection_no)
    join months as after_it on after_it.month_no = lives.died_no + 1
    where connection_stays.last_no = lives.died_no
        and $month_no between lives.died_no + 1 and lives.died_no + 3
),

everything as (
    select *, $month_no as owned_no from stays
    union all
    select *, last_no - 1 from ended
),

sites as (
    select
        everything.*,
        defaults.ansvar,
        departments.name_sv,
        departments.aliases,
        coalesce(odd.is_unowned, false) as is_unowned,
        partners.name_sv as partner_name,
        has_unknown_department(connection_no) and odd.connection_no is null as is_unknown,
        [
            'Hermodsdalsgatan', 'Södra Förstadsgatan', 'Lundavägen', 'Amiralsgatan',
            'Bergsgatan', 'Limhamnsvägen', 'Kirsebergsgatan', 'Regementsgatan', 'Ystadvägen',
            'Lorensborgsgatan', 'Nobelvägen', 'Exercisgatan', 'Östra Förstadsgatan',
            'Carl Gustafs väg', 'Pildammsvägen', 'Oxie kyrkväg'
        ][1 + dice(connection_no, 'street', 16)] as street
    from everything
    join units as defaults
        on  defaults.month_no = everything.owned_no
        and defaults.org_id = everything.org_id
        and defaults.is_default
    join departments on departments.org_id = everything.org_id
    left join odd_connections as odd using (connection_no)
    left join departments as partners on partners.org_id = odd.shared_with
)

select
    concat_ws(
        ';',
        'N' || lpad(connection_no::varchar, 4, '0'),
        street || ' ' || (1 + dice(connection_no, 'door', 90)),
        ['Förskola', 'Skola', 'Kontor', 'Mötesplats', 'Bibliotek'][
            1 + dice(connection_no, 'property', 5)
        ] || ' ' || street,
        case
            when is_unowned then ''
            when is_unknown then 'Projekt Öresund'
            when partner_name is not null then name_sv || ', ' || partner_name
            else typed_department(connection_no, name_sv, aliases)
        end,
        case service_id
            when 'CONN-SITE-10' then ['10 Mbit', '10'][1 + dice(connection_no, 'speed', 2)]
            when 'CONN-SITE-100' then ['100 Mbit', '100'][1 + dice(connection_no, 'speed', 2)]
            else '1 Gbit'
        end,
        -- Empty on three in a hundred: then the speed tells.
        if(dice(connection_no, 'class', 33) = 0, '', service_id),
        typed_date(connection_no, connected_on),
        coalesce(ended_on::varchar, typed_open_end(connection_no)),
        if(is_unowned or is_unknown or dice(connection_no, 'ansvar', 25) = 0, '', ansvar)
    ) as line
from sites
order by connection_no
