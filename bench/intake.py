"""A print log of any length taken in, beside DuckDB's plain read of the same file to Parquet.

The reference reads every column as text and checks nothing: no typing, no line numbers, no
rejected rows, no register. A tenth of the rows is taken in too: memory must not follow the size.
"""

import argparse
from pathlib import Path

import duckdb

from bench import child
from bench.engine import SEED, THREADS
from bench.table import Row
from etl.quoting import literal

AIM_RATIO = 3
LOG = "utskrifter_2010-11.csv"
HERE = Path(__file__).parent


def rows(size: int, folder: Path) -> list[Row]:
    """Write the log and read it both ways, each in a process of its own.

    Args:
        size: Rows of the larger log.
        folder: An empty folder; holds the logs and two cities afterwards.
    """
    return [_row(many, folder) for many in (size // 10, size)]


def _row(many: int, folder: Path) -> Row:
    place = folder / str(many)
    log = place / LOG
    place.mkdir()
    city = {"NYTTJA_HOME": str(place / "home")}
    child.run(["etl", "load"], city)
    child.run(["bench.intake", "write", str(log), "--rows", str(many)])
    raw = child.run(["bench.intake", "raw", str(log)])
    ours = child.run(["etl", "load", str(log)], city)
    return Row(
        "intake",
        f"{many / 1e6:.4g} M rows ({log.stat().st_size / 1e6:.0f} MB) of print log, file to batch",
        f"{ours.seconds:.2f} s",
        f"≤{AIM_RATIO}×",
        f"{raw.seconds:.2f} s",
        ours.seconds / raw.seconds,
        ours.peak_bytes,
    )


def write(log: Path, many: int) -> None:
    """Write the log."""
    query = (HERE / "print_log.sql").read_text(encoding="utf-8")
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute(
            f"copy ({query}) to {literal(str(log))} (format csv, header)",
            {"many": many, "seed": SEED},
        )


def read_plainly(log: Path) -> None:
    """The reference: every column as text, to Parquet."""
    parquet = log.with_suffix(".parquet")
    with duckdb.connect(config={"threads": THREADS}) as connection:
        connection.execute(
            f"copy (select * from read_csv({literal(str(log))}, all_varchar = true))"
            f" to {literal(str(parquet))} (format parquet, compression zstd)"
        )


def main() -> None:
    """One step in a process of its own."""
    parser = argparse.ArgumentParser(prog="python -m bench.intake", description=main.__doc__)
    parser.add_argument("step", choices=("write", "raw"))
    parser.add_argument("log", type=Path)
    parser.add_argument("--rows", type=int, default=0)
    wanted = parser.parse_args()
    if wanted.step == "write":
        write(wanted.log, wanted.rows)
    else:
        read_plainly(wanted.log)


if __name__ == "__main__":
    main()
