-- The rows of the server register in the shape all registers are judged in.
--
-- Grain:  one row per row of staging.servers.
-- Rule:   the type gives the service (Fysisk → SRV-FYS, Virtuell → SRV-VIRT). A server that
--         carries virtual ones is the supplier's own and set aside: its cost is in theirs.
-- Kept:   no, a view: quantities.register_rows reads it once.
-- Source: staging.servers; docs/method.md, "What is set aside".
--
-- Columns as quantities.extension_rows.

with

hosts as (
    select distinct
        snapshot_on,
        host_name
    from staging.servers
    where host_name is not null
)

select
    'server' as kind,
    case servers.server_type
        when 'Fysisk' then 'SRV-FYS'
        when 'Virtuell' then 'SRV-VIRT'
        else 'SRV-' || upper(servers.server_type)
    end as service_id,
    case when hosts.host_name is not null then 'supplier_host' end as own_rule,
    servers.server_name as object_id,
    null::varchar as person_id,
    servers.cost_centre_id as named_cost_centre_id,
    servers.department_name,
    servers.valid_from as object_from,
    servers.valid_until as object_until,
    servers.snapshot_on,
    servers.source_file,
    servers.source_line
from staging.servers
left join hosts
    on servers.snapshot_on = hosts.snapshot_on and servers.server_name = hosts.host_name
