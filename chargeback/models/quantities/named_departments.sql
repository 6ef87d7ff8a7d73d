-- Every name and spelling a department is known by in the sources.
--
-- Grain:  one row per name, in lower case.
-- Rule:   the city's own list of spellings first, then a department's name or short name.
-- Source: staging.organisation_aliases, staging.departments; dirty data D01, D42.
--
-- name          as compared: lower case
-- department_id the department meant

with

spellings as (
    select
        lower(alias) as name,
        department_id,
        1 as choice
    from staging.organisation_aliases
    union all
    select
        lower(name_sv) as name,
        department_id,
        2 as choice
    from staging.departments
    union all
    select
        lower(short) as name,
        department_id,
        3 as choice
    from staging.departments
    where short is not null
),

best as (
    select
        name,
        min(choice) as choice
    from spellings
    group by name
)

select
    spellings.name,
    min(spellings.department_id) as department_id
from spellings
join best
    on spellings.name = best.name and spellings.choice = best.choice
group by spellings.name
order by spellings.name
