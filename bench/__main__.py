"""`make bench SIZE=10m`: measures the parts of the product and prints one table.

Each part is measured beside a raw reference in the same run. What is measured runs in
processes of its own; this one only starts them, and asks and reads as eight readers would.
"""

import argparse
import contextlib
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from bench import city, engine, intake, pages, pools, reader, serving, table, what_if, wire

if TYPE_CHECKING:
    from bench.table import Row

SIZES = {"1m": 1_000_000, "10m": 10_000_000, "100m": 100_000_000}
PARTS = ("intake", "uses", "snapshots", "pools", "city", "what_if", "pages", "wire")
ON_A_CITY = {"what_if", "pages", "wire"}
PERIOD, DEPARTMENT = "2010-11", "SDI"


def main() -> int:
    """Measure what is asked for; 0 when all was measured."""
    wanted = parser().parse_args()
    with scratch(wanted.folder) as folder:
        found = [*of_intake(wanted, folder), *of_engine(wanted, folder), *of_city(wanted, folder)]
    print(table.drawn(found))
    print(f"\n{os.cpu_count()} processors, load over the last minute {os.getloadavg()[0]:.1f}")
    return 0


def of_intake(wanted: argparse.Namespace, folder: Path) -> Iterator["Row"]:
    """One large file of use."""
    if "intake" in wanted.only:
        place = folder / "intake"
        place.mkdir()
        yield from intake.rows(SIZES[wanted.size], place)


def of_engine(wanted: argparse.Namespace, folder: Path) -> Iterator["Row"]:
    """The calculation on rows of the size asked for."""
    for kind in engine.KINDS:
        if kind in wanted.only:
            place = folder / kind
            place.mkdir()
            yield from engine.measured(kind, SIZES[wanted.size], place)
    if "pools" in wanted.only:
        yield from pools.rows()


def of_city(wanted: argparse.Namespace, folder: Path) -> Iterator["Row"]:
    """The sample city: made and built, then served to readers."""
    home = wanted.home or folder / "city" / "home"
    if "city" in wanted.only or (ON_A_CITY & set(wanted.only) and not wanted.home):
        home.mkdir(parents=True, exist_ok=True)
        yield from city.rows(home, wanted.scale)
    if "what_if" in wanted.only:
        yield from what_if.rows(home)
    if not {"pages", "wire"} & set(wanted.only):
        return
    with serving.serving(home) as site, reader.chromium() as browser:
        seen = reader.addresses(site, PERIOD, DEPARTMENT)
        seen += [reader.opened_bill(browser, site, seen), reader.opened_plan(seen)]
        if "pages" in wanted.only:
            reader.record(browser, site, seen)
            yield from pages.rows(site, seen, wanted.seconds)
        if "wire" in wanted.only:
            yield from wire.rows(browser, site, seen)


@contextlib.contextmanager
def scratch(folder: Path | None) -> Iterator[Path]:
    """A folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="nyttja-bench-", dir=folder) as name:
        yield Path(name)


def parts(text: str) -> list[str]:
    """Names of parts with commas between; engine stands for both of its ways in."""
    named = text.replace("engine", "uses,snapshots").split(",")
    unknown = sorted(set(named) - set(PARTS))
    if unknown:
        raise argparse.ArgumentTypeError(f"no such part: {', '.join(unknown)}")
    return named


def parser() -> argparse.ArgumentParser:
    """What can be asked for."""
    words = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    words.add_argument(
        "--size", choices=SIZES, default="10m", help="rows of intake's and the engine's part"
    )
    words.add_argument(
        "--only", type=parts, default=list(PARTS), help=f"engine or any of {','.join(PARTS)}"
    )
    words.add_argument("--scale", type=float, default=1.0, help="of the sample city")
    words.add_argument("--seconds", type=int, default=pages.SECONDS, help="of asking, each page")
    words.add_argument("--home", type=Path, help="a published city, for what_if, pages and wire")
    words.add_argument("--folder", type=Path, help="where rows and the city are written")
    return words


if __name__ == "__main__":
    sys.exit(main())
