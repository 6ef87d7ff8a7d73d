"""A city in which anything may happen in any order: what is true after every publishing.

Loaded, corrected, mended, priced anew, reorganised, closed, killed and started again.
Each publishing is held against a city restored from a backup and built anew.
"""

import calendar
import csv
import datetime
import shutil
import tempfile
from pathlib import Path

import duckdb
import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as some
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from chargeback import builds
from chargeback.home import journal_url
from etl import run
from etl.backup import backup, restore
from etl.clock import now
from journal import mendings
from journal.facts import By
from journal.prices import About, NewPrice, book, supersede
from journal.store import Journal
from tests.faults.test_killed import KILLED, STEPS, leftovers, serves_a_whole_build
from tests.faults.village import Village, reference, served_hash
from tests.faults.warm import Warm

MONTHS = ("2008-01", "2008-02", "2008-03", "2008-04")
BOOKED = """
    select charge_period, sum(amount_ore)::bigint from marts.bill_lines
    group by charge_period order by charge_period
"""
NOW = """
    select charge_period, sum(amount_ore)::bigint from charges.lines
    group by charge_period order by charge_period
"""
#: Corrections of a month for which no later one is calculated yet.
WAITING = """
    select charge_period, sum(amount_ore)::bigint from marts.waiting_corrections
    group by charge_period
"""
#: What nobody pays for in every month: how it is mended, what of, by whom it is paid then.
NOBODYS = {
    "alias": ("kultrn", "SDI", "x9"),
    "code": ("49999", "40730", "PC-X"),
    "owner": ("workstation:PC-Y", "50100", "PC-Y"),
}
MENDED = """
    select object_id, owner_rule from detail.objects
    where owner_rule like 'mending:%' group by all order by all
"""
MACHINE = "PC-{0};S-{0};HP;HP;Desktop;XP;{1} 08:00;;;;2006-01-01;{2};ADM"
ACCOUNT = "x9,,X9,,Kultrn,,,,,512,2003-03-12 08:14:00,,9223372036854775807,CN=x9,EXT"
ALWAYS = [(datetime.date(2008, 1, 1), datetime.date(9999, 12, 31))]
PLACES = mendings.City(ALWAYS[0][0], {"SDI": ALWAYS}, {"40730": ALWAYS, "50100": ALWAYS})


def asked(path, query):
    with duckdb.connect(path, read_only=True) as connection:
        return connection.execute(query).fetchall()


def end_of(month: str) -> str:
    return f"{month}-{calendar.monthrange(int(month[:4]), int(month[5:]))[1]}"


