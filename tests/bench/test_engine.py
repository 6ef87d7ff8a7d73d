"""The benchmark's rows are what the calculation reads, and both sides of it count the same."""

import json

import pytest

from bench import child, engine, rows

# One worker makes the rows, once.
pytestmark = pytest.mark.xdist_group("bench")

ROWS = rows.MONTHS * 300


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Small rows of both kinds, with the reference tables beside them."""
    place = tmp_path_factory.mktemp("bench")
    child.run(["etl", "load"], {"NYTTJA_HOME": str(place / "home")})
    with engine.opened(place, "writing") as connection:
        rows.write_uses(connection, place, ROWS, engine.SEED)
        rows.write_snapshots(connection, place, ROWS, engine.SEED)
    return place


@pytest.fixture(scope="module")
def calculated(folder):
    """Database of each kind with the lines and the raw reference in it."""
    opened = {}
    for kind in engine.KINDS:
        opened[kind] = engine.opened(folder, kind)
        engine.offer(opened[kind], kind, folder)
        engine.calculate(opened[kind], kind)
        engine.join_and_sum(opened[kind], kind)
    yield opened
    for connection in opened.values():
        connection.close()


def test_as_many_rows_are_written_as_were_asked_for(calculated):
    uses = engine.count(calculated["uses"], "quantities.owned_uses")
    accounts = engine.count(calculated["snapshots"], "staging.accounts")
    workstations = engine.count(calculated["snapshots"], "staging.workstations")

    assert uses == ROWS
    assert accounts + workstations == ROWS


def test_counted_use_has_the_columns_of_the_calculation_in_their_order(calculated):
    written = calculated["uses"].table("quantities.owned_uses")
    made = calculated["snapshots"].table("quantities.owned_uses")

    assert written.columns == made.columns


def test_lines_and_raw_reference_count_the_same_day_ore(calculated):
    """Only where a price changes inside the month (WS-LAP, 15 May 2009) the raw sum is wrong."""
    differing = (
        calculated["uses"]
        .execute(
            """
            with lines as (
                select
                    last_day(period) as month_end, cost_centre_id, service_id,
                    sum(unit_days * price_ore) as day_ore
                from marts.bill_lines
                where rule in ('month_end', 'day_exact')
                group by all
            )
            select distinct coalesce(lines.month_end, raw.month_end), coalesce(
                lines.service_id, raw.service_id
            )
            from lines
            full join staging.raw using (month_end, cost_centre_id, service_id)
            where lines.day_ore is distinct from raw.day_ore
            """
        )
        .fetchall()
    )

    assert [(str(day), service) for day, service in differing] == [("2009-05-31", "WS-LAP")]


def test_snapshots_are_counted_as_their_rows_say(calculated):
    """Accounts by the month: not disabled, not expired; counted here without the calculation."""
    connection = calculated["snapshots"]
    expected = connection.execute(
        """
        select count(*) from staging.accounts
        where
            coalesce(account_class, 'STD') in ('STD', 'BAS', 'FUNK')
            and user_account_control = 512 and valid_until > snapshot_on
        """
    ).fetchone()
    charged = connection.execute(
        """
        select sum(quantity)::bigint // 1000 from charges.usage_months
        where service_id in ('ACC-STD', 'ACC-BAS', 'ACC-FUNK')
        """
    ).fetchone()

    assert charged == expected
    assert expected[0] > ROWS // 4


def test_a_step_in_a_process_of_its_own_tells_time_and_result(folder):
    done = child.run(["bench.engine", "uses", str(folder), "raw"])

    told = engine.answer(done.output)
    assert told.made == json.loads(done.output)["made"] > 0
    assert told.seconds > 0
    assert done.peak_bytes > 20_000_000
