"""Price lists: which word may follow which, and what the prices are after it."""

import contextlib
import datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import prices
from journal.facts import ConflictError, RefusedError, fact_of, row_of
from journal.prices import (
    About,
    NewPrice,
    book,
    decide,
    draft,
    end_list,
    end_price,
    fold,
    give_back,
    propose,
    remove_price,
    set_price,
    supersede,
)
from journal.store import Journal
from tests.journal.conftest import CONTROLLER, NOON

NEW_YEAR, JULY, NEXT = (datetime.date(*day) for day in ((2009, 1, 1), (2009, 7, 1), (2010, 1, 1)))
#: Nothing has been charged from July on.
CHARGED = JULY
LOADED = {
    "price_list_id": "PL-2009-v1",
    "decided_on": datetime.date(2008, 11, 19),
    "decision": "KS 2008-11-19",
    "valid_from": NEW_YEAR,
    "valid_until": NEXT,
    "prepared_by_body": None,
    "note_sv": None,
    "basis": None,
    "source_file": "price_lists.csv",
    "source_line": 2,
}


def row(service_id: str = "WS-LAP", valid_from=NEW_YEAR, valid_until=NEXT, **more) -> dict:
    return {
        "price_list_id": "PL-2009-v1",
        "service_id": service_id,
        "price_ore": 612000,
        "price_e4": None,
        "unit": "öre/år",
        "valid_from": valid_from,
        "valid_until": valid_until,
        "ended_by": None,
        "basis": None,
        "source_file": "prices.csv",
        "source_line": 2,
        **more,
    }


def price(ore=600000, service_id="WS-LAP", valid_from=JULY, until=NEXT, **more) -> NewPrice:
    ends, e4 = more.get("ends", False), more.get("e4")
    return NewPrice(service_id, ore, e4, "öre/år", valid_from, until, ends)


class Office:
    """A controller who always has seen the last word, at one journal."""

    def __init__(self, journal: Journal) -> None:
        self.journal = journal

    def about(self, price_list_id: str) -> About:
        seen = book(self.journal).seen(price_list_id)
        return About(CONTROLLER, price_list_id, "the licences became cheaper", seen)

    def say(self, act, *arguments, of: str = "PL-2009-v2") -> None:
        about = self.about(of)
        with self.journal.writing(NOON) as pen:
            act(pen, about, *arguments)

    def state(self, price_list_id: str = "PL-2009-v2") -> str:
        return book(self.journal).state(price_list_id)

    def held(self) -> list[tuple]:
        """Service, öre, days and who ended it, of every price in force."""
        return sorted(
            (p.service_id, p.price_ore, p.valid_from, p.valid_until, p.ended_by)
            for p in book(self.journal).in_force()
        )


@pytest.fixture
def office(sqlite) -> Office:
    """2009's list, loaded: laptops at 6 120 kr a year."""
    with sqlite.writing(NOON) as pen:
        prices.load_lists(pen, CONTROLLER, [LOADED])
        prices.load_prices(pen, CONTROLLER, [row()])
    return Office(sqlite)


@pytest.fixture
def drafted(office) -> Office:
    """A second list for the autumn of 2009, still a draft."""
    office.say(draft, JULY, NEXT)
    return office


def test_a_loaded_list_is_decided_and_its_prices_are_charged(office):
    found = book(office.journal).lists["PL-2009-v1"]

    assert (found.state, found.decision) == ("decided", "KS 2008-11-19")
    assert (found.source_file, found.source_line) == ("price_lists.csv", 2)
    assert office.held() == [("WS-LAP", 612000, NEW_YEAR, NEXT, None)]


def test_from_draft_to_decision(drafted):
    drafted.say(set_price, price(540000, "WS-THIN"), CHARGED)
    assert drafted.state() == "draft"

    drafted.say(propose)
    assert drafted.state() == "proposed"
    assert len(drafted.held()) == 1

    drafted.say(decide, datetime.date(2009, 6, 1), "KS § 7", CHARGED)
    assert drafted.state() == "decided"
    assert drafted.held()[1] == ("WS-THIN", 540000, JULY, NEXT, None)


def test_a_price_that_is_to_end_the_running_one_does_so_when_it_is_decided(drafted):
    drafted.say(set_price, price(ends=True), CHARGED)
    drafted.say(propose)
    assert drafted.held() == [("WS-LAP", 612000, NEW_YEAR, NEXT, None)]

    drafted.say(decide, datetime.date(2009, 6, 1), "KS § 7", CHARGED)

    assert drafted.held() == [
        ("WS-LAP", 600000, JULY, NEXT, None),
        ("WS-LAP", 612000, NEW_YEAR, JULY, "PL-2009-v2"),
    ]


