"""The address of a page: its path and the filter that follows the reader from page to page."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlencode

KEPT = ("period", "department", "at", "known")
LONGEST_VALUE = 80
# A scenario names each price it changes.
MOST_PARAMETERS = 80
SAFE_PATH = re.compile(r"/(?![/\\])[A-Za-z0-9/_-]*")


@dataclass(frozen=True)
class Address:
    """Where a reader is.

    Args:
        path: Of the page: ``/department/bill``.
        parameters: What stands after the question mark, one value each.
    """

    path: str = "/"
    parameters: Mapping[str, str] = field(default_factory=dict)

    def get(self, name: str, default: str = "") -> str:
        """A parameter's value, or the default where the address does not name it."""
        return self.parameters.get(name, default)

    def here(self, **changes: str | None) -> str:
        """The same page with some parameters changed; None takes one away."""
        return _written(self.path, {**self.parameters, **changes})

    def to(self, path: str, **changes: str | None) -> str:
        """Another page with this one's period, department and days of the plan."""
        kept = {name: self.parameters[name] for name in KEPT if name in self.parameters}
        return _written(path, {**kept, **changes})


def read(path: object, search: object) -> Address:
    """The address a browser says it is at; whatever is no parameter is left out."""
    pairs = parse_qsl(str(search or "").removeprefix("?"), max_num_fields=None)
    parameters = {
        name: value for name, value in pairs[:MOST_PARAMETERS] if len(value) <= LONGEST_VALUE
    }
    return Address(str(path or "/"), parameters)


def of_this_site(target: str) -> str:
    """The path and parameters of a page of ours to go on to; "/" for anything else."""
    path, _mark, search = target.partition("?")
    if not SAFE_PATH.fullmatch(path):
        return "/"
    return read(path, search).here()


def _written(path: str, parameters: Mapping[str, str | None]) -> str:
    present = {name: value for name, value in parameters.items() if value}
    return f"{path}?{urlencode(present)}" if present else path
