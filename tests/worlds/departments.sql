-- What the heads of the tiny world's departments follow beside their bills: tables and rows.
--
-- SDI:  budget 1 500,00 a month for workplaces (revised from 1 400,00) and 23 000,00 for the
--       rest: 24 500,00. Charged 24 225,00 in July and 24 817,10 in August.
--       One machine more in August, one account more; a dormant machine and a leaver's account.
-- UTF:  budget 1 000,77 and 534 000,77. Two accounts and two machines more in August.

create table marts.budgets (
    period date, department_id varchar, cost_centre_id varchar, area varchar, version varchar,
    budget_ore bigint, in_force boolean
);
insert into marts.budgets
select make_date(2008, month_no, 1), t.*
from (select unnest(range(1, 13)) as month_no)
cross join (values
    ('SDI', '40715', 'Arbetsplats och konto', 'KF', 140000, false),
    ('SDI', '40715', 'Arbetsplats och konto', 'revised', 150000, true),
    ('SDI', '40700', 'Nät, drift och övrigt', 'KF', 2300000, false),
    ('SDI', '40700', 'Nät, drift och övrigt', 'revised', 2300000, true),
    ('UTF', '60001', 'Arbetsplats och konto', 'KF', 100077, true),
    ('UTF', '60000', 'Nät, drift och övrigt', 'KF', 53400077, true)
) as t
order by all;

create table marts.department_budgets (
    period date, department_id varchar, area varchar, budget_ore bigint, adopted_ore bigint,
    amount_ore bigint
);
insert into marts.department_budgets
with
charged as (
    select * from (values
        (date '2008-07-01', 'SDI', 'Arbetsplats och konto', 122500),
        (date '2008-07-01', 'SDI', 'Nät, drift och övrigt', 2300000),
        (date '2008-08-01', 'SDI', 'Arbetsplats och konto', 181710),
        (date '2008-08-01', 'SDI', 'Nät, drift och övrigt', 2300000),
        (date '2008-07-01', 'UTF', 'Arbetsplats och konto', 66544),
        (date '2008-07-01', 'UTF', 'Nät, drift och övrigt', 53333333),
        (date '2008-08-01', 'UTF', 'Arbetsplats och konto', 137544),
        (date '2008-08-01', 'UTF', 'Nät, drift och övrigt', 53333333)
    ) as t (period, department_id, area, amount_ore)
)
select
    period, department_id, area,
    sum(budget_ore) filter (where in_force)::bigint,
    sum(budget_ore) filter (where version = 'KF')::bigint,
    max(amount_ore)
from marts.budgets
left join charged using (period, department_id, area)
group by period, department_id, area
order by period, department_id, area;

create table marts.forecasts (
    period date, department_id varchar, base_from date, charged_ore bigint, budget_ore bigint,
    forecast_ore bigint, low_ore bigint, high_ore bigint, missed_ore bigint,
    missed_permille bigint
);
insert into marts.forecasts values
('2008-07-01', 'SDI', '2008-01-01', 2422500, 29400000, 4152857, null, null, null, null),
('2008-07-01', 'UTF', '2008-01-01', 53399877, 642001848, 91542646, null, null, null, null),
('2008-07-01', null, '2008-01-01', 55822377, 671401848, 95695503, null, null, null, null),
('2008-08-01', 'SDI', '2008-01-01', 4904210, 29400000, 7356315, 7223902, 7488728, 130000, 18),
('2008-08-01', 'UTF', '2008-01-01', 106870754, 642001848, 160306131, null, null, null, null),
('2008-08-01', null, '2008-01-01', 111774964, 671401848, 167662446, 164644522, 170680370, -3017924, -18);

create table marts.fleet (
    period date, department_id varchar, cost_centre_id varchar, service_id varchar,
    units bigint, joined bigint, left_count bigint, moved_in bigint, moved_out bigint
);
insert into marts.fleet values
('2008-07-01', 'SDI', '40715', 'ACC-STD', 3, 0, 0, 0, 0),
('2008-07-01', 'SDI', '40715', 'WS-ADM', 2, 0, 0, 0, 0),
('2008-07-01', 'UTF', '60001', 'ACC-STD', 5, 0, 0, 0, 0),
('2008-08-01', 'SDI', '40714', 'ACC-STD', 1, 1, 0, 0, 0),
('2008-08-01', 'SDI', '40715', 'ACC-STD', 3, 0, 0, 0, 0),
('2008-08-01', 'SDI', '40715', 'WS-ADM', 3, 1, 0, 0, 0),
('2008-08-01', 'UTF', '60001', 'ACC-STD', 7, 2, 0, 0, 0),
('2008-08-01', 'UTF', '60001', 'WS-PED', 2, 2, 0, 0, 0);

