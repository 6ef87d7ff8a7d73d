"""What a scenario costs: every price another, or rules and dates too, asked as the simulator asks.

Run as a command it is the one process that asks; :func:`rows` starts it and tells its figures.
"""

import datetime
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from bench import child
from bench.pages import percentile
from bench.table import Row
from chargeback.what_if import ByDays, TriedPrice

TRIES = 60
AIM_MILLISECONDS = 100
AIM_BY_DAYS_MILLISECONDS = 250
MIDDLE = 15
YEAR_MONTHS = 12
# The sum the bills themselves make, read from their lines: what no scenario can be quicker than.
RAW = """
    select department_id, service_id, sum(amount_ore)::bigint as amount_ore
    from bill_lines
    where period between $first and $last and amount_ore <> $unlike
    group by department_id, service_id
"""


def rows(home: Path, tries: int = TRIES) -> list[Row]:
    """Rows for every month there is and the last twelve, all departments and services.

    For each span one of other prices, and one of other counting rules for all that has one and
    other prices from the middle of its first month, which the day cube answers for.

    The reference is the sum of the stored lines of the same months, asked in the same process
    through the same gate.
    """
    done = child.run(["bench.what_if", str(tries)], {"NYTTJA_HOME": str(home)})
    found = json.loads(done.output)
    return [row(told, done.peak_bytes) for told in found]


def row(told: dict[str, object], peak: int) -> Row:
    """One span of months: milliseconds of the scenario beside those of the raw sum."""
    times, raw = (sorted(map(float, told[key])) for key in ("times", "raw"))  # type: ignore[call-overload]
    slow, nothing = percentile(times, 95), percentile(raw, 95)
    aim = AIM_BY_DAYS_MILLISECONDS if told["rules"] else AIM_MILLISECONDS
    rules = f", {told['rules']} rules and a date inside a month" if told["rules"] else ""
    return Row(
        "what_if",
        f"{told['prices']} other prices{rules} over {told['months']} months: {len(times)} tries, "
        f"p50 {statistics.median(times):.1f} ms; p95",
        f"{slow:.1f} ms",
        f"≤{aim} ms",
        f"{nothing:.1f} ms",
        slow / nothing,
        peak,
    )


def main() -> int:
    """Ask, and print the milliseconds of every try."""
    # Here and not above: rows() runs where no dashboard is loaded.
    from dashboard.access import Viewer  # noqa: PLC0415
    from dashboard.figures.scenario import BY_DAYS  # noqa: PLC0415
    from dashboard.queries import frame, simulator  # noqa: PLC0415
    from dashboard.rows import rows_of  # noqa: PLC0415
    from dashboard.warehouse import select  # noqa: PLC0415

    tries = int(sys.argv[1])
    viewer = Viewer("bench", "controller")
    periods = sorted(row["period"] for row in rows_of(frame.periods(viewer)))
    last = periods[-1]
    in_force = rows_of(simulator.listed(viewer, last))
    by_days = {row["service_id"] for row in in_force if row["rule"] in BY_DAYS}
    others = [row["service_id"] for row in rows_of(simulator.other_rules(viewer))]
    found = []
    for months in (periods, periods[-YEAR_MONTHS:]):
        first = months[0]
        end = datetime.date(last.year + last.month // 12, last.month % 12 + 1, 1)
        today = [TriedPrice(row["service_id"], row["price"], first, end) for row in in_force]

        def scenario(number: int, prices: list[TriedPrice] = today, since: object = first) -> None:
            # Other prices each time: an answer given before would be found and not worked out.
            tried = [replace(one, price=one.price + number) for one in prices]
            simulator.tried(viewer, tried, since, last)  # type: ignore[arg-type]

        begins = first.replace(day=MIDDLE)
        rules = [ByDays(one, months[1], last, is_other=True) for one in others if one in by_days]
        inside = [ByDays(one, first, first) for one in sorted(by_days)]

        def by_day(
            number: int,
            prices: list[TriedPrice] = today,
            since: object = first,
            begins: datetime.date = begins,
            days: list[ByDays] = [*inside, *rules],  # noqa: B006 - read only
        ) -> None:
            inside = [one for one in prices if one.service_id in by_days]
            tried = [
                *(replace(one, valid_until=begins) for one in inside),
                *(replace(one, price=one.price + number, valid_from=begins) for one in inside),
                *(replace(one, price=one.price + number) for one in prices if one not in inside),
            ]
            simulator.tried(viewer, tried, since, last, days)  # type: ignore[arg-type]

        def raw(number: int, since: object = first) -> None:
            select(viewer, RAW, first=since, last=last, unlike=-number * 10**12)

        asked = ((0, timed(scenario, tries)), (len(rules), timed(by_day, tries)))
        reference = timed(raw, tries)
        found += [
            {
                "months": len(months),
                "prices": len(today),
                "rules": count,
                "times": times,
                "raw": reference,
            }
            for count, times in asked
        ]
    print(json.dumps(found))
    return 0


def timed(ask: Callable[[int], None], tries: int) -> list[float]:
    """Milliseconds of each try; the first, which opens the build, is not told."""
    times = []
    for number in range(tries + 1):
        begun = time.perf_counter_ns()
        ask(number + 1)
        times.append((time.perf_counter_ns() - begun) / 1e6)
    return times[1:]


if __name__ == "__main__":
    sys.exit(main())