def test_a_proposal_goes_back_to_be_changed(drafted):
    drafted.say(set_price, price(ends=True), CHARGED)
    drafted.say(propose)

    drafted.say(give_back)
    drafted.say(remove_price, "WS-LAP", JULY)

    assert drafted.state() == "draft"
    assert book(drafted.journal).prices_of("PL-2009-v2") == []


def test_a_draft_price_is_changed_by_saying_it_again(drafted):
    for ore in (600000, 590000):
        drafted.say(set_price, price(ore, ends=True), CHARGED)

    (found,) = book(drafted.journal).prices_of("PL-2009-v2")

    assert found.price_ore == 590000


NOT_ALLOWED = {
    "none": [propose, give_back],
    "draft": [give_back],
    "proposed": [propose],
    "decided": [propose, give_back],
}


@pytest.mark.parametrize(
    ("state", "act"), [(state, act) for state, acts in NOT_ALLOWED.items() for act in acts]
)
def test_no_word_comes_out_of_turn(office, state, act):
    steps = {
        "draft": [(draft, JULY, NEXT), (set_price, price(ends=True), CHARGED)],
        "proposed": [(propose,)],
        "decided": [(decide, JULY, "KS", CHARGED)],
    }
    for reached, acts in steps.items():
        if state == "none":
            break
        for step, *arguments in acts:
            office.say(step, *arguments)
        if reached == state:
            break
    assert office.state() == state

    with pytest.raises(RefusedError, match="state"):
        office.say(act)


@pytest.mark.parametrize(
    "act", [(draft, JULY, NEXT), (set_price, price(), CHARGED)], ids=["draft", "set_price"]
)
def test_a_decided_list_takes_no_new_price(office, act):
    with pytest.raises(RefusedError, match="state: list PL-2009-v1, state decided"):
        office.say(*act, of="PL-2009-v1")


@pytest.mark.parametrize(
    ("new", "rule"),
    [
        (price(1.5), "not_whole"),
        (price(True), "not_whole"),
        (price(-1), "not_whole"),
        (price(10**12), "not_whole"),
        (price(None), "not_whole"),
        (price(100, e4=100), "not_whole"),
        (price(until=JULY), "outside"),
        (price(valid_from=NEW_YEAR), "outside"),
        (price(until=datetime.date(2010, 2, 1)), "outside"),
        (price(), "overlap"),
    ],
)
def test_what_is_no_price_is_refused_when_it_is_entered(drafted, new, rule):
    with pytest.raises(RefusedError) as refused:
        drafted.say(set_price, new, CHARGED)

    assert refused.value.rule == rule
    assert book(drafted.journal).prices_of("PL-2009-v2") == []


def test_a_draft_holds_no_two_prices_for_a_day(drafted):
    drafted.say(set_price, price(service_id="WS-THIN"), CHARGED)

    with pytest.raises(RefusedError, match="overlap: service WS-THIN, day 2009-08-01"):
        drafted.say(
            set_price,
            price(service_id="WS-THIN", valid_from=datetime.date(2009, 8, 1)),
            CHARGED,
        )


def test_a_price_of_nothing_is_a_price(drafted):
    drafted.say(set_price, price(0, "WS-THIN"), CHARGED)

    assert book(drafted.journal).prices_of("PL-2009-v2")[0].price_ore == 0


def test_a_used_price_is_not_ended_before_what_it_was_used_for(drafted):
    """June is charged: a list that begins in May would change it."""
    august = datetime.date(2009, 8, 1)

    with pytest.raises(RefusedError, match="used: service WS-LAP, charged_until 2009-08-01"):
        drafted.say(set_price, price(ends=True), august)
    with pytest.raises(RefusedError, match="used"):
        drafted.say(end_price, ("WS-LAP", NEW_YEAR), JULY, august, of="PL-2009-v1")
    with pytest.raises(RefusedError, match="used"):
        drafted.say(end_list, JULY, august, of="PL-2009-v1")


def test_a_used_price_is_ended_from_then_on(office):
    office.say(end_price, ("WS-LAP", NEW_YEAR), JULY, CHARGED, of="PL-2009-v1")

    assert office.held() == [("WS-LAP", 612000, NEW_YEAR, JULY, None)]


