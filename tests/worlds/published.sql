-- The published tables, empty: names and types as the models publish them.

create schema marts;
create schema detail;
create schema control;

create table marts.periods (period date, last_day date, days bigint);

create table marts.departments (
    department_id varchar, name_sv varchar, name_en varchar, short varchar, category varchar,
    is_supplier boolean, is_external boolean, valid_from date, valid_until date
);

create table marts.cost_centres (
    cost_centre_id varchar, department_id varchar, name_sv varchar, is_default boolean,
    valid_from date, valid_until date
);

create table marts.services (
    service_id varchar, name_sv varchar, name_en varchar, area varchar, fee_kind varchar,
    rule varchar, rule_days varchar, allowance varchar, unit_sv varchar, unit_en varchar,
    per varchar, scope varchar, environment varchar, cost_pool varchar,
    supplier_department_id varchar, account_debit varchar, account_credit varchar,
    source varchar, valid_from date, valid_until date, note_sv varchar, is_charged boolean,
    is_mixed boolean, budget_area varchar
);

create table marts.prices (
    service_id varchar, price_list_id varchar, price_ore bigint, price_e4 bigint, unit varchar,
    valid_from date, valid_until date, ended_by varchar, decision varchar, decided_on date
);

create table marts.bill_lines (
    line_id varchar, period date, charge_period date, department_id varchar,
    department_name varchar, cost_centre_id varchar, cost_centre_name varchar,
    service_id varchar, service_name_sv varchar, service_name_en varchar, rule varchar,
    fee_kind varchar, unit_sv varchar, unit_en varchar, counted_on date, valid_from date,
    valid_until date, units bigint, quantity bigint, gross_quantity bigint, allowance varchar,
    allowance_quantity bigint, quantity_left_over bigint, department_gross_quantity bigint,
    department_quantity bigint, department_amount_ore bigint, left_over_ore bigint,
    unit_days bigint, quantity_days bigint, days_in_month bigint, price_ore bigint,
    price_e4 bigint, tier_kind varchar, tiers varchar, month_share_ore bigint,
    amount_ore bigint, price_list_ids varchar, agreement_price boolean,
    price_agreement_id varchar, decision varchar, decided_on date, headcount bigint,
    headcount_on date, size_from bigint, size_until bigint, agreement_id varchar,
    agreement_status varchar, agreement_system varchar, code_string varchar,
    source_files varchar, object_count bigint, is_correction boolean,
    original_line_id varchar, now_ore bigint, before_ore bigint, correction_cause varchar
);

create table marts.waiting_corrections (
    line_id varchar, period date, charge_period date, department_id varchar,
    cost_centre_id varchar, service_id varchar, original_line_id varchar, now_ore bigint,
    before_ore bigint, amount_ore bigint, correction_cause varchar
);

create table marts.cost_centre_bills (
    period date, department_id varchar, cost_centre_id varchar, cost_centre_name varchar,
    amount_ore bigint, line_count bigint
);

create table marts.department_bills (
    period date, department_id varchar, department_name varchar, amount_ore bigint,
    line_count bigint, cost_centre_count bigint
);

create table marts.department_services (
    period date, department_id varchar, service_id varchar, units bigint, unit_days bigint,
    quantity bigint, amount_ore bigint
);

create table marts.bridge_cells (
    period date, charge_period date, department_id varchar, service_id varchar,
    agreement_system varchar, price_value varchar, quantity_parts bigint, amount_ore bigint
);

create table marts.moves (
    period date, department_id varchar, other_department_id varchar, service_id varchar,
    quantity_parts bigint, amount_ore bigint
);

create table marts.month_cube (
    period date, department_id varchar, payer_no bigint, service_id varchar, fee_kind varchar,
    is_listed boolean, price_ore bigint, price_e4 bigint, days_in_month bigint,
    valid_from date, valid_until date, quantity bigint, quantity_days bigint,
    line_count bigint, amount_ore bigint
);

create table marts.day_cube (
    period date, days_in_month bigint, department_id varchar, payer_no bigint,
    service_id varchar, rule varchar, is_other boolean, valid_from date, valid_until date,
    quantity bigint
);

create table marts.full_time_employees (
    period date, department_id varchar, full_time_hundredths bigint
);

create table marts.headcounts (period date, department_id varchar, persons bigint);

create table detail.objects (
    department_id varchar, cost_centre_id varchar, service_id varchar, agreement_id varchar,
    valid_from date, valid_until date, quantity bigint, object_id varchar, object_from date, object_until date,
    last_seen_on date, owner_rule varchar, source_file varchar, source_line bigint
);

create table control.mendable (
    period date, way varchar, object_kind varchar, subject varchar, written varchar,
    source_id varchar, service_id varchar, reason varchar, objects bigint, amount_ore bigint
);

create table marts.mendings (
    mending bigint, way varchar, object_kind varchar, subject varchar, department_id varchar,
    cost_centre_id varchar, valid_from date, valid_until date, recorded_on date, who varchar,
    why varchar
);

