-- How people and systems write the same thing in different ways; used by the registers' files.

-- D21: two dates in a hundred the other way round.
create or replace macro typed_date(key, day) as
    if(dice(key, 'D21', 50) = 0, strftime(day, '%d/%m/%Y'), day::varchar);

-- D22: three open ends in ten are written out, in one of two ways.
create or replace macro typed_open_end(key) as
    case dice(key, 'D22', 20)
        when 0 then '99991231'
        when 1 then '99991231'
        when 2 then '99991231'
        when 3 then '9999-12-31'
        when 4 then '9999-12-31'
        when 5 then '9999-12-31'
        else ''
    end;

-- D42: a department text that no alias knows, three rows in a thousand.
create or replace macro has_unknown_department(key) as dice(key, 'D42', 1000) < 3;

-- Whole öre (never negative) as kronor with decimal comma, without thousands.
create or replace macro kronor_text(ore) as
    (ore // 100) || ',' || lpad((ore % 100)::varchar, 2, '0');

-- A whole number with a blank between the thousands.
create or replace macro blanked_thousands(number) as
    if(number < 1000, number::varchar, (number // 1000) || ' ' || lpad((number % 1000)::varchar, 3, '0'));
