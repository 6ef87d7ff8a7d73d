"""Network connections of the city's sites: a class each, connected on a day of their own.

A new connection costs a one-off fee in the month its own ``Ansluten`` lies in, so exactly as many
as volumes_monthly says have such a day in the month. What a class grows by beyond them is a site
that gets another class, comes from a department that gives it away, or was forgotten and is
registered late with a day before the first month.
"""

from __future__ import annotations

import random
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING

from etl.sample.city import run_script
from etl.sample.files import Layout, Outbox
from etl.sample.lines import lines_of

if TYPE_CHECKING:
    import duckdb

LAYOUT = Layout(
    source="natanslutningar",
    columns=(
        "AnslId",
        "Adress",
        "Fastighet",
        "Förvaltning",
        "Hastighet",
        "Klass",
        "Ansluten",
        "Avslutad",
        "Ansvar",
    ),
)

#: D29 and D38, at scale 1.0.
SHARED_SITES, UNOWNED_SITES = 11, 3

NEW = "CONN-SITE-NY"
BEFORE_THE_FIRST_MONTH = date(2006, 12, 31)

WANTED = """
    select
        months.month_no,
        months.period,
        volumes.org_id,
        volumes.service_id,
        scaled(volumes.quantity) as quantity
    from volumes
    join months using (period)
    where volumes.service_id like 'CONN-SITE-%'
    order by all
"""

STAYS = """
    create table connection_stays as
    select
        unnest($numbers) as connection_no,
        unnest($departments) as org_id,
        unnest($services) as service_id,
        unnest($days) as connected_on,
        unnest($firsts) as first_no,
        unnest($lasts) as last_no
"""

LINES = "execute connections_month(month_no := getvariable('number'))"


@dataclass
class Stay:
    """One connection's unbroken months in a department and class."""

    number: int
    department: str
    service_id: str
    connected_on: date
    first_no: int
    last_no: int = 0


@dataclass
class Register:
    """The connections that stand in the month that was reached, and the stays that are over."""

    dice: random.Random
    over: list[Stay] = field(default_factory=list)
    standing: dict[tuple[str, str], list[Stay]] = field(default_factory=lambda: defaultdict(list))
    issued: int = 0

    def connected(self, day: date) -> tuple[int, date]:
        """A connection nobody had, and its day."""
        self.issued += 1
        return self.issued, day

    def close(self, key: tuple[str, str], month_no: int) -> Stay:
        """End one stay with the month before."""
        places = self.standing[key]
        stay = places.pop(self.dice.randrange(len(places)))
        stay.last_no = month_no - 1
        self.over.append(stay)
        return stay

    def month(self, month_no: int, period: date, wanted: dict[tuple[str, str], int]) -> None:
        """Go on to a month with so many connections per department and class, and so many new."""
        kept = {key: count for key, count in wanted.items() if key[1] != NEW}
        given_up: dict[str, list[Stay]] = defaultdict(list)
        for key in sorted(self.standing):
            while len(self.standing[key]) > kept.get(key, 0):
                given_up[key[0]].append(self.close(key, month_no))
        openings: dict[str, list[str]] = defaultdict(list)
        for (department, service_id), count in sorted(kept.items()):
            lacking = count - len(self.standing[department, service_id])
            openings[department] += [service_id] * lacking
        for department in sorted({department for department, _ in kept}):
            new = wanted.get((department, NEW), 0)
            # A site that moves is a new connection in the place of an old one.
            while len(openings[department]) < new:
                services = [
                    key for key in sorted(kept) if key[0] == department and self.standing[key]
                ]
                key = max(services, key=lambda key: len(self.standing[key]))
                self.close(key, month_no)
                openings[department].append(key[1])
            self._open(month_no, period, department, (openings[department], new), given_up)
        for (department, service_id), new in sorted(wanted.items()):
            if service_id == NEW and department not in openings:
                self._come_and_go(month_no, period, department, new)

    def _open(
        self,
        month_no: int,
        period: date,
        department: str,
        wanted: tuple[list[str], int],
        given_up: dict[str, list[Stay]],
    ) -> None:
        services, new = wanted
        self.dice.shuffle(services)
        for position, service_id in enumerate(services):
            if position < new:
                number, day = self.connected(period + timedelta(days=self.dice.randrange(27)))
            elif stay := self._taken_over(department, given_up):
                number, day = stay.number, stay.connected_on
            else:
                number, day = self.connected(
                    BEFORE_THE_FIRST_MONTH - timedelta(days=self.dice.randrange(2500))
                )
            stay = Stay(number, department, service_id, day, month_no)
            self.standing[department, service_id].append(stay)

    def _come_and_go(self, month_no: int, period: date, department: str, new: int) -> None:
        """New connections of a department that has none at the month's end: ended in the month."""
        for _ in range(new):
            number, day = self.connected(period)
            self.over.append(
                Stay(number, department, "CONN-SITE-10", day, month_no, last_no=month_no - 1)
            )

    def _taken_over(self, department: str, given_up: dict[str, list[Stay]]) -> Stay | None:
        """A connection of the department's other classes, or one another department gave up."""
        if given_up[department]:
            return given_up[department].pop()
        others = [other for other in sorted(given_up) if given_up[other]]
        return given_up[self.dice.choice(others)].pop() if others else None


def draw(connection: duckdb.DuckDBPyConnection) -> None:
    """Make the table connection_stays and the looks of each connection."""
    (seed,) = connection.execute("select getvariable('seed')").fetchone() or (0,)
    stays = _stays(connection, random.Random(f"{seed} connections"))
    connection.execute(
        STAYS,
        {
            "numbers": [stay.number for stay in stays],
            "departments": [stay.department for stay in stays],
            "services": [stay.service_id for stay in stays],
            "days": [stay.connected_on for stay in stays],
            "firsts": [stay.first_no for stay in stays],
            "lasts": [stay.last_no for stay in stays],
        },
    )
    connection.execute(f"set variable shared_sites = scaled({SHARED_SITES})")
    connection.execute(f"set variable unowned_sites = scaled({UNOWNED_SITES})")
    run_script(connection, "formats.sql")
    run_script(connection, "connections.sql")


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], _seed: int
) -> None:
    """Write natanslutningar_<last day>.csv."""
    month_no, _, last_day = month
    outbox.write(f"natanslutningar_{last_day}.csv", LAYOUT, lines_of(connection, LINES, month_no))


def _stays(connection: duckdb.DuckDBPyConnection, dice: random.Random) -> list[Stay]:
    months: dict[tuple[int, date], dict[tuple[str, str], int]] = defaultdict(dict)
    for month_no, period, department, service_id, quantity in connection.execute(WANTED).fetchall():
        months[month_no, period][department, service_id] = quantity
    register = Register(dice)
    for (month_no, period), wanted in sorted(months.items()):
        register.month(month_no, period, wanted)
    last_no = max(month_no for month_no, _ in months)
    for places in register.standing.values():
        for stay in places:
            stay.last_no = last_no
            register.over.append(stay)
    return sorted(register.over, key=lambda stay: (stay.number, stay.first_no))
