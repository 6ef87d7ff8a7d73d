"""The record of what people have decided, with its chain, and of what was published when.

Read by those who may read the journal; for others there is nothing, as if nothing were there.
"""

import datetime
from dataclasses import dataclass

from chargeback import builds
from chargeback.home import home
from dashboard import access
from dashboard.access import Viewer
from dashboard.decide import journal
from journal import chain
from journal.chain import Verdict
from journal.facts import Fact

__all__ = ["Fact", "Published", "Verdict", "facts", "place_of", "published", "verdict"]


@dataclass(frozen=True)
class Published:
    """A build that was published and still lies there: when (UTC), and what it must be."""

    at: datetime.datetime
    manifest: builds.Manifest
    is_served: bool


def facts(viewer: Viewer) -> list[Fact]:
    """Every fact of the journal, newest first."""
    return journal().facts()[::-1] if access.reads_journal(viewer) else []


def verdict(viewer: Viewer) -> Verdict | None:
    """Whether the facts are those that were written, computed now from every one of them."""
    return chain.verify(journal()) if access.reads_journal(viewer) else None


def place_of(viewer: Viewer, head: str) -> int | None:
    """Number of the fact whose hash a paper holds; None where it stands nowhere."""
    return chain.place_of(journal(), head) if access.reads_journal(viewer) else None


def published(viewer: Viewer) -> list[Published]:
    """The builds that lie in the warehouse, newest first; those that are no whole build are not."""
    if not access.reads_journal(viewer):
        return []
    city = home()
    current = builds.current_id(city)
    found = (
        _published(build_id, is_served=build_id == current) for build_id in builds.build_ids(city)
    )
    return [build for build in found if build]


# The id of a build begins with the time it was published, in UTC.
def _published(build_id: str, *, is_served: bool) -> Published | None:
    try:
        at = datetime.datetime.fromisoformat(build_id.partition("-")[0])
        manifest = builds.read_manifest(home(), build_id)
    except (OSError, ValueError):
        return None
    return Published(at, manifest, is_served)
