-- The staged tables as the calculation reads them, empty. A test holds them against etl/contracts.

create schema staging;

create table staging.accounts (
    account_id varchar, person_id varchar, directory_unit varchar, account_class varchar,
    user_account_control integer, created_on date, last_logon_on date, valid_until date,
    directory_path varchar, snapshot_on date, source_file varchar, source_line bigint
);

create table staging.agreement_scopes (
    scope varchar, service_id varchar, basis varchar, source_file varchar, source_line bigint
);

create table staging.agreements (
    agreement_id varchar, department_name varchar, scope varchar, system_name varchar,
    service_level varchar, valid_from date, valid_until date, fixed_ore bigint, status varchar,
    signed_on date, source_file varchar, source_line bigint
);

create table staging.cost_centres (
    cost_centre_id varchar, org_code varchar, name_sv varchar, department_id varchar, activity
    varchar, valid_from date, valid_until date, share_weight bigint, is_default boolean, basis
    varchar, source_file varchar, source_line bigint
);

create table staging.departments (
    department_id varchar, counterparty varchar, name_sv varchar, name_en varchar, short
    varchar, category varchar, board_sv varchar, valid_from date, valid_until date,
    parent_department_id varchar, is_supplier boolean, basis varchar, source varchar,
    source_file varchar, source_line bigint
);

create table staging.employments (
    person_id varchar, employment_no integer, org_code varchar, employment_rate integer,
    valid_from date, valid_until date, snapshot_on date, source_file varchar, source_line bigint
);

create table staging.ledger_mapping (
    mapping_id varchar, priority bigint, account_from varchar, account_to varchar,
    cost_centre_id varchar, activity varchar, pool varchar, cost_type varchar, valid_from date,
    valid_until date, basis varchar, source_file varchar, source_line bigint
);

create table staging.ledger_rows (
    period date, voucher varchar, booked_on date, account varchar, account_name varchar,
    cost_centre_id varchar, activity varchar, project varchar, counterparty varchar, amount_ore
    bigint, text varchar, source_file varchar, source_line bigint
);

create table staging.mending_aliases (
    alias varchar, department_id varchar, valid_from date, valid_until date, recorded_on date, who varchar, why varchar,
    source_file varchar, source_line bigint
);

create table staging.mending_codes (
    code varchar, cost_centre_id varchar, valid_from date, valid_until date, recorded_on date, who varchar, why varchar,
    source_file varchar, source_line bigint
);

create table staging.mending_activities (
    cost_centre_id varchar, activity varchar, valid_from date, valid_until date, recorded_on date, who varchar, why varchar,
    source_file varchar, source_line bigint
);

create table staging.mending_counterparties (
    department_id varchar, counterparty varchar, valid_from date, valid_until date, recorded_on date, who varchar, why varchar,
    source_file varchar, source_line bigint
);

create table staging.mending_owners (
    object_kind varchar, object_id varchar, cost_centre_id varchar, valid_from date, valid_until date, recorded_on date, who varchar, why varchar,
    source_file varchar, source_line bigint
);

create table staging.organisation_aliases (
    alias varchar, department_id varchar, basis varchar, source_file varchar, source_line bigint
);

create table staging.organisation_events (
    event_id varchar, effective_on date, event_type varchar, from_org varchar, to_org varchar,
    share_percent bigint, note_sv varchar, basis varchar, source varchar, source_file varchar,
    source_line bigint
);

create table staging.organisation_units (
    org_code varchar, org_name varchar, parent_code varchar, cost_centre_id varchar, valid_from
    date, valid_until date, snapshot_on date, source_file varchar, source_line bigint
);

create table staging.price_lists (
    price_list_id varchar, decided_on date, decision varchar, valid_from date, valid_until date,
    prepared_by_body varchar, note_sv varchar, basis varchar, source_file varchar, source_line
    bigint
);

