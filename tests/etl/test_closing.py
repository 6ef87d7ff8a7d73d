"""Months are closed from what is published, come out to the byte again, and stay as they are."""

import datetime
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from chargeback.closing import INPUTS, LINES, MANIFEST, OBJECTS, SealError, folder
from etl import clock, closing, pipeline, run
from etl.__main__ import DONE, FAILED, MISUSED, main
from journal import prices
from journal.facts import By, RefusedError
from journal.prices import About, NewPrice
from tests.etl.bad_input.test_built import SERVICE, Town

ROOT = Path(__file__).resolve().parents[2]
MAY, JUNE, JULY = (datetime.date(2007, month, 1) for month in (5, 6, 7))
OPEN = datetime.date(9999, 12, 31)
PREPARER, CLOSER = By("controller-1", "controller"), By("controller-2", "controller")
SEALED = (LINES, OBJECTS, INPUTS, MANIFEST)
BILL = """
    select charge_period, quantity // 1000, amount_ore, is_correction, price_ore, decision
    from marts.bill_lines where period = '{}' order by is_correction, amount_ore
"""


class Office(Town):
    """A town whose months are published, reviewed and closed."""

    def publish(self) -> None:
        self.build()
        run.publish_checked(self.home)

    def close(self, *months: datetime.date) -> None:
        for month in months:
            closing.review(self.home, PREPARER, month, "looked at")
            closing.close(self.home, CLOSER, month, "KS § 1")

    def bill(self, month: datetime.date) -> list[tuple]:
        return self.built(BILL.format(month))

    def bytes_of(self, month: datetime.date) -> dict[str, bytes]:
        return {name: (folder(self.home, month) / name).read_bytes() for name in SEALED}


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    """May with 4 machines, June with 5, at 100 kr a month, by one department; published."""
    office = Office(tmp_path_factory.mktemp("office"))
    office.reference(("2007-01-01", ""))
    office.machines("2007-05-31", {"40000": 4})
    office.machines("2007-06-30", {"40000": 5})
    office.publish()
    return office


def copied(office, tmp_path):
    twin = object.__new__(Office)
    twin.home, twin.inbox = tmp_path / "home", tmp_path / "inbox"
    shutil.copytree(office.home, twin.home)
    shutil.copytree(office.inbox, twin.inbox)
    return twin


@pytest.fixture
def office(published, tmp_path):
    return copied(published, tmp_path)


@pytest.fixture(scope="module")
def closed(published, tmp_path_factory):
    """May closed, and June after it, each by the publication before."""
    office = copied(published, tmp_path_factory.mktemp("closed"))
    office.close(MAY)
    office.publish()
    office.close(JUNE)
    return office


def test_what_is_sealed_comes_back_as_it_was(closed):
    assert closed.bill(MAY) == [(MAY, 4, 400_00, False, 1200_00, "KS")]
    assert closed.built("select seq > 0 from control.journal_head") == [(True,)]


@pytest.mark.parametrize("month", [pytest.param(MAY, marks=pytest.mark.full), JUNE])
def test_a_sealed_month_is_made_again_to_the_byte(closed, month):
    assert closing.rerun(closed.home, month) == []


@pytest.mark.full
def test_a_register_taken_in_again_since_does_not_rule_a_sealed_month(office):
    """The service was renamed and May closed; then the first register came again."""
    first = (office.inbox / "services.csv").read_bytes()
    office.register("reference_services", "services.csv", [{**SERVICE, "name_sv": "renamed"}])
    office.publish()
    office.close(MAY)
    (office.inbox / "services.csv").write_bytes(first)
    later = clock.now() + datetime.timedelta(hours=1)
    (again,) = run.intake.load([office.inbox / "services.csv"], office.home, now=lambda: later)
    office.build()

    assert again.outcome == "loaded"
    assert office.built("select name_sv from marts.services") == [("x",)]
    assert closing.rerun(office.home, MAY) == []


def test_sealing_again_gives_the_same_bytes(office, tmp_path):
    twin = copied(office, tmp_path / "twin")
    for one in (office, twin):
        one.close(MAY)

    assert office.bytes_of(MAY) == twin.bytes_of(MAY)


@pytest.mark.parametrize("name", SEALED)
@pytest.mark.parametrize("month", [MAY, JUNE])
def test_one_changed_byte_is_found_and_nothing_is_built_on_it(closed, tmp_path, month, name):
    office = copied(closed, tmp_path)
    path = folder(office.home, month) / name
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    with pytest.raises(SealError, match=f"{month:%Y-%m}/{name}"):
        closing.verify(office.home)
    with pytest.raises(SealError):
        office.build()


def test_a_file_that_is_gone_or_was_put_there_is_found(closed, tmp_path):
    office = copied(closed, tmp_path)
    (folder(office.home, MAY) / LINES).rename(folder(office.home, JUNE) / "more.parquet")

    with pytest.raises(SealError, match=r"lines.parquet: is not there.*more.parquet: was not"):
        closing.verify(office.home)