class City(RuleBasedStateMachine):
    """The village, with what has been done to it."""

    warm: Warm

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="machine-"))
        self.village = Village(self.folder / "city", [])
        self.home = self.village.home
        self.delivered = 0
        self.deliver()
        self.closed: dict[str, object] = {}
        self.is_new = False
        self.go_on()

    def deliver(self) -> None:
        """A month's files, and in them what nobody pays for."""
        month = MONTHS[self.delivered]
        self.village.deliver(month)
        end = end_of(month)
        machines = [MACHINE.format("X", end, "49999"), MACHINE.format("Y", end, "")]
        for source, lines in (("sccm_datorer", machines), ("ad_users", [ACCOUNT])):
            with (self.village.inbox / f"{source}_{end}.csv").open("a", encoding="cp1252") as file:
                file.writelines(f"{line}\n" for line in lines)
        self.delivered += 1

    def go_on(self) -> None:
        self.warm.run(self.home, "run", check=True)
        self.is_new = True

    def teardown(self) -> None:
        shutil.rmtree(self.folder)

    @precondition(lambda self: self.delivered < len(MONTHS))
    @rule()
    def load_a_month(self):
        self.deliver()
        self.go_on()

    @rule(data=some.data(), more=some.integers(1, 3))
    def correct_an_inventory(self, data, more):
        """A file comes again with other machines, for whatever month."""
        month = data.draw(some.sampled_from(MONTHS[: self.delivered]))
        path = self.home / "inbox" / f"sccm_datorer_{end_of(month)}.csv"
        lines = path.read_text("cp1252").splitlines()
        copies = [f"N{no}-{len(lines)}{lines[1]}" for no in range(more)]
        path.write_text("\n".join([*lines, *copies, ""]), "cp1252")
        self.warm.run(self.home, "load", "--replace", path, check=True)
        self.go_on()

    @rule(price=some.integers(1, 9_000_00))
    def put_a_price_right(self, price):
        journal = Journal(journal_url(self.home))
        known = book(journal)
        wrong = next(p for p in known.prices_of("PL-2008-v1") if p.service_id == "WS-ADM")
        if wrong.price_ore == price:
            return
        right = NewPrice("WS-ADM", price, None, wrong.unit, wrong.valid_from, wrong.valid_until)
        said = About(By("Controllern", "controller"), "PL-2008-v1", "fel", known.seen("PL-2008-v1"))
        with journal.writing(now()) as pen:
            supersede(pen, said, right, wrong.valid_from, "KS § 1")
        self.go_on()

    @rule(data=some.data(), way=some.sampled_from(sorted(NOBODYS)))
    def mend_or_take_it_back(self, data, way):
        """From a month on, closed or not, what nobody pays for has a payer; or has none again."""
        journal = Journal(journal_url(self.home))
        subject, target, _object_id = NOBODYS[way]
        known = mendings.mendings(journal)
        said = mendings.About(By("Controllern", "controller"), "känd", known.seen(way, subject))
        with journal.writing(now()) as pen:
            if known.in_force(way):
                mendings.withdraw(pen, said, known.in_force(way)[0].seq)
            else:
                month = data.draw(some.sampled_from(MONTHS[: self.delivered]))
                first = datetime.date.fromisoformat(f"{month}-01")
                mendings.mend(pen, said, mendings.NewMending(way, subject, target, first), PLACES)
        self.go_on()

    @rule(month=some.sampled_from(MONTHS[1:]))
    def merge_departments(self, month):
        """Culture becomes a part of Fosie on the first of a month; another register says so."""
        path = self.home / "reference" / "cost_centres.csv"
        rows = reference()["cost_centres"]
        culture = next(row for row in rows if row["org_id"] == "KUL")
        rows.remove(culture)
        first = f"{month}-01"
        rows += [
            {**culture, "valid_until": first},
            {**culture, "org_id": "SDI", "is_default": 0, "valid_from": first},
        ]
        with path.open(encoding="utf-8") as file:
            columns = next(csv.reader(file))
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns, restval="", extrasaction="ignore")
            writer.writeheader()
            writer.writerows(rows)
        self.go_on()

    @rule(step=some.sampled_from(STEPS))
    def kill_a_run(self, step):
        before = builds.current_id(self.home)
        done = self.warm.run(self.home, "run", ETL_DIE_AT=step)
        # A run with nothing new to load does not come past every step.
        assert done.returncode in {KILLED, 0}
        assert serves_a_whole_build(self.home)
        assert done.returncode == 0 or step == "pointed" or builds.current_id(self.home) == before

    @rule()
    def start_again(self):
        self.go_on()
        assert leftovers(self.home) == []

    @precondition(lambda self: len(self.closed) < self.delivered - 1)
    @rule()
    def close_the_next_month(self):
        month = MONTHS[len(self.closed)]
        self.warm.run(self.home, "review", month, "--who", "A", "--why", "stämmer", check=True)
        self.warm.run(self.home, "close", month, "--who", "B", "--decision", "KS § 2", check=True)
        self.go_on()
        self.closed[month] = self.bill(month), self.sealed(month)

    def booked_on(self, cost_centre_id: str) -> dict[datetime.date, int]:
        """What a cost centre is charged for desktops, by booked month."""
        query = f"""
            select period, sum(amount_ore)::bigint from marts.bill_lines
            where service_id = 'WS-ADM' and cost_centre_id = '{cost_centre_id}' group by period
        """
        return dict(asked(run.built(self.home), query))

    def bill(self, month: str) -> list[tuple]:
        """The lines booked in a month, as published."""
        path = builds.build_path(self.home, builds.current_id(self.home))
        query = f"select * exclude (line_id) from marts.bill_lines where period = '{month}-01'"
        return sorted(asked(path, query), key=str)

    def sealed(self, month: str) -> dict[str, bytes]:
        folder = self.home / "periods" / month
        return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}

    @invariant()
    def what_is_closed_stays_closed(self):
        for month, (bill, sealed) in self.closed.items():
            assert self.bill(month) == bill
            assert self.sealed(month) == sealed

    @invariant()
    def the_chain_holds(self):
        assert run.verify(self.home)[0].broken is None

    @precondition(lambda self: self.is_new)
    @invariant()
    def what_is_booked_of_a_month_is_what_its_lines_are_now(self):
        if not self.closed:
            assert asked(run.built(self.home), BOOKED) == asked(run.built(self.home), NOW)
            return
        booked, lines = (dict(asked(run.built(self.home), query)) for query in (BOOKED, NOW))
        for month, amount in asked(run.built(self.home), WAITING):
            booked[month] = booked.get(month, 0) + amount
        assert {m: a for m, a in booked.items() if a} == {m: a for m, a in lines.items() if a}

    @precondition(lambda self: self.is_new)
    @invariant()
    def what_is_mended_has_a_payer_and_what_is_withdrawn_has_none(self):
        known = mendings.mendings(Journal(journal_url(self.home)))
        mended = [(NOBODYS[one.way][2], f"mending:{one.seq}") for one in known.in_force()]
        assert asked(run.built(self.home), MENDED) == sorted(mended)

    @precondition(lambda self: self.is_new)
    @invariant()
    def a_restored_city_built_anew_is_the_same(self):
        self.is_new = False
        elsewhere = Path(tempfile.mkdtemp(dir=self.folder))
        backup(self.home, elsewhere / "backup")
        restore(elsewhere / "backup", elsewhere / "home")
        for command in ("build", "publish"):
            self.warm.run(elsewhere / "home", command, check=True)
        assert served_hash(elsewhere / "home") == served_hash(self.home)
        shutil.rmtree(elsewhere)