def test_a_list_is_ended_with_its_prices(office):
    office.say(end_list, JULY, CHARGED, of="PL-2009-v1")

    assert office.state("PL-2009-v1") == "ended"
    assert office.held() == [("WS-LAP", 612000, NEW_YEAR, JULY, None)]


def test_a_wrong_price_is_superseded_by_a_decision_and_the_wrong_one_is_still_known(office):
    seen = len(office.journal.facts())
    right = price(621000, valid_from=NEW_YEAR)

    office.say(supersede, right, datetime.date(2009, 3, 2), "KS § 12", of="PL-2009-v1")

    (found,) = book(office.journal).in_force()
    assert (found.price_ore, found.known_from, found.decision) == (
        621000,
        datetime.date(2009, 3, 2),
        "KS § 12",
    )
    (before,) = fold(office.journal.facts()[:seen]).in_force()
    assert before.price_ore == 612000


@pytest.mark.parametrize(
    ("right", "decision", "rule"),
    [
        (price(612000, valid_from=NEW_YEAR), "KS § 12", "same"),
        (price(None, valid_from=NEW_YEAR, e4=100), "KS § 12", "same"),
        (price(1, valid_from=NEW_YEAR), " ", "no_decision"),
        (price(1, valid_from=JULY), "KS § 12", "unknown"),
    ],
)
def test_what_supersedes_nothing_is_refused(office, right, decision, rule):
    with pytest.raises(RefusedError) as refused:
        office.say(supersede, right, datetime.date(2009, 3, 2), decision, of="PL-2009-v1")

    assert refused.value.rule == rule


def test_two_lists_for_the_same_days_are_not_both_decided(office):
    for name in ("PL-A", "PL-B"):
        office.say(draft, JULY, NEXT, of=name)
        office.say(set_price, price(service_id="WS-THIN"), CHARGED, of=name)
        office.say(propose, of=name)
    office.say(decide, JULY, "KS § 1", CHARGED, of="PL-A")

    with pytest.raises(RefusedError, match="overlap"):
        office.say(decide, JULY, "KS § 2", CHARGED, of="PL-B")


def test_an_empty_proposal_or_a_decision_without_words_is_none(drafted):
    with pytest.raises(RefusedError, match="empty"):
        drafted.say(propose)
    drafted.say(set_price, price(ends=True), CHARGED)
    drafted.say(propose)

    with pytest.raises(RefusedError, match="no_decision"):
        drafted.say(decide, JULY, " ", CHARGED)


def test_who_changes_a_list_somebody_else_has_changed_is_told(drafted):
    about = drafted.about("PL-2009-v2")
    drafted.say(set_price, price(590000, ends=True), CHARGED)

    with pytest.raises(ConflictError) as told, drafted.journal.writing(NOON) as pen:
        set_price(pen, about, price(580000, ends=True), CHARGED)

    assert told.value.changes[0].body["price_ore"] == 590000
    (found,) = book(drafted.journal).prices_of("PL-2009-v2")
    assert found.price_ore == 590000


def tier(from_quantity=0, service_id="WS-ADM", valid_from=NEW_YEAR, valid_until=NEXT) -> dict:
    left_out = {"unit": None, "ended_by": None, "basis": None}
    return {
        **{
            name: value
            for name, value in row(service_id, valid_from, valid_until).items()
            if name not in left_out
        },
        "tier_kind": "graduated",
        "from_quantity": from_quantity,
        "package_size": None,
    }


@pytest.fixture
def stepped(drafted) -> Office:
    """Beside them 2009's accounts, priced in two steps."""
    with drafted.journal.writing(NOON) as pen:
        prices.load_tiers(pen, CONTROLLER, [tier(), tier(100)])
    return drafted


def ends(office: Office) -> set[datetime.date]:
    return {one.valid_until for one in book(office.journal).tiers_in_force()}


@pytest.mark.parametrize(
    ("new", "charged_until", "rule"),
    [
        (price(service_id="WS-ADM"), CHARGED, "overlap"),
        (price(service_id="WS-ADM", ends=True), datetime.date(2009, 8, 1), "used"),
        (price(service_id="WS-ADM", valid_from=JULY.replace(day=15), ends=True), CHARGED, "month"),
    ],
)
def test_a_price_never_holds_beside_tiers_and_ends_them_with_a_month_not_charged(
    stepped, new, charged_until, rule
):
    with pytest.raises(RefusedError) as refused:
        stepped.say(set_price, new, charged_until)

    assert refused.value.rule == rule


