"""What shows only when a month is built: D12, D13, K03, K04, K09 and K10, from files to a yes."""

import duckdb
import pytest

from chargeback import builds
from chargeback.runner import RunStoppedError
from etl import intake, run
from etl.questions import UnansweredError
from journal.acceptances import acceptances
from tests.etl.bad_input.conftest import TABLE, Shop
from tests.etl.conftest import NOON

MACHINES = (
    "Datornamn;Serienummer;Tillverkare;Modell;Chassityp;Operativsystem;Miljö;SenasteInventering;"
    "SenastInloggad;Förvaltning;Plats;Inköpsdatum;Kodsträng"
)
DEPARTMENTS = ["AAA", "BBB", "CCC", "DDD"]
SERVICE = {
    "service_id": "WS-ADM", "fee_kind": "yearly", "rule": "month_end", "rule_days": "",
    "allowance": "", "source": "sccm_datorer", "volume_source": "sccm_datorer",
}  # fmt: skip


class Town(Shop):
    """Four departments with machines, two months, one service at 1 200 kr a year."""

    def reference(self, *spans: tuple[str, str]) -> None:
        """Deliver the registers; the service has a price in each of the spans."""
        self.register("reference_services", "services.csv", [SERVICE])
        price = {"service_id": "WS-ADM", "price_ore": "120000", "price_e4": "", "ended_by": ""}
        self.register(
            "reference_prices",
            "prices.csv",
            [{**price, "valid_from": first, "valid_until": until} for first, until in spans],
        )
        lists = {"decided_on": "2006-12-01", "decision": "KS"}
        self.register("reference_price_lists", "price_lists.csv", [lists])
        departments = [
            {
                "org_id": name,
                "motpart": f"10{no}",
                "name_sv": name,
                "short": name,
                "parent_org_id": "",
            }
            for no, name in enumerate(DEPARTMENTS)
        ]
        self.register("reference_departments", "organisation.csv", departments)
        centres = [
            {"ansvar": f"4{no}000", "org_id": name, "name_sv": name, "share_weight": "1"}
            for no, name in enumerate(DEPARTMENTS)
        ]
        self.register("reference_cost_centres", "cost_centres.csv", centres)

    def machines(self, day: str, counts: dict[str, int], decided=intake.NOTHING):
        """Deliver an inventory: so many machines with each department's code string."""
        rows = [
            f"{code}-{no};S{code}{no};x;x;Desktop;x;ADM;{day};;;;2006-01-01;{code}"
            for code, count in counts.items()
            for no in range(count)
        ]
        path = self.inbox / f"sccm_datorer_{day}.csv"
        path.write_text("\n".join([MACHINES, *rows, ""]), "cp1252")
        (delivery,) = intake.load([path], self.home, decided, now=lambda: NOON)
        assert delivery.outcome == "loaded", delivery.reason_en
        assert delivery.batch.rows_rejected == 0, self.rejects()

    def build(self) -> None:
        run.build(self.home, lambda _: None)

    def asked(self) -> list[tuple[str, str]]:
        return [(question.rule, question.subject) for question in run.waiting(self.home)]

    def built(self, query: str) -> list[tuple]:
        with duckdb.connect(run.built(self.home), read_only=True) as connection:
            return connection.execute(query).fetchall()


@pytest.fixture
def town(tmp_path):
    return Town(tmp_path)


CODES = [f"4{no}000" for no in range(len(DEPARTMENTS))]
OPEN = ("2007-01-01", "")


def test_d12_usage_without_a_price_stops_the_run_and_is_named(town):
    town.reference(("2007-01-01", "2007-04-01"), ("2007-05-01", ""))
    town.machines("2007-04-30", {"40000": 3})

    with pytest.raises(RunStoppedError, match=r"no_price: .*WS-ADM.*sccm_datorer_2007-04-30.csv"):
        town.build()

    assert TABLE["D12"] == "RUN"
    with pytest.raises(run.NothingBuiltError):
        run.publish_checked(town.home)


