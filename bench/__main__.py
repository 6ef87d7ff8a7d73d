"""`make bench SIZE=10m`: measures the parts of the product and prints one table."""

import argparse
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from bench import engine, table

if TYPE_CHECKING:
    from bench.table import Row

SIZES = {"1m": 1_000_000, "10m": 10_000_000, "100m": 100_000_000}


def main() -> int:
    """Measure what is asked for; 0 when all was measured."""
    wanted = parser().parse_args()
    found: list[Row] = []
    with tempfile.TemporaryDirectory(prefix="nyttja-bench-", dir=wanted.folder) as folder:
        for kind in ("uses", "snapshots"):
            if kind in wanted.only:
                place = Path(folder) / kind
                place.mkdir()
                found += engine.measured(kind, SIZES[wanted.size], place)
    print(table.drawn(found))
    return 0


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument("--size", choices=SIZES, default="10m", help="rows of the engine's part")
    words.add_argument("--only", type=lambda text: text.split(","), default=["uses", "snapshots"])
    words.add_argument("--folder", help="where rows are written (default: the temporary folder)")
    return words


if __name__ == "__main__":
    sys.exit(main())
