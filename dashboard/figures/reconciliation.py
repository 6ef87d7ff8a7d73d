"""A month's four equations: both sides added up, and whether they hold."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from dashboard.figures.intake import total
from dashboard.queries import equation_rows, reconciliation
from dashboard.rows import Row, rows_of
from dashboard.view import View
from dashboard.words.control import SET_ASIDE

VOLUME, COST, INCOME, AGREEMENT = "volume", "cost", "income", "agreement"
ALL = (VOLUME, COST, INCOME, AGREEMENT)


@dataclass(frozen=True)
class Balance:
    """One equation added up.

    Args:
        equation: One of :data:`ALL`.
        left: What the first side comes to, rows or öre.
        right: The other side's terms in order: name and amount.
        unit: ``rows`` or ``ore``.
        holds: Whether it holds in every part, not only in sum.
    """

    equation: str
    left: int
    right: tuple[tuple[str, int], ...]
    unit: str
    holds: bool

    @property
    def difference(self) -> int:
        """The first side less the other."""
        return self.left - sum(amount for _, amount in self.right)


@dataclass(frozen=True)
class Reconciliation:
    """What the page asks, each thing once."""

    view: View

    @cached_property
    def terms(self) -> list[Row]:
        """Every term of the month's equations."""
        return rows_of(reconciliation.equations(self.view.viewer, self.view.period))

    @cached_property
    def ledger_months(self) -> list[Row]:
        """Months whose booked income is known, latest first."""
        return rows_of(reconciliation.ledger_months(self.view.viewer))

    @cached_property
    def income_period(self) -> datetime.date | None:
        """The month whose income is held against the ledger: the latest known by then."""
        known = (row["period"] for row in self.ledger_months)
        return next((month for month in known if month <= self.view.period), None)

    @cached_property
    def other_months_with_errors(self) -> list[datetime.date]:
        """The other months that were booked otherwise than delivered."""
        return sorted(
            row["period"]
            for row in self.ledger_months
            if row["error_count"] and row["period"] != self.income_period
        )

    @cached_property
    def errors(self) -> list[Row]:
        """The income month's booking errors."""
        if self.income_period is None:
            return []
        return rows_of(reconciliation.booking_errors(self.view.viewer, self.income_period))

    @cached_property
    def differences(self) -> list[Row]:
        """The income month's differing keys."""
        if self.income_period is None:
            return []
        return rows_of(reconciliation.booking_differences(self.view.viewer, self.income_period))

    @cached_property
    def income_accounts(self) -> list[Row]:
        """Delivered and booked by account, of the income month."""
        if self.income_period is None:
            return []
        return rows_of(equation_rows.income_accounts(self.view.viewer, self.income_period))

    @cached_property
    def agreements(self) -> list[Row]:
        """Both sides of every agreement of the month."""
        return rows_of(reconciliation.agreements(self.view.viewer, self.view.period))

    @cached_property
    def results(self) -> list[Row]:
        """Fees beside self-cost, service by service."""
        return rows_of(reconciliation.results(self.view.viewer, self.view.period))

    @cached_property
    def code_strings(self) -> list[Row]:
        """Code strings that cannot be booked."""
        return rows_of(reconciliation.code_strings(self.view.viewer, self.view.period))

    @cached_property
    def invoices(self) -> list[Row]:
        """Lines to be invoiced outside the city."""
        return rows_of(reconciliation.invoices(self.view.viewer, self.view.period))

    @cached_property
    def balances(self) -> list[Balance]:
        """The equations there are figures for, in their order."""
        made = (self._volume(), self._cost(), self._income(), self._agreement())
        return [balance for balance in made if balance]

    @property
    def broken(self) -> list[Balance]:
        """Those that do not hold."""
        return [balance for balance in self.balances if not balance.holds]

    @property
    def without_pool_ore(self) -> int:
        """Öre of ledger rows that no pool takes."""
        return _sum(self.terms, COST, "without_pool")

    def of(self, equation: str) -> list[Row]:
        """The terms of one equation."""
        return [row for row in self.terms if row["equation"] == equation]

    @cached_property
    def sources(self) -> list[tuple[str, int, int, int, int]]:
        """The volume equation by source: id, accepted, charged, set aside, unallocated rows."""
        ids = sorted({row["source_id"] for row in self.of(VOLUME)})
        return [
            (one, *_volume_terms([row for row in self.of(VOLUME) if row["source_id"] == one]))
            for one in ids
        ]

    def _volume(self) -> Balance | None:
        rows = self.of(VOLUME)
        if not rows:
            return None
        left, charged, aside, unallocated = _volume_terms(rows)
        right = (("charged", charged), ("set_aside", aside), ("unallocated", unallocated))
        holds = all(accepted == sum(others) for _, accepted, *others in self.sources)
        return Balance(VOLUME, left, right, "rows", holds)

    def _cost(self) -> Balance | None:
        """The ledger to pools and pools to services: one equation, holding when both do."""
        ledger, pools = self.of(COST), self.of("self_cost")
        if not ledger:
            return None
        borne = [row for row in pools if row["side"] == "right"]
        pooled = [row for row in ledger if row["side"] == "right"]
        shown = borne or [row for row in pooled if row["term"] != "without_pool"]
        right = [(row["term"], int(row["amount"])) for row in shown]
        right += [("without_pool", self.without_pool_ore)] if self.without_pool_ore else []
        holds = _difference(ledger) == 0 and _difference(pools) == 0
        return Balance(COST, _sum(ledger, COST, "ledger"), tuple(right), "ore", holds)

    def _income(self) -> Balance | None:
        """The latest month the ledger has told; its errors say whether it holds."""
        if self.income_period is None:
            return None
        rows = (
            self.terms
            if self.income_period == self.view.period
            else rows_of(reconciliation.equations(self.view.viewer, self.income_period))
        )
        left, right = _sum(rows, INCOME, "delivered"), _sum(rows, INCOME, "booked")
        return Balance(INCOME, left, (("booked", right),), "ore", not self.errors)

    def _agreement(self) -> Balance | None:
        if not self.of(AGREEMENT):
            return None
        left = _sum(self.terms, AGREEMENT, "customers")
        right = _sum(self.terms, AGREEMENT, "supplier")
        holds = all(row["customer_ore"] == row["supplier_ore"] for row in self.agreements)
        return Balance(AGREEMENT, left, (("supplier", right),), "ore", holds)

    def behind(self, error: Row) -> list[Row]:
        """The differing keys that an error was told from, the supplier's side of it too."""
        centres = {error["cost_centre_id"], error["other_cost_centre_id"]} - {None}
        return [
            row
            for row in self.differences
            if (row["department_id"] == error["department_id"] or row["cost_centre_id"] in centres)
            and (row["side"] == "supplier" or not centres or row["cost_centre_id"] in centres)
        ]

    def result_sums(self) -> tuple[int, int, int]:
        """All services: fees, self-cost and result (öre)."""
        parts = ("fees_ore", "self_cost_ore", "result_ore")
        fees, cost, result = (total(self.results, part) for part in parts)
        return fees, cost, result


def _volume_terms(rows: Sequence[Row]) -> tuple[int, int, int, int]:
    """Rows accepted, charged, set aside and unallocated."""
    aside = [row for row in rows if row["term"].startswith(SET_ASIDE)]
    names = ("accepted_rows", "charged", "unallocated")
    accepted, charged, unallocated = (_sum(rows, VOLUME, name) for name in names)
    return accepted, charged, total(aside, "amount"), unallocated


def _sum(rows: Sequence[Row], equation: str, term: str) -> int:
    chosen = [row for row in rows if (row["equation"], row["term"]) == (equation, term)]
    return total(chosen, "amount")


def _difference(rows: Sequence[Row]) -> int:
    return sum(int(row["amount"]) * (1 if row["side"] == "left" else -1) for row in rows)
