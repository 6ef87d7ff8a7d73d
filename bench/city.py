"""The sample city from nothing to published, rebuilt, and with one month more."""

from pathlib import Path

from bench import child, engine
from bench.table import Row

LAST_MONTH = "2010-12"
AIM_ALL_SECONDS = 120
AIM_REBUILD_SECONDS = 60
AIM_MONTH_SECONDS = 10


def rows(home: Path, scale: float) -> list[Row]:
    """Make the city without its last month, build it, build it again, add the month.

    Args:
        home: An empty folder called home; holds the whole published city afterwards.
        scale: 1.0 is the city itself.
    """
    city = {"NYTTJA_HOME": str(home)}
    inbox, later = home / "inbox", home / "later"
    sample = child.run(["etl", "sample", "--scale", str(scale), "--to", str(inbox)], city)
    hold_back(inbox, later)
    first = child.run(["etl", "run"], city)
    rebuild = [child.run(["etl", step], city) for step in ("build", "publish")]
    for path in sorted(later.iterdir()):
        path.rename(inbox / path.name)
    month = [child.run(["etl", "run"], city)]
    words = f"city at scale {scale:g}"
    raw = engine.raw_of_city(home).seconds
    return [
        row(f"{words}, make 48 months of files", [sample], None, raw),
        row(
            f"{words}, sample + first run, file to published", [sample, first], AIM_ALL_SECONDS, raw
        ),
        row(f"{words}, rebuild, batches to published", rebuild, AIM_REBUILD_SECONDS, raw),
        row(f"{words}, one month more, file to published", month, AIM_MONTH_SECONDS, raw),
    ]


def hold_back(inbox: Path, later: Path) -> None:
    """Take the files of the last month away, to be delivered later."""
    later.mkdir()
    for path in sorted(inbox.glob(f"*{LAST_MONTH}*")):
        path.rename(later / path.name)


def row(what: str, runs: list[child.Run], aim: int | None, raw: float) -> Row:
    """Seconds of commands run one after another, and the most memory one of them held."""
    seconds = sum(run.seconds for run in runs)
    return Row(
        "city",
        what,
        f"{seconds:.1f} s",
        f"≤{aim} s" if aim else "",
        f"{raw:.2f} s",
        seconds / raw,
        max(run.peak_bytes for run in runs),
    )
