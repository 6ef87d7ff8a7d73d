"""The only way in for what people decide: who may, and what a form's fields mean.

Who says something and in which role comes from the server's session and from nowhere else;
each act reads the fields it names and no others. An act the viewer has no right to and one
there is not are the same: :class:`RefusedActError`.
"""

import datetime
import re
from collections.abc import Callable, Mapping, Sequence

from chargeback import waiting
from chargeback.home import home, journal_url
from chargeback.period import months_later
from dashboard import access, address, months, plan_acts
from dashboard.access import RefusedActError, Viewer
from dashboard.figures.mending import key_of_subject
from dashboard.formats import period_of_key
from dashboard.queries import frame, mending, reference
from dashboard.rows import Row, rows_of
from journal import acceptances, comments, mendings, periods, prices, scenarios, settlements
from journal.acceptances import Acceptance
from journal.comments import Comment
from journal.facts import By, Fact, RefusedError
from journal.mendings import City, Mending, Mendings, NewMending
from journal.prices import About, Book, NewPrice, Price, PriceList
from journal.scenarios import Scenario
from journal.settlements import Settlement
from journal.store import Journal, Writing

__all__ = [
    "CARRY",
    "PAY_BACK",
    "Book",
    "Comment",
    "Fact",
    "Mending",
    "Mendings",
    "Price",
    "PriceList",
    "RefusedActError",
    "Scenario",
    "Settlement",
    "book",
    "charged_until",
    "closed_months",
    "decide",
    "history",
    "mended",
    "mending_facts",
    "said_of_scenarios",
    "said_of_settlements",
    "saved_scenarios",
    "settled",
    "thread",
    "unanswered",
]

Words = Mapping[str, str]
LONGEST = 2_000
LIST_ID = re.compile(r"[A-Za-z0-9ÅÄÖåäö._-]{1,40}")
#: Blanks that may stand in a number.
GAPS = re.compile("[ \u00a0\u202f]")
ORE_DECIMALS, E4_DECIMALS = 2, 4
METERED_UNIT = "1/10000 kr"
#: What a scenario may hold, and how it is written.
TRIED = {
    "period": re.compile(r"[0-9]{4}-[0-9]{2}"),
    "from": re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?"),
    "model": re.compile(r"mixed|per_employee"),
    "p-": re.compile(r"[0-9]{1,7}([.,][0-9]{1,4})?"),
    "rule-": re.compile(r"month_end|day_exact"),
}
#: What can be decided about a year's result.
CARRY, PAY_BACK = settlements.CARRY, settlements.PAY_BACK
SCENARIO_ID = re.compile(r"S[0-9]{1,6}")
SERVICE_ID = re.compile(r"[A-Z0-9ÅÄÖ-]{1,40}")


def decide(viewer: Viewer, act: str, words: Words, now: datetime.datetime | None = None) -> Fact:
    """Write down what a viewer decides.

    Args:
        viewer: As the server's session says.
        act: Name of the act, as :data:`dashboard.access.ACTS` has it.
        words: The fields of the form. What they say of a person or a role is not read.
        now: The clock's time.

    Raises:
        RefusedActError: The viewer may not do that, or nobody can.
        RefusedError: It cannot be decided so; the rule says why.
        ConflictError: Somebody else has decided since the viewer saw it.
    """
    if not access.may(viewer, act):
        raise RefusedActError
    form = Form(viewer, words)
    with journal().writing(now or datetime.datetime.now(datetime.UTC)) as pen:
        return ACTS[act](pen, form)


def journal() -> Journal:
    """The city's journal."""
    return Journal(journal_url(home()))


def book(viewer: Viewer) -> Book:
    """Price lists and prices as they are decided now; none for who may not read the journal."""
    return prices.book(journal()) if access.reads_journal(viewer) else Book()


