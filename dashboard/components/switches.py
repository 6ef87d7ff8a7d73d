"""A switch between views of the same figures: links, so that the choice is in the address."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html

from dashboard.components.attributes import aria
from dashboard.components.links import link_here


@dataclass(frozen=True)
class Choice:
    """One of the views: its words, its address, whether it is the one shown."""

    words: str
    href: str
    key: str
    is_chosen: bool


def view_switch(choices: Sequence[Choice], label: str) -> html.Nav:
    """Views side by side, the chosen one filled."""
    links = [
        link_here(
            choice.words,
            choice.href,
            choice.key,
            more=aria(current="true") if choice.is_chosen else {},
        )
        for choice in choices
    ]
    return html.Nav(links, className="view-switch", **aria(label=label))
