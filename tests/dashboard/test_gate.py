# ruff: noqa: E501 - one query a line reads best
"""The gate: whatever a query says, it reaches only its viewer's rows."""

import pytest

from dashboard import access, warehouse
from dashboard.access import DEPARTMENTS, Viewer
from dashboard.gate import RefusedQueryError
from tests.worlds import tiny_warehouse

FOSIE = Viewer("department-SDI", "department", frozenset({"SDI"}))
SCHOOLS = Viewer("department-UTF", "department", frozenset({"UTF"}))
BOTH = Viewer("both", "department", frozenset({"SDI", "UTF"}))
NOBODYS = Viewer("nobodys", "department", frozenset())
BOARD = Viewer("board", "board")
CONTROLLER = Viewer("controller", "controller")
AUDITOR = Viewer("auditor", "auditor")
STRANGER = Viewer("stranger", "admin", frozenset({"SDI", "UTF"}))

# What occurs in one department and nowhere else.
SCHOOLS_CANARIES = {"UTF", "60000", "60001", "53333333", "53399877", "53470877", "57500", "80500"}
FOSIE_CANARIES = {"SDI", "40700", "40715", "2422500", "2481710", "2300000", "132000", "3710"}

FOSIE_BILL = 2422500 + 2481710


@pytest.fixture(scope="module", autouse=True)
def home(tmp_path_factory):
    folder = tmp_path_factory.mktemp("gate")
    tiny_warehouse(folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NYTTJA_HOME", str(folder))
        yield folder


@pytest.fixture(scope="module")
def tables():
    return sorted(warehouse.shelf.newest().offered.tables)


def cells(viewer, query, **parameters):
    frame = warehouse.select(viewer, query, **parameters)
    return {str(cell) for row in frame.itertuples(index=False) for cell in row}


# --- nothing but a SELECT on bare names -------------------------------------------------

REFUSED = {
    "schema": "select * from marts.bill_lines",
    "quoted schema": 'select * from "marts"."bill_lines"',
    "quoted schema in another case": 'select * from "MARTS".bill_lines',
    "catalogue and schema": "select * from memory.marts.bill_lines",
    "dotted name in one": 'select * from "marts.bill_lines"',
    "schema in a subquery": "select * from periods where period in (select period from marts.periods)",
    "schema in a scalar": "select (select sum(amount_ore)::bigint from marts.bill_lines) as total",
    "schema in a join": "select * from periods join marts.bill_lines using (period)",
    "schema in a lateral": "select * from periods, lateral (select * from marts.bill_lines)",
    "schema in a union": "select 1 union all select amount_ore from marts.bill_lines",
    "schema in an except": "(select 1) except (select amount_ore from marts.bill_lines)",
    "schema in a CTE": "with x as (select * from marts.bill_lines) select * from x",
    "schema in exists": "select 1 where exists (from marts.bill_lines)",
    "schema in order by": "select 1 order by (select amount_ore from marts.bill_lines limit 1)",
    "schema in limit": "select 1 limit (select count(*) from marts.bill_lines)",
    "schema in a window": "select sum((select max(units) from marts.bill_lines)) over () from periods",
    "schema in a filter": "select count(*) filter ((select true from marts.bill_lines)) from periods",
    "schema in values": "values ((select max(amount_ore) from marts.bill_lines))",
    "schema in qualify": "select 1 from periods qualify (select true from marts.bill_lines)",
    "schema from first": "from marts.bill_lines",
    "schema by table": "table marts.bill_lines",
    "CSV by name": "select * from 'inbox/ad_users.csv'",
    "Parquet by name": "from 'batches/accounts/0.parquet'",
    "read_csv": "select * from read_csv('/etc/passwd')",
    "read_text": "select content from read_text('/etc/passwd')",
    "read_blob": "from read_blob('/etc/passwd')",
    "read_parquet": "from read_parquet('x.parquet')",
    "read_json": "from read_json('x.json')",
    "read_duckdb": "from read_duckdb('x.duckdb')",
    "glob": "from glob('*')",
    "sniff_csv": "from sniff_csv('x.csv')",
    "query": "from query('select * from marts.bill_lines')",
    "query_table": "from query_table('marts.bill_lines')",
    "query_table of a list": "from query_table(['bill_lines'])",
    "serialized": "from json_execute_serialized_sql('{}')",
    "range": "from range(1000000000)",
    "unnest as a table": "from unnest([1, 2])",
    "table function in a lateral": "from periods, range(5)",
    "settings": "from duckdb_settings()",
    "tables by function": "from duckdb_tables()",
    "tables by view": "from duckdb_tables",
    "information_schema": "from information_schema.tables",
    "bare catalogue view": "from sqlite_master",
    "pg_catalog": "from pg_catalog.pg_class",
    "pragma table": "from pragma_table_info('marts.bill_lines')",
    "pragma": "pragma database_list",
    "setting": "select current_setting('memory_limit')",
    "environment": "select getenv('NYTTJA_SECRET')",
    "variable": "select getvariable('x')",
    "clock": "select now()",
    "clock as a keyword": "select current_date",
    "chance": "select random()",
    "sleep": "select sleep_ms(100000)",
    "plan": "select json_serialize_plan('select 1')",
    "log": "select write_log('x')",
    "sequence": "select nextval('s')",
    "function with a schema": "select main.sum(units) from bill_lines",
    "attach": "attach 'x.duckdb'",
    "copy": "copy (select 1) to 'x.csv'",
    "copy from": "copy periods from 'x.csv'",
    "export": "export database 'x'",
    "install": "install httpfs",
    "load": "load httpfs",
    "set": "set memory_limit = '10GB'",
    "reset": "reset memory_limit",
    "use": "use marts",
    "call": "call pragma_version()",
    "create": "create table x as select 1",
    "temporary view": "create temp view bill_lines as select 1",
    "macro": "create macro f() as table select * from marts.bill_lines",
    "insert": "insert into periods select * from periods",
    "update": "update periods set days = 1",
    "delete": "delete from periods",
    "drop": "drop table periods",
    "prepare": "prepare p as select 1",
    "execute": "execute p",
    "transaction": "begin",
    "checkpoint": "checkpoint",
    "explain": "explain select 1",
    "show": "show tables",
    "show all": "show all tables",
    "show in a subquery": "select * from (show tables)",
    "describe": "describe bill_lines",
    "describe a schema's": "describe marts.bill_lines",
    "describe in a subquery": "from (describe bill_lines)",
    "summarize": "summarize bill_lines",
    "summarize a schema's": "summarize marts.bill_lines",
    "summarize in a subquery": "from (summarize marts.bill_lines)",
    "pivot": "pivot bill_lines on department_id using sum(units)",
    "pivot a schema's": "pivot marts.bill_lines on department_id using sum(units)",
    "pivot in a subquery": "from (pivot marts.bill_lines on department_id using sum(units))",
    "unpivot": "unpivot marts.headcounts on persons",
    "recursion": "with recursive r as (select 1 as i union all select i + 1 from r) from r",
    "two statements": "select 1; select 2",
    "a second that writes": "select 1; drop table marts.periods",
    "nothing": "",
    "only a comment": "-- select 1",
    "no SQL": "selekt 1",
    "a table's name for a CTE": "with bill_lines as (select 1 as one) select * from bill_lines",
    "the same in another case": "with Bill_Lines as (select 1 as one) select * from bill_lines",
    "the same, reading itself": "with bill_lines as (select * from bill_lines) from bill_lines",
    "the same within": "select * from (with bill_lines as (select 1 as one) from bill_lines)",
    "a CTE outside its reach": "select * from (with x as (select 1) from x), x",
    "a CTE before it is named": "with a as (from duckdb_tables), duckdb_tables as (select 1) from a",
    "a CTE within a CTE": "with a as (with b as (select 1) from b) from b",
    "the gate's parameter": f"select * from bill_lines where department_id = any(${DEPARTMENTS})",
    "the gate's parameter in another case": "select $VIEWER_DEPARTMENTS",
}


@pytest.mark.parametrize("query", REFUSED.values(), ids=REFUSED)
@pytest.mark.parametrize("viewer", [FOSIE, CONTROLLER], ids=lambda viewer: viewer.role)
def test_is_refused(viewer, query):
    with pytest.raises(RefusedQueryError):
        warehouse.select(viewer, query)


# --- what a query may say -----------------------------------------------------------------

ALLOWED = {
    "from first": "from bill_lines select amount_ore",
    "table": "table cost_centre_bills",
    "values": "values (1), (2)",
    "another case": "select AMOUNT_ORE from BILL_LINES",
    "quoted": 'select "amount_ore" from "bill_lines"',
    "its own CTE": "with own as (select amount_ore from bill_lines) select * from own",
    "with after a comment": "-- what\nwith own as (from bill_lines) select amount_ore from own",
    "a CTE on a CTE": "with a as (from bill_lines), b as (from a) select amount_ore from b",
    "a CTE in a subquery": "from (with a as (from bill_lines) select amount_ore from a)",
    "twice": "select a.amount_ore from bill_lines a join bill_lines b using (line_id)",
    "set operation": "select amount_ore from bill_lines union all select amount_ore from objects, bill_lines",
    "lateral": "select s from cost_centres c, lateral (select sum(amount_ore)::bigint s from bill_lines b where b.cost_centre_id = c.cost_centre_id)",
    "window": "select row_number() over (order by line_id), lag(amount_ore) over (order by line_id) from bill_lines",
    "case, casts, dates": "select case when units > 1 then amount_ore // units end, date_trunc('month', period)::date, period + interval 1 month from bill_lines",
    "aggregates": "select count(distinct line_id), sum(units) filter (where units > 1)::bigint, max_by(line_id, units), string_agg(unit_sv, ',' order by unit_sv), list(units) from bill_lines",
    "grouping sets": "select department_id, sum(amount_ore)::bigint from bill_lines group by rollup (department_id)",
    "functions": "select coalesce(null, 1), if(true, 1, 2), nullif(1, 2), strftime(period, '%Y'), year(period), substr(line_id, 1, 2), lower(unit_sv) from bill_lines",
    "Swedish order": "select name_sv from departments order by name_sv collate sv",
    "a semicolon at the end": "select amount_ore from bill_lines;",
    "a comment at the end": "select amount_ore from bill_lines -- all of it",
}


@pytest.mark.parametrize("query", ALLOWED.values(), ids=ALLOWED)
def test_is_answered_without_a_foreign_row(query):
    warehouse.select(CONTROLLER, query)

    assert cells(FOSIE, query).isdisjoint(SCHOOLS_CANARIES)


TRICKS = {
    "or true": "select * from bill_lines where department_id = 'SDI' or true",
    "the other by name": "select * from bill_lines where department_id = 'UTF' or 1 = 1",
    "union": "select * from bill_lines union all select * from bill_lines where true",
    "union by name": "from cost_centre_bills union all by name from department_bills",
    "cross join": "select * from cost_centre_bills a, department_bills b",
    "outer join": "from departments full join bill_lines using (department_id)",
    "not in": "select * from bill_lines where department_id not in ('SDI')",
    "alias as a schema": "select bill_lines.* from bill_lines as bill_lines",
    "alias as another table": "select * from bill_lines as department_bills",
    "alias of a schema": "select marts.* from bill_lines as marts",
    "struct": "select b from bill_lines b",
    "a comment that ends": "select * from bill_lines where false -- \n or true",
    "a literal that opens a CTE": "select 'with x as (select 1)' as text, * from bill_lines",
    "a comment that opens a CTE": "--with x as (\nselect * from bill_lines",
    "columns by pattern": "select columns('.*') from bill_lines",
}


@pytest.mark.parametrize("query", TRICKS.values(), ids=TRICKS)
def test_no_wording_reaches_foreign_rows(query):
    assert cells(FOSIE, query).isdisjoint(SCHOOLS_CANARIES)
    assert cells(SCHOOLS, query).isdisjoint(FOSIE_CANARIES)


@pytest.mark.parametrize(
    "value", ["UTF", "' or true --", "SDI' union select * from marts.bill_lines --", '"', "\\", "%"]
)
def test_a_value_is_only_a_value(value):
    query = "select * from bill_lines where department_id = $department or line_id like $department"

    assert cells(FOSIE, query, department=value).isdisjoint(SCHOOLS_CANARIES)


def test_the_departments_cannot_be_given_by_the_caller():
    with pytest.raises(RefusedQueryError):
        warehouse.select(FOSIE, "from bill_lines", **{DEPARTMENTS: ["UTF"]})


# --- rights ---------------------------------------------------------------------------------


def test_a_department_sees_its_whole_bill_and_no_other():
    total = "select sum(amount_ore)::bigint as total from bill_lines"

    assert warehouse.select(FOSIE, total)["total"].tolist() == [FOSIE_BILL]
    assert warehouse.select(BOTH, total)["total"].tolist() == [111774964]
    assert warehouse.select(CONTROLLER, total)["total"].tolist() == [111774964]


def test_every_table_and_role_is_kept_to_its_rows(tables):
    for name in tables:
        for viewer, canaries in [(FOSIE, SCHOOLS_CANARIES), (SCHOOLS, FOSIE_CANARIES)]:
            if name in access.rights(viewer, dict.fromkeys(tables, "marts")):
                assert cells(viewer, f"from {name}").isdisjoint(canaries), (name, viewer.id)
            else:
                with pytest.raises(RefusedQueryError, match=f"^no table named {name}$"):
                    warehouse.select(viewer, f"from {name}")


def test_every_table_that_names_a_department_is_filtered_by_it(tables):
    """Also a table that is added later: a right without a filter on it is a leak."""
    for name in tables:
        columns = warehouse.select(CONTROLLER, f"from {name} limit 0").columns
        right = access.DEPARTMENT.get(name, access.OWN)
        if "department_id" in columns:
            assert access.OWN in right, name


@pytest.mark.parametrize(
    "name", ["bill_lines", "cost_centre_bills", "objects", "cost_centres", "rejects"]
)
def test_the_board_sees_aggregates_only(name):
    with pytest.raises(RefusedQueryError, match=f"^no table named {name}$"):
        warehouse.select(BOARD, f"from {name}")


def test_the_board_sees_the_whole_city():
    bills = warehouse.select(BOARD, "select sum(amount_ore)::bigint as total from department_bills")

    assert bills["total"].tolist() == [111774964]


@pytest.mark.parametrize("viewer", [CONTROLLER, AUDITOR], ids=lambda viewer: viewer.role)
def test_controller_and_auditor_see_every_table(viewer, tables):
    for name in tables:
        assert len(warehouse.select(viewer, f"from {name}")), name


def test_an_unknown_role_sees_nothing(tables):
    for name in tables:
        with pytest.raises(RefusedQueryError, match=f"^no table named {name}$"):
            warehouse.select(STRANGER, f"from {name}")


def test_a_reader_without_departments_sees_no_row():
    assert warehouse.select(NOBODYS, "from bill_lines").empty


def test_forbidden_and_unknown_look_the_same():
    def answer(name):
        with pytest.raises(RefusedQueryError) as refused:
            warehouse.select(BOARD, f"select * from {name}")
        return str(refused.value).replace(name, "…")

    assert answer("bill_lines") == answer("no_such_table")


def test_a_foreign_and_an_unknown_department_look_the_same():
    query = "select * from bill_lines where department_id = $department"

    foreign = warehouse.select(FOSIE, query, department="UTF")
    unknown = warehouse.select(FOSIE, query, department="XXX")

    assert foreign.equals(unknown)
    assert foreign.empty


def test_two_departments_share_no_answer():
    """The parsed query is kept per role; whose rows it gives is asked anew each time."""
    query = "select distinct department_id from bill_lines"

    answers = [cells(viewer, query) for viewer in (FOSIE, SCHOOLS, FOSIE, BOTH)]

    assert answers == [{"SDI"}, {"UTF"}, {"SDI"}, {"SDI", "UTF"}]


def test_the_order_a_query_asks_for_is_kept():
    frame = warehouse.select(FOSIE, "select amount_ore from bill_lines order by amount_ore desc")

    assert frame["amount_ore"].is_monotonic_decreasing
    assert len(frame) == 8
