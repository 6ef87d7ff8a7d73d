"""What is mended the next run obeys, and what is withdrawn is as if it never was."""

import datetime

import duckdb
import pytest

from chargeback import builds, waiting
from etl import run
from etl.pipeline import stage
from journal.facts import By
from journal.mendings import About, City, NewMending, mend, mendings, withdraw
from tests.etl.bad_input.test_built import Town
from tests.etl.conftest import NOON

FIRST, OPEN = datetime.date(2007, 5, 1), datetime.date(9999, 12, 31)
CITY = City(FIRST, {"A": [(FIRST, OPEN)]}, {"40000": [(FIRST, OPEN)]})
CODE = NewMending("code", "49999", "40000", FIRST)
CHARGED = """
    select bill_lines.cost_centre_id, bill_lines.units, bill_lines.amount_ore
    from marts.bill_lines order by all
"""


def about(town: Town) -> About:
    seen = mendings(town.journal).seen(CODE.way, CODE.subject)
    return About(By("controller-1", "controller"), "the old code of the office", seen)


def say(town: Town) -> int:
    with town.journal.writing(NOON) as pen:
        return mend(pen, about(town), CODE, CITY).seq


def published(town: Town) -> dict[str, object]:
    """What is published says of itself, with a hash of every table."""
    town.build()
    manifest, _ = run.publish_checked(town.home)
    path = builds.build_path(town.home, manifest.build_id)
    with duckdb.connect(path, read_only=True) as connection:
        (seq,) = connection.execute("select seq from control.journal_head").fetchone()
    return {"journal_seq": seq, **manifest.tables}


@pytest.mark.full
def test_a_mending_is_obeyed_by_the_next_run_and_withdrawn_is_as_if_it_never_was(tmp_path):
    """Two machines of 40000 and one of a code that names nobody, at 1 200 kr a year."""
    town = Town(tmp_path)
    town.reference(("2007-01-01", ""))
    town.machines("2007-05-31", {"40000": 2, "49999": 1})

    never = published(town)
    assert town.built(CHARGED) == [("40000", 2, 200_00)]

    seq = say(town)
    mended = published(town)
    assert town.built(CHARGED) == [("40000", 3, 300_00)]
    assert town.built("select mending, who, why from marts.mendings") == [
        (seq, "controller-1", "the old code of the office")
    ]
    rules = "select object_id, owner_rule from detail.objects where owner_rule like 'mending:%'"
    assert town.built(rules) == [("49999-0", f"mending:{seq}")]

    with town.journal.writing(NOON) as pen:
        withdraw(pen, about(town), seq)
    after = published(town)
    assert {name: value for name, value in after.items() if name != "journal_seq"} == {
        name: value for name, value in never.items() if name != "journal_seq"
    }
    assert [one["journal_seq"] for one in (never, mended, after)] == [seq - 1, seq, seq + 1]


def test_an_earlier_moment_knows_what_was_mended_then(tmp_path):
    town = Town(tmp_path)
    seq = say(town)
    with town.journal.writing(NOON + datetime.timedelta(hours=1)) as pen:
        withdraw(pen, about(town), seq)

    def staged(moment: datetime.datetime | None) -> list[tuple]:
        with duckdb.connect() as connection:
            stage(connection, town.home, moment)
            return connection.execute(
                "select code, source_line, seq from staging.mending_codes, staging.journal_head"
            ).fetchall()

    assert staged(NOON) == [("49999", seq, seq)]
    assert staged(None) == []


def test_what_is_said_of_code_strings_is_staged_with_its_fact(tmp_path):
    town = Town(tmp_path)
    said = By("controller-1", "controller")
    with town.journal.writing(NOON) as pen:
        new = NewMending("activity", "40000", "4070", FIRST)
        mend(pen, About(said, "by the register of 2007", 0), new, CITY)
        new = NewMending("counterparty", "A", "125", FIRST)
        mend(pen, About(said, "by the register of 2007", 0), new, CITY)

    with duckdb.connect() as connection:
        stage(connection, town.home, None)
        rows = connection.execute(
            """
            select cost_centre_id, activity, source_line from staging.mending_activities
            union all
            select department_id, counterparty, source_line from staging.mending_counterparties
            """
        ).fetchall()

    assert rows == [("40000", "4070", 1), ("A", "125", 2)]


def test_what_waits_for_a_yes_is_told_to_whoever_may_give_it(tmp_path):
    """A hundred times as many machines from one month to the next: a person has to say yes."""
    town = Town(tmp_path)
    town.reference(("2007-01-01", ""))
    town.machines("2007-05-31", {"40000": 2})
    town.machines("2007-06-30", {"40000": 200})
    town.build()
    asked = [question.sha256 for question in run.waiting(town.home)]

    with pytest.raises(run.UnansweredError):
        run.publish_checked(town.home)

    assert [one.sha256 for one in waiting.read(town.home)] == asked
    assert asked