create table staging.prices (
    price_list_id varchar, service_id varchar, price_ore bigint, price_e4 bigint, unit varchar,
    valid_from date, valid_until date, ended_by varchar, known_from date, decision varchar, basis
    varchar, source_file varchar, source_line bigint
);

create table staging.settlements (
    service_id varchar, year bigint, kind varchar, result_ore bigint, quantity bigint,
    decision varchar, decided_on date, seq bigint
);

create table staging.pupils (
    pupil_id varchar, school_name varchar, school_code varchar, principal varchar, district
    varchar, enrolled_from date, enrolled_until date, is_protected boolean, snapshot_on date,
    source_file varchar, source_line bigint
);

create table staging.services (
    service_id varchar, name_sv varchar, name_en varchar, area varchar, fee_type varchar,
    fee_kind varchar, unit_sv varchar, unit_en varchar, per varchar, volume_source varchar,
    source varchar, measurement_rule varchar, rule varchar, rule_days varchar, allowance
    varchar, scope varchar, environment varchar, allocation_method varchar, cost_pool varchar,
    supplier_department_id varchar, account_debit varchar, account_credit varchar, valid_from
    date, valid_until date, note_sv varchar, basis varchar, source_file varchar, source_line
    bigint
);

create table staging.size_classes (
    department_id varchar, year bigint, class varchar, valid_from date, decided_on date,
    headcount bigint, headcount_basis_sv varchar, basis varchar, source_file varchar,
    source_line bigint
);

create table staging.price_tiers (
    price_list_id varchar, service_id varchar, tier_kind varchar, from_quantity bigint,
    package_size bigint, price_ore bigint, price_e4 bigint, valid_from date, valid_until date,
    source_file varchar, source_line bigint
);

create table staging.agreement_prices (
    agreement_id varchar, service_id varchar, price_ore bigint, price_e4 bigint, valid_from
    date, valid_until date, decision varchar, source_file varchar, source_line bigint
);

create table staging.size_limits (
    class varchar, headcount_from bigint, valid_from date, valid_until date, basis varchar,
    source_file varchar, source_line bigint
);

create table staging.workstations (
    asset_name varchar, serial_no varchar, chassis varchar, environment varchar,
    last_inventoried_on date, main_user_id varchar, department_name varchar, purchased_on date,
    code_string varchar, cost_centre_id varchar, manufacturer varchar, model varchar,
    operating_system varchar, location varchar, snapshot_on date, source_file varchar,
    source_line bigint
);

create table staging.calls (
    called_on date, extension_no varchar, extension_type varchar, call_type varchar, seconds
    bigint, amount_ore bigint, cost_centre_id varchar, source_file varchar, source_line bigint
);

create table staging.connections (
    connection_id varchar, address varchar, property_name varchar, department_name varchar,
    speed varchar, service_id varchar, valid_from date, valid_until date, cost_centre_id
    varchar, snapshot_on date, source_file varchar, source_line bigint
);

create table staging.e_services (
    e_service_id varchar, name varchar, department_name varchar, cost_centre_id varchar,
    valid_from date, valid_until date, status varchar, errands bigint, snapshot_on date,
    source_file varchar, source_line bigint
);

create table staging.extensions (
    extension_no varchar, extension_type varchar, status varchar, person_id varchar,
    department_name varchar, cost_centre_id varchar, location varchar, valid_from date,
    valid_until date, snapshot_on date, source_file varchar, source_line bigint
);

create table staging.licences (
    product varchar, licence_type varchar, quantity integer, asset_name varchar, person_id
    varchar, department_name varchar, cost_centre_id varchar, valid_from date, valid_until date,
    snapshot_on date, source_file varchar, source_line bigint
);

create table staging.prints (
    printed_on date, user_id varchar, pages bigint, copies bigint, printer varchar, is_colour
    boolean, source_file varchar, source_line bigint
);

