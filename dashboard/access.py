"""Who may see what and who may decide what: every right of every role, as data, in this place.

A right is a table and the rows of it. A table that is not in a role's list does not
exist for that role: asking for it gives the same answer as asking for one that is not
there at all (:class:`dashboard.gate.RefusedQueryError`), and a foreign department's rows
give the same answer as an unknown department's: none.
"""

import dataclasses
from collections.abc import Mapping
from types import MappingProxyType

# The parameter that carries the viewer's departments, put in by the gate and by nobody else.
DEPARTMENTS = "viewer_departments"

ALL = "true"
OWN = f"department_id = any(${DEPARTMENTS})"
# Whoever gets a bill may know who sends it.
OWN_OR_SUPPLIER = f"is_supplier or {OWN}"
# Name, hash and time of the files a bill cites; not the ledger's, which carry a sum.
WITHOUT_MONEY = "control_sum_ore is null"

EVERYTHING = frozenset({"controller", "auditor"})

BOARD: Mapping[str, str] = MappingProxyType(
    {
        "periods": ALL,
        "departments": ALL,
        "services": ALL,
        "prices": ALL,
        "department_bills": ALL,
        "department_services": ALL,
        "headcounts": ALL,
        "kpis": ALL,
        "kpi_values": ALL,
        "kpi_targets": ALL,
        "kpi_outcomes": ALL,
        "kpi_peers": ALL,
        "board_kpis": ALL,
        "effect_measures": ALL,
        "lineage": ALL,
        "department_budgets": ALL,
        "forecasts": ALL,
        "pool_costs": ALL,
        "self_costs": ALL,
        "self_cost_parts": ALL,
        "recovery": ALL,
        "recovery_years": ALL,
        "method_costs": ALL,
        "fee_models": ALL,
        "settlements": ALL,
        "idle_capacity": ALL,
        "city_results": ALL,
        "month_cube": ALL,
        "day_cube": ALL,
        "full_time_employees": ALL,
    }
)

DEPARTMENT: Mapping[str, str] = MappingProxyType(
    {
        "periods": ALL,
        "services": ALL,
        "prices": ALL,
        "recovery_years": ALL,
        "method_costs": ALL,
        "fee_models": OWN,
        "settlements": ALL,
        "departments": OWN_OR_SUPPLIER,
        "cost_centres": OWN,
        "department_bills": OWN,
        "department_services": OWN,
        "headcounts": OWN,
        "kpis": ALL,
        "kpi_values": OWN,
        "board_kpis": ALL,
        "lineage": ALL,
        "cost_centre_bills": OWN,
        "bill_lines": OWN,
        "bridge_cells": OWN,
        "moves": OWN,
        "objects": OWN,
        "sealed_objects": OWN,
        "waiting_corrections": OWN,
        "budgets": OWN,
        "department_budgets": OWN,
        "forecasts": OWN,
        "fleet": OWN,
        "fleet_ages": OWN,
        "agreements": OWN,
        "savings": OWN,
        "files": WITHOUT_MONEY,
        "mendings": OWN,
    }
)

# Whoever answers for an activity of the plan reads the key figures it is to move; of bills what
# their own department pays in all.
OWNER: Mapping[str, str] = MappingProxyType(
    {
        "periods": ALL,
        "departments": ALL,
        "department_bills": OWN,
        "kpis": ALL,
        "kpi_values": ALL,
        "kpi_targets": ALL,
        "kpi_outcomes": ALL,
        "kpi_peers": ALL,
        "board_kpis": ALL,
        "effect_measures": ALL,
        "lineage": ALL,
    }
)

ROLES: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {"board": BOARD, "strategist": BOARD, "owner": OWNER, "department": DEPARTMENT}
)

# What a fee of the whole city is told by.
FEES = ("services", "prices", "department_services")

# Who reads the plan: what was told of it, by whom, and what follows from it.
PLAN_READERS = EVERYTHING | {"board", "strategist", "owner"}

