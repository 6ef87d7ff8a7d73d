"""From text to types in SQL, by our own strict rules, with a coded error for every value refused.

DuckDB's casts take 1_000 for 1000, round 0,125 and read year 207: each value is matched against
the form it must have before it is cast. A value that does not match keeps its text, and its row
is rejected with the rule that says why (etl/rules.yaml).
"""

import datetime
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from etl import raw
from etl.contract import Column, Parts
from etl.quoting import literal, literals, name
from etl.source import Field, Source
from etl.structure import BLANKS

OPEN = "date '9999-12-31'"
ISO = ("%Y-%m-%d",)
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)
# Windows file times: 100 ns since 1601-01-01, UTC.
FILETIME_DAY = 864_000_000_000
FILETIME_LOW, FILETIME_HIGH = (
    (day - datetime.date(1601, 1, 1)).days * FILETIME_DAY for day in (EARLIEST, LATEST)
)
DATE_PARTS = {
    "%Y": "[0-9]{4}",
    "%y": "[0-9]{2}",
    "%m": "[0-9]{2}",
    "%d": "[0-9]{2}",
    "%H": "[0-9]{2}",
    "%M": "[0-9]{2}",
    "%S": "[0-9]{2}",
}
GAP = "[ \u00a0\u202f]"
WHOLE = f"[-−]?([0-9]{{1,12}}|[0-9]{{1,3}}({GAP}[0-9]{{3}}){{1,3}})"
CURRENCY = f"({GAP}?(kr|SEK))?"
TOTALS = ("summa", "totalt", "total", "sum", "totalsumma")
# Letters that look like Latin ones and are not: an id with one of them is another id.
FOREIGN = "[\\p{Cyrillic}\\p{Greek}\\p{Armenian}\\p{Cherokee}\uff01-\uff5e]"
#: Rows of the file on the bench that nothing speaks against.
ACCEPTED = """
    select * from bench
    where fault is null and source_line not in (select source_line from faults)
"""
# Text that is composed and trimmed as it stands: printable ASCII and the letters of Latin-1.
PLAIN = "[!-~À-ÿ]([ -~À-ÿ]*[!-~À-ÿ])?"


@dataclass(frozen=True)
class Check:
    """A condition that rejects a row, with the column, value and rule to tell.

    ``bad``, ``rule``, ``value`` and ``other`` are SQL expressions over the typed row.
    """

    heading: str
    bad: str
    rule: str
    value: str = "null"
    other: str = "null"


@dataclass(frozen=True)
class Typing:
    """How a source's rows are typed, and what to tell of those that cannot be.

    Attributes:
        rows: The select that types them: source_line, the entity's fields, and fault: the number
            of the first check that fails, from 1; null for a good row.
    """

    rows: str
    _raw: str
    _texts: dict[str, str]
    _checks: Sequence[Check]
    _first: str
    _table: str

    def faults(self, numbers: Sequence[int]) -> str:
        """The select that tells what is wrong with the rows that fail in one of these checks.

        Gives source_line, column_name, rule, value and other. Only these checks are spelled out:
        a file breaks two or three of a hundred, and DuckDB binds what no row needs all the same.
        """
        failed = [(number, self._checks[number - 1]) for number in numbers]
        told = f"""
            {_by_fault((no, literal(check.heading)) for no, check in failed)} as column_name,
            case when lower({self._first}) in ({literals(TOTALS)}) then 'S18'
                else {_by_fault((no, check.rule) for no, check in failed)} end as rule,
            {_by_fault((no, check.value) for no, check in failed)} as value,
            {_by_fault((no, check.other) for no, check in failed)} as other
        """
        needed = {target: text for target, text in self._texts.items() if _text(target) in told}
        return f"""
            with bad as (select * from {name(self._table)} where fault is not null),
            texts as (
                select source_line{_named(needed)} from {self._raw}
                where source_line in (select source_line from bad)
            )
            select source_line, {told} from bad join texts using (source_line)
        """


