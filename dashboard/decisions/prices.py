"""Price lists and prices: what is decided of them, and what their pages read."""

import datetime
import re

from chargeback.money import parts_of_kronor
from chargeback.period import months_later
from dashboard import access
from dashboard.access import Viewer
from dashboard.decisions.form import Form, journal
from dashboard.queries import frame, reference
from dashboard.rows import Row, rows_of
from journal import prices
from journal.facts import Fact, RefusedError
from journal.prices import About, Book, NewPrice
from journal.store import Writing

LIST_ID = re.compile(r"[A-Za-z0-9ÅÄÖåäö._-]{1,40}")
ORE_DECIMALS, E4_DECIMALS = 2, 4
METERED_UNIT = "1/10000 kr"


def book(viewer: Viewer) -> Book:
    """Price lists and prices as they are decided now; none for who may not read the journal."""
    return prices.book(journal()) if access.reads_journal(viewer) else Book()


def history(viewer: Viewer, price_list_id: str) -> list[Fact]:
    """What has been said of a list, newest first; nothing for who may not read the journal."""
    if not access.reads_journal(viewer):
        return []
    subject = prices.subject_of(price_list_id)
    return [fact for fact in journal().facts(prices.KINDS)[::-1] if fact.subject == subject]


def charged_until(viewer: Viewer) -> datetime.date:
    """First day nothing has been charged for yet."""
    months = rows_of(frame.periods(viewer))
    return months_later(months[0]["period"], 1) if months else datetime.date.min


def whole(text: str, decimals: int) -> int:
    """Kronor as a person writes them, as whole units of the last decimal.

    Raises:
        RefusedError: ``not_whole``: it is no amount, or has more decimals.
    """
    try:
        return parts_of_kronor(text, decimals)
    except ValueError:
        raise RefusedError("not_whole", price=text) from None


def _draft(pen: Writing, form: Form) -> Fact:
    return prices.draft(pen, _about(form), form.day("valid_from"), form.day("valid_until"))


def _set(pen: Writing, form: Form) -> Fact:
    new = _price(form, form.text("service"), form.day("valid_from"), form.day("valid_until"))
    return prices.set_price(pen, _about(form), new, charged_until(form.viewer))


def _remove(pen: Writing, form: Form) -> Fact:
    return prices.remove_price(pen, _about(form), *_named(form))


def _propose(pen: Writing, form: Form) -> Fact:
    return prices.propose(pen, _about(form))


def _give_back(pen: Writing, form: Form) -> Fact:
    return prices.give_back(pen, _about(form))


def _decide(pen: Writing, form: Form) -> Fact:
    said = form.day("decided_on"), form.text("decision")
    return prices.decide(pen, _about(form), *said, charged_until(form.viewer))


def _end_list(pen: Writing, form: Form) -> Fact:
    return prices.end_list(pen, _about(form), form.day("until"), charged_until(form.viewer))


def _end_price(pen: Writing, form: Form) -> Fact:
    return prices.end_price(
        pen, _about(form), _named(form), form.day("until"), charged_until(form.viewer)
    )


def _supersede(pen: Writing, form: Form) -> Fact:
    service_id, valid_from = _named(form)
    right = _price(form, service_id, valid_from, datetime.date.max)
    said = form.day("known_from"), form.text("decision")
    return prices.supersede(pen, _about(form), right, *said)


def _about(form: Form) -> About:
    """Of which list the viewer speaks, why, and what had been said of it by then."""
    list_id = form.text("list")
    if not LIST_ID.fullmatch(list_id):
        raise RefusedError("form", field="list")
    return About(form.by, list_id, form.text("why"), form.number("seen"))


def _named(form: Form) -> tuple[str, datetime.date]:
    """The price a form speaks of, by its service and first day: ``WS-LAP 2010-01-01``."""
    parts = form.text("one").split(" ")
    try:
        service_id, day = parts
        return service_id, datetime.date.fromisoformat(day)
    except ValueError:
        raise RefusedError("form", field="one") from None


def _price(
    form: Form, service_id: str, valid_from: datetime.date, valid_until: datetime.date
) -> NewPrice:
    """The price of a service, in the unit its fee is counted in."""
    service = _service(form, service_id)
    is_metered = service["fee_kind"] == "metered"
    amount = whole(form.text("price"), E4_DECIMALS if is_metered else ORE_DECIMALS)
    return NewPrice(
        service_id,
        None if is_metered else amount,
        amount if is_metered else None,
        METERED_UNIT if is_metered else f"öre/{service['per']}",
        valid_from,
        valid_until,
        form.raw("ends_running") == "yes",
    )


def _service(form: Form, service_id: str) -> Row:
    found = (
        row
        for row in rows_of(reference.catalogue(form.viewer))
        if row["service_id"] == service_id
        and row["fee_kind"] not in {"agreement", "passed_through"}
    )
    service = next(found, None)
    if service is None:
        raise RefusedError("unknown", service=service_id)
    return service


ACTS = {
    "price_list.draft": _draft,
    "price_list.propose": _propose,
    "price_list.give_back": _give_back,
    "price_list.decide": _decide,
    "price_list.end": _end_list,
    "price.set": _set,
    "price.remove": _remove,
    "price.end": _end_price,
    "price.supersede": _supersede,
}
