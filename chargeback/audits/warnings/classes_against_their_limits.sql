-- Size classes decided that are not those of the employees they were decided on.
--
-- Rule:   a class is that of the largest limit the department reaches. A decision stands even
--         so: it is charged as decided, and told.
-- Source: staging.size_classes, staging.size_limits; services.rule decision.

select
    size_classes.department_id,
    size_classes.year,
    size_classes.class,
    size_classes.headcount,
    max_by(limits.class, limits.headcount_from) as class_by_limit
from staging.size_classes
join staging.size_limits as limits
    on
        size_classes.headcount >= limits.headcount_from
        and size_classes.valid_from >= limits.valid_from
        and size_classes.valid_from < limits.valid_until
group by
    size_classes.department_id, size_classes.year, size_classes.class, size_classes.headcount
having max_by(limits.class, limits.headcount_from) <> size_classes.class
order by size_classes.department_id, size_classes.year