def typing(
    source: Source, headings: Sequence[str | None], rows: Path, today: datetime.date, table: str
) -> Typing:
    """The SQL that types a file of rows.

    Args:
        source: Says what each field is made from.
        headings: The file's own headings of the source's columns, None where one is missing.
        rows: File of line number and the columns that are there.
        today: Dates after this one are in the future.
        table: Where the result of ``rows`` will lie when ``faults`` is run.
    """
    texts = _texts(source, headings)
    made = {field.target: field for field in source.fields}
    columns = [column for column in source.contract.fields if column.name in texts]
    checks = _checks(columns, made, texts, source, today)
    parts = source.contract.parts
    fields = ", ".join(_field(column, texts, parts) for column in source.contract.fields)
    select = f"""
        with texts as (select source_line{_named(texts)} from {raw.rows(rows)}),
        moments as (select *{_moments(columns, made)} from texts),
        typed as (select *{_typed(columns, made)} from moments),
        checked as (select *, {_first_fault(checks)} as fault from typed)
        select source_line, {fields}, fault from checked
    """
    first = _text(next(target for target in texts if made[target].headings))
    return Typing(select, raw.rows(rows), texts, checks, first, table)


def _named(texts: dict[str, str]) -> str:
    return "".join(f", {text} as {_text(target)}" for target, text in texts.items())


def _text(target: str) -> str:
    return name(f"t_{target}")


def _field(column: Column, texts: dict[str, str], parts: Parts | None) -> str:
    value = name(column.name) if column.name in texts else "null"
    if parts and column.name in parts.of:
        value = f"coalesce({value}, 0)"
    return f"{value}::{column.sql} as {name(column.name)}"


def _moments(columns: Sequence[Column], made: dict[str, Field]) -> str:
    """What the texts of days and times say by the first of their formats that they have."""
    return "".join(
        f", {_by_format(made[column.name], _text(column.name))} as {_moment(column.name)}"
        for column in columns
        if column.type in {"date", "datetime"} and not made[column.name].filetime
    )


def _moment(target: str) -> str:
    return name(f"m_{target}")


def _typed(columns: Sequence[Column], made: dict[str, Field]) -> str:
    return "".join(
        f", {_value(column, made[column.name])} as {name(column.name)}" for column in columns
    )


def _first_fault(checks: Sequence[Check]) -> str:
    """The number of the first check that rejects the row."""
    cases = " ".join(f"when {check.bad} then {no}" for no, check in enumerate(checks, start=1))
    return f"case {cases} end"


def _by_fault(expressions: Iterable[tuple[int, str]]) -> str:
    cases = " ".join(f"when {no} then {text}" for no, text in expressions)
    return f"case fault {cases} end"


# --- text: cleaned and cut -----------------------------------------------------------------------


def _texts(source: Source, headings: Sequence[str | None]) -> dict[str, str]:
    """The text each field is typed from, as SQL over the raw columns, by target."""
    texts = {}
    for field in source.fields:
        if field.constant is not None:
            texts[field.target] = literal(field.constant)
        elif headings[source.columns.index(field.headings)] is not None:
            texts[field.target] = _read_text(field, source, headings)
    return texts


def _read_text(field: Field, source: Source, headings: Sequence[str | None]) -> str:
    """A column's text, or where it is empty what another column stands for."""
    place = source.columns.index(field.headings)
    if headings[place] is None:
        return "null"
    text = _cut(field, _clean(name(f"c{place}")))
    if field.otherwise:
        other = _read_text(field.otherwise, source, headings)
        text = f"coalesce({text}, {_mapped(field.otherwise, other)})"
    if field.default is not None:
        text = f"coalesce({text}, {literal(field.default)})"
    return text


def _clean(raw: str) -> str:
    """Composed (NFC) and without blanks round it; plain text, which most is, is left alone."""
    return f"""case
        when regexp_full_match({raw}, {literal(PLAIN)}) then {raw}
        else nullif(trim(nfc_normalize({raw}), {literal(BLANKS)}), '')
    end"""


def _cut(field: Field, text: str) -> str:
    for empty in field.empty:
        text = f"nullif({text}, {literal(empty)})"
    if field.without_blanks:
        text = f"regexp_replace({text}, {literal(GAP)}, '', 'g')"
    if field.patterns:
        cuts = (f"nullif(regexp_extract({text}, {literal(p)}, 1), '')" for p in field.patterns)
        text = f"coalesce({', '.join(cuts)})"
    return text


# --- values -----------------------------------------------------------------------------------


def _value(column: Column, field: Field) -> str:
    """The typed value of a field, null where the text has not the form it must have."""
    text = _text(column.name)
    mapped = _mapped(field, _folded(field, text))
    if column.type == "date":
        return _date(field, text, _moment(column.name))
    if column.type == "datetime":
        return _time(field, text, _moment(column.name))
    if column.type == "boolean":
        return f"case {mapped} when 'true' then true when 'false' then false end"
    if column.type == "integer":
        return f"try_cast({_number(mapped, field.decimals)} as {column.sql})"
    return _string(field, mapped)


