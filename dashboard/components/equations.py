"""Equations of the reconciliation: one side, the other term by term, and the difference."""

from collections.abc import Sequence
from dataclasses import dataclass

from dash import html
from dash.development.base_component import Component

from dashboard.components.shapes import Status, status
from dashboard.i18n import _


@dataclass(frozen=True)
class Term:
    """One line of a side: the finished amount and what it is."""

    amount: str
    words: str | Component


@dataclass(frozen=True)
class Equation:
    """One equation with its finished texts.

    Args:
        name: ``Kostnad``.
        what: What is held against what, in a sentence.
        left: The side that is counted first; usually one term.
        right: The other side, from other files.
        difference: Left minus right, without a sign.
        holds: Whether the difference is nothing.
        verdict: The shape and word of the outcome.
        under: What explains a difference, directly under it.
    """

    name: str
    what: str
    left: Sequence[Term]
    right: Sequence[Term]
    difference: str
    holds: bool
    verdict: tuple[Status, str]
    under: Component | None = None


def equation_table(equations: Sequence[Equation], caption: str) -> html.Table:
    """Equations under each other; one that fails has a red edge and ≠ for =.

    Args:
        equations: In order; those that fail first.
        caption: What the table holds, for those who do not see it.
    """
    headings = [_("Equation"), _("One side"), _("Other side"), _("Difference")]
    first, *others, last = headings
    head = html.Tr(
        [
            html.Th(html.Span(first, className="unseen"), scope="col"),
            *(html.Th(text, scope="col") for text in others),
            html.Th(last, scope="col", className="figure"),
        ]
    )
    body = [line for equation in equations for line in _lines(equation, headings)]
    return html.Table(
        [
            html.Caption(caption, className="unseen"),
            html.Thead(head),
            html.Tbody(body),
        ],
        className="equations",
    )


def _lines(equation: Equation, headings: Sequence[str]) -> list[html.Tr]:
    """The equation, and under it what explains its difference."""
    edge = None if equation.holds else "fails"
    look = " ".join(word for word in (edge, "has-more" if equation.under else None) if word) or None
    sign = "=" if equation.holds else "≠"
    line = html.Tr(
        [
            html.Th(
                [html.Span(equation.name, className="equation-name"), html.Span(equation.what)],
                scope="row",
            ),
            html.Td(_side(equation.left, "")),
            html.Td(_side(equation.right, sign)),
            html.Td(
                [html.Span(equation.difference, className="difference"), status(*equation.verdict)],
                className="figure",
            ),
        ],
        className=look,
    )
    if equation.under is None:
        return [line]
    explained = html.Tr(html.Td(equation.under, colSpan=len(headings)), className=edge)
    return [line, explained]


def _side(terms: Sequence[Term], sign: str) -> html.Ul:
    """Terms under each other: the sign before the first, + before the rest."""
    signs = [sign, *["+"] * (len(terms) - 1)]
    return html.Ul(
        [
            html.Li(
                [
                    *([html.Span(mark, className="operator")] if mark else []),
                    html.Span(term.amount, className="term-amount"),
                    html.Span(term.words, className="term-words"),
                ]
            )
            for mark, term in zip(signs, terms, strict=True)
        ],
        className="side" if sign else "side side-one",
    )
