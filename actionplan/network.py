"""The critical path method on whole numbers: how early, how late, and how much slack.

Precedence diagramming: finish-to-start, start-to-start, finish-to-finish and start-to-finish with
lag. Numbers are points in time (working days), so an activity of three that begins at 0 ends at 3
and its successor may begin at 3.

Source:
    J. E. Kelley and M. R. Walker, Critical-Path Planning and Scheduling, 1959; the four relations
    by the precedence diagramming method, PMI Practice Standard for Scheduling.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

import networkx as nx

from actionplan.plan import Dependency

State = Literal["planned", "begun", "done"]


@dataclass(frozen=True)
class Task:
    """Work to be placed in time.

    Attributes:
        id: Of the activity.
        duration: Whole working days; zero for a single day that shall be kept.
        start: Not before this where planned; the very start where begun or done.
        state: A planned task moves whole; one that has begun can only be drawn out; one that is
            done stands where it stands.
    """

    id: str
    duration: int
    start: int = 0
    state: State = "planned"


class Span(NamedTuple):
    """From a start to a finish."""

    start: int
    finish: int


class CycleError(ValueError):
    """Activities that wait for each other; ``cycle`` names them, the first again at the end."""

    def __init__(self, cycle: Sequence[str]) -> None:
        self.cycle = tuple(cycle)
        super().__init__(f"the activities wait for each other: {' → '.join(self.cycle)}")


def order(ids: Iterable[str], links: Iterable[Dependency]) -> list[str]:
    """The ids so that each comes after those it waits for, else by name.

    Raises:
        CycleError: Some wait for each other.
        ValueError: A link names something that is not there.
    """
    graph = nx.DiGraph()
    graph.add_nodes_from(sorted(ids))
    ends = sorted({(link.predecessor, link.successor) for link in links})
    unknown = sorted({end for pair in ends for end in pair} - set(graph))
    if unknown:
        raise ValueError(f"a dependency names {', '.join(unknown)}, which the plan does not have")
    graph.add_edges_from(ends)
    try:
        return list(nx.lexicographical_topological_sort(graph))
    except nx.NetworkXUnfeasible:
        found = [before for before, _after in nx.find_cycle(graph)]
        first = found.index(min(found))
        raise CycleError([*found[first:], *found[:first], found[first]]) from None


def early(tasks: Mapping[str, Task], links: Sequence[Dependency]) -> dict[str, Span]:
    """How early each can be: the forward pass."""
    into = _by(links, "successor")
    placed: dict[str, Span] = {}
    for id_ in order(tasks, links):
        placed[id_] = _earliest(tasks[id_], into[id_], placed)
    return placed


def _earliest(task: Task, into: Sequence[Dependency], placed: Mapping[str, Span]) -> Span:
    if task.state == "done":
        return Span(task.start, task.start + task.duration)
    bounds = [(link.type[1], _leaves(link, placed[link.predecessor])) for link in into]
    finish = [bound for end, bound in bounds if end == "F"]
    if task.state == "begun":
        return Span(task.start, max([task.start + task.duration, *finish]))
    starts = [bound for end, bound in bounds if end == "S"]
    start = max([task.start, *starts, *(bound - task.duration for bound in finish)])
    return Span(start, start + task.duration)


def _leaves(link: Dependency, before: Span) -> int:
    """The point the successor's end waits for."""
    return (before.finish if link.type[0] == "F" else before.start) + link.lag_days


def late(
    tasks: Mapping[str, Task], links: Sequence[Dependency], deadline: int
) -> dict[str, Span | None]:
    """How late each may be without the last passing the deadline: the backward pass.

    What is done has no late dates. A link that can no longer hold anything back (its successor's
    end, or its own, has already been) is not counted.
    """
    out_of = _by(links, "predecessor")
    placed: dict[str, Span | None] = {}
    for id_ in reversed(order(tasks, links)):
        task = tasks[id_]
        bounds = [_latest(link, tasks, placed) for link in out_of[id_]]
        finish = min([deadline, *(bound for bound in bounds if bound is not None)])
        start = task.start if task.state == "begun" else finish - task.duration
        placed[id_] = None if task.state == "done" else Span(start, finish)
    return placed


def _latest(
    link: Dependency, tasks: Mapping[str, Task], placed: Mapping[str, Span | None]
) -> int | None:
    """The latest finish of the predecessor that a link allows; None where it holds nothing."""
    before, after = tasks[link.predecessor], tasks[link.successor]
    late_after = placed[link.successor]
    has_been = late_after is None or (link.type[1] == "S" and after.state == "begun")
    if late_after is None or has_been or (link.type[0] == "S" and before.state != "planned"):
        return None
    bound = (late_after.finish if link.type[1] == "F" else late_after.start) - link.lag_days
    return bound if link.type[0] == "F" else bound + before.duration


def slack(link: Dependency, spans: Mapping[str, Span]) -> int:
    """Days between what is waited for and what waits; negative where the link is broken."""
    after = spans[link.successor]
    end = after.finish if link.type[1] == "F" else after.start
    return end - _leaves(link, spans[link.predecessor])


def free_floats(
    links: Sequence[Dependency], spans: Mapping[str, Span], deadline: int
) -> dict[str, int]:
    """How far each can move without moving another or passing the deadline."""
    out_of = _by(links, "predecessor")
    return {
        id_: min((slack(link, spans) for link in out_of[id_]), default=deadline - span.finish)
        for id_, span in spans.items()
    }


def _by(
    links: Iterable[Dependency], end: Literal["predecessor", "successor"]
) -> defaultdict[str, list[Dependency]]:
    found: defaultdict[str, list[Dependency]] = defaultdict(list)
    for link in links:
        found[getattr(link, end)].append(link)
    return found