def test_d13_a_time_without_a_price_that_nobody_used_is_named(town):
    town.reference(("2007-01-01", "2007-04-01"), ("2007-05-01", ""))
    town.machines("2007-05-31", {"40000": 3})
    town.build()

    warnings = [str(warning) for warning in run.check(town.home)]

    assert TABLE["D13"] == "WARN"
    gap = "price_gaps: service_id WS-ADM, gap_from 2007-04-01, gap_until 2007-05-01"
    assert warnings == [gap]


def test_k03_what_nobody_is_known_to_own_is_counted_priced_and_unallocated(town):
    town.reference(OPEN)
    town.machines("2007-05-31", {"40000": 2, "99999": 1})
    town.build()

    assert run.check(town.home) == []
    assert town.built("select reason, units, amount_ore from control.unallocated") == [
        ("unknown_cost_centre", 1, 100_00)
    ]
    assert town.built("select sum(amount_ore)::bigint from marts.bill_lines") == [(200_00,)]


def test_k09_a_quantity_a_hundred_times_last_months_waits_for_a_persons_yes(town):
    town.reference(OPEN)
    town.machines("2007-04-30", {"40000": 2, "41000": 2})
    town.machines("2007-05-31", {"40000": 200, "41000": 2})
    town.build()

    with pytest.raises(UnansweredError, match="K09 sccm_datorer: 2007-05"):
        run.publish_checked(town.home)
    assert builds.current_id(town.home) is None
    assert TABLE["K09"] == "WARN"

    run.answer(town.home, run.waiting(town.home), "Controllern", "ny skola")
    run.publish_checked(town.home)

    (yes,) = acceptances(town.journal)
    assert (yes.rule, yes.subject, yes.who) == ("K09", "sccm_datorer", "Controllern")
    assert "AAA WS-ADM" in yes.said_en
    assert builds.current_id(town.home)


def test_k09_other_figures_ask_anew(town):
    town.reference(OPEN)
    town.machines("2007-04-30", {"40000": 2})
    town.machines("2007-05-31", {"40000": 200})
    town.build()
    run.answer(town.home, run.waiting(town.home), "Controllern", "ny skola")

    town.machines("2007-05-31", {"40000": 300}, intake.Decided(replace=True))
    town.build()

    assert town.asked() == [("K09", "sccm_datorer")]


def test_k09_just_less_than_a_hundred_times_is_let_through(town):
    town.reference(OPEN)
    town.machines("2007-04-30", {"40000": 2})
    town.machines("2007-05-31", {"40000": 199})
    town.build()

    assert town.asked() == []


def test_k09_the_band_is_the_citys(town):
    town.reference(OPEN)
    (town.home / "settings.yaml").write_text("plausible_times: 10\nplausible_from_ore: 0\n")
    town.machines("2007-04-30", {"40000": 20})
    town.machines("2007-05-31", {"40000": 2})
    town.build()

    assert town.asked() == [("K09", "sccm_datorer")]


def test_k10_departments_that_drop_out_stop_the_run(town):
    town.reference(OPEN)
    town.machines("2007-04-30", dict.fromkeys(CODES, 2))
    town.machines("2007-05-31", {"40000": 2})
    town.build()

    with pytest.raises(UnansweredError, match=r"K10 sccm_datorer: 2007-05: only 1 of 4"):
        run.publish_checked(town.home)

    assert TABLE["K10"] == "RUN"
    assert builds.current_id(town.home) is None
    assert town.asked() == [("K10", "sccm_datorer")]


def test_k10_half_of_them_left_is_let_through(town):
    town.reference(OPEN)
    town.machines("2007-04-30", dict.fromkeys(CODES, 2))
    town.machines("2007-05-31", {"40000": 2, "41000": 2})
    town.build()

    assert town.asked() == []
