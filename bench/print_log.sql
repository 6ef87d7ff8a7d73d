-- A month's print log of any length as the print system writes it, headings and columns of its own.
--
-- $many      rows
-- $seed      other dice for another log

with

thrown as (
    select
        range as job_no,
        hash(range, $seed) as dice
    from range($many::bigint)
)

select
    strftime(
        timestamp '2010-11-01 06:00:00'
        + to_seconds((job_no * 30 * 86400 // $many::bigint)::bigint), '%Y-%m-%d %H:%M:%S'
    ) as "Tid",
    'p' || lpad((dice % 20000)::varchar, 6, '0') as "Användare",
    (1 + dice // 32 % 12)::bigint as "Sidor",
    (1 + dice // 1024 % 3)::bigint as "Kopior",
    'CEN-' || (dice // 4096 % 800)::varchar || '-MFP2' as "Skrivare",
    '' as "Dokument",
    'PC-CEN-' || lpad((dice // 65536 % 18000)::varchar, 5, '0') as "Klient",
    'A4' as "Pappersformat",
    case when dice // 1048576 % 5 = 0 then 'JA' else 'NEJ' end as "Färg",
    'NEJ' as "Duplex",
    '1.50' as "Kostnad"
from thrown
