-- A world small enough to check in the head: two departments, two months of 31 days.
--
-- SDI, SDF Fosie:  July   2 PCs 88000 + 3 accounts 34500 + connection 2300000        = 2422500
--                  August 3 PCs 132000 + 4 accounts 46000 + 1 external account
--                         10 of 31 days 3710 + connection 2300000                    = 2481710
-- UTF, schools:    July   5 accounts 57500 + 7 pupils 9044 + Elit 53333333           = 53399877
--                  August 7 accounts 80500 + 7 pupils 9044 + 2 pedagogical PCs 48000
--                         + Elit 53333333                                            = 53470877
-- Unallocated: one account in August, 11500. All: 111774964 öre charged.
--
-- Objects, cost centres and amounts of UTF occur nowhere in SDI: whoever sees one sees a leak.

insert into marts.periods values
('2008-07-01', '2008-07-31', 31),
('2008-08-01', '2008-08-31', 31);

insert into marts.departments values
('SDI', 'SDF Fosie', 'District Administration Fosie', 'Fosie', 'stadsdel', false, false, '1996-01-01', '2013-07-01'),
('UTF', 'Utbildningsförvaltningen', 'Upper Secondary Education Department', 'UTF', 'fack', false, false, '1996-01-01', '2013-07-01'),
('SEF', 'Serviceförvaltningen', 'Services Department', 'SEF', 'service', true, false, '1996-01-01', '9999-12-31');

insert into marts.cost_centres values
('40700', 'SDI', 'Ledning och stab, Fosie', true, '1996-01-01', '9999-12-31'),
('40714', 'SDI', 'Grundskola Hermodsdal', false, '1996-01-01', '9999-12-31'),
('40715', 'SDI', 'Grundskola Lindängen', false, '1996-01-01', '9999-12-31'),
('60000', 'UTF', 'Utbildningsförvaltningens ledning', true, '1996-01-01', '9999-12-31'),
('60001', 'UTF', 'Gymnasieskola Borgarskolan', false, '1996-01-01', '9999-12-31');

insert into marts.services
select
    service_id, name_sv, name_en, area, fee_kind, rule, rule_days, null, unit_sv, unit_en, 'år',
    scope, environment, cost_pool, 'SEF', account_debit, '3691', source,
    date '2007-01-01', date '9999-12-31', note_sv, is_charged,
    area in ('Nät', 'Anslutning', 'Konto'),
    case
        when area in ('Arbetsplats', 'Konto') then 'Arbetsplats och konto'
        else 'Nät, drift och övrigt'
    end
from (values
    ('WS-ADM', 'Arbetsstation administrativ, stationär', 'Administrative workstation, desktop', 'Arbetsplats', 'yearly', 'month_end', null, 'arbetsstation', 'workstation', 'gemensam', 'adm', 'KLIENT', '7591', 'sccm_datorer', null, true),
    ('WS-PED', 'Arbetsstation pedagogisk', 'Pedagogical workstation', 'Arbetsplats', 'yearly', 'month_end', null, 'arbetsstation', 'workstation', 'gemensam', 'ped', 'KLIENT', '7591', 'sccm_datorer', null, true),
    ('ACC-STD', 'Användarkonto medarbetare, standard', 'Staff user account, standard', 'Konto', 'yearly', 'month_end', null, 'konto', 'account', 'gemensam', 'adm', 'KATALOG', '7592', 'ad_users', 'Inloggning, e-post, hemkatalog, intranät', true),
    ('ACC-EXT', 'Användarkonto extern (konsult, entreprenör)', 'External account', 'Konto', 'yearly', 'day_exact', null, 'konto', 'account', 'gemensam', 'alla', 'KATALOG', '7592', 'ad_users', 'Kontodagar: den som slutar mitt i månaden kostar till sista dagen', true),
    ('ACC-ELEV', 'Användarkonto elev', 'Pupil account', 'Konto', 'yearly', 'on_dates', '10-15|02-15', 'konto', 'account', 'gemensam', 'ped', 'KATALOG', '7592', 'elevregister', null, true),
    ('CONN-FORV-L', 'Anslutning plattform, stor förvaltning (>=1000 anst.)', 'Platform connection, large department', 'Anslutning', 'decision', 'decision', '12-31', 'förvaltning', 'department', 'gemensam', 'alla', 'PLATTFORM', '7593', 'hr_anstallningar', null, true),
    ('SYS-DRIFT', 'Drift av verksamhetssystem enligt tjänsteavtal', 'Line-of-business system operation per agreement', 'System', 'agreement', 'fixed', null, 'krona', 'SEK', 'valbar', 'alla', 'SYSTEM', '7595', 'tjansteavtal', 'Fast belopp per avtal, 1/12 per månad', true),
    ('STO-GB', 'Lagring', 'Storage', 'Lagring', 'metered', 'on_day', '20', 'GB', 'GB', 'gemensam', 'alla', 'LAGRING', '7594', 'lagring', null, false)
) as t (
    service_id, name_sv, name_en, area, fee_kind, rule, rule_days, unit_sv, unit_en, scope,
    environment, cost_pool, account_debit, source, note_sv, is_charged
);

