-- What people ring about: out of a hundred errands those below up_to, who looks after it when it is
-- not solved at once, and how urgent it may be (one letter a priority, the common ones often).
create or replace table ticket_kinds (
    kind_no bigint, up_to bigint, ticket_type varchar, category varchar, group_name varchar,
    priorities varchar
);
insert into ticket_kinds values
    (1, 22, 'Incident', 'Inloggning', 'Katalog', '3333332324'),
    (2, 34, 'Incident', 'Skrivare', 'Fältsupport', '3333343344'),
    (3, 46, 'Incident', 'E-post', 'Serverdrift', '3332333233'),
    (4, 56, 'Incident', 'Verksamhetssystem', 'Systemförvaltning', '3323332321'),
    (5, 64, 'Incident', 'Nät', 'Nätdrift', '2323122332'),
    (6, 72, 'Incident', 'Dator', 'Fältsupport', '3333343234'),
    (7, 78, 'Incident', 'Telefoni', 'Telefoni', '3332343333'),
    (8, 86, 'Beställning', 'Behörighet', 'Katalog', '3433434343'),
    (9, 93, 'Beställning', 'Ny dator', 'Beställning', '4444344444'),
    (10, 97, 'Beställning', 'Nytt konto', 'Katalog', '3433334343'),
    (11, 100, 'Beställning', 'Flytt', 'Fältsupport', '4444344444');

-- Grain: roll from 0 to 99.
create or replace table ticket_rolls as
select
    roll,
    arg_min(kind_no, up_to) as kind_no
from (select unnest(range(0, 100)) as roll)
join ticket_kinds on roll < up_to
group by roll;

-- Minutes within which an errand should be solved, by the first letter of its priority.
create or replace table ticket_priorities as
select
    left(priority, 1) as letter,
    priority,
    hours::bigint * 60 as agreed_minutes
from agreed_times;
