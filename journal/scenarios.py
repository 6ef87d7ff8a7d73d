"""Scenarios that somebody has saved: a name and what is tried, version after version, until ended.

A scenario is what stands in the simulator's address. A later version stands beside the earlier
ones in the journal; one that has ended is told no longer, and nothing of it is lost.
"""

import datetime
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from journal.facts import By, Fact, NewFact, RefusedError
from journal.store import Journal, Writing

SAVED = "scenario.saved"
ENDED = "scenario.ended"
KINDS = (SAVED, ENDED)
LONGEST_NAME = 80
MOST_VALUES = 80


@dataclass(frozen=True)
class Scenario:
    """A saved scenario as its last fact leaves it.

    Attributes:
        scenario_id: ``S1``, ``S2`` … in the order they were first saved.
        name: In the words of whoever saved it.
        tried: The address's parameters: prices, rules, fee model, days.
        version: 1 for the first.
        is_ended: Whether it has been ended.
        seq: Its last fact.
        who: Who said that, and ``why`` and ``when``.
    """

    scenario_id: str
    name: str
    tried: Mapping[str, str]
    version: int
    is_ended: bool
    seq: int
    who: str
    why: str
    when: datetime.datetime


@dataclass(frozen=True)
class About:
    """Of which scenario somebody speaks.

    Attributes:
        by: Who, in which role.
        scenario_id: The scenario; nothing for a new one.
        why: In the person's words.
        expected: Number of the last fact of it the person had seen, 0 for none.
    """

    by: By
    scenario_id: str
    why: str
    expected: int


def subject_of(scenario_id: str) -> str:
    """How facts name a scenario."""
    return f"scenario:{scenario_id}"


def scenarios(journal: Journal) -> list[Scenario]:
    """Every scenario, the ended ones too, in the order they were first saved."""
    return fold(journal.facts(KINDS))


def fold(facts: Iterable[Fact]) -> list[Scenario]:
    """The scenarios that facts leave, taken in the order they were written."""
    found: dict[str, Scenario] = {}
    for fact in facts:
        scenario_id = fact.subject.removeprefix("scenario:")
        before = found.get(scenario_id)
        told = fact.body if fact.kind == SAVED else {}
        found[scenario_id] = Scenario(
            scenario_id,
            told.get("name", before.name if before else ""),
            told.get("tried", before.tried if before else {}),
            (before.version if before else 0) + (fact.kind == SAVED),
            fact.kind == ENDED,
            fact.seq,
            fact.who,
            fact.why,
            fact.recorded_at,
        )
    return list(found.values())


def save(pen: Writing, about: About, name: str, tried: Mapping[str, str]) -> Fact:
    """Save what is tried: a new scenario, or a later version of one.

    Args:
        pen: The journal, held for writing.
        about: Of which scenario, by whom and why.
        name: What it is called.
        tried: The address's parameters.

    Raises:
        RefusedError: ``taken`` where another one has the name, ``unknown`` where there is no
            such scenario, ``ended`` where it has ended, ``empty`` where nothing is tried.
        ConflictError: It has been changed since the person saw it.
    """
    found = fold(pen.facts(KINDS))
    if not tried or len(tried) > MOST_VALUES:
        raise RefusedError("empty", scenario=name)
    if len(name) > LONGEST_NAME:
        raise RefusedError("form", field="name")
    scenario_id = about.scenario_id or f"S{len(found) + 1}"
    if about.scenario_id:
        _standing(pen, about, found)
    if any(
        other.name.casefold() == name.casefold()
        for other in found
        if other.scenario_id != scenario_id and not other.is_ended
    ):
        raise RefusedError("taken", scenario=name)
    body = {"name": name, "tried": dict(sorted(tried.items()))}
    return pen.append(NewFact(about.by, SAVED, subject_of(scenario_id), about.why, body=body))


def end(pen: Writing, about: About) -> Fact:
    """End a scenario: it is told no longer.

    Raises:
        RefusedError: ``unknown`` or ``ended``.
        ConflictError: It has been changed since the person saw it.
    """
    _standing(pen, about, fold(pen.facts(KINDS)))
    return pen.append(NewFact(about.by, ENDED, subject_of(about.scenario_id), about.why))


def _standing(pen: Writing, about: About, found: Iterable[Scenario]) -> None:
    """Make sure that a scenario is there, is not ended, and is as the person saw it."""
    pen.expect(subject_of(about.scenario_id), about.expected)
    one = next((one for one in found if one.scenario_id == about.scenario_id), None)
    if one is None:
        raise RefusedError("unknown", scenario=about.scenario_id)
    if one.is_ended:
        raise RefusedError("ended", scenario=about.scenario_id)
