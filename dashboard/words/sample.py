"""A sample for audit in words: what was drawn, and what stands behind a line."""

from collections.abc import Sequence

from dashboard import formats
from dashboard.i18n import _, ngettext
from dashboard.rows import Row
from dashboard.sampled import Evidence, Sample
from dashboard.words import lines as line_words
from dashboard.words import log as log_words
from dashboard.words.control import outcome
from journal.facts import Fact

Terms = list[tuple[str, str]]
MANIFEST = "manifest_sha256"


def title(sample: Sample) -> str:
    """The page's answer: how much of the kronor the lines drawn hold."""
    months = formats.months(sample.asked.first, sample.asked.last)
    if not sample.line_count:
        return _("No line was charged in %(months)s", months=months)
    if not sample.lines:
        return _(
            "%(amount)s on %(lines)s to draw from, %(months)s",
            amount=formats.large(sample.amount_ore),
            lines=line_words.line_count(sample.line_count),
            months=months,
        )
    return _(
        "%(lines)s hold %(share)s of what was charged in %(months)s",
        lines=formats.capital(line_words.line_count(len(sample.lines))),
        share=formats.percent(sample.drawn_ore, sample.draw.total_ore, 1),
        months=months,
    )


def lead(sample: Sample) -> str:
    """How the draw is made."""
    if not sample.lines:
        return _(
            "Each krona has the same chance: a line is drawn in proportion to its amount. Choose "
            "months, how many and a seed; the same seed draws the same lines of this build."
        )
    told = _(
        "Seed “%(seed)s”, one point every %(interval)s.",
        seed=sample.asked.seed,
        interval=formats.kronor(interval_ore(sample)),
    )
    always = ngettext(
        "One line is so large that it is always drawn.",
        "%(num)s lines are so large that they are always drawn.",
        sample.always,
    )
    return f"{told} {always}" if sample.always else told


def interval_ore(sample: Sample) -> int:
    """The stretch between two points, in whole öre for the eye: the draw counts in parts."""
    return formats.rounded(sample.draw.total_ore, sample.draw.wanted)


def sections(found: Evidence) -> list[tuple[str, Terms]]:
    """What stands behind a line, under headings: price, agreement, booking, month."""
    return [
        (_("Price decision"), _price(found)),
        (_("Agreement"), _agreement(found)),
        (_("Booking"), _booking(found)),
        (_("Month"), _month(found)),
    ]


def _price(found: Evidence) -> Terms:
    line = found.line
    if line["price_agreement_id"]:
        agreed: Terms = [(_("Price agreed in"), line["price_agreement_id"])]
        return [*agreed, *([(_("Decision"), line["decision"])] if line["decision"] else [])]
    if not line["price_list_ids"]:
        return [(_("Price"), _("No price list: the amount is the source's or the agreement's own"))]
    decided = [part for part in (line["decision"], formats.day(line["decided_on"])) if part]
    service = line_words.service_name(line)
    return [
        (_("Price list"), line["price_list_ids"].replace(",", ", ")),
        (_("Decision"), ", ".join(decided)),
        *([_fact(fact, service) for fact in found.price_facts] or [_no_fact()]),
    ]


def _no_fact() -> tuple[str, str]:
    return (_("Journal"), _("The journal holds no word of it."))


def _fact(fact: Fact, service: str) -> tuple[str, str]:
    said = log_words.said(fact, service)
    told = f"{log_words.kind(fact.kind)}: {said}" if said else log_words.kind(fact.kind)
    by = _(
        "%(who)s, %(role)s, %(at)s UTC: %(why)s",
        who=fact.who,
        role=log_words.role(fact.role),
        at=formats.moment(fact.recorded_at),
        why=fact.why,
    )
    return (_("Fact %(number)s", number=formats.count(fact.seq)), f"{told}. {by}")


def _agreement(found: Evidence) -> Terms:
    _warning, state = line_words.agreement_state(found.line["agreement_status"])
    row = found.agreement
    if row is None:
        return [(_("State on the charge day"), state)]
    return [
        (_("Agreement"), row["agreement_id"]),
        (_("State on the charge day"), state),
        (_("Covers"), " ".join(str(row[part]) for part in ("scope", "system_name") if row[part])),
        (
            _("Days"),
            " ".join(
                (
                    formats.day(row["valid_from"]),
                    formats.DASH,
                    line_words.last_day(row["valid_until"]),
                )
            ),
        ),
        (_("Signed"), formats.day(row["signed_on"])),
        (_("Fixed a year"), formats.kronor(row["fixed_ore"])),
        (_("Source row"), f"{row['source_file']} {formats.count(row['source_line'])}"),
    ]


def _booking(found: Evidence) -> Terms:
    booked = last_of(found.month_facts, "period.booked")
    vouchers = booked.body.get("vouchers") if booked else None
    shown = ", ".join(map(str, vouchers)) if isinstance(vouchers, list) else ""
    return [
        (_("Code string"), found.line["code_string"] or formats.DASH),
        (_("Voucher"), shown or _("not booked yet")),
        *(
            [(_("sha256 of the booking file"), str(booked.body["sha256"]))]
            if booked and "sha256" in booked.body
            else []
        ),
    ]


def _month(found: Evidence) -> Terms:
    line = found.line
    closed = last_of(found.month_facts, "period.closed")
    latest = found.month_facts[-1] if found.month_facts else None
    state = log_words.kind(latest.kind) if latest else _("Calculated; nobody has reviewed it yet")
    seal = str(closed.body.get(MANIFEST, formats.DASH)) if closed else _("not sealed yet")
    return [
        (_("Booked month"), formats.month(line["period"])),
        (_("Charged month"), formats.month(line["charge_period"])),
        (_("State"), state),
        (_("Seal (sha256 of the manifest)"), seal),
        *(_fact(fact, "") for fact in found.month_facts),
    ]


def last_of(facts: Sequence[Fact], kind: str) -> Fact | None:
    """The last fact of a kind."""
    return next((fact for fact in reversed(facts) if fact.kind == kind), None)


def delivery(row: Row, reason: str) -> str:
    """A delivery of a file: when it came and what came of it."""
    told = f"{formats.moment(row['delivered_at'])} {outcome(row['outcome'])}"
    return f"{told}: {reason}" if reason else told


def delivered(texts: Sequence[tuple[str, str]]) -> str:
    """A source row as its file has it, field by field; personal columns were never read."""
    return "; ".join(f"{heading}: {text}" for heading, text in texts)


def arithmetic(factors: Sequence[tuple[str, str]], signs: Sequence[str]) -> str:
    """The blocks of a recomputation as one line: ``14 (st) × 350,00 kr (1/12) = 4 900,00 kr``."""
    blocks = [f"{value} ({words})" if words else value for value, words in factors]
    joined = [part for pair in zip(["", *signs], blocks, strict=True) for part in pair if part]
    return " ".join(joined)


def verdict(amount_ore: int, recomputed_ore: int) -> str:
    """Whether the line recomputed is the line stored."""
    if amount_ore == recomputed_ore:
        return _("recomputed now, agrees to the öre")
    return _("recomputed to %(amount)s: differs", amount=formats.kronor(recomputed_ore))