def _folded(field: Field, text: str) -> str:
    if field.lower:
        return f"lower({text})"
    return f"upper({text})" if field.upper else text


def _mapped(field: Field, text: str) -> str:
    """The value map: another text for each known text, ``*`` for all others."""
    if not field.values:
        return text
    known = " ".join(
        f"when {literal(old)} then {literal(new)}" for old, new in field.values if old != "*"
    )
    others = dict(field.values).get("*")
    rest = "" if others is None else f" when {text} is not null then {literal(others)}"
    return f"nullif(case {text} {known} else case{rest or ' when false then null'} end end, '')"


def _string(field: Field, text: str) -> str:
    if not field.zero_fill:
        return text
    form = f"({re.escape(field.prefix)})?[0-9]{{1,{field.zero_fill}}}"
    digits = f"lpad(regexp_extract({text}, '[0-9]+$'), {int(field.zero_fill)}, '0')"
    return (
        f"case when regexp_full_match({text}, {literal(form)}) "
        f"then {literal(field.prefix)} || {digits} end"
    )


def _number(text: str, decimals: int | None) -> str:
    """A whole number, or one with up to ``decimals`` decimals as units of the last one.

    Most stand as digits and a mark at most, and are cast as they are.
    """
    places = decimals or 0
    plain = "[0-9]{1,12}" + (f"[.,][0-9]{{{places}}}" if places else "")
    digits = f"{text}[:-{places + 2}] || {text}[-{places}:]" if places else text
    form = WHOLE + (f"([.,][0-9]{{1,{places}}})?{CURRENCY}" if places else "")
    whole = f"regexp_replace(regexp_extract({text}, '^[^.,a-zA-Z]*'), '[^0-9]', '', 'g')"
    parts = f"rpad(regexp_extract({text}, '[.,]([0-9]+)', 1), {places}, '0')" if places else "''"
    return (
        f"case when regexp_full_match({text}, {literal(plain)}) then ({digits})::bigint "
        f"when regexp_full_match({text}, {literal(form)}) "
        f"then try_cast({whole} || {parts} as bigint) "
        f"* case when {text}[1] in ('-', '−') then -1 else 1 end end"
    )


def _date(field: Field, text: str, moment: str) -> str:
    """A day: of a declared format, a Windows file time, or open-ended."""
    given = _filetime(field, text) if field.filetime else _in_bounds(moment)
    if field.inclusive or field.at_time:
        rest = _has_rest(_time(field, text, moment)) if field.at_time else "true"
        given = f"({given} + if({rest}, 1, 0))::date"
    cases = f"when {text} in ({literals(field.open)}) then {OPEN} " if field.open else ""
    if "" in field.open:
        cases = f"when {text} is null then {OPEN} {cases}"
    return f"case {cases}else {given} end" if cases else given


def _has_rest(moment: str) -> str:
    """Whether a time lies after the midnight its day begins with."""
    return f"coalesce({moment} > date_trunc('day', {moment}), false)"


def _time(field: Field, text: str, moment: str) -> str:
    """A time of a declared format, as written; null where only the day was."""
    forms = "|".join(_form(style) for style in field.date if "%H" in style)
    is_time = f"regexp_full_match({text}, {literal(forms)})"
    return f"case when {_in_bounds(moment)} is not null and {is_time} then {moment} end"


def _by_format(field: Field, text: str) -> str:
    cases = " ".join(
        f"when regexp_full_match({text}, {literal(_form(style))}) "
        f"then try_strptime({text}, {literal(style)})"
        for style in _styles(field)
    )
    return f"case {cases} end"


def _in_bounds(moment: str) -> str:
    """The day of a moment, null where it lies outside what is likely."""
    day = f"{moment}::date"
    return f"case when {day} between {_day(EARLIEST)} and {_day(LATEST)} then {day} end"


def _styles(field: Field) -> tuple[str, ...]:
    return field.date or ISO


def _form(style: str) -> str:
    """The form of a date format: %Y is four digits, no fewer."""
    pattern = re.escape(style)
    for part, digits in DATE_PARTS.items():
        pattern = pattern.replace(re.escape(part), digits)
    return pattern


def _filetime(field: Field, text: str) -> str:
    """The day a file time falls on, or with ``end`` the first day that begins at or after it."""
    ticks = f"try_cast({text} as bigint)"
    up = FILETIME_DAY - 1 if field.filetime == "end" else 0
    return (
        f"case when regexp_full_match({text}, '[0-9]{{1,19}}') "
        f"and {ticks} between {FILETIME_LOW} and {FILETIME_HIGH} "
        f"then (date '1601-01-01' + (({ticks} + {up}) // {FILETIME_DAY})::integer)::date end"
    )