def history(viewer: Viewer, price_list_id: str) -> list[Fact]:
    """What has been said of a list, newest first; nothing for who may not read the journal."""
    if not access.reads_journal(viewer):
        return []
    subject = prices.subject_of(price_list_id)
    return [fact for fact in journal().facts(prices.KINDS)[::-1] if fact.subject == subject]


def thread(viewer: Viewer, department_id: str, period: datetime.date) -> list[Comment]:
    """What has been asked and answered of a bill, in order; nothing for who may not read it."""
    if not access.reads_bill_of(viewer, department_id):
        return []
    return comments.threads(journal()).get(comments.Bill(period, department_id), [])


def mended(viewer: Viewer) -> Mendings:
    """Every mending as it stands now; none for who may not read the journal."""
    return mendings.mendings(journal()) if access.reads_journal(viewer) else Mendings()


def mending_facts(viewer: Viewer) -> list[Fact]:
    """All that was said of mendings and of files that waited, newest first."""
    if not access.reads_journal(viewer):
        return []
    return journal().facts([*mendings.KINDS, acceptances.GIVEN])[::-1]


def closed_months(viewer: Viewer) -> frozenset[datetime.date]:
    """The months that are closed: what is mended in them comes as corrections."""
    if not access.reads_journal(viewer):
        return frozenset()
    closed = periods.closings(journal())
    return frozenset(fact.valid_from for fact in closed if fact.valid_from)


def unanswered(viewer: Viewer) -> list[waiting.Waiting]:
    """What the last run has stopped at and nobody has said yes to."""
    if not access.reads_journal(viewer):
        return []
    answered = acceptances.accepted(journal())
    return [one for one in waiting.read(home()) if one.sha256 not in answered]


def city(viewer: Viewer) -> City:
    """The departments and cost centres a mending is held against, and the first charged day."""
    charged = rows_of(frame.periods(viewer))
    return City(
        charged[-1]["period"] if charged else datetime.date.max,
        _stretches(rows_of(mending.departments(viewer)), "department_id"),
        _stretches(rows_of(mending.cost_centres(viewer)), "cost_centre_id"),
    )


def _stretches(rows: Sequence[Row], key: str) -> dict[str, list[mendings.Days]]:
    found: dict[str, list[mendings.Days]] = {}
    for row in rows:
        found.setdefault(row[key], []).append((row["valid_from"], row["valid_until"]))
    return found


def saved_scenarios(viewer: Viewer) -> list[Scenario]:
    """The scenarios that are saved and not ended; none for who may not try them."""
    if not access.reads_scenarios(viewer):
        return []
    return [one for one in scenarios.scenarios(journal()) if not one.is_ended]


def said_of_scenarios(viewer: Viewer) -> list[Fact]:
    """What has been said of scenarios; nothing for who may not try them."""
    return journal().facts(scenarios.KINDS) if access.reads_scenarios(viewer) else []


def settled(viewer: Viewer) -> list[Settlement]:
    """What is decided about the results of years; nothing for who may not read the journal."""
    return settlements.settlements(journal()) if access.reads_journal(viewer) else []


def said_of_settlements(viewer: Viewer) -> list[Fact]:
    """What has been said of them; nothing for who may not read the journal."""
    return journal().facts(settlements.KINDS) if access.reads_journal(viewer) else []


def charged_until(viewer: Viewer) -> datetime.date:
    """First day nothing has been charged for yet."""
    months = rows_of(frame.periods(viewer))
    return months_later(months[0]["period"], 1) if months else datetime.date.min


