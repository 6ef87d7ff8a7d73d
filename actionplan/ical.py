"""The plan's milestones as a calendar to subscribe to or keep.

Source:
    RFC 5545 (iCalendar): content lines end in CRLF and are folded at 75 octets; text is escaped.
"""

import datetime
from collections.abc import Callable, Iterator
from typing import Literal

from actionplan.plan import MilestoneState, PlanView

LONGEST_LINE = 75
PRODUCT = "-//Malmö stad//Nyttja//SV"
Language = Literal["sv", "en"]


def calendar_file(
    view: PlanView, name: str, description: Callable[[MilestoneState], str], language: Language
) -> bytes:
    """The milestones that a day is believed in, each a whole day.

    An event is known by its milestone, so that a calendar that holds it moves it; how often a day
    was told is its number. The stamp is the view's: the same view gives the same bytes.

    Args:
        view: The plan as it was known.
        name: Of the calendar.
        description: What is said of a milestone.
        language: Of the titles.
    """
    stamp = f"{view.known_at:%Y%m%d}T000000Z"
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:{PRODUCT}",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"NAME:{escaped(name)}",
        f"X-WR-CALNAME:{escaped(name)}",
    ]
    for state in view.milestones.values():
        if state.believed is not None:
            activity = view.activities[state.milestone.activity_id].activity
            titles = {
                "sv": (state.milestone.title_sv, activity.title_sv),
                "en": (state.milestone.title_en, activity.title_en),
            }
            one, whole = (
                told or swedish
                for told, swedish in zip(titles[language], titles["sv"], strict=True)
            )
            told = (
                f"SUMMARY:{escaped(f'{whole}: {one}')}",
                f"DESCRIPTION:{escaped(description(state))}",
            )
            lines += [*_event(state, state.believed, stamp), *told, "END:VEVENT"]
    lines.append("END:VCALENDAR")
    return "".join(part for line in lines for part in folded(line)).encode()


def _event(state: MilestoneState, day: datetime.date, stamp: str) -> Iterator[str]:
    told = len(state.baselines) + len(state.forecasts) + (state.reached is not None)
    yield "BEGIN:VEVENT"
    yield f"UID:{state.milestone.id}@nyttja"
    yield f"DTSTAMP:{stamp}"
    yield f"SEQUENCE:{max(told - 1, 0)}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + datetime.timedelta(days=1):%Y%m%d}"
    yield "TRANSP:TRANSPARENT"


def escaped(text: str) -> str:
    r"""Text as a value of a line.

    >>> escaped("Nät, tele; och\nmer")
    'Nät\\, tele\\; och\\nmer'
    """
    for sign in "\\;,":
        text = text.replace(sign, f"\\{sign}")
    return "\\n".join("".join(c for c in line if c >= " ") for line in text.splitlines())


def folded(line: str) -> Iterator[str]:
    """A line in pieces of at most 75 octets, none of which ends inside a letter."""
    piece, size = "", 0
    for sign in line:
        length = len(sign.encode())
        if size + length > LONGEST_LINE:
            yield f"{piece}\r\n"
            # The blank that tells that the line goes on is an octet of the next piece.
            piece, size = " ", 1
        piece, size = piece + sign, size + length
    yield f"{piece}\r\n"
