"""Forms that need no script: fields with their labels, and the button that sends them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import dash_bootstrap_components as dbc
from dash import html
from dash.development.base_component import Component

from dashboard import drafts
from dashboard.components.links import key_of

#: A field for sentences is so high before it grows with what is written.
PROSE_LINES = 3


@dataclass(frozen=True)
class Field:
    """A field: its name, its label, what stands in it and what helps to fill it in.

    ``options`` makes it a choice: value to words, the first one chosen unless ``unchosen`` says
    what stands there before. ``kind`` is HTML's: text, date, number; ``most`` the largest number.
    ``is_optional`` lets it be left empty; ``is_prose`` gives room for sentences on several lines.
    """

    name: str
    label: str
    value: str = ""
    hint: str = ""
    options: Mapping[str, str] | None = None
    unchosen: str = ""
    is_wide: bool = False
    kind: str = "text"
    most: int | None = None
    is_optional: bool = False
    is_prose: bool = False


def decision_form(
    key: str,
    action: str,
    fields: Sequence[Field],
    button: str,
    hidden: Mapping[str, str],
) -> html.Form:
    """A form that is sent to the server as it stands.

    When it was refused it holds what was written in it.

    Args:
        key: Unique on the page.
        action: Where it is sent.
        fields: In order; all of them must be filled in, but for those that are optional.
        button: What sending it does, as a verb.
        hidden: What is sent along.
    """
    along = [dbc.Input(type="hidden", name=name, value=value) for name, value in hidden.items()]
    send = html.Button(button, type="submit", className="button")
    written = drafts.taken(action, hidden)
    filled = [replace(field, value=written.get(field.name, field.value)) for field in fields]
    return html.Form(
        [*along, *(_field(key, field) for field in filled), send],
        action=action,
        method="post",
        className="decision",
        autoComplete="off",
    )


class FileInput(Component):
    """A native field for one file, which must be chosen; mounted by assets/file.js.

    Args:
        id: Unique on the page.
        name: Of the field.
        accept: Endings of the files that are meant.
    """

    _namespace = "nyttja"
    _type = "FileInput"
    # Plain class attributes, as Dash declares them.
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes: list[str] = []  # noqa: RUF012
    _prop_names: list[str] = ["id", "name", "accept"]  # noqa: RUF012
    available_properties = _prop_names
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(self, id: str, name: str, accept: str) -> None:  # noqa: A002 - as HTML calls it
        # Not by Dash's own __init__, see Drawing.
        self.id = id
        self.name = name
        self.accept = accept


def file_form(action: str, label: str, field: FileInput, button: str, word: str) -> html.Form:
    """A form that sends one file to the server.

    Args:
        action: Where it is sent.
        label: What the file is.
        field: The field for it.
        button: What sending it does, as a verb.
        word: The session's own, which shows that the form is ours.
    """
    return html.Form(
        [
            dbc.Input(type="hidden", name="csrf_token", value=word),
            html.Div([html.Label(label, htmlFor=field.id), field], className="field field-wide"),
            html.Button(button, type="submit", className="button"),
        ],
        action=action,
        method="post",
        encType="multipart/form-data",
        className="decision",
    )


def question_form(
    key: str,
    action: str,
    fields: Sequence[Field],
    button: str,
    hidden: Mapping[str, str],
) -> html.Form:
    """A form that changes what a page shows: its fields become parameters of the address.

    Args:
        key: Unique on the page.
        action: The page.
        fields: In order; any may be left empty.
        button: What is shown then, as a verb.
        hidden: Parameters that stay.
    """
    along = [dbc.Input(type="hidden", name=name, value=value) for name, value in hidden.items()]
    asked = [_field(key, field, is_required=False) for field in fields]
    send = html.Button(button, type="submit", className="button")
    return html.Form(
        [*along, *asked, send],
        action=action,
        method="get",
        className="question",
        autoComplete="off",
    )


def _field(key: str, field: Field, *, is_required: bool = True) -> html.Div:
    place = key_of(key, field.name)
    label: list[str | Component] = [field.label]
    if field.hint:
        label.append(html.Span(field.hint, className="hint"))
    return html.Div(
        [html.Label(label, htmlFor=place), _control(place, field, is_required=is_required)],
        className="field field-wide" if field.is_wide or field.is_prose else "field",
    )


def _control(place: str, field: Field, *, is_required: bool) -> Component:
    if field.options is not None:
        options = [{"value": value, "label": words} for value, words in field.options.items()]
        first = None if field.unchosen else next(iter(field.options), "")
        select: Component = dbc.Select(
            options,
            field.value if field.value in field.options else first,
            id=place,
            name=field.name,
            required=bool(field.unchosen),
            **({"placeholder": field.unchosen} if field.unchosen else {}),
        )
        return select
    is_needed = is_required and not field.is_optional
    if field.is_prose:
        # Enter makes a new line, as everywhere where one writes; Tab leads to the button.
        prose: Component = dbc.Textarea(
            id=place,
            name=field.name,
            value=field.value,
            required="required" if is_needed else None,
            rows=PROSE_LINES,
            submit_on_enter=False,
        )
        return prose
    given: Component = dbc.Input(
        id=place,
        type=field.kind,
        name=field.name,
        value=field.value,
        required=is_needed,
        **({} if field.most is None else {"min": 0, "max": field.most}),
    )
    return given
