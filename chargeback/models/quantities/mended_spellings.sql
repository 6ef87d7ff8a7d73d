-- What controllers have said that names in the sources mean, with the cost centre that pays.
--
-- Grain:  one row per name, in lower case, and stretch of days.
-- Rule:   on the mending's days the name is the department's, and pays on its default cost
--         centre in force that day. A mending only fills what is empty: it is asked after the
--         city's own spellings, and only where they find no payer.
-- Source: staging.mending_aliases; docs/method.md, "Mendings".
--
-- mending  number of the fact in the journal that says so

select
    lower(mending_aliases.alias) as name,
    mending_aliases.department_id,
    defaults.cost_centre_id,
    mending_aliases.source_line as mending,
    greatest(mending_aliases.valid_from, defaults.valid_from) as valid_from,
    least(mending_aliases.valid_until, defaults.valid_until) as valid_until
from staging.mending_aliases
join quantities.default_cost_centres as defaults
    on
        mending_aliases.department_id = defaults.department_id
        and mending_aliases.valid_from < defaults.valid_until
        and mending_aliases.valid_until > defaults.valid_from
order by lower(mending_aliases.alias), valid_from
