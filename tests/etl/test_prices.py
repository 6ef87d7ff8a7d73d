"""Prices live in the journal: taken over from the first files, and changed by no later one."""

import datetime

import duckdb
import pytest

from etl import prices as etl_prices
from etl.intake import NOTHING, load
from etl.pipeline import stage
from journal import prices
from journal.facts import By, NewFact, RefusedError
from journal.prices import About, NewPrice
from journal.store import Journal
from tests.etl.bad_input.test_built import Town
from tests.etl.conftest import NOON, City

HEADING = "price_list_id,service_id,price_ore,price_e4,unit,valid_from,valid_until,ended_by,basis"
LISTS = "price_list_id,decided_on,decision,valid_from,valid_until,prepared_by_body,note_sv,basis"
HOUR = datetime.timedelta(hours=1)
CONTROLLER = By("controller-1", "controller")
OPEN = datetime.date(9999, 12, 31)

# Another file name, for the prices of a neighbouring town that is merged in.
NEIGHBOUR = """
entity: prices
recognise: {file: '^grannens_priser\\.csv$'}
format: {reader: delimited, encoding: utf-8, delimiter: ","}
fields:
  price_list_id: {column: price_list_id}
  service_id:    {column: service_id}
  price_ore:     {column: price_ore}
  price_e4:      {column: price_e4}
  unit:          {column: unit}
  valid_from:    {column: valid_from, date: ["%Y-%m-%d"]}
  valid_until:   {column: valid_until, date: ["%Y-%m-%d"], open: [""]}
"""


def price(ore: str, service_id: str = "WS-ADM", valid_from: str = "2007-01-01") -> str:
    return f"PL-1,{service_id},{ore},,öre/år,{valid_from},,,fact"


def priced(*rows: str) -> str:
    return "\n".join([HEADING, *rows, ""])


def staged(town: City, moment: datetime.datetime | None = None) -> list[tuple]:
    """Service, öre, file and line of every price, as known now or at a moment."""
    with duckdb.connect() as connection:
        stage(connection, town.home, moment)
        return connection.execute("""
            select service_id, price_ore, source_file, source_line
            from staging.prices order by source_file, source_line
        """).fetchall()


def test_the_first_files_prices_are_facts_with_file_and_line(town):
    town.deliver("prices.csv", priced(price("480000"), price("120000", "WS-TEK")), "utf-8")

    first, second = town.journal.facts()

    assert (first.kind, first.subject, first.who) == (
        "price.loaded",
        "price_list:PL-1",
        "etl load",
    )
    assert (first.valid_from, first.body["price_ore"]) == (datetime.date(2007, 1, 1), 480000)
    assert (second.body["source_file"], second.body["source_line"]) == ("prices.csv", 3)
    assert [row[:2] for row in staged(town)] == [("WS-ADM", 480000), ("WS-TEK", 120000)]


def test_a_rejected_row_is_kept_with_its_line_and_is_no_price(town):
    town.deliver("prices.csv", priced(price("480000"), price("12.5", "WS-TEK")), "utf-8")

    assert staged(town) == [("WS-ADM", 480000, "prices.csv", 2)]
    assert [(line, rule) for line, _, rule, _ in town.rejects()] == [(3, "N16")]


def test_a_list_is_taken_over_with_its_decision(town):
    row = "PL-1,2006-11-22,KS 2006-11-22,2007-01-01,2008-01-01,IT-rådet,Årlig,fact"
    town.deliver("price_lists.csv", f"{LISTS}\n{row}\n", "utf-8")

    found = town.rows("select * exclude (source_file) from staging.price_lists")

    first, until = datetime.date(2007, 1, 1), datetime.date(2008, 1, 1)
    said = (datetime.date(2006, 11, 22), "KS 2006-11-22", first, until, "IT-rådet", "Årlig")
    assert found == [("PL-1", *said, "fact", 2)]