@pytest.mark.full
def test_a_later_file_credits_in_the_first_open_month(closed, tmp_path):
    """3 machines in May and not 4: 100 kr are paid back in July, and May's bill stands."""
    office = copied(closed, tmp_path)
    before = office.bytes_of(MAY)
    office.machines("2007-05-31", {"40000": 3}, decided=run.intake.Decided(replace=True))
    office.build()

    assert office.bill(MAY) == [(MAY, 4, 400_00, False, 1200_00, "KS")]
    waiting = "select period, charge_period, amount_ore from marts.waiting_corrections"
    assert office.built(waiting) == [(JULY, MAY, -100_00)]

    office.machines("2007-07-31", {"40000": 5})
    office.publish()

    assert office.bill(JULY) == [
        (JULY, 5, 500_00, False, 1200_00, "KS"),
        (MAY, 3, -100_00, True, 1200_00, "KS"),
    ]
    office.close(JULY)
    office.publish()
    assert office.built("select count(*) from charges.corrections") == [(0,)]
    assert office.bytes_of(MAY) == before


def test_a_price_put_right_gives_the_old_back_and_charges_the_new(closed, tmp_path):
    """2 400 kr a year and not 1 200: −400 +800 for May, −500 +1 000 for June, by § 12."""
    office = copied(closed, tmp_path)
    right = NewPrice("WS-ADM", 240000, None, "x", datetime.date(2007, 1, 1), OPEN)
    about = About(PREPARER, "PL1", "half of it", prices.book(office.journal).seen("PL1"))
    with office.journal.writing(clock.now()) as pen:
        prices.supersede(pen, about, right, datetime.date(2007, 6, 1), "KS § 12")
    office.machines("2007-07-31", {"40000": 1})
    office.publish()

    assert office.bill(JULY) == [
        (JULY, 1, 200_00, False, 2400_00, "KS § 12"),
        (JUNE, 0, -500_00, True, 1200_00, "KS"),
        (MAY, 0, -400_00, True, 1200_00, "KS"),
        (MAY, 4, 800_00, True, 2400_00, "KS § 12"),
        (JUNE, 5, 1000_00, True, 2400_00, "KS § 12"),
    ]


@pytest.mark.full
def test_a_build_from_before_a_closing_is_published_only_if_it_agrees(office):
    office.machines("2007-05-31", {"40000": 3}, decided=run.intake.Decided(replace=True))
    office.build()
    office.close(MAY)

    with pytest.raises(closing.ClosedSinceError, match="period:2007-05"):
        run.publish_checked(office.home)
    office.publish()


def test_who_is_refused_seals_nothing(office):
    closing.review(office.home, PREPARER, MAY, "looked at")

    for by, month in ((PREPARER, MAY), (CLOSER, JUNE)):
        with pytest.raises(RefusedError):
            closing.close(office.home, by, month, "KS § 1")
    assert not (office.home / "periods").exists()


@pytest.mark.parametrize("step", ["sealed", "seal in place"])
def test_killed_before_it_counts_a_month_is_open_and_closed_by_the_next(office, step):
    closing.review(office.home, PREPARER, MAY, "looked at")
    close = ["close", "2007-05", "--who", "controller-2", "--decision", "KS § 1"]

    killed = subprocess.run(
        [sys.executable, "-m", "etl", *close],
        cwd=ROOT,
        env={**os.environ, "NYTTJA_HOME": str(office.home), "ETL_DIE_AT": step},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert closing.state(office.home, MAY).state == "reviewed"
    assert closing.verify(office.home) == []

    closing.close(office.home, CLOSER, MAY, "KS § 1")
    assert [month.period for month in closing.verify(office.home)] == [MAY]


def test_an_input_that_is_gone_is_named(closed, tmp_path):
    office = copied(closed, tmp_path)
    next((office.home / "batches" / "workstations").glob("2007-05-31*.json")).unlink()

    with pytest.raises(closing.LostInputError, match=r"sccm_datorer_2007-05-31\.csv"):
        closing.rerun(office.home, MAY)


def test_verify_makes_a_month_again_by_its_command(closed, monkeypatch, capsys):
    monkeypatch.setenv("NYTTJA_HOME", str(closed.home))
    monkeypatch.setattr(closing, "rerun", lambda *_: [])

    assert main(["verify", "--rerun", "2007-05"]) == DONE
    assert "2007-05 comes out to the byte as it was sealed" in capsys.readouterr().out


def test_only_a_closed_month_is_made_again(office):
    with pytest.raises(closing.NotSealedError):
        closing.rerun(office.home, MAY)


def test_the_commands_review_close_and_verify(office, monkeypatch, capsys):
    monkeypatch.setenv("NYTTJA_HOME", str(office.home))
    about = ["2007-05", "--who", "controller-1", "--why", "looked at"]

    assert main(["review", *about, "--preliminary"]) == DONE
    assert closing.state(office.home, MAY).state == "preliminary"
    assert main(["review", *about]) == DONE
    assert main(["close", "2007-05", "--who", "controller-1", "--decision", "§ 1"]) == FAILED
    assert "same_person" in capsys.readouterr().err
    assert main(["close", "2007-05", "--who", "controller-2", "--decision", "§ 1"]) == DONE
    manifest = pipeline.closed_months(office.home)[0].manifest_sha256
    assert f"closed 2007-05, manifest {manifest}" in capsys.readouterr().out
    assert main(["verify", "--head", manifest[:12]]) == DONE
    assert f"{manifest[:12]} is the manifest of 2007-05" in capsys.readouterr().out
    assert main(["verify", "--rerun", "2007-06"]) == MISUSED


def test_nothing_is_reviewed_before_anything_is_published(town, monkeypatch):
    monkeypatch.setenv("NYTTJA_HOME", str(town.home))

    assert main(["review", "2007-05", "--who", "a", "--why", "b"]) == MISUSED
