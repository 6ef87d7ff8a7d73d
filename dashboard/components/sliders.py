"""A price one can drag or type: a native range and a field of text, kept alike in the browser.

Both are mounted by assets/simulator.js, which writes what is chosen into the address; the
server reads it from there. A range counts whole öre (1/10 000 kr of a metered service).
"""

from dash.development.base_component import Component

# How far a price can be dragged, in per cent of today's, and in how many steps at most.
REACH = 30
STEPS = 200
NICE = (1, 2, 5)


class PriceInput(Component):
    """One of the two inputs of a price.

    Args:
        kind: ``range`` or ``text``.
        service: Whose price.
        label: For those who do not see the row.
        value: The price, in whole parts of a krona.
        today: The list's price, likewise.
        digits: How many decimals of a krona a part is.
        text: The value as the field shows it.
    """

    _namespace = "nyttja"
    _type = "PriceInput"
    # Plain class attributes, as Dash declares them.
    _children_props: list[str] = []  # noqa: RUF012
    _base_nodes: list[str] = []  # noqa: RUF012
    _prop_names: list[str] = [  # noqa: RUF012
        "kind",
        "service",
        "label",
        "value",
        "today",
        "digits",
        "text",
        "least",
        "most",
        "step",
    ]
    available_properties = _prop_names
    _valid_wildcard_attributes: list[str] = []  # noqa: RUF012
    available_wildcard_properties: list[str] = []  # noqa: RUF012

    def __init__(  # noqa: PLR0913 - each says one thing of the input
        self, *, kind: str, service: str, label: str, value: int, today: int, digits: int, text: str
    ) -> None:
        # Not by Dash's own __init__, see Drawing.
        step = step_of(today)
        steps = today * REACH // 100 // step
        self.kind = kind
        self.service = service
        self.label = label
        self.value = value
        self.today = today
        self.digits = digits
        self.text = text
        self.least = today - steps * step
        self.most = today + steps * step
        self.step = step


def step_of(price: int) -> int:
    """The smallest 1, 2 or 5 with zeros that leaves few enough steps within reach.

    >>> step_of(503500), step_of(3400)
    (2000, 20)
    """
    least = max(1, -(-2 * price * REACH // (100 * STEPS)))
    scale = 1
    while True:
        for nice in NICE:
            if nice * scale >= least:
                return nice * scale
        scale *= 10
