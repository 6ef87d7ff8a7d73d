"""What time it is: the one place the pages and their decisions ask it."""

import datetime


def now() -> datetime.datetime:
    """This moment, UTC."""
    return datetime.datetime.now(datetime.UTC)


def today() -> datetime.date:
    """This day, UTC."""
    return now().date()
