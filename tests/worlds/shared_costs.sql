-- What the tiny world's services cost to supply: 2007 whole, and the two months of 2008.
--
-- 2007:  workstations 45 kr of fees for 50 kr of cost each hundred; accounts covered and more;
--        printing with no unit sold.
-- July:  60 000 000 öre in pools: 57 000 000 customers', 1 000 000 the supplier's, 2 000 000 idle.
-- Aug.:  58 500 000: 55 500 000, 1 000 000 and 2 000 000.

create table marts.recovery_years (
    year bigint, service_id varchar, fees_ore bigint, own_fees_ore bigint, self_cost_ore bigint,
    own_use_ore bigint, result_ore bigint, idle_ore bigint, quantity bigint,
    unit_cost_ore bigint, unit_cost_e4 bigint
);
insert into marts.recovery_years values
(2007, 'WS-ADM', 1104000, 0, 1200000, 0, -96000, 0, 2000, 600000, 60000000),
(2007, 'ACC-STD', 420000, 0, 400000, 0, 20000, 0, 3000, 133333, 13333333),
(2007, 'STO-GB', 0, 0, 50000, 0, -50000, 0, 0, null, null),
(2007, 'SYS-DRIFT', 640000000, 0, 600000000, 0, 40000000, 0, 12000, null, null);

create table marts.self_cost_parts (
    period date, service_id varchar, pool varchar, method varchar, use_ore bigint, idle_ore bigint
);
insert into marts.self_cost_parts values
('2008-07-01', 'WS-ADM', 'KLIENT', 'step_down', 19000000, 0),
('2008-07-01', 'CONN-FORV-L', 'PLATTFORM', 'step_down', 39000000, 0),
('2008-08-01', 'WS-ADM', 'KLIENT', 'step_down', 19000000, 0),
('2008-08-01', 'CONN-FORV-L', 'PLATTFORM', 'step_down', 37500000, 0);

create table control.pool_shares (
    period date, method varchar, is_chosen boolean, pool varchar, receiver_kind varchar,
    receiver_id varchar, part varchar, amount_ore bigint
);
insert into control.pool_shares values
('2008-07-01', 'step_down', true, 'KLIENT', 'service', 'WS-ADM', 'use', 19000000),
('2008-07-01', 'step_down', true, 'PLATTFORM', 'service', 'CONN-FORV-L', 'use', 39000000),
('2008-08-01', 'step_down', true, 'KLIENT', 'service', 'WS-ADM', 'use', 19000000),
('2008-08-01', 'step_down', true, 'PLATTFORM', 'service', 'CONN-FORV-L', 'use', 37500000);

create table marts.self_costs (
    period date, service_id varchar, method varchar, self_cost_ore bigint, idle_ore bigint,
    own_use_ore bigint, customers_ore bigint, quantity bigint, own_quantity bigint,
    unit_cost_ore bigint
);
insert into marts.self_costs values
('2008-07-01', 'WS-ADM', 'step_down', 19000000, 0, 0, 19000000, 2000, 0, 9500000),
('2008-07-01', 'CONN-FORV-L', 'step_down', 39000000, 0, 1000000, 38000000, 1000, 0, 39000000),
('2008-08-01', 'WS-ADM', 'step_down', 19000000, 0, 0, 19000000, 3000, 0, 6333333),
('2008-08-01', 'CONN-FORV-L', 'step_down', 37500000, 0, 1000000, 36500000, 1000, 0, 37500000);

create table marts.recovery (
    period date, service_id varchar, fees_ore bigint, own_fees_ore bigint, self_cost_ore bigint,
    own_use_ore bigint, result_ore bigint, city_result_ore bigint
);
insert into marts.recovery values
('2008-07-01', 'WS-ADM', 88000, 0, 19000000, 0, -18912000, -18912000),
('2008-07-01', 'CONN-FORV-L', 2300000, 0, 39000000, 1000000, -36700000, -35700000),
('2008-08-01', 'WS-ADM', 132000, 0, 19000000, 0, -18868000, -18868000),
('2008-08-01', 'CONN-FORV-L', 2300000, 0, 37500000, 1000000, -35200000, -34200000);

create table marts.idle_capacity (
    period date, pool varchar, driver varchar, capacity bigint, used bigint, idle_owner varchar,
    kept_ore bigint, unassigned_ore bigint
);
insert into marts.idle_capacity values
('2008-07-01', 'KLIENT', 'workstations', 4000, 3800, 'SEF', 2000000, 0),
('2008-08-01', 'KLIENT', 'workstations', 4000, 3800, 'SEF', 2000000, 0);

create table marts.city_results (
    period date, method varchar, fees_ore bigint, customers_ore bigint, result_ore bigint,
    own_use_ore bigint, kept_idle_ore bigint, unassigned_ore bigint
);
insert into marts.city_results values
('2008-07-01', 'step_down', 2388000, 57000000, -54612000, 1000000, 2000000, 0),
('2008-08-01', 'step_down', 2432000, 55500000, -53068000, 1000000, 2000000, 0);

create table marts.method_costs (
    year bigint, service_id varchar, method varchar, is_chosen boolean, self_cost_ore bigint
);
insert into marts.method_costs values
(2007, 'WS-ADM', 'direct', false, 1190000),
(2007, 'WS-ADM', 'reciprocal', false, 1210000),
(2007, 'WS-ADM', 'step_down', true, 1200000);

-- Fosie has two employees of three: what both paid in 2007, shared out by that.
create table marts.fee_models (
    year bigint, department_id varchar, model varchar, amount_ore bigint, shared_ore bigint,
    full_time_hundredths bigint
);
insert into marts.fee_models values
(2007, 'SDI', 'mixed', 150000000, 40000000, 200000),
(2007, 'SDI', 'per_employee', 180000000, 160000000, 200000),
(2007, 'SDI', 'per_unit', 140000000, 0, 200000),
(2007, 'UTF', 'mixed', 250000000, 20000000, 100000),
(2007, 'UTF', 'per_employee', 220000000, 80000000, 100000),
(2007, 'UTF', 'per_unit', 260000000, 0, 100000);

create table marts.settlements (
    year bigint, service_id varchar, kind varchar, result_ore bigint, quantity bigint,
    decision varchar, decided_on date, seq bigint, booked_in date, is_waiting boolean
);
insert into marts.settlements values
(2007, 'WS-ADM', 'carry', -96000, 2000, 'KS 2008-02-13', '2008-02-13', 12, null, false);
