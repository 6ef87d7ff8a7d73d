"""The one place that asks what time it is."""

import datetime


def now() -> datetime.datetime:
    """This moment in UTC, whole seconds: when a file came in, when a build was made.

    Nothing that is charged depends on it: the period of a run is an argument, never the clock.
    """
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)
