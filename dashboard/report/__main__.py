"""Write a tertial report: ``python -m dashboard.report 2008T2 --lang sv --to FILE``.

``python -m etl report`` hands over to it. Exit codes: 0 written, 1 nothing to write it from,
2 used wrongly.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from chargeback.home import home
from dashboard.i18n import LANGUAGES
from dashboard.report.tertial import last_day
from dashboard.report.written import files
from dashboard.view import NothingPublishedError, UnknownError
from dashboard.warehouse import NoBuildError

DONE, FAILED, MISUSED = 0, 1, 2


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files and say where."""
    options = parser().parse_args(arguments)
    try:
        last_day(options.tertial)
    except ValueError:
        return fault(f"{options.tertial} är ingen tertial, som 2008T2",
                     f"{options.tertial} is no tertial, as 2008T2", MISUSED)  # fmt: skip
    try:
        made = files(options.tertial, options.lang)
    except (UnknownError, NothingPublishedError, NoBuildError):
        return fault(f"ingen rapport finns för {options.tertial}",
                     f"there is no report of {options.tertial}", FAILED)  # fmt: skip
    to: Path = options.to or home() / "reports"
    chosen = {name: body for name, body in made.items() if to.suffix in {"", Path(name).suffix}}
    if not chosen:
        return fault(f"{to} är varken .pdf eller .xlsx", f"{to} is neither .pdf nor .xlsx", MISUSED)
    for name, body in chosen.items():
        path = to if to.suffix else to / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
        print(path)
    return DONE


def parser() -> argparse.ArgumentParser:
    """Which tertial, in which language, where to."""
    one = argparse.ArgumentParser(prog="python -m etl report", description=__doc__.split("\n")[0])
    one.add_argument("tertial", help="2008T2: the report of 31 August 2008")
    one.add_argument("--lang", choices=LANGUAGES, default="sv")
    one.add_argument(
        "--to", type=Path, default=None,
        help="a .pdf, an .xlsx, or a folder for both; default: reports under the city's home",
    )  # fmt: skip
    return one


def fault(swedish: str, english: str, code: int) -> int:
    """Say what is wrong in one line of both languages."""
    print(f"{swedish} / {english}", file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main())
