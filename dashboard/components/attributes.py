"""HTML attributes with a hyphen, which Python's keywords cannot spell."""

from typing import Any


def aria(**words: str) -> dict[str, Any]:
    """Attributes for those who hear the page.

    >>> aria(label="Räkning", expanded="true")
    {'aria-label': 'Räkning', 'aria-expanded': 'true'}
    """
    return {f"aria-{name}": value for name, value in words.items()}


def marked(**words: str) -> dict[str, Any]:
    """Attributes by which scripts and tests find an element.

    >>> marked(here="yes")
    {'data-here': 'yes'}
    """
    return {f"data-{name}": value for name, value in words.items()}
