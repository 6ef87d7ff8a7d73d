"""What the published build holds: rows per source, the equations, öre charged."""

import dataclasses
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Any

import duckdb

from chargeback import builds
from chargeback.home import journal_url
from etl import run
from journal.acceptances import acceptances
from journal.store import Journal

Row = dict[str, Any]

SOURCES = """
    with

    loaded as (
        select
            source_id,
            sum(rows_in)::bigint as rows_in,
            sum(rows_accepted)::bigint as accepted,
            sum(rows_rejected)::bigint as rejected
        from control.files
        group by source_id
    ),

    terms as (
        select
            source_id,
            sum(amount) filter (where starts_with(term, 'set_aside'))::bigint as set_aside,
            sum(amount) filter (where term = 'unallocated')::bigint as unallocated
        from control.equations
        where equation = 'volume'
        group by source_id
    ),

    unallocated as (
        select source_id, sum(amount_ore)::bigint as unallocated_ore
        from control.unallocated
        group by source_id
    )

    select
        loaded.*,
        coalesce(terms.set_aside, 0) as set_aside,
        coalesce(terms.unallocated, 0) as unallocated,
        coalesce(unallocated.unallocated_ore, 0) as unallocated_ore
    from loaded
    left join terms using (source_id)
    left join unallocated using (source_id)
    order by source_id
"""

TERMS = """
    select equation, period, source_id, side, term, amount, unit
    from control.equations
    order by equation desc, period, source_id nulls first, side, position, term
"""

CHARGED = """
    select period, sum(amount_ore)::bigint as charged_ore
    from marts.bill_lines
    group by period
    order by period
"""

BUILD = """
    select build_id, content_hash, built_at, duckdb_version, first_period, last_period
    from control.build
"""


def status(home: Path) -> Row:
    """What is published and what waits, ready for JSON; build_id is None when nothing is.

    Returns:
        build_id, content_hash, built_at, duckdb_version, first_period, last_period;
        charged_ore (öre, all periods) and charged_ore_by_period;
        sources: rows_in, accepted, rejected, set_aside, unallocated (rows), unallocated_ore;
        equations: each with the terms of both sides, their sums and the difference;
        waiting: what a person has to say yes to, with rule, subject and words;
        accepted: what one has said yes to: when, who, why, sha256 and the same.
    """
    decisions = {
        "waiting": [dataclasses.asdict(question) for question in run.waiting(home)],
        "accepted": [
            {**dataclasses.asdict(yes), "when": yes.when.isoformat()}
            for yes in acceptances(Journal(journal_url(home)))
        ],
    }
    return {**published(home), **decisions}


def published(home: Path) -> Row:
    """The published build's part of the status."""
    build_id = builds.current_id(home)
    if build_id is None:
        return {"build_id": None}
    with duckdb.connect(builds.build_path(home, build_id), read_only=True) as connection:
        (build,) = rows(connection, BUILD)
        by_period = rows(connection, CHARGED)
        return {
            **build,
            "charged_ore": sum(row["charged_ore"] for row in by_period),
            "charged_ore_by_period": {str(r["period"]): r["charged_ore"] for r in by_period},
            "sources": rows(connection, SOURCES),
            "equations": equations(rows(connection, TERMS)),
        }


def rows(connection: duckdb.DuckDBPyConnection, query: str) -> list[Row]:
    """Rows of a query by column name; dates and times as ISO text."""
    result = connection.execute(query)
    names = [name for name, *_ in result.description or []]
    return [
        {
            name: value.isoformat() if hasattr(value, "isoformat") else value
            for name, value in zip(names, row, strict=True)
        }
        for row in result.fetchall()
    ]


def equations(terms: Iterable[Row]) -> list[Row]:
    """Each equation with the terms of both sides; no term is a remainder.

    Args:
        terms: Ordered by equation, period and source.
    """

    def of(term: Row) -> tuple[Any, ...]:
        return term["equation"], term["period"], term["source_id"], term["unit"]

    return [equation(key, list(group)) for key, group in groupby(terms, key=of)]


def equation(key: tuple[Any, ...], terms: list[Row]) -> Row:
    """One equation: its terms by side, what they sum to, and what that leaves."""
    name, period, source_id, unit = key
    sides = {
        side: {t["term"]: t["amount"] for t in terms if t["side"] == side}
        for side in ("left", "right")
    }
    left, right = (sum(sides[side].values()) for side in ("left", "right"))
    return {
        "equation": name,
        "period": period,
        "source_id": source_id,
        "unit": unit,
        **sides,
        "left_sum": left,
        "right_sum": right,
        "difference": left - right,
    }
