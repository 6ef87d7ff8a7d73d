"""One run at a time: see chargeback/lock.py, which the screens hold too while they seal a month."""

from chargeback.lock import BusyError, one_run

__all__ = ["BusyError", "one_run"]