class Form:
    """What a viewer has filled in, read as what it must be.

    Raises:
        RefusedError: ``form`` with the name of a field that is missing or cannot be read.
    """

    def __init__(self, viewer: Viewer, words: Words) -> None:
        self.viewer = viewer
        self._words = words

    @property
    def about(self) -> About:
        """Of which list the viewer speaks, why, and what had been said of it by then."""
        list_id = self.text("list")
        if not LIST_ID.fullmatch(list_id):
            raise RefusedError("form", field="list")
        by = By(self.viewer.id, self.viewer.role)
        return About(by, list_id, self.text("why"), self.number("seen"))

    @property
    def about_month(self) -> periods.About:
        """Of which month the viewer speaks, why, and what had been said of it by then."""
        by = By(self.viewer.id, self.viewer.role)
        return periods.About(by, self.month("period"), self.text("why"), self.number("seen"))

    @property
    def charged_until(self) -> datetime.date:
        """First day nothing has been charged for yet."""
        return charged_until(self.viewer)

    @property
    def about_scenario(self) -> scenarios.About:
        """Of which scenario the viewer speaks, why, and what had been said of it by then."""
        scenario_id = self._words.get("scenario", "")
        if scenario_id and not SCENARIO_ID.fullmatch(scenario_id):
            raise RefusedError("form", field="scenario")
        by = By(self.viewer.id, self.viewer.role)
        return scenarios.About(by, scenario_id, self.text("why"), self.number("seen"))

    @property
    def about_settlement(self) -> settlements.About:
        """Of which service and year the viewer speaks: ``ACC-STD 2009``."""
        service_id, _gap, year = self.text("one").partition(" ")
        if not SERVICE_ID.fullmatch(service_id) or not re.fullmatch(r"[0-9]{4}", year):
            raise RefusedError("form", field="one")
        by = By(self.viewer.id, self.viewer.role)
        return settlements.About(by, service_id, int(year), self.text("why"), self.number("seen"))

    @property
    def tried(self) -> dict[str, str]:
        """What a scenario tries, as an address writes it: prices, rules, fee model and days."""
        read = address.read("", self.text("tried")).parameters
        for name, value in read.items():
            kind, service_id = name, "-"
            for start in ("p-", "rule-"):
                if name.startswith(start):
                    kind, service_id = start, name.removeprefix(start)
            wanted = TRIED.get(kind)
            if not wanted or not wanted.fullmatch(value) or not SERVICE_ID.fullmatch(service_id):
                raise RefusedError("form", field="tried")
        return dict(read)

    def text(self, field: str) -> str:
        """Words, without blanks round them."""
        text = self._words.get(field, "").strip()
        if not text or len(text) > LONGEST or "\x00" in text:
            raise RefusedError("form", field=field)
        return text

    def optional(self, field: str) -> str:
        """Words that may be left out."""
        return self.text(field) if self._words.get(field, "").strip() else ""

    def number(self, field: str) -> int:
        """A whole number, not below nothing."""
        text = self.text(field)
        if not re.fullmatch(r"[0-9]{1,9}", text):
            raise RefusedError("form", field=field)
        return int(text)

    def day(self, field: str) -> datetime.date:
        """A day: ``2011-01-01``."""
        text = self.text(field)
        try:
            return datetime.datetime.strptime(text, "%Y-%m-%d").date()  # noqa: DTZ007 - a day alone
        except ValueError:
            raise RefusedError("form", field=field) from None

    def month(self, field: str) -> datetime.date:
        """A month by its first day: ``2008-03``."""
        period = period_of_key(self.text(field))
        if period is None:
            raise RefusedError("form", field=field)
        return period

    def new_mending(self, way: str) -> NewMending:
        """What is said of something nobody pays for; it may have no last day."""
        key = self.text("mend")
        found = (
            row
            for row in rows_of(mending.subjects(self.viewer))
            if row["way"] == way and key_of_subject(row) == key
        )
        row = next(found, None)
        if row is None:
            raise RefusedError("unknown", mend=key)
        subject = f"{row['object_kind']}{mendings.APART}{row['subject']}"
        return NewMending(
            way,
            subject if way == "owner" else row["subject"],
            self.text("target"),
            self.day("valid_from"),
            self.day("valid_until") if self._words.get("valid_until") else None,
        )

    def new_code(self, way: str) -> NewMending:
        """What a code string lacks: ``activity 40714``; it holds as long as its subject exists."""
        key = self.text("one")
        found = (
            row["subject"]
            for row in rows_of(mending.code_strings(self.viewer))
            if row["way"] == way and key == f"{way} {row['subject']}"
        )
        subject = next(found, None)
        if subject is None:
            raise RefusedError("unknown", one=key)
        return NewMending(way, subject, self.text("target"), self.day("valid_from"))

    def said(self) -> mendings.About:
        """Who speaks of a mending, why, and what had been said of its subject by then."""
        by = By(self.viewer.id, self.viewer.role)
        return mendings.About(by, self.text("why"), self.number("seen"))

    def price(
        self, service_id: str, valid_from: datetime.date, valid_until: datetime.date
    ) -> NewPrice:
        """The price of a service, in the unit its fee is counted in."""
        service = self._service(service_id)
        is_metered = service["fee_kind"] == "metered"
        amount = whole(self.text("price"), E4_DECIMALS if is_metered else ORE_DECIMALS)
        return NewPrice(
            service_id,
            None if is_metered else amount,
            amount if is_metered else None,
            METERED_UNIT if is_metered else f"öre/{service['per']}",
            valid_from,
            valid_until,
            self._words.get("ends_running") == "yes",
        )

    def _service(self, service_id: str) -> Row:
        found = (
            row
            for row in rows_of(reference.catalogue(self.viewer))
            if row["service_id"] == service_id
            and row["fee_kind"] not in {"agreement", "passed_through"}
        )
        service = next(found, None)
        if service is None:
            raise RefusedError("unknown", service=service_id)
        return service