create table staging.servers (
    server_name varchar, server_type varchar, host_name varchar, system_name varchar,
    department_name varchar, cost_centre_id varchar, valid_from date, valid_until date,
    agreement_id varchar, snapshot_on date, source_file varchar, source_line bigint
);

create table staging.source_availability (
    source_id varchar, first_file date, last_file date, rhythm varchar, authoritative_until
    date, follows_source_id varchar, note_sv varchar, basis varchar, source_file varchar,
    source_line bigint
);

create table staging.storage_volumes (
    measured_on date, volume varchar, path varchar, owner_name varchar, size_milli bigint,
    size_unit varchar, snapshot_on date, source_file varchar, source_line bigint
);

create table staging.tickets (
    ticket_id varchar, ticket_type varchar, category varchar, priority varchar, status varchar,
    created_at timestamp, created_on date, assigned_at timestamp, resolved_at timestamp,
    closed_at timestamp, department_name varchar, reporter_id varchar, group_name varchar,
    minutes integer, resolution_code varchar, is_reopened boolean, is_billable boolean,
    source_file varchar, source_line bigint
);

create table staging.time_reports (
    worked_on date, consultant_id varchar, assignment varchar, customer_name varchar,
    cost_centre_id varchar, hours_hundredths bigint, is_billable boolean, source_file varchar,
    source_line bigint
);

create table staging.board_kpis (
    position bigint, kpi_id varchar, basis varchar, source_file varchar, source_line bigint
);

create table staging.budget_areas (
    area varchar, service_area varchar, basis varchar, source_file varchar, source_line bigint
);

create table staging.budgets (
    year bigint, cost_centre_id varchar, area varchar, version varchar, jan_ore bigint, feb_ore
    bigint, mar_ore bigint, apr_ore bigint, may_ore bigint, jun_ore bigint, jul_ore bigint,
    aug_ore bigint, sep_ore bigint, oct_ore bigint, nov_ore bigint, dec_ore bigint, total_ore
    bigint, source_file varchar, source_line bigint
);

create table staging.agreed_times (
    priority varchar, hours bigint, basis varchar, source_file varchar, source_line bigint
);

create table staging.common_clients (
    operating_system varchar, basis varchar, source_file varchar, source_line bigint
);

create table staging.cost_pools_monthly (
    period date, pool varchar, cost_type varchar, budget_ore bigint, outcome_ore bigint, basis
    varchar, source_file varchar, source_line bigint
);

create table staging.effect_measures (
    effect_id varchar, kpi_id varchar, service_id varchar, reason_sv varchar, reason_en varchar,
    basis varchar, source_file varchar, source_line bigint
);

create table staging.goals (
    goal_id varchar, strategy_section_sv varchar, title_sv varchar, title_en varchar,
    description_sv varchar, strategy_quote_sv varchar, basis varchar, source_file varchar,
    source_line bigint
);

create table staging.kpi_outcomes (
    kpi_id varchar, report varchar, report_on date, outcome_milli bigint, basis varchar,
    source_file varchar, source_line bigint
);

create table staging.kpi_peers (
    kpi_id varchar, metric varchar, year bigint, lowest_milli bigint, median_milli bigint,
    highest_milli bigint, peers bigint, note_sv varchar, basis varchar, source_file varchar,
    source_line bigint
);

create table staging.kpis (
    kpi_id varchar, name_sv varchar, name_en varchar, goal_id varchar, unit varchar, better
    varchar, formula varchar, data_source varchar, frequency varchar, baseline_year bigint,
    baseline_milli bigint, target_2007_milli bigint, target_2008_milli bigint, target_2009_milli
    bigint, target_2010_milli bigint, is_computed boolean, trajectory varchar, basis varchar,
    source_file varchar, source_line bigint
);

create table staging.standard_range (
    manufacturer varchar, model varchar, valid_from date, valid_until date, basis varchar,
    source_file varchar, source_line bigint
);

