"""The supplier's general ledger: vouchers that add up to the cost pools, and a few unowned."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

from chargeback.money import split_ore
from etl.sample.defects import with_rejected_lines
from etl.sample.files import Layout, Outbox
from etl.sample.money import NO_BREAK_SPACE, kronor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    import duckdb

LAYOUT = Layout(
    source="huvudbok_it",
    columns=(
        "Period",
        "Vernr",
        "Datum",
        "Konto",
        "Kontotext",
        "Ansvar",
        "Verksamhet",
        "Projekt",
        "Motpart",
        "Belopp",
        "Text",
    ),
)


@dataclass(frozen=True)
class Account:
    """An account the city books on, with the counterparty its vouchers usually carry."""

    number: str
    name: str
    counterparty: str


ACCOUNTS = (
    Account("5011", "Löner tillsvidareanställda", ""),
    Account("5611", "Arbetsgivaravgifter", ""),
    Account("6011", "Lokalhyra", "112"),
    Account("6471", "Programlicenser", "871"),
    Account("6811", "Telefoni", "872"),
    Account("6881", "Datakommunikation", "871"),
    Account("7111", "Gemensamma kostnader", "111"),
    Account("7431", "Konsulttjänster IT", "873"),
    Account("7911", "Avskrivning datorutrustning", ""),
    Account("7971", "Leasing datorutrustning", "874"),
)

UNOWNED_ROWS = 4
UNOWNED_ORE = 25_000_00

# A month's outcome by pool and cost type, with where such costs may be booked.
OUTCOMES = """
    select
        outcomes.pool,
        outcomes.cost_type,
        outcomes.outcome_ore::bigint,
        list(
            [mapping.account_from, mapping.account_to, mapping.ansvar, mapping.verksamhet]
            order by mapping.mapping_id
        )
    from cost_pools_monthly as outcomes
    join ledger_mapping as mapping using (pool, cost_type)
    where outcomes.period = $period
    group by outcomes.pool, outcomes.cost_type, outcomes.outcome_ore
    order by outcomes.pool, outcomes.cost_type
"""


@dataclass(frozen=True)
class Booking:
    """One ledger row before it has a voucher number."""

    account: Account
    cost_centre: str
    activity: str
    amount_ore: int
    text: str


def write_month(
    connection: duckdb.DuckDBPyConnection, outbox: Outbox, month: tuple[int, date, date], seed: int
) -> None:
    """Write huvudbok_it_<month>.csv: outcome_ore of cost_pools_monthly exactly, plus D30."""
    _, period, last_day = month
    dice = random.Random(f"{seed} ledger {period}")
    bookings = [*_pool_bookings(connection, period, dice), *_unowned_bookings(dice)]
    lines = [
        _line(booking, period, last_day, voucher, dice)
        for voucher, booking in enumerate(bookings, start=1)
    ]
    mixed = with_rejected_lines(lines, LAYOUT, period, seed)
    outbox.write(f"huvudbok_it_{period:%Y-%m}.csv", LAYOUT, mixed)


def _pool_bookings(
    connection: duckdb.DuckDBPyConnection, period: date, dice: random.Random
) -> Iterator[Booking]:
    outcomes = connection.execute(OUTCOMES, {"period": f"{period:%Y-%m}"}).fetchall()
    for _pool, _cost_type, outcome_ore, mappings in outcomes:
        weights = {str(voucher): dice.randint(20, 100) for voucher in range(dice.randint(2, 4))}
        for amount_ore in split_ore(outcome_ore, weights).values():
            low, high, cost_centre, activity = dice.choice(mappings)
            accounts = [account for account in ACCOUNTS if low <= account.number <= high]
            if activity == "9200":
                accounts = [account for account in accounts if account.number == "7111"]
            account = dice.choice(accounts)
            text = f"{account.name} {period:%Y-%m}"
            yield Booking(account, cost_centre, activity, amount_ore, text)


def _unowned_bookings(dice: random.Random) -> Iterator[Booking]:
    """D30: rows without ansvar, about 25 tkr in all."""
    total = UNOWNED_ORE + dice.randint(-3_000_00, 3_000_00)
    weights = {str(row): dice.randint(20, 100) for row in range(UNOWNED_ROWS)}
    for amount_ore in split_ore(total, weights).values():
        account = dice.choice(ACCOUNTS)
        yield Booking(account, "", "9210", amount_ore, "saknar ansvar")


def _line(booking: Booking, period: date, last_day: date, voucher: int, dice: random.Random) -> str:
    series = "L" if booking.account.counterparty.startswith("87") else "A"
    text = booking.text
    if dice.randrange(1000) < 2:  # noqa: PLR2004 - D23: 0.2 % of the rows
        text = f"{text}; rättad\nse bilaga"
    return LAYOUT.line(
        f"{period:%Y%m}",
        f"{series} {period:%y%m}{voucher:04}",
        f"{period.replace(day=dice.randint(1, last_day.day))}",
        booking.account.number,
        booking.account.name,
        booking.cost_centre,
        booking.activity,
        "P2201" if dice.randrange(10) == 0 else "",
        booking.account.counterparty,
        kronor(booking.amount_ore, dice.choice((" ", NO_BREAK_SPACE))),
        text,
    )
