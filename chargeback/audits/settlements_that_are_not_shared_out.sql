-- A result that is paid back must be shared out to the öre.
--
-- Rule:   the payers' parts sum to what was decided.
-- Source: staging.settlements, charges.settlement_shares; docs/method.md, "A year's result".

select
    settlements.service_id,
    settlements.year,
    settlements.result_ore,
    coalesce(sum(settlement_shares.share_ore), 0)::bigint as shared_ore
from staging.settlements
join charges.settlement_shares
    on
        settlements.year = settlement_shares.year
        and settlements.service_id = settlement_shares.service_id
group by settlements.service_id, settlements.year, settlements.result_ore
having sum(settlement_shares.share_ore) <> settlements.result_ore
