"""The dashboard's entry point: ``gunicorn -c gunicorn.conf.py app:server``."""

import sys

from dashboard.web.server import create

try:
    server = create()
except ValueError as reason:
    print(f"Nyttja does not start: {reason}", file=sys.stderr)  # noqa: T201 - said to who starts it
    sys.exit(2)
