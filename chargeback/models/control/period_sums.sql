-- What each month's lines come to, and a fingerprint of them: what a review speaks of.
--
-- Grain:  one row per booked month with lines.
-- Rule:   any change of what a line charges, or of what it cites, gives another fingerprint; the
--         order in which lines were calculated gives none. It rests on sha256 of texts, so that
--         it is the same from one version of the database to the next.
-- Source: marts.bill_lines; money.md, "Periods and corrections".
--
-- amount_ore   öre; line_count lines
-- fingerprint  sha256 over the month's lines in the order of their ids

with

told as (
    select
        period,
        line_id,
        amount_ore,
        concat_ws(
            '|', line_id, charge_period, department_id, cost_centre_id, service_id, amount_ore,
            units, quantity, coalesce(quantity_days, -1), coalesce(price_ore, -1),
            coalesce(price_e4, -1), coalesce(price_list_ids, ''), coalesce(agreement_id, ''),
            agreement_status, code_string, source_files, object_count
        ) as line
    from marts.bill_lines
)

select
    period,
    count(*) as line_count,
    sum(amount_ore)::bigint as amount_ore,
    sha256(string_agg(line, chr(10) order by line_id)) as fingerprint
from told
group by period
order by period
