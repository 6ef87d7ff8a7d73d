-- What each payer's quantity costs, and what that costs which nobody pays for.
--
-- Grain:  one row per row of charges.priced_quantities.
-- Rule:   rounded once, half an öre away from zero; nothing but what is passed through can be
--         negative, and that is whole öre already. yearly, agreement, decision: unit-days ×
--         the month's share ÷ days in the month. one_off and metered: quantity × price.
--         passed_through: the öre of the source. Tiers: the department's amount shared out.
-- Source: charges.priced_quantities, charges.charged_quantities, charges.tier_amounts.
--
-- quantity             1/1 000 unit charged
-- gross_quantity       1/1 000 unit used; null without an allowance
-- department_quantity  1/1 000 unit the department is charged for; null without allowance
--                      or tiers
-- amount_ore           öre

select
    priced_quantities.* exclude (quantity, units),
    case
        when charged_quantities.quantity is null then priced_quantities.units
        else charged_quantities.quantity // 1000
    end as units,
    coalesce(tier_amounts.quantity, charged_quantities.quantity, priced_quantities.quantity)
        as quantity,
    charged_quantities.gross_quantity,
    charged_quantities.allowance_quantity,
    charged_quantities.department_gross_quantity,
    charged_quantities.quantity_left_over,
    coalesce(tier_amounts.department_quantity, charged_quantities.department_quantity)
        as department_quantity,
    tier_amounts.department_amount_ore,
    tier_amounts.left_over_ore,
    tier_amounts.tiers,
    case
        when priced_quantities.tier_kind is not null then tier_amounts.amount_ore
        when priced_quantities.fee_kind = 'metered'
            then
                (
                    2 * priced_quantities.price_e4
                    * coalesce(charged_quantities.quantity, priced_quantities.quantity)
                    + 100000
                ) // 200000
        when priced_quantities.fee_kind = 'one_off'
            then (2 * priced_quantities.quantity * priced_quantities.price_ore + 1000) // 2000
        when priced_quantities.fee_kind = 'passed_through'
            then priced_quantities.quantity // 10
        else
            (
                2 * priced_quantities.quantity_days * priced_quantities.month_share_ore
                + 1000 * priced_quantities.days_in_month
            ) // (2000 * priced_quantities.days_in_month)
    end as amount_ore
from charges.priced_quantities
left join charges.charged_quantities
    on
        priced_quantities.reason is null
        and priced_quantities.period = charged_quantities.period
        and priced_quantities.department_id = charged_quantities.department_id
        and priced_quantities.cost_centre_id = charged_quantities.cost_centre_id
        and priced_quantities.service_id = charged_quantities.service_id
        and priced_quantities.price_value = charged_quantities.price_value
left join charges.tier_amounts
    on
        priced_quantities.period = tier_amounts.period
        and priced_quantities.service_id = tier_amounts.service_id
        and priced_quantities.tier_kind = tier_amounts.tier_kind
        and priced_quantities.cost_centre_id is not distinct from tier_amounts.cost_centre_id
        and priced_quantities.department_id is not distinct from tier_amounts.department_id
        and priced_quantities.reason is not distinct from tier_amounts.reason
        and priced_quantities.source_id is not distinct from tier_amounts.source_id
