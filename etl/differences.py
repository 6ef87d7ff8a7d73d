"""What two published runs differ by, for ``python -m etl diff RUN RUN``."""

from collections.abc import Iterator
from pathlib import Path

from chargeback import builds
from chargeback.bridge import CAUSES, Parts
from chargeback.explain_line import kronor
from chargeback.reviewed import cells
from chargeback.run_differences import Place, differences
from etl.words import WORDS

#: So many months, services and payers are named, the largest differences first.
NAMED = 20


class UnknownRunError(Exception):
    """No published build, or more than one, has that name."""


def diff(home: Path, earlier: str, later: str, language: str) -> Iterator[str]:
    """What a later run charges beyond an earlier one, in words: by cause, then where.

    Args:
        home: Folder of the city.
        earlier: Id of a published build, or as much of its beginning as tells it apart.
        later: Likewise.
        language: ``sv`` or ``en``.

    Raises:
        UnknownRunError: There is no such build.
    """
    before, now = (cells(builds.build_path(home, named(home, run))) for run in (earlier, later))
    found = differences(before, now)
    yield from told(found, language)


def named(home: Path, run: str) -> str:
    """The one published build whose id begins so."""
    own = [build_id for build_id in builds.build_ids(home) if build_id.startswith(run)]
    if len(own) != 1:
        raise UnknownRunError(run)
    return own[0]


def told(found: dict[Place, Parts], language: str) -> Iterator[str]:
    """The sum by cause, and the months, services and payers that differ most."""
    words = WORDS[language]
    whole = sum(found.values(), Parts())
    yield words["run_difference"].format(amount=kronor(whole.change_ore, language))
    yield from _causes(whole, language)
    largest = sorted(found.items(), key=lambda item: (-abs(item[1].change_ore), item[0]))
    for (period, service_id, payer), parts in largest[:NAMED]:
        yield f"{period:%Y-%m} {service_id} {payer}: {kronor(parts.change_ore, language)}"
        yield from _causes(parts, language)
    if len(largest) > NAMED:
        yield words["more_differences"].format(count=len(largest) - NAMED)


def _causes(parts: Parts, language: str) -> Iterator[str]:
    causes = WORDS[language]["causes"]
    for cause in CAUSES:
        amount = getattr(parts, cause)
        if amount:
            yield f"  {causes[cause]:<12} {kronor(amount, language)}"