insert into marts.prices
select
    service_id, price_list_id, price_ore, null, 'öre/år', valid_from::date, valid_until::date, null,
    decision, decided_on::date
from (values
    ('WS-ADM', 'PL-2007-v1', 552000, '2007-01-01', '2008-01-01', 'KS 2006-11-22', '2006-11-22'),
    ('WS-ADM', 'PL-2008-v1', 528000, '2008-01-01', '2009-01-01', 'KS 2007-11-21', '2007-11-21'),
    ('WS-PED', 'PL-2008-v1', 288000, '2008-01-01', '2009-01-01', 'KS 2007-11-21', '2007-11-21'),
    ('ACC-STD', 'PL-2008-v1', 138000, '2008-01-01', '2009-01-01', 'KS 2007-11-21', '2007-11-21'),
    ('ACC-EXT', 'PL-2008-v1', 138000, '2008-01-01', '2009-01-01', 'KS 2007-11-21', '2007-11-21'),
    ('ACC-ELEV', 'PL-2008-v1', 15500, '2008-01-01', '2009-01-01', 'KS 2007-11-21', '2007-11-21'),
    ('CONN-FORV-L', 'PL-2008-v1', 27600000, '2008-01-01', '2009-01-01', 'KS 2007-11-21', '2007-11-21')
) as t (service_id, price_list_id, price_ore, valid_from, valid_until, decision, decided_on);

