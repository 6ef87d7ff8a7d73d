"""Forms that need no script: fields with their labels, and the button that sends them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard.components.links import key_of


@dataclass(frozen=True)
class Field:
    """A field: its name, its label, what stands in it and what helps to fill it in.

    ``options`` makes it a choice: value to words.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    options: Mapping[str, str] | None = None
    is_wide: bool = False


def decision_form(
    key: str,
    action: str,
    fields: Sequence[Field],
    button: str,
    hidden: Mapping[str, str],
) -> html.Form:
    """A form that is sent to the server as it stands.

    Args:
        key: Unique on the page.
        action: Where it is sent.
        fields: In order; all of them must be filled in.
        button: What sending it does, as a verb.
        hidden: What is sent along.
    """
    along = [dbc.Input(type="hidden", name=name, value=value) for name, value in hidden.items()]
    send = html.Button(button, type="submit", className="button")
    return html.Form(
        [*along, *(_field(key, field) for field in fields), send],
        action=action,
        method="post",
        className="decision",
        autoComplete="off",
    )


def _field(key: str, field: Field) -> html.Div:
    place = key_of(key, field.name)
    label: list[str | Component] = [field.label]
    if field.hint:
        label.append(html.Span(field.hint, className="hint"))
    return html.Div(
        [html.Label(label, htmlFor=place), _control(place, field)],
        className="field field-wide" if field.is_wide else "field",
    )


def _control(place: str, field: Field) -> Component:
    if field.options is not None:
        options = [{"value": value, "label": words} for value, words in field.options.items()]
        chosen = field.value if field.value in field.options else next(iter(field.options), "")
        select: Component = dbc.Select(options, chosen, id=place, name=field.name)
        return select
    given: Component = dbc.Input(
        id=place, type="text", name=field.name, value=field.value, required=True
    )
    return given