def _day(day: datetime.date) -> str:
    return f"date {literal(day.isoformat())}"


# --- checks and their rules -------------------------------------------------------------------


def _checks(
    columns: Sequence[Column],
    made: dict[str, Field],
    texts: dict[str, str],
    source: Source,
    today: datetime.date,
) -> list[Check]:
    """Every check of a row: what cannot be read first, then what is missing, then the row."""
    headings = {target: _heading(made[target]) for target in texts}
    unreadable = [_unreadable(column, made[column.name], today) for column in columns]
    missing = [
        Check(headings[column.name], f"{name(column.name)} is null", _missing_rule(column))
        for column in columns
        if column.required and not _is_part(source, column)
    ]
    return [*unreadable, *missing, *_order(source, headings), *_blank_parts(source, headings)]


def _heading(field: Field) -> str:
    return field.headings[0] if field.headings else field.target


def _missing_rule(column: Column) -> str:
    return literal("N20" if column.type == "integer" else "V01")


def _is_part(source: Source, column: Column) -> bool:
    parts = source.contract.parts
    return parts is not None and column.name in parts.of


def _blank_parts(source: Source, headings: dict[str, str]) -> list[Check]:
    """A blank part is 0 only where the others make the total."""
    parts = source.contract.parts
    if not parts:
        return []
    made = " + ".join(f"coalesce({name(part)}, 0)" for part in parts.of)
    differs = f"({made}) is distinct from {name(parts.total)}"
    return [
        Check(headings[part], f"({name(part)} is null and {differs})", "'N21'") for part in parts.of
    ]


def _order(source: Source, headings: dict[str, str]) -> list[Check]:
    if not source.contract.ordered:
        return []
    start, end = source.contract.ordered
    if not {start, end} <= headings.keys():
        return []
    bad = f"{name(end)} <= {name(start)}"
    return [Check(headings[end], bad, "'D10'", _text(start), _text(end))]


def _unreadable(column: Column, field: Field, today: datetime.date) -> Check:
    """The check that a value has its form and lies within its bounds."""
    text, value = _text(column.name), name(column.name)
    cases = [(f"contains({text}, chr(0))", "'E09'")]
    cases += _limits(column, value, today)
    cases += [("true", _form_rule(column, field, text))]
    rule = "case " + " ".join(f"when {bad} then {told}" for bad, told in cases) + " end"
    bad = [_has_no_value(field, text, _read(column)), *(bad for bad, _ in cases[:-1])]
    other = f"(date '1899-12-30' + try_cast({text} as integer))::varchar"
    return Check(
        heading=_heading(field),
        bad=f"({' or '.join(bad)})",
        rule=rule,
        value=text,
        other=f"case when regexp_full_match({text}, '[0-9]{{5}}') then {other} end"
        if column.type == "date"
        else code_points(text),
    )


def _has_no_value(field: Field, text: str, value: str) -> str:
    """The text is there but gave no value, which a map may want."""
    if dict(field.values).get("*") == "":
        return "false"
    folded = _folded(field, text)
    silent = f" and {folded} not in ({literals(_silent(field))})" if _silent(field) else ""
    return f"({text} is not null and {value} is null{silent})"


def _read(column: Column) -> str:
    """What shows that a text was read: of a time its day is enough."""
    is_time = column.type == "datetime"
    return _in_bounds(_moment(column.name)) if is_time else name(column.name)


def _silent(field: Field) -> list[str]:
    return [old for old, new in field.values if new == ""]


def _limits(column: Column, value: str, today: datetime.date) -> list[tuple[str, str]]:
    """The constraints of the contract, each with its rule."""
    cases = []
    if column.minimum is not None:
        cases.append((f"{value} < {int(column.minimum)}", "'N06'"))
    if column.maximum is not None:
        cases.append((f"{value} > {int(column.maximum)}", "'N13'"))
    if column.not_future:
        cases.append((f"{value} > {_day(today)}", "'D06'"))
    if column.type == "datetime":
        cases.append((_skipped_hour(value), "'D08'"))
    if column.enum:
        cases.append((f"{value} not in ({literals(column.enum)})", "'V02'"))
    if column.pattern:
        rule = _id_rule(_text(column.name))
        cases.append((f"not regexp_full_match({value}, {literal(column.pattern)})", rule))
    return cases


