"""Counts accounts and workstations by the other rule, with the models that count them.

A scenario asks what a service would cost if it were counted by the day and not at month end,
or the other way. So the models that the rule decides are asked once more, under a schema of
their own, with the two rules changed about in the register of services. Nothing of it is
charged; the one table that stays is ``quantities.other_rules``.
"""

import re
from pathlib import Path

import duckdb

from chargeback.identifiers import with_names

# In the header of the model whose rows are asked for here.
MARK = "-- Made:   by chargeback/other_rules.py"
NOT_KEPT = "-- Kept:   no"
MODELS = Path(__file__).with_name("models") / "quantities"
# What the rule decides of an account or a workstation, in the order it is built.
CHAIN = (
    "judged_accounts",
    "judged_workstations",
    "schools_tree_accounts",
    "account_copies",
    "workstation_copies",
    "account_rows",
    "workstation_rows",
    "account_and_workstation_rows",
    "day_rows",
    "day_uses",
    "uses",
    "owned_objects",
)
# Its rows, snapshot by snapshot, are read once, into the stretches that the next model cuts.
READ_ONCE, AFTER = "day_rows", "day_uses"
SERVICES = """
create table tried.services as
select
    * replace (
        case
            when service_id not like 'ACC-%' and service_id not like 'WS-%' then rule
            when rule = 'month_end' then 'day_exact'
            when rule = 'day_exact' then 'month_end'
            else rule
        end as rule
    )
from staging.services
"""
# Snapshot after snapshot says the same: one stretch for all of them is soon cut by owners. Rows
# that neither begin nor end a stretch are let go at once.
RUNS = """
create table tried.runs as
with

said as (
    select
        *,
        concat_ws(
            '|', service_id, coalesce(person_id, '-'), coalesce(named_cost_centre_id, '-'),
            coalesce(department_id, '-'), coalesce(location_cost_centre_id, '-'),
            coalesce(unit_name, '-')
        ) as says
    from tried.day_rows
    where valid_from < valid_until
),

followed as (
    select
        *,
        coalesce(
            lag(valid_until) over same = valid_from and lag(says) over same = says, false
        ) as goes_on,
        coalesce(
            lead(valid_from) over same = valid_until and lead(says) over same = says, false
        ) as is_followed
    from said
    window same as (partition by kind, object_id order by valid_from)
),

ends as (
    select
        *,
        case
            when is_followed then lead(valid_until) over (
                partition by kind, object_id order by valid_from
            )
            else valid_until
        end as ends_on
    from followed
    where not goes_on or not is_followed
)

select * exclude (says, goes_on, is_followed, ends_on) replace (ends_on as valid_until)
from ends
where not goes_on
"""


def write(connection: duckdb.DuckDBPyConnection, query: str) -> None:
    """Make ``quantities.other_rules``.

    Args:
        connection: Holds the tables the chain rests on.
        query: The model's SELECT on ``quantities.owned_objects``.
    """
    connection.execute("drop schema if exists tried cascade")
    connection.execute("create schema tried")
    connection.execute(SERVICES)
    for model, text in zip(CHAIN, texts(), strict=True):
        if model == AFTER:
            text = text.replace(f"quantities.{READ_ONCE}", "tried.runs")  # noqa: PLW2901
        kind = "view" if NOT_KEPT in text or model == READ_ONCE else "table"
        tried = with_names("create {kind} {name} as\n", kind=kind, name=f"tried.{model}")
        connection.execute(tried + asked_anew(text))
        if model == READ_ONCE:
            connection.execute(RUNS)
    connection.execute("create or replace table quantities.other_rules as\n" + asked_anew(query))
    connection.execute("drop schema tried cascade")


def texts() -> list[str]:
    """The models of the chain, in its order."""
    return [(MODELS / f"{model}.sql").read_text(encoding="utf-8") for model in CHAIN]


def asked_anew(text: str) -> str:
    """A model's SELECT that reads the chain and the services under their tried names."""
    for model in CHAIN:
        text = re.sub(rf"\bquantities\.{model}\b", f"tried.{model}", text)
    return text.replace("staging.services", "tried.services")
