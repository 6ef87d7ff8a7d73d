"""The readers one can be in demo mode: one for each task and one for each department.

Demo mode stands in for sign-in. It answers on this machine only and says so on
every page.
"""

import functools
from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any

from dashboard import warehouse
from dashboard.access import Viewer
from dashboard.i18n import _, name
from dashboard.queries import frame

DEPARTMENT = "department-"
#: Readers of the whole city, each with a role; whoever prepares a month cannot close it.
CITY_READERS = {
    "board": "board",
    "strategist": "strategist",
    "owner": "owner",
    "controller": "controller",
    "controller-2": "controller",
    "auditor": "auditor",
}
#: The owner's department and post, as the sample city's plan names them.
OWNED = frozenset({"SEF"}), "Nätansvarig"
LOOKER = Viewer("demo", "controller", frozenset())


@dataclass(frozen=True)
class Persona:
    """A reader to be.

    Args:
        id: ``board`` or ``department-SDI``.
        viewer: What the query gate is told.
        department_sv: Swedish name of the department led, if any.
        department_en: The same in English.
    """

    id: str
    viewer: Viewer
    department_sv: str = ""
    department_en: str = ""

    @property
    def department(self) -> str:
        """The department led, in the reader's language."""
        return name({"name_sv": self.department_sv, "name_en": self.department_en})

    @property
    def title(self) -> str:
        """Who that is, in the reader's language: ``Förvaltningschef, SDF Fosie``."""
        if self.viewer.role == "department":
            return _("Head of department, %(department)s", department=self.department)
        return {
            "board": _("Member, city executive board"),
            "strategist": _("IT strategist, city office"),
            "owner": _("Head of networks, services department"),
            "controller": _("IT controller, services department"),
            "controller-2": _("Finance manager, services department"),
            "auditor": _("Auditor, city audit office"),
        }[self.id]


def everyone() -> tuple[Persona, ...]:
    """All readers of the build in force: those of the whole city, then the heads of departments."""
    return _everyone(warehouse.build().build_id)


def find(persona_id: str) -> Persona | None:
    """The reader of that id; none where the build in force knows no such reader."""
    return next((persona for persona in everyone() if persona.id == persona_id), None)


@functools.lru_cache(maxsize=2)
def _everyone(_build_id: str) -> tuple[Persona, ...]:
    departments = frame.departments(LOOKER)
    heads = [_head(row) for row in departments.to_dict("records")]
    return (*(_of_city(reader) for reader in CITY_READERS), *heads)


def _of_city(reader: str) -> Persona:
    departments, post = OWNED if CITY_READERS[reader] == "owner" else (frozenset(), "")
    return Persona(reader, Viewer(reader, CITY_READERS[reader], departments, post))


def _head(row: Mapping[Hashable, Any]) -> Persona:
    department_id = str(row["department_id"])
    persona_id = f"{DEPARTMENT}{department_id}"
    english = row["name_en"] if isinstance(row["name_en"], str) else row["name_sv"]
    viewer = Viewer(persona_id, "department", frozenset({department_id}))
    return Persona(persona_id, viewer, row["name_sv"], english)