create table marts.fleet_ages (
    period date, department_id varchar, cost_centre_id varchar, service_id varchar,
    age_years bigint, in_range boolean, on_common_client boolean, units bigint
);
insert into marts.fleet_ages values
('2008-07-01', 'SDI', '40715', 'WS-ADM', 3, true, true, 1),
('2008-07-01', 'SDI', '40715', 'WS-ADM', 4, false, true, 1),
('2008-08-01', 'SDI', '40715', 'WS-ADM', 0, true, true, 1),
('2008-08-01', 'SDI', '40715', 'WS-ADM', 3, true, true, 1),
('2008-08-01', 'SDI', '40715', 'WS-ADM', 4, false, true, 1),
('2008-08-01', 'UTF', '60001', 'WS-PED', 5, false, false, 2);

create table marts.agreements (
    agreement_id varchar, department_id varchar, department_name varchar, scope varchar,
    system_name varchar, service_level varchar, service_count bigint, valid_from date,
    valid_until date, fixed_ore bigint, signed_on date, status varchar, source_file varchar,
    source_line bigint
);
insert into marts.agreements values
('AV-2008-002', 'SDI', 'Fosie', 'Plattform', null, 'Silver', 9, '2008-01-01', '2009-01-01', 0, '2007-12-12', 'in_force', 'tjansteavtal_2008.csv', 2),
('AV-2008-003', 'UTF', 'UTF', 'SYS-DRIFT', 'Elit', 'Guld', 1, '2008-01-01', '2010-01-01', 640000000, null, 'unsigned', 'tjansteavtal_2008.csv', 3),
('AV-2008-011', 'UTF', 'UTF', 'Plattform', null, 'Guld', 9, '2008-01-01', '2009-01-01', 0, '2008-01-20', 'in_force', 'tjansteavtal_2008.csv', 4);

create table marts.savings (
    kind varchar, period date, department_id varchar, cost_centre_id varchar,
    service_id varchar, object_id varchar, since_on date, year_ore bigint,
    left_this_year_ore bigint, return_by date, source_file varchar, source_line bigint
);
insert into marts.savings values
('dormant_machine', '2008-08-01', 'SDI', '40715', 'WS-ADM', 'SDI-PC-0002', '2008-05-01', 528000, 176000, '2008-09-30', 'sccm_datorer_2008-08-31.csv', 3),
('double_charge', '2008-08-01', 'UTF', '60001', 'ACC-STD', 'utf0002', null, 138000, 46000, '2008-09-30', 'ad_users_2008-08-31.csv', 9),
('leaver_account', '2008-08-01', 'SDI', '40715', 'ACC-STD', 'sdi0003', '2008-06-30', 138000, 46000, '2008-09-30', 'ad_users_2008-08-31.csv', 4);

create table marts.pool_costs (
    period date, pool varchar, cost_type varchar, budget_ore bigint, outcome_ore bigint
);
insert into marts.pool_costs values
('2008-07-01', 'KLIENT', 'licenser', 21000000, 20000000),
('2008-07-01', 'PLATTFORM', 'lokaler och overhead', 39000000, 40000000),
('2008-08-01', 'KLIENT', 'licenser', 21000000, 20000000),
('2008-08-01', 'PLATTFORM', 'lokaler och overhead', 39000000, 38500000);

create table control.worklist (
    kind varchar, period date, department_id varchar, source_id varchar, subject varchar,
    amount_ore bigint, row_count bigint
);
insert into control.worklist values
('agreement', '2008-07-01', 'UTF', 'tjansteavtal', 'unsigned', 53333333, 1),
('agreement', '2008-08-01', 'UTF', 'tjansteavtal', 'unsigned', 53333333, 1),
('missing_file', '2008-08-01', null, 'samtal', 'samtal', null, 1),
('no_pool', '2008-08-01', null, 'huvudbok_it', 'without_pool', 2500000, 1),
('rejected_rows', '2008-08-01', null, 'ad_users', 'ad_users_2008-08-31.csv', null, 1),
('unallocated', '2008-08-01', null, 'ad_users', 'ACC-STD|no_owner', 11500, 1);

insert into control.journal_head values (0, repeat('0', 64));

insert into control.period_sums
select
    period,
    count(*) as line_count,
    sum(amount_ore)::bigint as amount_ore,
    sha256(string_agg(line_id || amount_ore, chr(10) order by line_id)) as fingerprint
from marts.bill_lines
group by period
order by period;
