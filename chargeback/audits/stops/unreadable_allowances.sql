-- An allowance must say how much is included for each unit of which service.
--
-- Rule:   "5 GB per ACC-STD": whole units, for each unit counted of a service in the register.
--         Only what is metered can have one.
-- Source: staging.services.allowance; money.md, "Allowance".

select
    services.service_id,
    services.fee_kind,
    services.allowance
from staging.services
left join staging.services as counted
    on regexp_extract(services.allowance, '^[0-9]+ .+ per ([^ ]+)$', 1) = counted.service_id
where
    services.allowance is not null
    and (
        counted.service_id is null
        or services.fee_kind <> 'metered'
        or counted.fee_kind in ('metered', 'passed_through', 'one_off')
    )
order by services.service_id