@pytest.mark.parametrize("decided", ["a first time", "again"])
def test_a_later_file_changes_no_price_and_says_so(town, decided):
    town.deliver("prices.csv", priced(price("480000")), "utf-8")
    later = town.deliver("prices.csv", priced(price("1")), "utf-8")
    if decided == "again":
        later = town.deliver("prices.csv", priced(price("480000")), "utf-8")

    assert (later.outcome, later.notes) == ("loaded", ("S35",))
    assert "have their home in the journal" in later.reason_en
    assert staged(town) == [("WS-ADM", 480000, "prices.csv", 2)]
    assert len(town.journal.facts()) == 1


def test_the_same_file_again_is_known_and_says_nothing_of_the_journal(town):
    town.deliver("prices.csv", priced(price("480000")), "utf-8")

    again = town.load(town.inbox / "prices.csv")

    assert (again.outcome, again.notes) == ("duplicate", ())


def test_what_was_loaded_when_a_run_was_killed_is_taken_over_by_the_next(town, monkeypatch):
    (town.inbox / "prices.csv").write_text(priced(price("480000")), "utf-8")
    with monkeypatch.context() as killed:
        killed.setattr(etl_prices, "take_over", lambda *_: None)
        town.load(town.inbox / "prices.csv")
    assert staged(town) == []

    town.load(town.inbox / "prices.csv")

    assert staged(town) == [("WS-ADM", 480000, "prices.csv", 2)]


def test_prices_are_staged_as_they_were_known_at_a_moment(town):
    town.deliver("prices.csv", priced(price("480000")), "utf-8")
    wrong = NewFact(
        CONTROLLER,
        prices.SUPERSEDED,
        "price_list:PL-1",
        "a digit was lost",
        body={
            "service_id": "WS-ADM",
            "valid_from": "2007-01-01",
            "price_ore": 4800000,
            "price_e4": None,
            "known_from": "2026-01-15",
            "decision": "KS § 7",
        },
    )
    seq = town.journal.append(wrong, NOON + HOUR).seq

    assert staged(town, NOON - HOUR) == []
    assert staged(town, NOON) == [("WS-ADM", 480000, "prices.csv", 2)]
    assert staged(town) == [("WS-ADM", 4800000, "journal", seq)]


def test_what_is_decided_the_next_build_obeys(tmp_path):
    """Two machines at 1 200 kr a year, put right to 2 400 kr: 100 kr a month become 200 kr."""
    town = Town(tmp_path)
    town.reference(("2007-01-01", ""))
    town.machines("2007-05-31", {"40000": 2})
    town.build()
    charged = "select sum(amount_ore)::bigint, any_value(price_list_ids) from marts.bill_lines"
    assert town.built(charged) == [(200_00, "PL1")]

    right = NewPrice("WS-ADM", 240000, None, "x", datetime.date(2007, 1, 1), OPEN)
    seen = prices.book(town.journal).seen("PL1")
    about = About(CONTROLLER, "PL1", "half of it was left out", seen)
    with town.journal.writing(NOON + HOUR) as pen:
        prices.supersede(pen, about, right, datetime.date(2007, 6, 1), "KS § 12")
    town.build()

    assert town.built(charged) == [(400_00, "PL1")]


def test_prices_of_two_files_that_overlap_are_refused_until_one_is_put_right(town):
    town.own_source("grannen", NEIGHBOUR)
    ours, theirs = town.inbox / "prices.csv", town.inbox / "grannens_priser.csv"
    ours.write_text(priced(price("480000")), "utf-8")
    theirs.write_text(priced(price("500000", valid_from="2008-01-01")), "utf-8")

    with pytest.raises(RefusedError, match=r"overlap: service WS-ADM, day 2008-01-01"):
        load([ours, theirs], town.home, NOTHING, now=lambda: NOON)
    assert town.journal.facts() == []

    theirs.write_text(priced(price("500000", "WS-TEK")), "utf-8")
    town.load(theirs)

    assert [row[:2] for row in staged(town)] == [("WS-TEK", 500000), ("WS-ADM", 480000)]