-- What is counted: who, what, when, how many, in which file.
create temp table counted as
select * from (values
    (date '2008-07-01', 'SDI', '40715', 'WS-ADM', 2, 31, date '2008-07-31', 'sccm_datorer_2008-07-31.csv', 'SDI-PC-', 'code_string'),
    (date '2008-08-01', 'SDI', '40715', 'WS-ADM', 3, 31, date '2008-08-31', 'sccm_datorer_2008-08-31.csv', 'SDI-PC-', 'code_string'),
    (date '2008-07-01', 'SDI', '40715', 'ACC-STD', 3, 31, date '2008-07-31', 'ad_users_2008-07-31.csv', 'sdi', 'employment'),
    (date '2008-08-01', 'SDI', '40715', 'ACC-STD', 3, 31, date '2008-08-31', 'ad_users_2008-08-31.csv', 'sdi', 'employment'),
    (date '2008-08-01', 'SDI', '40714', 'ACC-STD', 1, 31, date '2008-08-31', 'ad_users_2008-08-31.csv', 'sdih', 'directory_unit'),
    (date '2008-08-01', 'SDI', '40715', 'ACC-EXT', 1, 10, null, 'ad_users_2008-08-31.csv', 'sdiext', 'directory_unit'),
    (date '2008-07-01', 'SDI', '40700', 'CONN-FORV-L', 1, 31, null, 'size_classes.csv', 'SDI-2008-', 'decision'),
    (date '2008-08-01', 'SDI', '40700', 'CONN-FORV-L', 1, 31, null, 'size_classes.csv', 'SDI-2008-', 'decision'),
    (date '2008-07-01', 'UTF', '60001', 'ACC-STD', 5, 31, date '2008-07-31', 'ad_users_2008-07-31.csv', 'utf', 'employment'),
    (date '2008-08-01', 'UTF', '60001', 'ACC-STD', 7, 31, date '2008-08-31', 'ad_users_2008-08-31.csv', 'utf', 'employment'),
    (date '2008-07-01', 'UTF', '60001', 'ACC-ELEV', 7, 31, date '2008-02-15', 'elevregister_2008-02-15.csv', 'UTF-ELEV-', 'school'),
    (date '2008-08-01', 'UTF', '60001', 'ACC-ELEV', 7, 31, date '2008-02-15', 'elevregister_2008-02-15.csv', 'UTF-ELEV-', 'school'),
    (date '2008-08-01', 'UTF', '60001', 'WS-PED', 2, 31, date '2008-08-31', 'sccm_datorer_2008-08-31.csv', 'UTF-PC-', 'main_user'),
    (date '2008-07-01', 'UTF', '60000', 'SYS-DRIFT', 1, 31, null, 'tjansteavtal_2008.csv', 'AV-2008-00', 'agreement'),
    (date '2008-08-01', 'UTF', '60000', 'SYS-DRIFT', 1, 31, null, 'tjansteavtal_2008.csv', 'AV-2008-00', 'agreement')
) as t (
    period, department_id, cost_centre_id, service_id, units, days, counted_on, source_file,
    object_prefix, owner_rule
);

insert into marts.bill_lines by name
with

priced as (
    select
        c.*,
        coalesce(p.price_ore, 640000000) as price_ore,
        coalesce(p.price_list_id, '') as price_list_ids,
        p.decision,
        p.decided_on,
        case
            when c.service_id = 'SYS-DRIFT' then 'AV-2008-003'
            when c.department_id = 'SDI' then 'AV-2008-002'
            else 'AV-2008-011'
        end as agreement_id
    from counted c
    left join marts.prices p
        on  p.service_id = c.service_id
        and c.period >= p.valid_from
        and c.period < p.valid_until
),

shared as (
    select *, (price_ore + month(period) - 1) // 12 as month_share_ore from priced
)

select
    'L' || md5(concat_ws('|', s.period, s.cost_centre_id, s.service_id, s.price_ore))[:12]
        as line_id,
    s.period, s.period as charge_period, s.department_id, d.name_sv as department_name,
    s.cost_centre_id, cc.name_sv as cost_centre_name, s.service_id,
    v.name_sv as service_name_sv, v.name_en as service_name_en, v.rule, v.fee_kind, v.unit_sv,
    v.unit_en, s.counted_on, s.period as valid_from, last_day(s.period) + 1 as valid_until,
    s.units, 1000 * s.units as quantity, s.units * s.days as unit_days,
    1000 * s.units * s.days as quantity_days, 31 as days_in_month, s.price_ore,
    s.month_share_ore,
    (2 * s.units * s.days * s.month_share_ore + 31) // 62 as amount_ore,
    s.price_list_ids, false as agreement_price, s.decision, s.decided_on, s.agreement_id,
    if(s.service_id = 'SYS-DRIFT', 'unsigned', 'in_force') as agreement_status,
    if(s.service_id = 'SYS-DRIFT', 'Elit', null) as agreement_system,
    v.account_debit || '-' || s.cost_centre_id || '-4400-00000-111' as code_string,
    s.source_file as source_files, s.units as object_count, false as is_correction
from shared s
join marts.departments d using (department_id)
join marts.cost_centres cc using (cost_centre_id)
join marts.services v using (service_id)
order by s.period, s.cost_centre_id, s.service_id;

