"""Saved scenarios: prices, rules and fee models that are tried."""

import re

from dashboard import access, address
from dashboard.access import Viewer
from dashboard.decisions.form import SERVICE_ID, Form, journal
from journal import scenarios
from journal.facts import Fact, RefusedError
from journal.scenarios import Scenario
from journal.store import Writing

#: What a scenario may hold, and how it is written.
TRIED = {
    "period": re.compile(r"[0-9]{4}-[0-9]{2}"),
    "from": re.compile(r"[0-9]{4}-[0-9]{2}(-[0-9]{2})?"),
    "model": re.compile(r"mixed|per_employee"),
    "p-": re.compile(r"[0-9]{1,7}([.,][0-9]{1,4})?"),
    "rule-": re.compile(r"month_end|day_exact"),
}
SCENARIO_ID = re.compile(r"S[0-9]{1,6}")


def saved_scenarios(viewer: Viewer) -> list[Scenario]:
    """The scenarios that are saved and not ended; none for who may not try them."""
    if not access.reads_scenarios(viewer):
        return []
    return [one for one in scenarios.scenarios(journal()) if not one.is_ended]


def said_of_scenarios(viewer: Viewer) -> list[Fact]:
    """What has been said of scenarios; nothing for who may not try them."""
    return journal().facts(scenarios.KINDS) if access.reads_scenarios(viewer) else []


def _save(pen: Writing, form: Form) -> Fact:
    return scenarios.save(pen, _about(form), form.text("name"), _tried(form))


def _end(pen: Writing, form: Form) -> Fact:
    return scenarios.end(pen, _about(form))


def _about(form: Form) -> scenarios.About:
    """Of which scenario the viewer speaks, why, and what had been said of it by then."""
    scenario_id = form.raw("scenario")
    if scenario_id and not SCENARIO_ID.fullmatch(scenario_id):
        raise RefusedError("form", field="scenario")
    return scenarios.About(form.by, scenario_id, form.text("why"), form.number("seen"))


def _tried(form: Form) -> dict[str, str]:
    """What a scenario tries, as an address writes it: prices, rules, fee model and days."""
    read = address.read("", form.text("tried")).parameters
    for name, value in read.items():
        kind, service_id = name, "-"
        for start in ("p-", "rule-"):
            if name.startswith(start):
                kind, service_id = start, name.removeprefix(start)
        wanted = TRIED.get(kind)
        if not wanted or not wanted.fullmatch(value) or not SERVICE_ID.fullmatch(service_id):
            raise RefusedError("form", field="tried")
    return dict(read)


ACTS = {"scenario.save": _save, "scenario.end": _end}