create table staging.pool_rules (
    rule_id varchar, pool varchar, step_order bigint, receiver_kind varchar, receiver_id varchar,
    driver varchar, share bigint, share_unit varchar, valid_from date, valid_until date,
    basis varchar, source_file varchar, source_line bigint
);

create table staging.pool_capacity (
    pool varchar, valid_from date, valid_until date, capacity bigint, per varchar, driver varchar,
    idle_owner varchar, rule_sv varchar, basis varchar, source_file varchar, source_line bigint
);

create table staging.pool_drivers (
    driver varchar, service_id varchar, weight bigint, valid_from date, valid_until date,
    basis varchar, source_file varchar, source_line bigint
);

create table staging.allocation_methods (
    method varchar, valid_from date, valid_until date, decision varchar, basis varchar,
    source_file varchar, source_line bigint
);

create table staging.ledger_accounts (
    account varchar, name_sv varchar, valid_from date, valid_until date, basis varchar,
    source_file varchar, source_line bigint
);

create table staging.income_codes (
    supplier_department_id varchar, account_credit varchar, cost_centre_id varchar,
    activity varchar, valid_from date, valid_until date, basis varchar, source_file varchar,
    source_line bigint
);

create table staging.internal_ledger_rows (
    period date, voucher varchar, booked_on date, account varchar, account_name varchar,
    cost_centre_id varchar, activity varchar, project varchar, counterparty varchar,
    amount_ore bigint, text varchar, source_file varchar, source_line bigint
);

create table staging.files (
    source_id varchar, entity varchar, file_name varchar, sha256 varchar, snapshot_on date,
    loaded_at timestamp, rows_in bigint, rows_accepted bigint, rows_rejected bigint,
    control_sum_ore bigint
);

create table staging.rejects (
    file_name varchar, source_id varchar, line bigint, column_name varchar, rule varchar,
    value varchar, reason_sv varchar, reason_en varchar
);

create table staging.deliveries (
    delivered_at timestamp, file_name varchar, sha256 varchar, outcome varchar,
    reason_sv varchar, reason_en varchar
);

create table staging.sealed_lines (
    line_id varchar, period date, charge_period date, department_id varchar, department_name
    varchar, cost_centre_id varchar, cost_centre_name varchar, service_id varchar,
    service_name_sv varchar, service_name_en varchar, rule varchar, fee_kind varchar, unit_sv
    varchar, unit_en varchar, counted_on date, valid_from date, valid_until date, units
    bigint, quantity bigint, gross_quantity bigint, allowance varchar, allowance_quantity
    bigint, quantity_left_over bigint, department_gross_quantity bigint, department_quantity
    bigint, department_amount_ore bigint, left_over_ore bigint, unit_days bigint,
    quantity_days bigint, days_in_month bigint, price_ore bigint, price_e4 bigint, tier_kind
    varchar, tiers varchar, month_share_ore bigint, amount_ore bigint, price_list_ids varchar,
    agreement_price boolean, price_agreement_id varchar, decision varchar, decided_on date,
    headcount bigint, headcount_on date, size_from bigint, size_until bigint, agreement_id
    varchar, agreement_status varchar, agreement_system varchar, code_string varchar,
    source_files varchar, object_count bigint, is_correction boolean, original_line_id
    varchar, now_ore bigint, before_ore bigint, correction_cause varchar
);

create table staging.sealed_objects (
    period date, department_id varchar, cost_centre_id varchar, service_id varchar,
    agreement_id varchar, valid_from date, valid_until date, quantity bigint, object_id
    varchar, object_from date, object_until date, last_seen_on date, owner_rule varchar,
    source_file varchar, source_line bigint
);

create table staging.sealed_pools (
    period date, method varchar, is_chosen boolean, pool varchar, receiver_kind varchar,
    receiver_id varchar, part varchar, amount_ore bigint
);

create table staging.journal_head (seq bigint, hash varchar);

create table staging.fee_model_areas (
    fee_model varchar, area varchar, basis varchar, source_file varchar, source_line bigint
);