insert into marts.cost_centre_bills
select period, department_id, cost_centre_id, cost_centre_name, sum(amount_ore)::bigint, count(*)
from marts.bill_lines
group by period, department_id, cost_centre_id, cost_centre_name
order by period, department_id, cost_centre_id;

insert into marts.department_bills
select
    period, department_id, department_name, sum(amount_ore)::bigint, count(*),
    count(distinct cost_centre_id)
from marts.bill_lines
group by period, department_id, department_name
order by period, department_id;

insert into marts.department_services
select
    period, department_id, service_id, sum(units)::bigint, sum(unit_days)::bigint,
    (1000 * sum(units))::bigint, sum(amount_ore)::bigint
from marts.bill_lines
group by period, department_id, service_id
order by period, department_id, service_id;

insert into marts.bridge_cells
select
    period, charge_period, department_id, service_id, agreement_system, price_ore::varchar,
    sum(quantity_days * (377580 // days_in_month))::bigint, sum(amount_ore)::bigint
from marts.bill_lines
group by period, charge_period, department_id, service_id, agreement_system, price_ore
order by period, department_id, service_id;

-- Fosie's third PC came from the services department, which pays for none: it is no customer.
insert into marts.moves values
('2008-08-01', 'SDI', 'SEF', 'WS-ADM', 377580000, 44000),
('2008-08-01', 'SEF', 'SDI', 'WS-ADM', -377580000, -44000);

insert into marts.month_cube
select
    period, department_id, null, service_id, fee_kind, fee_kind <> 'agreement', price_ore,
    null, days_in_month, period, period + 31, sum(quantity)::bigint,
    sum(quantity_days)::bigint, 1, sum(amount_ore)::bigint
from marts.bill_lines
group by period, department_id, service_id, fee_kind, price_ore, days_in_month
order by service_id, period, department_id;

insert into marts.day_cube
select
    period, days_in_month, department_id,
    dense_rank() over (partition by department_id order by cost_centre_id), service_id, rule,
    false, if(quantity_days = 31 * quantity, period, period + 21), period + 31, quantity
from marts.bill_lines
where fee_kind in ('yearly', 'decision');

-- By the other rule: Fosie's third PC came on 11 August; the external account is there at the end.
insert into marts.day_cube values
('2008-07-01', 31, 'SDI', 3, 'WS-ADM', 'day_exact', true, '2008-07-01', '2008-08-01', 2000),
('2008-08-01', 31, 'SDI', 3, 'WS-ADM', 'day_exact', true, '2008-08-01', '2008-09-01', 2000),
('2008-08-01', 31, 'SDI', 3, 'WS-ADM', 'day_exact', true, '2008-08-11', '2008-09-01', 1000),
('2008-08-01', 31, 'SDI', 3, 'ACC-EXT', 'month_end', true, '2008-08-01', '2008-09-01', 1000);

insert into marts.full_time_employees values
('2008-07-01', 'SDI', 200000), ('2008-08-01', 'SDI', 200000),
('2008-07-01', 'UTF', 100000), ('2008-08-01', 'UTF', 100000);

insert into marts.headcounts values
('2008-07-01', 'SDI', 2200), ('2008-08-01', 'SDI', 2210),
('2008-07-01', 'UTF', 1599), ('2008-08-01', 'UTF', 1601);

-- A row of a monthly file is counted for its month; a reading, a decision and an agreement hold on.
insert into detail.objects
select
    department_id, cost_centre_id, service_id,
    if(service_id = 'SYS-DRIFT', 'AV-2008-003', null),
    if(days = 31, period, period + 21),
    if(source_file like '%2008-0_-31.csv', period + 31, date '2008-09-01'),
    1000,
    case
        when owner_rule = 'agreement' then 'AV-2008-003'
        else object_prefix || lpad(n::varchar, 4, '0')
    end,
    date '2007-01-01', date '9999-12-31',
    if(source_file like '%2008-0_-31.csv', counted_on - 2, null),
    owner_rule, source_file,
    1 + n + 100 * (row_number() over (
        partition by source_file, n order by cost_centre_id, service_id
    ) - 1)
from counted, lateral (select unnest(generate_series(1, units)) as n)
where period = date '2008-07-01' or source_file like '%2008-0_-31.csv'
order by department_id, cost_centre_id, service_id, period, n;

insert into detail.unallocated_objects values
('ACC-STD', 'no_owner', '2008-08-01', '2008-09-01', 1000, 'okand0001', '2008-08-20', 'ad_users_2008-08-31.csv', 901);

insert into detail.set_aside_rows values
('2008-08-01', 'ad_users', 'D10', 'admkonto01', 'ad_users_2008-08-31.csv', 902),
('2008-08-01', 'sccm_datorer', 'D13', 'SDI-PC-0001', 'sccm_datorer_2008-08-31.csv', 903);

insert into control.files values
('ad_users', 'accounts', 'ad_users_2008-07-31.csv', repeat('a', 64), '2008-07-31', '2008-08-01 06:00:00', 8, 8, 0, null),
('tjansteavtal', 'agreements', 'tjansteavtal_2008.csv', repeat('9', 64), '2008-12-31', '2008-01-02 06:00:00', 3, 3, 0, null),
('ad_users', 'accounts', 'ad_users_2008-08-31.csv', repeat('b', 64), '2008-08-31', '2008-09-01 06:00:00', 15, 14, 1, null),
('sccm_datorer', 'workstations', 'sccm_datorer_2008-07-31.csv', repeat('c', 64), '2008-07-31', '2008-08-01 06:00:00', 2, 2, 0, null),
('sccm_datorer', 'workstations', 'sccm_datorer_2008-08-31.csv', repeat('d', 64), '2008-08-31', '2008-09-01 06:00:00', 6, 6, 0, null),
('elevregister', 'pupils', 'elevregister_2008-02-15.csv', repeat('e', 64), '2008-02-15', '2008-02-16 06:00:00', 7, 7, 0, null),
('huvudbok_it', 'ledger_rows', 'huvudbok_it_2008-07.csv', repeat('f', 64), '2008-07-31', '2008-08-01 06:00:00', 2, 2, 0, 60000000),
('huvudbok_it', 'ledger_rows', 'huvudbok_it_2008-08.csv', repeat('0', 64), '2008-08-31', '2008-09-01 06:00:00', 3, 3, 0, 61000000);

insert into control.deliveries values
('2008-08-01 06:00:00', 'ad_users_2008-07-31.csv', repeat('a', 64), 'loaded', '', ''),
('2008-09-01 06:00:00', 'ad_users_2008-08-31.csv', repeat('b', 64), 'loaded', '', ''),
('2008-09-01 07:00:00', 'ad_users_2008-08-31.csv', repeat('b', 64), 'duplicate', 'Samma fil har redan lästs in', 'The same file is already loaded');

insert into control.rejects values
('ad_users_2008-08-31.csv', 'ad_users', 12, 'accountExpires', 'date_format', '31/13/2008', 'Datumet 31/13/2008 finns inte', 'There is no date 31/13/2008');

insert into control.set_aside values
('2008-08-01', 'ad_users', 'D10', 1),
('2008-08-01', 'sccm_datorer', 'D13', 1);

insert into control.expected_files values
('ad_users', '2008-08-01', true),
('sccm_datorer', '2008-08-01', true);

insert into control.cost_rows values
('2008-07-01', 'KLIENT', 'L 1', '2008-07-10', '5410', 'Datorer', '11140', '9210', 20000000, 'huvudbok_it_2008-07.csv', 2),
('2008-07-01', 'PLATTFORM', 'L 2', '2008-07-11', '6881', 'Datakommunikation', '11140', '9210', 40000000, 'huvudbok_it_2008-07.csv', 3),
('2008-08-01', 'KLIENT', 'L 3', '2008-08-10', '5410', 'Datorer', '11140', '9210', 20000000, 'huvudbok_it_2008-08.csv', 2),
('2008-08-01', 'PLATTFORM', 'L 4', '2008-08-11', '6881', 'Datakommunikation', '11140', '9210', 38500000, 'huvudbok_it_2008-08.csv', 3),
('2008-08-01', null, 'L 5', '2008-08-12', '7010', 'Löner', '11140', '9210', 2500000, 'huvudbok_it_2008-08.csv', 4);

insert into control.file_periods values
('ad_users', 'accounts', 'ad_users_2008-08-31.csv', '2008-08-01', 14),
('sccm_datorer', 'workstations', 'sccm_datorer_2008-08-31.csv', '2008-08-01', 6);

insert into control.unallocated values
('2008-08-01', 'ad_users', 'ACC-STD', 'no_owner', 1, 1000, 31, 11500);

insert into control.mendable values
('2008-08-01', 'owner', 'account', 'okand0001', 'okand0001', 'ad_users', 'ACC-STD', 'no_owner', 1, 11500);

insert into control.equations values
('volume', '2008-07-01', 'ad_users', 'left', 1, 'accepted_rows', 8, 'rows'),
('volume', '2008-07-01', 'ad_users', 'right', 1, 'charged', 8, 'rows'),
('volume', '2008-08-01', 'ad_users', 'left', 1, 'accepted_rows', 14, 'rows'),
('volume', '2008-08-01', 'ad_users', 'right', 1, 'charged', 12, 'rows'),
('volume', '2008-08-01', 'ad_users', 'right', 2, 'set_aside:D10', 1, 'rows'),
('volume', '2008-08-01', 'ad_users', 'right', 3, 'unallocated', 1, 'rows'),
('volume', '2008-07-01', 'sccm_datorer', 'left', 1, 'accepted_rows', 2, 'rows'),
('volume', '2008-07-01', 'sccm_datorer', 'right', 1, 'charged', 2, 'rows'),
('volume', '2008-08-01', 'sccm_datorer', 'left', 1, 'accepted_rows', 6, 'rows'),
('volume', '2008-08-01', 'sccm_datorer', 'right', 1, 'charged', 5, 'rows'),
('volume', '2008-08-01', 'sccm_datorer', 'right', 2, 'set_aside:D13', 1, 'rows'),
('volume', '2008-02-01', 'elevregister', 'left', 1, 'accepted_rows', 7, 'rows'),
('volume', '2008-02-01', 'elevregister', 'right', 1, 'charged', 7, 'rows'),
('cost', '2008-07-01', null, 'left', 1, 'ledger', 60000000, 'ore'),
('cost', '2008-07-01', null, 'right', 1, 'pool:KLIENT', 20000000, 'ore'),
('cost', '2008-07-01', null, 'right', 2, 'pool:PLATTFORM', 40000000, 'ore'),
('cost', '2008-08-01', null, 'left', 1, 'ledger', 61000000, 'ore'),
('cost', '2008-08-01', null, 'right', 1, 'pool:KLIENT', 20000000, 'ore'),
('cost', '2008-08-01', null, 'right', 2, 'pool:PLATTFORM', 38500000, 'ore'),
('cost', '2008-08-01', null, 'right', 3, 'without_pool', 2500000, 'ore');

insert into marts.kpis values
('cost_per_employee', 'K26', 'Debiterat per anställd', 'Charged per employee', 'kr', 'none',
 'Avgifter delade med anställda.', 'Fees over employees.', 'G8', 'år', true, 'at year end'),
('machines_older_than_four_years', 'K21', 'Datorer äldre än fyra år', 'PCs older than four years',
 '%', 'lower', 'Äldre av alla.', 'Older ones of all.', 'G7', 'tertial', true, 'at year end'),
('K07', 'K07', 'Andel system med gemensam inloggning', 'Systems with single sign-on', '%',
 'higher', 'anslutna system/A+B-system', null, 'G3', 'tertial', false, null),
('K20', 'K20', 'Milstolpar i tid', 'Milestones on time', '%', 'higher',
 'klara i tid/planerade', null, 'G9', 'tertial', true, null);

insert into marts.kpi_values
select 'cost_per_employee', b.period, b.department_id, b.amount_ore, h.persons
from marts.department_bills b
join marts.headcounts h using (period, department_id)
order by b.period, b.department_id;

insert into marts.kpi_values
select kpi_id, period, null, sum(numerator)::bigint, sum(denominator)::bigint
from marts.kpi_values
group by kpi_id, period
order by period;

insert into marts.kpi_values values
('machines_older_than_four_years', '2008-07-01', null, 26, 100),
('machines_older_than_four_years', '2008-08-01', null, 25, 100);

-- K07 is behind (5 % at the end of 2007, 20 % a year later: 15,0 % on 31 August); K21 is on its way.
insert into marts.kpi_targets values
('K07', '2006-12-31', 5000, true), ('K07', '2007-12-31', 5000, false),
('K07', '2008-12-31', 20000, false),
('K20', '2007-12-31', 85000, false), ('K20', '2008-12-31', 85000, false),
('K21', '2006-12-31', 31000, true), ('K21', '2007-12-31', 28000, false),
('K21', '2008-12-31', 20000, false),
('K26', '2007-12-31', 7700000, false), ('K26', '2008-12-31', 8800000, false);

insert into marts.kpi_outcomes values
('K07', '2007T3', '2007-12-31', 5000), ('K07', '2008T1', '2008-04-30', 8000),
('K07', '2008T2', '2008-08-31', 10000), ('K07', '2008T3', '2008-12-31', 20000);

insert into marts.kpi_peers values
('K26', 2008, 9498000, 14189000, 18171000, 8, 'Samma mått.');

insert into marts.board_kpis values (1, 'K21'), (2, 'K26'), (3, 'K20'), (4, 'K07');

insert into marts.effect_measures values
('EF04', 'K07', null, 'Räknar system; ingen egen avgift', 'Counts systems; no fee of their own'),
('EF13', 'K21', 'WS-ADM', 'Räknar datorer; avgiften tas ut för varje', 'Counts PCs; each is charged'),
('EF14', 'K26', null, 'Alla avgifter', 'All fees'),
('EF16', 'K20', null, 'Planen har ingen avgift', 'The plan has no fee');

insert into marts.lineage values
('staging', 'staging.employments', 'hr_anstallningar'),
('staging', 'staging.workstations', 'sccm_datorer'),
('quantities', 'quantities.cube', 'staging.workstations'),
('marts', 'marts.headcounts', 'staging.employments'),
('marts', 'marts.department_bills', 'quantities.cube'),
('marts', 'marts.fleet_ages', 'staging.workstations'),
('kpis', 'kpis.cost_per_employee', 'marts.department_bills'),
('kpis', 'kpis.cost_per_employee', 'marts.headcounts'),
('kpis', 'kpis.machines_older_than_four_years', 'marts.fleet_ages');

-- What stood otherwise when an earlier month was sealed, and what waits to be credited for it:
-- of a cost centre that no line of July is for.
insert into detail.sealed_objects values
('2008-07-01', 'SDI', '40714', 'ACC-STD', null, '2008-07-01', '2008-08-01', 1000, 'sdih0009', '2007-01-01', '9999-12-31', '2008-07-29', 'directory_unit', 'ad_users_2008-07-31.csv', 9);

insert into marts.waiting_corrections values
('Lc0ffee00000', '2008-09-01', '2008-07-01', 'SDI', '40714', 'ACC-STD', 'L000000000000', 0, 11500, -11500, 'removed');

-- A mending of June, which no line here is for.
insert into marts.mendings values
(1, 'owner', 'account', 'sdih0009', 'SDI', '40714', '2008-06-01', '2008-07-01', '2008-06-02', 'controller', 'slutat');