class Told:
    """Draws what it was told to."""

    def __init__(self, answer: str) -> None:
        self.answer = answer

    def draw(self, _strategy) -> str:
        return self.answer


@pytest.mark.full
def test_what_is_mended_of_a_closed_month_is_a_correction_and_taken_back_another(warm):
    """The same city, led: the machine of nobody is paid for from January, which is closed."""
    City.warm = warm
    city = City()
    city.load_a_month()
    city.close_the_next_month()
    before = city.booked_on("40730")

    city.mend_or_take_it_back(Told("2008-01"), "code")
    mended = city.booked_on("40730")
    city.what_is_mended_has_a_payer_and_what_is_withdrawn_has_none()
    city.what_is_closed_stays_closed()
    city.what_is_booked_of_a_month_is_what_its_lines_are_now()
    city.mend_or_take_it_back(Told("2008-01"), "code")
    city.what_is_mended_has_a_payer_and_what_is_withdrawn_has_none()
    city.what_is_closed_stays_closed()

    # 5 280 kr a year: 440 kr for February, and 440 kr more there for January.
    assert [mended[month] - before[month] for month in sorted(before)] == [0, 880_00]
    assert city.booked_on("40730") == before
    city.teardown()


@pytest.mark.full
def test_whatever_happens_in_whatever_order(warm):
    City.warm = warm
    run_state_machine_as_test(
        City,
        settings=settings(
            max_examples=3,
            stateful_step_count=6,
            deadline=None,
            derandomize=True,
            # A step takes seconds: what fails is told as drawn, not made smaller for minutes.
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        ),
    )
