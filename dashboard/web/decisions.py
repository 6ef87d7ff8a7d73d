"""Where forms are sent: what a reader decides goes through the gate, and back to its page.

A form needs no script. The answer leads back to the page, which says what was written down or
why not; what had been filled in stands there still, see :mod:`dashboard.drafts`. The address names
what the page is about and nothing that was written.
"""

from flask import Flask, abort, redirect, request
from werkzeug.wrappers import Response

from dashboard import decide, drafts, session
from dashboard.address import LONGEST_VALUE, Address, read
from dashboard.decide import RefusedActError
from journal.facts import ConflictError, RefusedError

PATH = "/decide"
#: The page that each kind of decision is made on, or one act of the kind.
PAGES = {
    "price_list": "/control/prices",
    "price": "/control/prices",
    "comment": "/department/bill",
    "period": "/control/period",
    "mending": "/control/mending",
    "file": "/control/mending",
    "scenario": "/strategy/simulator",
    "settlement": "/reference/services",
    "plan": "/strategy/milestone",
    "plan.decision": "/board/action-plan",
    "round": "/strategy/round",
    "plan_import": "/strategy/exchange",
}
#: Fields that say what of the page a form was about: they open it there again.
KEPT = (
    "list", "one", "period", "department", "mend", "target", "valid_from", "valid_until",
    "scenario", "milestone", "activity", "file",
)  # fmt: skip
#: Parameters of the page that stay when it was written down.
STAYS = ("list", "period", "department", "milestone", "at")


def set_up(server: Flask) -> None:
    """Take forms in."""
    server.add_url_rule(f"{PATH}/<act>", "decide", decided, methods=["POST"])


def decided(act: str) -> Response:
    """Write down what this request's reader decides, and lead back to the page."""
    viewer, words = session.viewer(), request.form.to_dict()
    try:
        fact = decide.decide(viewer, act, words)
    except RefusedActError:
        abort(404)
    except RefusedError as error:
        field = str(error.details.get("field", ""))
        return _back(act, _kept(act, words), refused=error.rule, field=field)
    except ConflictError as error:
        return _back(act, _kept(act, words), conflict=str(error.changes[-1].seq))
    stays = {name: words[name] for name in STAYS if words.get(name)}
    if fact.kind.startswith("scenario."):
        stays["scenario"] = fact.subject.partition(":")[2]
    return _back(act, {**_tried(words), **stays}, said=str(fact.seq))


def _tried(words: dict[str, str]) -> dict[str, str]:
    """The scenario that a form was sent from, as its page has it in the address."""
    return dict(read("", words.get("tried", "")).parameters)


def _kept(act: str, words: dict[str, str]) -> dict[str, str]:
    """Where the form stood, and the word for what was written in it."""
    kept = {name: words.get(name, "") for name in KEPT}
    short = {name: text for name, text in kept.items() if len(text) <= LONGEST_VALUE}
    return {**_tried(words), **short, drafts.PARAMETER: drafts.keep(act, words)}


def _back(act: str, words: dict[str, str], **told: str) -> Response:
    page = PAGES.get(act) or PAGES[act.partition(".")[0]]
    return redirect(Address(page).here(**{**words, **told}), 303)