create table detail.unallocated_objects (
    service_id varchar, reason varchar, valid_from date, valid_until date, quantity bigint,
    object_id varchar, last_seen_on date, source_file varchar, source_line bigint
);

create table detail.set_aside_rows (
    period date, source_id varchar, rule varchar, object_id varchar, source_file varchar,
    source_line bigint
);

create table control.files (
    source_id varchar, entity varchar, file_name varchar, sha256 varchar, snapshot_on date,
    loaded_at timestamp, rows_in bigint, rows_accepted bigint, rows_rejected bigint,
    control_sum_ore bigint
);

create table control.deliveries (
    delivered_at timestamp, file_name varchar, sha256 varchar, outcome varchar,
    reason_sv varchar, reason_en varchar
);

create table control.rejects (
    file_name varchar, source_id varchar, line bigint, column_name varchar, rule varchar,
    value varchar, reason_sv varchar, reason_en varchar
);

create table detail.sealed_objects (
    period date, department_id varchar, cost_centre_id varchar, service_id varchar,
    agreement_id varchar, valid_from date, valid_until date, quantity bigint, object_id
    varchar, object_from date, object_until date, last_seen_on date, owner_rule varchar,
    source_file varchar, source_line bigint
);

create table control.journal_head (seq bigint, hash varchar);

create table control.period_sums (
    period date, line_count bigint, amount_ore bigint, fingerprint varchar
);

create table control.bookings (
    period date, department_id varchar, department_name varchar, department_code varchar,
    is_external boolean, is_own_use boolean, side varchar, account varchar,
    account_name varchar, cost_centre_id varchar, cost_centre_name varchar, activity varchar,
    project varchar, counterparty varchar, code_string varchar, text varchar,
    city_name varchar, amount_ore bigint, line_count bigint
);

create table control.code_strings (
    period date, department_id varchar, side varchar, cost_centre_id varchar,
    code_string varchar, fault varchar, amount_ore bigint, line_count bigint, way varchar,
    subject varchar
);

create table control.agreement_sums (
    period date, department_id varchar, agreement_id varchar, customer_ore bigint,
    supplier_ore bigint
);

create table control.cost_rows (
    period date, pool varchar, voucher varchar, booked_on date, account varchar,
    account_name varchar, cost_centre_id varchar, activity varchar, amount_ore bigint,
    source_file varchar, source_line bigint
);

create table control.booked_rows (
    period date, side varchar, voucher varchar, booked_on date, account varchar,
    account_name varchar, cost_centre_id varchar, activity varchar, counterparty varchar,
    amount_ore bigint, source_file varchar, source_line bigint
);

create table control.booking_differences (
    period date, side varchar, account varchar, cost_centre_id varchar, counterparty varchar,
    department_id varchar, ours_ore bigint, ledger_ore bigint, difference_ore bigint,
    vouchers varchar
);

create table control.booking_errors (
    period date, side varchar, department_id varchar, fault varchar, account varchar,
    cost_centre_id varchar, counterparty varchar, other_account varchar,
    other_cost_centre_id varchar, other_counterparty varchar, other_period date,
    vouchers varchar, ours_ore bigint, ledger_ore bigint, difference_ore bigint,
    row_count bigint, voucher_rows bigint
);

create table control.set_aside (period date, source_id varchar, rule varchar, row_count bigint);

create table control.expected_files (source_id varchar, period date, is_present boolean);

create table control.file_periods (
    source_id varchar, entity varchar, file_name varchar, period date, rows_accepted bigint
);

create table control.unallocated (
    period date, source_id varchar, service_id varchar, reason varchar, units bigint,
    quantity bigint, unit_days bigint, amount_ore bigint
);

create table control.equations (
    equation varchar, period date, source_id varchar, side varchar, position integer,
    term varchar, amount bigint, unit varchar
);

create table marts.kpis (
    kpi_id varchar, code varchar, title_sv varchar, title_en varchar, unit varchar,
    better varchar, definition_sv varchar, definition_en varchar, goal_id varchar,
    frequency varchar, is_computed boolean, year_rule varchar
);

create table marts.kpi_values (
    kpi_id varchar, period date, department_id varchar, numerator bigint, denominator bigint
);

create table marts.kpi_targets (
    code varchar, on_date date, target_milli bigint, is_baseline boolean
);

create table marts.kpi_outcomes (
    code varchar, report varchar, on_date date, outcome_milli bigint
);

create table marts.kpi_peers (
    code varchar, year bigint, lowest_milli bigint, median_milli bigint, highest_milli bigint,
    peers bigint, note_sv varchar
);

create table marts.board_kpis (position bigint, code varchar);

create table marts.effect_measures (
    effect_id varchar, code varchar, service_id varchar, reason_sv varchar, reason_en varchar
);

create table marts.lineage (layer varchar, name varchar, reads varchar);