def _skipped_hour(value: str) -> str:
    """The hour that is not there or comes twice: clocks change at 2 and 3 on the last Sundays.

    Of March it is skipped, of October it comes twice; nothing says which of the two was meant.
    """
    last_sunday = f"month({value}) in (3, 10) and day({value}) > 24 and dayofweek({value}) = 0"
    return f"({last_sunday} and hour({value}) = 2)"


def _form_rule(column: Column, field: Field, text: str) -> str:
    """The rule that says why a text is no value of its type."""
    if field.values or column.type == "boolean":
        return "'V02'"
    if column.type in {"date", "datetime"}:
        return _date_rule(field, text)
    if column.type == "integer":
        return _number_rule(text, field.decimals)
    return _id_rule(text)


def _id_rule(text: str) -> str:
    return (
        f"case when {is_exponent(text)} then 'N18' "
        f"when {has_foreign_letters(text)} then 'E12' else 'V03' end"
    )


def is_exponent(text: str) -> str:
    """Whether Excel has made a number with an exponent of an id, as SQL."""
    return f"regexp_full_match({text}, '[0-9]+([.,][0-9]+)?[eE][+]?[0-9]+')"


def has_foreign_letters(text: str) -> str:
    """Whether a text holds letters of another alphabet that look like Latin ones, as SQL."""
    return f"regexp_matches({text}, {literal(FOREIGN)})"


def code_points(text: str) -> str:
    """The code points of those letters, as SQL: ``U+0410 U+0421``."""
    found = f"regexp_extract_all({text}, {literal(FOREIGN)})"
    return (
        f"array_to_string(list_transform({found}, lambda x: format('U+{{:04X}}', unicode(x))), ' ')"
    )


def _date_rule(field: Field, text: str) -> str:
    if field.filetime:
        return "'D03'"
    has_day = any("%d" in style for style in _styles(field))
    unknown, no_day = ("'D03'", "'D02'") if has_day else ("'D05'", "'D05'")
    styles = f"[{literals(_styles(field))}]"
    formed = " or ".join(
        f"regexp_full_match({text}, {literal(_form(style))})" for style in _styles(field)
    )
    return f"""case
        when regexp_full_match({text}, '[0-9]{{5}}') then 'D04'
        when regexp_full_match({text}, '0[0-9]{{3}}-.*|[0-9]{{5,}}-.*') then 'D01'
        when ({formed}) and try_strptime({text}, {styles}) is not null then 'D01'
        when {formed} then {no_day}
        when regexp_full_match({text}, '.*[0-9][ T][0-9]{{1,2}}:[0-9]{{2}}.*') then 'D09'
        when regexp_full_match({text}, '[-0-9]{{10}}(Z|[-+][0-9]{{2}}:?[0-9]{{2}})') then 'D09'
        else {unknown} end"""


def _number_rule(text: str, decimals: int | None) -> str:
    whole = "'N16'" if not decimals else "'N00'"
    signed = "[-−]?"
    rules = [
        (f"{signed}[0-9 ]+_[0-9_ ]*", "'N08'"),
        (f"{signed}([0-9]+([.,][0-9]+)?[eE][-+]?[0-9]+|0[xX].*|[nN][aA][nN]|[iI]nf.*)", "'N09'"),
        (".*%", "'N15'"),
        (".*[0-9].*([A-Z]{3}|[€£$])", "'N14'"),
        ("[(][0-9].*[)]|[–—].*|.*[0-9] ?[-−–]", "'N05'"),
        (f"{signed}0[.,][0-9]{{3}}", "'N11'" if decimals else "'N16'"),
        (f"{signed}[0-9]{{1,3}}[.,][0-9]{{3}}", "'N03'" if decimals else "'N16'"),
        (f"{signed}[0-9]+[.,][0-9]{{3,}}", "'N12'" if decimals else "'N16'"),
        (f"{signed}[0-9]{{13,}}([.,][0-9]*)?", "'N13'"),
        (f"{signed}[0-9]+[.,][0-9]+", whole),
        (f"{signed}[0-9]+({GAP}[0-9]*)+([.,][0-9]*)?", "'N04'"),
    ]
    cases = " ".join(
        f"when regexp_full_match({text}, {literal(form)}) then {rule}" for form, rule in rules
    )
    other_digits = f"regexp_matches(regexp_replace({text}, '[0-9]', '', 'g'), '\\p{{Nd}}')"
    return f"case when {other_digits} then 'N10' {cases} else 'N00' end"
