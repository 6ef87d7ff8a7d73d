"""A figure's way is followed to the sources, through every table on it."""

from dashboard.figures.lineage import way_of

LINEAGE = [
    {"layer": "staging", "name": "staging.accounts", "reads": "ad_users"},
    {"layer": "staging", "name": "staging.accounts", "reads": "edirectory_export"},
    {"layer": "quantities", "name": "quantities.cube", "reads": "staging.accounts"},
    {"layer": "marts", "name": "marts.bills", "reads": "quantities.cube"},
    {"layer": "kpis", "name": "kpis.cost", "reads": "marts.bills"},
    {"layer": "kpis", "name": "kpis.cost", "reads": "quantities.cube"},
    {"layer": "marts", "name": "marts.other", "reads": "staging.pupils"},
]


def test_the_way_goes_from_the_sources_through_batches_and_models():
    way = way_of("kpis.cost", LINEAGE)

    assert way.sources == ["ad_users", "edirectory_export"]
    assert way.batches == ["staging.accounts"]
    assert way.models == ["marts.bills", "quantities.cube"]
    assert way.reads == ["marts.bills", "quantities.cube"]


def test_a_table_nobody_knows_has_no_way():
    way = way_of("kpis.unknown", LINEAGE)

    assert (way.reads, way.sources, way.batches, way.models) == ([], [], [], [])
