"""A small city of its own for the cases: one source, its registers, and the outcome of a file."""

import csv
import dataclasses
from pathlib import Path

import pytest

from etl import intake, run
from etl.contract import contracts, read
from etl.intake import NOTHING, Delivery
from etl.source import sources
from tests.etl.conftest import NOON, City

HERE = Path(__file__).parent
TABLE = {
    row["id"]: row["outcome"]
    for row in csv.DictReader((HERE / "cases.csv").read_text(encoding="utf-8").splitlines())
}
HEADING = "period;department;service;quantity;label"
MAY = "forbrug_2007-05.csv"
SERVICES = ["PC-STD", "0042", "ÅR-1"]
DEPARTMENTS = [
    {"org_id": "SDI", "name_sv": "SDF Fosie"},
    {"org_id": "VAV", "name_sv": "VA-verket", "valid_to": "2006-12-31"},
    {"org_id": "VSY", "name_sv": "VA SYD", "valid_from": "2007-01-01"},
]
EVENTS = [{"event_id": "E1", "effective_date": "2007-01-01", "from_org": "VAV", "to_org": "VSY"}]
# What a register's column holds when a case does not care.
ASSUMED = {
    "valid_from": "1996-01-01", "valid_to": "", "valid_until": "", "is_supplier": "0",
    "price_list_id": "PL1", "unit": "öre/år", "event_type": "exit", "is_default": "1",
}  # fmt: skip
FORBRUG = (HERE / "forbrug.yaml").read_text(encoding="utf-8")


def usage(*rows: str, heading: str = HEADING) -> str:
    """A file of usage: rows under the heading, each with its line end."""
    return "\n".join([heading, *rows, ""])


def of(quantity: str = "1", *, period: str = "2007-05", service: str = "PC-STD") -> str:
    """One row, all right but for what a case is about."""
    return f"{period};SDI;{service};{quantity};text"


class Shop(City):
    """The city of the cases."""

    def usage(
        self,
        content: str | bytes,
        name: str = MAY,
        decided: intake.Decided = NOTHING,
        encoding: str = "utf-8",
    ) -> Delivery:
        """Deliver a file of usage."""
        path = self.inbox / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode(encoding))
        (delivery,) = intake.load([path], self.home, decided, now=lambda: NOON)
        return delivery

    def register(self, source_id: str, name: str, rows: list[dict[str, str]]) -> Delivery:
        """Deliver a register of ours; columns a case does not name hold what is assumed."""
        source = sources(self.home).all()[source_id]
        names = [column[0] for column in source.columns]
        full = [{**dict.fromkeys(names, "x"), **ASSUMED, **row} for row in rows]
        lines = [",".join(names), *(",".join(f'"{row[n]}"' for n in names) for row in full)]
        return self.deliver(name, "\n".join([*lines, ""]), "utf-8")

    def registers(self) -> None:
        """Deliver services, departments and their events."""
        blank = {"rule_days": "", "fee_kind": "yearly", "rule": "month_end"}
        services = [{"service_id": service, **blank} for service in SERVICES]
        self.register("reference_services", "services.csv", services)
        self.register("reference_departments", "organisation.csv", DEPARTMENTS)
        events = [{"share": "1", **event} for event in EVENTS]
        self.register("reference_organisation_events", "organisation_events.csv", events)

    def kept(self, columns: str = "department_id, service_id, quantity, label") -> list[tuple]:
        """The rows that came through."""
        return self.rows(f"select {columns} from staging.usage order by source_file, source_line")

    def rules(self) -> list[tuple[int, str]]:
        """Line and rule of the rows that did not."""
        return [(line, rule) for line, _, rule, _ in self.rejects()]


@pytest.fixture
def shop(tmp_path, monkeypatch) -> Shop:
    for entity in ("usage", "owners"):
        monkeypatch.setitem(contracts(), entity, read(HERE / f"{entity}.yaml"))
    # Spawned processes would not know the entities of the cases.
    monkeypatch.setattr(intake, "WORTH_PROCESSES", 10**12)
    shop = Shop(tmp_path)
    for source in ("forbrug", "ejere"):
        shop.own_source(source, (HERE / f"{source}.yaml").read_text(encoding="utf-8"))
    return shop


@pytest.fixture
def case(request, shop):
    """Asserts that a delivery ended as the table says of the case the test is named after."""
    case_id = request.node.originalname.split("_")[1].upper()

    def ended(delivery: Delivery) -> None:
        assert outcome(shop, delivery) == TABLE[case_id], delivery.reason_en

    return ended


def outcome(shop: Shop, delivery: Delivery) -> str:
    """What became of a file, in the words of the table."""
    if run.must_stop([delivery]):
        return "RUN"
    if delivery.outcome == "refused":
        assert delivery.reason_sv != delivery.reason_en
        return "FILE"
    if any(shop.rejects()):
        return "ROW"
    return "OK" if delivery.outcome == "loaded" and not delivery.notes else "WARN"


def as_register(kind: str) -> None:
    """Let the owners of accounts be usage or a register."""
    contracts()["owners"] = dataclasses.replace(contracts()["owners"], kind=kind)
