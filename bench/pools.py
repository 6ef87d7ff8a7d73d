"""Half a million lines of shared-out cost by all three methods, beside one floor division each.

The lines are those an explanation rests on: which pool's öre lie where, to the öre. Run as a
command it is the one process that shares out; :func:`rows` starts it and tells its figures.
"""

import json
import sys
import time
from pathlib import Path

import duckdb

from bench import child
from bench.engine import SEED, THREADS
from bench.table import Row
from chargeback import allocation

MANY = 585
AIM_SECONDS = 2
HERE = Path(__file__).parent
# What no exact method can be quicker than: each pool's cost by its weights, öre left over lost.
RAW = """
select
    period,
    pool,
    receiver_id,
    cost_ore * weight // sum(weight) over (partition by period, pool) as amount_ore
from given
cross join range(3)
"""


def rows() -> list[Row]:
    """One row."""
    done = child.run(["bench.pools"])
    told = json.loads(done.output)
    return [
        Row(
            "pools",
            f"{told['lines']} lines by three methods, CPU {told['cpu']:.2f} s",
            f"{told['seconds']:.2f} s",
            f"≤{AIM_SECONDS} s",
            f"{told['raw']:.2f} s",
            told["seconds"] / told["raw"],
            done.peak_bytes,
        )
    ]


def main() -> int:
    """Share out, and print what it took."""
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute("create schema charges")
        query = (HERE / "pools.sql").read_text(encoding="utf-8")
        connection.execute(f"create table given as {query}", {"many": MANY, "seed": SEED})
        begun = time.perf_counter()
        connection.execute(f"create table raw as {RAW}")
        raw = time.perf_counter() - begun
        begun, worked = time.perf_counter(), time.process_time()
        allocation.write(connection, "from given")
        told = {
            "seconds": time.perf_counter() - begun,
            "cpu": time.process_time() - worked,
            "raw": raw,
            "lines": connection.execute("select count(*) from charges.pool_shares").fetchall()[0][
                0
            ],
        }
    print(json.dumps(told))
    return 0


if __name__ == "__main__":
    sys.exit(main())