def whole(text: str, decimals: int) -> int:
    """Kronor as a person writes them, as whole units of the last decimal.

    >>> whole("5 400,50", 2), whole("0,35", 4)
    (540050, 3500)

    Raises:
        RefusedError: ``not_whole``: it is no amount, or has more decimals.
    """
    form = rf"([0-9]{{1,10}})(?:[.,]([0-9]{{1,{decimals}}}))?"
    match = re.fullmatch(form, GAPS.sub("", text), re.ASCII)
    if not match:
        raise RefusedError("not_whole", price=text)
    return int(match[1] + (match[2] or "").ljust(decimals, "0"))


def _draft(pen: Writing, form: Form) -> Fact:
    return prices.draft(pen, form.about, form.day("valid_from"), form.day("valid_until"))


def _set(pen: Writing, form: Form) -> Fact:
    new = form.price(form.text("service"), form.day("valid_from"), form.day("valid_until"))
    return prices.set_price(pen, form.about, new, form.charged_until)


def _remove(pen: Writing, form: Form) -> Fact:
    return prices.remove_price(pen, form.about, *_named(form))


def _propose(pen: Writing, form: Form) -> Fact:
    return prices.propose(pen, form.about)


def _give_back(pen: Writing, form: Form) -> Fact:
    return prices.give_back(pen, form.about)


def _decide(pen: Writing, form: Form) -> Fact:
    said = form.day("decided_on"), form.text("decision")
    return prices.decide(pen, form.about, *said, form.charged_until)


def _end_list(pen: Writing, form: Form) -> Fact:
    return prices.end_list(pen, form.about, form.day("until"), form.charged_until)


def _end_price(pen: Writing, form: Form) -> Fact:
    return prices.end_price(pen, form.about, _named(form), form.day("until"), form.charged_until)


def _supersede(pen: Writing, form: Form) -> Fact:
    service_id, valid_from = _named(form)
    right = form.price(service_id, valid_from, datetime.date.max)
    said = form.day("known_from"), form.text("decision")
    return prices.supersede(pen, form.about, right, *said)


def _comment(pen: Writing, form: Form) -> Fact:
    """A word on a bill, of a department whose bill the viewer may read.

    Raises:
        RefusedActError: It is another's, or there is none.
    """
    department_id, viewer = form.text("department"), form.viewer
    known = {row["department_id"] for row in rows_of(frame.departments(viewer))}
    if department_id not in known or not access.reads_bill_of(viewer, department_id):
        raise RefusedActError
    bill = comments.Bill(form.day("month"), department_id)
    by = By(viewer.id, viewer.role)
    return comments.comment(pen, by, bill, form.text("text"), form.optional("line"))