def test_tiers_that_begin_with_the_price_cannot_be_ended_by_it(office):
    with office.journal.writing(NOON) as pen:
        prices.load_tiers(pen, CONTROLLER, [tier(valid_from=JULY)])
    office.say(draft, JULY, NEXT)

    with pytest.raises(RefusedError, match="overlap: service WS-ADM, day 2009-07-01"):
        office.say(set_price, price(service_id="WS-ADM", ends=True), CHARGED)


def test_a_price_decided_after_tiers_were_charged_by_is_refused_then_too(stepped):
    stepped.say(set_price, price(service_id="WS-ADM", ends=True), CHARGED)
    stepped.say(propose)

    with pytest.raises(RefusedError, match="used: service WS-ADM"):
        stepped.say(decide, JULY, "KS § 7", datetime.date(2009, 9, 1))

    assert ends(stepped) == {NEXT}


def test_a_price_that_is_to_end_tiers_does_so_when_it_is_decided(stepped):
    stepped.say(set_price, price(service_id="WS-ADM", ends=True), CHARGED)
    stepped.say(propose)
    assert ends(stepped) == {NEXT}

    stepped.say(decide, JULY, "KS § 7", CHARGED)

    assert ends(stepped) == {JULY}


def test_a_list_with_tiers_ends_after_what_they_were_used_for_and_with_a_month(office):
    with office.journal.writing(NOON) as pen:
        prices.load_tiers(pen, CONTROLLER, [tier(), tier(100)])
    office.say(end_price, ("WS-LAP", NEW_YEAR), JULY, CHARGED, of="PL-2009-v1")

    for until, rule in ((JULY, "used"), (datetime.date(2009, 8, 15), "month")):
        with pytest.raises(RefusedError) as refused:
            office.say(end_list, until, datetime.date(2009, 8, 1), of="PL-2009-v1")
        assert refused.value.rule == rule
    office.say(end_list, datetime.date(2009, 8, 1), datetime.date(2009, 8, 1), of="PL-2009-v1")

    assert ends(office) == {datetime.date(2009, 8, 1)}


def test_tiers_beside_a_price_are_not_taken_over(office):
    with (
        pytest.raises(RefusedError, match="overlap: service WS-LAP, day 2009-01-01"),
        office.journal.writing(NOON) as pen,
    ):
        prices.load_tiers(pen, CONTROLLER, [tier(service_id="WS-LAP")])

    assert book(office.journal).tiers == []


DAYS = st.integers(1, 11).map(lambda month: datetime.date(2009, month, 1))
ENTRIES = st.lists(
    st.tuples(
        st.sampled_from(["PL-A", "PL-B"]), DAYS, st.integers(1, 11), st.booleans(), st.booleans()
    ),
    max_size=6,
)


@settings(max_examples=25, deadline=None)
@given(ENTRIES)
def test_whatever_is_entered_no_two_prices_in_force_hold_on_one_day(entries):
    """Prices are entered in any order, refused or not, and every list is decided if it may be."""
    facts = Facts()
    for name in ("PL-A", "PL-B"):
        facts.try_to(draft, name, NEW_YEAR, NEXT)
    for name, first, months, ends, decide_now in entries:
        until = min(NEXT, datetime.date(2009 + (first.month + months) // 13, 1, 1))
        until = until if until > first else NEXT
        facts.try_to(set_price, name, price(1, "X", first, until, ends=ends), NEW_YEAR)
        if decide_now:
            facts.try_to(propose, name)
            facts.try_to(decide, name, NEW_YEAR, "KS", NEW_YEAR)

    held = fold(facts.said).in_force()

    assert not [
        (one, other)
        for one in held
        for other in held
        if one.key < other.key and one.overlaps(other)
    ]


class Facts:
    """A journal in memory, as the acts see it while they write."""

    def __init__(self) -> None:
        self.said = []

    def facts(self, _kinds):
        return self.said

    def expect(self, *_):
        pass

    def append(self, new, *_):
        self.said.append(fact_of(row_of(new, len(self.said) + 1, NOON, "0")))
        return self.said[-1]

    def try_to(self, act, name, *arguments):
        with contextlib.suppress(RefusedError):
            act(self, About(CONTROLLER, name, "because", 0), *arguments)
