-- What the tiny world's months are to be booked as, and what July was booked as instead.
--
-- July: Fosie's accounts (345,00 kr) stand on 40714 for 40715, its connection (23 000,00 kr) was
-- entered as 32 000,00 kr, and the schools' voucher (533 998,77 kr, 2 rows) is booked twice:
-- 900000 + 53399877 = 54299877 öre too much.

insert into control.bookings
with

sided as (
    select
        period,
        department_id,
        department_name,
        if(department_id = 'SDI', '125', '140') as department_code,
        side,
        side = 'customer' as is_paid,
        service_id || ' ' || units as told,
        cost_centre_id,
        cost_centre_name,
        code_string,
        amount_ore
    from marts.bill_lines
    cross join (values ('customer'), ('supplier')) as sides (side)
),

coded as (
    select
        * exclude (cost_centre_id, cost_centre_name, code_string),
        if(is_paid, string_split(code_string, '-')[1], '3691') as account,
        if(is_paid, 'Interna tjänster', 'Intern försäljning IT') as account_name,
        if(is_paid, cost_centre_id, '11100') as cost_centre_id,
        if(is_paid, cost_centre_name, 'IT-service ledning') as cost_centre_name,
        if(is_paid, '4400', '9210') as activity,
        '00000' as project,
        if(is_paid, '111', department_code) as counterparty
    from sided
)

select
    period, department_id, department_name, department_code, false, false, side, account,
    account_name, cost_centre_id, cost_centre_name, activity, project, counterparty,
    concat_ws('-', account, cost_centre_id, activity, project, counterparty),
    if(is_paid, string_agg(told, ', ' order by told), department_name),
    'Malmö stad',
    sum(if(is_paid, amount_ore, -amount_ore))::bigint,
    count(*)
from coded
group by
    period, department_id, department_name, department_code, side, is_paid, account,
    account_name, cost_centre_id, cost_centre_name, activity, project, counterparty;

insert into control.agreement_sums
select period, department_id, agreement_id, sum(amount_ore)::bigint, sum(amount_ore)::bigint
from marts.bill_lines
group by period, department_id, agreement_id;

insert into control.equations
select 'agreement', period, null, 'left', 1, 'customers', sum(customer_ore)::bigint, 'ore'
from control.agreement_sums
group by period
union all
select 'agreement', period, null, 'right', 2, 'supplier', sum(supplier_ore)::bigint, 'ore'
from control.agreement_sums
group by period;

insert into control.equations values
('income', '2008-07-01', null, 'left', 1, 'delivered', 55822377, 'ore'),
('income', '2008-07-01', null, 'right', 2, 'booked', 110122254, 'ore');

insert into control.booking_differences values
('2008-07-01', 'customer', '7592', '40714', '111', 'SDI', null, 34500, 34500, 'IT 200807001'),
('2008-07-01', 'customer', '7592', '40715', '111', 'SDI', 34500, null, -34500, null),
('2008-07-01', 'customer', '7593', '40700', '111', 'SDI', 2300000, 3200000, 900000, 'IT 200807001'),
('2008-07-01', 'customer', '7592', '60001', '111', 'UTF', 66544, 133088, 66544, 'IT 200807002, IT 200807003'),
('2008-07-01', 'customer', '7595', '60000', '111', 'UTF', 53333333, 106666666, 53333333, 'IT 200807002, IT 200807003'),
('2008-07-01', 'supplier', '3691', '11100', '125', 'SDI', -2422500, -3322500, -900000, 'IT 200807001'),
('2008-07-01', 'supplier', '3691', '11100', '140', 'UTF', -53399877, -106799754, -53399877, 'IT 200807002, IT 200807003');

insert into control.booking_errors values
('2008-07-01', 'customer', 'SDI', 'other_cost_centre', '7592', '40715', '111', null, '40714', null, null, 'IT 200807001', 34500, 34500, 0, 1, 3),
('2008-07-01', 'customer', 'SDI', 'amount', '7593', '40700', '111', null, null, null, null, 'IT 200807001', 2300000, 3200000, 900000, 1, 3),
('2008-07-01', 'customer', 'UTF', 'twice', null, null, null, null, null, null, null, 'IT 200807002, IT 200807003', 53399877, 106799754, 53399877, 2, 2);

insert into control.code_strings values
('2008-08-01', 'SDI', 'customer', '40714', '7592-40714--00000-111', 'no_activity', 34500, 1, 'activity', '40714');

-- As the ledger shows them: one row a code string, the schools' voucher twice.
insert into control.booked_rows
select
    period, 'customer', if(department_id = 'SDI', 'IT 1', 'IT 2'), date '2008-08-12', account,
    account_name, if(account = '7592' and department_id = 'SDI', '40714', cost_centre_id),
    activity, counterparty,
    if(account = '7593' and department_id = 'SDI', 3200000, amount_ore), 'internt_2008-07.csv',
    1 + row_number() over (order by department_id, times, account, cost_centre_id)
from control.bookings
cross join (values (1), (2)) as twice (times)
where
    period = '2008-07-01' and side = 'customer' and (times = 1 or department_id = 'UTF');