# What a role may decide; a role that is not here decides nothing, and an act that is not here
# is nobody's. The auditor reads all and acts on nothing.
OWN_ACTIVITY = frozenset(
    {
        "plan.forecast",
        "plan.actual",
        "plan.reopen",
        "plan.self_rating",
        "plan.progress",
        "plan.cost",
        "plan.comment",
        "plan.risk",
    }
)
ACTS: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        "controller": frozenset(
            {
                "price_list.draft",
                "price_list.propose",
                "price_list.give_back",
                "price_list.decide",
                "price_list.end",
                "price.set",
                "price.remove",
                "price.end",
                "price.supersede",
                "comment.make",
                "period.preliminary",
                "period.review",
                "period.close",
                "mending.alias",
                "mending.owner",
                "mending.code",
                "mending.activity",
                "mending.counterparty",
                "mending.withdraw",
                "file.accept",
                "scenario.save",
                "scenario.end",
                "settlement.decide",
            }
        ),
        "department": frozenset({"comment.make"}),
        "strategist": frozenset(
            {
                "scenario.save",
                "scenario.end",
                "plan.baseline",
                "plan.decision",
                "round.open",
                "round.lock",
                "round.report",
                "plan_import.accept",
                *OWN_ACTIVITY,
            }
        ),
        # Of the activities of the reader's own post, which the act itself looks up.
        "owner": OWN_ACTIVITY | {"round.report"},
    }
)


class RefusedActError(Exception):
    """There is no such act for this viewer."""


@dataclasses.dataclass(frozen=True)
class Viewer:
    """Who asks, as the server's session says; never as a browser says.

    Args:
        id: The person's or persona's id.
        role: board, strategist, owner, department, controller or auditor.
        department_ids: The departments a department's reader answers for, or an owner belongs
            to; empty for others.
        post: An owner's post there, as the plan names it: ``Nätansvarig``; empty for others.
    """

    id: str
    role: str
    department_ids: frozenset[str] = frozenset()
    post: str = ""


def rights(viewer: Viewer, tables: Mapping[str, str]) -> dict[str, str]:
    """The tables a viewer may ask for, each with the condition its rows must meet.

    Args:
        viewer: Who asks.
        tables: Every published table and its schema.

    Returns:
        Table name to SQL condition; empty for a role that is not known.
    """
    if viewer.role in EVERYTHING:
        return dict.fromkeys(tables, ALL)
    granted = ROLES.get(viewer.role, {})
    return {name: condition for name, condition in granted.items() if name in tables}


def may(viewer: Viewer, act: str) -> bool:
    """Whether a viewer may decide something; an unknown role or act may not."""
    return act in ACTS.get(viewer.role, frozenset())


def reads_journal(viewer: Viewer) -> bool:
    """Whether a viewer may read who decided what, when and why."""
    return viewer.role in EVERYTHING


def reads_plan(viewer: Viewer) -> bool:
    """Whether a viewer may read the action plan and all that was told of it."""
    return viewer.role in PLAN_READERS


def owns(viewer: Viewer, owner_org: str, owner_role: str) -> bool:
    """Whether a viewer holds the post that answers for an activity."""
    return (
        viewer.role == "owner" and owner_org in viewer.department_ids and viewer.post == owner_role
    )


def tells_of(viewer: Viewer, owner_org: str, owner_role: str) -> bool:
    """Whether a viewer may tell of an activity: the strategist of all, an owner of their own."""
    return viewer.role == "strategist" or owns(viewer, owner_org, owner_role)


def reads_bill_of(viewer: Viewer, department_id: str) -> bool:
    """Whether a viewer may read a department's bill, and what is said of it."""
    return viewer.role in EVERYTHING or (
        reads_lines(viewer) and department_id in viewer.department_ids
    )


def reads_fees(viewer: Viewer) -> bool:
    """Whether a viewer may read what the city's services cost and how much of them it has."""
    granted = ROLES.get(viewer.role, {})
    return viewer.role in EVERYTHING or all(granted.get(table) == ALL for table in FEES)


def reads_scenarios(viewer: Viewer) -> bool:
    """Whether a viewer may read which scenarios are saved: who may try them."""
    return viewer.role in EVERYTHING or "day_cube" in ROLES.get(viewer.role, {})


def reads_lines(viewer: Viewer) -> bool:
    """Whether a viewer may follow an amount down to lines and objects."""
    return viewer.role in EVERYTHING or "bill_lines" in ROLES.get(viewer.role, {})
