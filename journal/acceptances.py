"""What a person has said yes to: who, when, why and about which content. Nothing is taken back.

A yes is about one content, by its sha256: another file, or other figures, ask anew.
"""

import datetime
from dataclasses import dataclass

from journal.facts import By, Fact, NewFact
from journal.store import Journal, Writing

GIVEN = "acceptance.given"


@dataclass(frozen=True)
class Acceptance:
    """One yes: to a file with many rejected rows (R03), or to a finding in what is built.

    ``subject`` is the file's name, or the source the finding is about; ``said_*`` what the
    person was told and said yes to.
    """

    when: datetime.datetime
    who: str
    why: str
    sha256: str
    rule: str
    subject: str
    said_sv: str
    said_en: str


def accept(journal: Journal, acceptance: Acceptance, role: str) -> Fact:
    """Write one yes after the others, on disk before it counts."""
    with journal.writing(acceptance.when) as pen:
        return write(pen, acceptance, role)


def write(pen: Writing, acceptance: Acceptance, role: str) -> Fact:
    """Write one yes into a journal that is held for writing."""
    said = ("rule", "subject", "said_sv", "said_en")
    new = NewFact(
        By(acceptance.who, role),
        GIVEN,
        f"content:{acceptance.sha256}",
        acceptance.why,
        body={name: getattr(acceptance, name) for name in said},
    )
    return pen.append(new)


def acceptances(journal: Journal) -> list[Acceptance]:
    """Every yes in the order given."""
    return [_acceptance(fact) for fact in journal.facts([GIVEN])]


def accepted(journal: Journal) -> dict[str, Acceptance]:
    """The last yes to each content, by its sha256."""
    return {acceptance.sha256: acceptance for acceptance in acceptances(journal)}


def _acceptance(fact: Fact) -> Acceptance:
    sha256 = fact.subject.removeprefix("content:")
    return Acceptance(fact.recorded_at, fact.who, fact.why, sha256, **fact.body)
