-- Every decided class names a service and finds a payer.
--
-- Rule:   a decision is charged to the department's default cost centre while it exists.
-- Source: staging.size_classes; services.rule decision.

select
    size_classes.department_id,
    size_classes.year,
    size_classes.class
from staging.size_classes
left join quantities.owned_decisions
    on
        size_classes.source_file = owned_decisions.source_file
        and size_classes.source_line = owned_decisions.source_line
where owned_decisions.source_line is null