def test_the_journal_may_be_another_database(town, monkeypatch, tmp_path):
    monkeypatch.setenv("NYTTJA_JOURNAL_URL", f"sqlite:///{tmp_path}/elsewhere.sqlite")

    town.deliver("prices.csv", priced(price("480000")), "utf-8")

    assert len(Journal(f"sqlite:///{tmp_path}/elsewhere.sqlite").facts()) == 1
    assert not (town.home / "journal").exists()
    assert [row[:2] for row in staged(town)] == [("WS-ADM", 480000)]


TIERS = (
    "price_list_id,service_id,tier_kind,from_quantity,package_size,price_ore,price_e4,"
    "valid_from,valid_until"
)
AGREED = "agreement_id,service_id,price_ore,price_e4,valid_from,valid_until,decision"
OF_TIERS = """
    select service_id, from_quantity, price_ore, valid_until, source_file, source_line
    from staging.price_tiers order by source_line
"""
OF_AGREED = """
    select agreement_id, price_ore, decision, source_file, source_line
    from staging.agreement_prices
"""


def tiers(*prices_ore: int) -> str:
    rows = [
        f"PL-1,WS-ADM,graduated,{10 * number},,{ore},,2007-01-01,2009-01-01"
        for number, ore in enumerate(prices_ore)
    ]
    return "\n".join([TIERS, *rows, ""])


def agreed(ore: int) -> str:
    return f"{AGREED}\nAV-1,WS-ADM,{ore},,2007-01-01,2008-01-01,KS § 9\n"


def test_tiers_and_agreed_prices_are_taken_over_and_no_later_file_changes_them(town):
    town.deliver("price_tiers.csv", tiers(5000_00, 4000_00), "utf-8")
    town.deliver("agreement_prices.csv", agreed(4500_00), "utf-8")
    later = [
        town.deliver("price_tiers.csv", tiers(1), "utf-8"),
        town.deliver("agreement_prices.csv", agreed(1), "utf-8"),
    ]

    assert [one.notes for one in later] == [("S35",), ("S35",)]
    until = datetime.date(2009, 1, 1)
    assert town.rows(OF_TIERS) == [
        ("WS-ADM", 0, 5000_00, until, "price_tiers.csv", 2),
        ("WS-ADM", 10, 4000_00, until, "price_tiers.csv", 3),
    ]
    assert town.rows(OF_AGREED) == [("AV-1", 4500_00, "KS § 9", "agreement_prices.csv", 2)]
    kinds = [(fact.kind, fact.subject) for fact in town.journal.facts()]
    assert kinds == [
        ("price_tier.loaded", "price_list:PL-1"),
        ("price_tier.loaded", "price_list:PL-1"),
        ("agreement_price.loaded", "agreement:AV-1"),
    ]


def test_tiers_end_with_their_list_and_where_a_price_of_the_service_begins(town):
    listed = "PL-1,2006-11-22,KS 2006-11-22,2007-01-01,2009-01-01,IT-rådet,,fact"
    town.deliver("price_lists.csv", f"{LISTS}\n{listed}\n", "utf-8")
    town.deliver("price_tiers.csv", tiers(5000_00, 4000_00), "utf-8")
    new_year, july = datetime.date(2008, 1, 1), datetime.date(2008, 7, 1)

    def about(price_list_id: str) -> About:
        seen = prices.book(town.journal).seen(price_list_id)
        return About(CONTROLLER, price_list_id, "one price for all", seen)

    def ends() -> set[datetime.date]:
        return {row[3] for row in town.rows(OF_TIERS)}

    with town.journal.writing(NOON) as pen:
        prices.end_list(pen, about("PL-1"), july, new_year)
    assert ends() == {july}

    flat = NewPrice("WS-ADM", 4200_00, None, "öre/år", new_year, OPEN, ends_running=True)
    acts = (
        lambda pen: prices.draft(pen, about("PL-2"), new_year, OPEN),
        lambda pen: prices.set_price(pen, about("PL-2"), flat, new_year),
        lambda pen: prices.propose(pen, about("PL-2")),
        lambda pen: prices.decide(pen, about("PL-2"), new_year, "KS § 1", new_year),
    )
    for act in acts:
        assert ends() == {july}
        with town.journal.writing(NOON) as pen:
            act(pen)
    assert ends() == {new_year}