def _preliminary(pen: Writing, form: Form) -> Fact:
    return months.preliminary(pen, form.about_month)


def _review(pen: Writing, form: Form) -> Fact:
    return months.review(pen, form.about_month, form.text("lines"))


def _close(pen: Writing, form: Form) -> Fact:
    return months.close(pen, form.about_month, form.text("lines"))


def _mend(way: str) -> Callable[[Writing, Form], Fact]:
    def say(pen: Writing, form: Form) -> Fact:
        return mendings.mend(pen, form.said(), form.new_mending(way), city(form.viewer))

    return say


def _mend_code(way: str) -> Callable[[Writing, Form], Fact]:
    def say(pen: Writing, form: Form) -> Fact:
        return mendings.mend(pen, form.said(), form.new_code(way), city(form.viewer))

    return say


def _withdraw(pen: Writing, form: Form) -> Fact:
    return mendings.withdraw(pen, form.said(), form.number("mending"))


def _accept(pen: Writing, form: Form) -> Fact:
    """Say yes to what the last run has stopped at: the next run goes on."""
    sha256 = form.text("sha256")
    one = next((one for one in unanswered(form.viewer) if one.sha256 == sha256), None)
    if one is None:
        raise RefusedError("unknown", sha256=sha256)
    told = one.rule, one.subject, one.said_sv, one.said_en
    given = Acceptance(pen.moment, form.viewer.id, form.text("why"), sha256, *told)
    return acceptances.write(pen, given, form.viewer.role)


def _save_scenario(pen: Writing, form: Form) -> Fact:
    return scenarios.save(pen, form.about_scenario, form.text("name"), form.tried)


def _end_scenario(pen: Writing, form: Form) -> Fact:
    return scenarios.end(pen, form.about_scenario)


def _settle(pen: Writing, form: Form) -> Fact:
    about = form.about_settlement
    rows = rows_of(reference.year_result(form.viewer, about.service_id, about.year))
    if not rows:
        raise RefusedError("unknown", service=about.service_id)
    kind = form.text("kind")
    if kind == PAY_BACK and rows[0]["fees_ore"] <= 0:
        raise RefusedError("nobody", service=about.service_id)
    told = rows[0]["result_ore"], rows[0]["quantity"]
    return settlements.decide(pen, about, kind, *told, form.text("decision"))


def _named(form: Form) -> tuple[str, datetime.date]:
    """The price a form speaks of, by its service and first day: ``WS-LAP 2010-01-01``."""
    parts: Sequence[str] = form.text("one").split(" ")
    try:
        service_id, day = parts
        return service_id, datetime.date.fromisoformat(day)
    except ValueError:
        raise RefusedError("form", field="one") from None


ACTS: Mapping[str, Callable[[Writing, Form], Fact]] = {
    "price_list.draft": _draft,
    "price_list.propose": _propose,
    "price_list.give_back": _give_back,
    "price_list.decide": _decide,
    "price_list.end": _end_list,
    "price.set": _set,
    "price.remove": _remove,
    "price.end": _end_price,
    "price.supersede": _supersede,
    "comment.make": _comment,
    "period.preliminary": _preliminary,
    "period.review": _review,
    "period.close": _close,
    "mending.alias": _mend("alias"),
    "mending.owner": _mend("owner"),
    "mending.code": _mend("code"),
    "mending.activity": _mend_code("activity"),
    "mending.counterparty": _mend_code("counterparty"),
    "mending.withdraw": _withdraw,
    "file.accept": _accept,
    "scenario.save": _save_scenario,
    "scenario.end": _end_scenario,
    "settlement.decide": _settle,
    **plan_acts.ACTS,
}
