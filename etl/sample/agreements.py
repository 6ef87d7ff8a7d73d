"""The agreement register, one file a year with the agreements in force some day of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from etl.sample.files import Layout, Outbox
from etl.sample.money import kronor

if TYPE_CHECKING:
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="tjansteavtal",
    columns=(
        "AvtalId",
        "Förvaltning",
        "Tjänst",
        "ServiceNivå",
        "GällerFrom",
        "GällerTom",
        "Fast_kr",
        "Status",
        "Undertecknad",
    ),
)

# The register says what an agreement covers in words: the scope of agreement_scopes that holds the
# very services the agreement lists ("WS" stands for every service beginning WS-).
AGREEMENTS = """
    with

    listed as (
        select agreement_id, unnest(string_split(service_ids, '|')) as service_text
        from agreements
    ),

    covered as (
        select
            listed.agreement_id,
            list(distinct services.service_id order by services.service_id) as service_ids
        from listed
        join services
            on  services.service_id = listed.service_text
            or  starts_with(services.service_id, listed.service_text || '-')
        group by listed.agreement_id
    ),

    scopes as (
        select scope, list(distinct service_id order by service_id) as service_ids
        from agreement_scopes
        group by scope
    )

    select
        agreements.agreement_id,
        organisation.name_sv,
        concat_ws(' ', scopes.scope, agreements.system_name),
        agreements.service_level,
        agreements.valid_from,
        coalesce((agreements.valid_until::date - 1)::varchar, ''),
        coalesce(agreements.fixed_ore::bigint, 0),
        if(agreements.signed_on is null, 'Ej undertecknad', 'Gällande'),
        coalesce(agreements.signed_on, '')
    from agreements
    join organisation on organisation.org_id = agreements.customer_org_id
    join covered using (agreement_id)
    join scopes on scopes.service_ids = covered.service_ids
    where year(agreements.valid_from::date) <= $year
        and coalesce(agreements.valid_until::date - 1, date '9999-12-31') >= make_date($year, 1, 1)
    order by agreements.agreement_id
"""


def write_years(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, first: date, last: date
) -> None:
    """Write tjansteavtal_<year>.csv for each year of the span."""
    for year in range(first.year, last.year + 1):
        rows = connection.execute(AGREEMENTS, {"year": year}).fetchall()
        lines = [
            LAYOUT.line(*before, kronor(fixed_ore).removesuffix(",00"), status, signed_on)
            for *before, fixed_ore, status, signed_on in rows
        ]
        outbox.write(f"tjansteavtal_{year}.csv", LAYOUT, lines)
