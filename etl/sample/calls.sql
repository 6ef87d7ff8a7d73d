-- The kinds of call: out of a hundred calls those below up_to, öre a minute, an ordinary length.
create or replace table call_kinds (
    kind_no bigint, up_to bigint, call_type varchar, ore_a_minute bigint, seconds bigint,
    number_called varchar
);
insert into call_kinds values
    (1, 12, 'Internt', 0, 150, '040-34xxxx'),
    (2, 34, 'Lokalt', 25, 240, '040-xxxxxx'),
    (3, 46, 'Riks', 45, 300, '08-xxxxxx'),
    (4, 80, 'Mobil', 250, 300, '+46708xxxxxx'),
    (5, 92, 'Utland', 600, 540, '0045xxxxxxxx'),
    (6, 100, 'Betal', 990, 270, '0771xxxxxx');

-- Grain: roll from 0 to 99.
create or replace table call_rolls as
select
    roll,
    arg_min(kind_no, up_to) as kind_no
from (select unnest(range(0, 100)) as roll)
join call_kinds on roll < up_to
group by roll;
