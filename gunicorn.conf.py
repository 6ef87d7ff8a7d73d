"""How gunicorn serves Nyttja: two warmed workers of a few threads each, on this machine only."""

import ipaddress
import os
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gunicorn.arbiter import Arbiter
    from gunicorn.workers.base import Worker

bind = f"127.0.0.1:{os.environ.get('PORT', '8050')}"
workers = 2
worker_class = "gthread"
threads = 4
timeout = 60
graceful_timeout = 20
keepalive = 30
# Imported once and shared; the warehouse is opened by each worker for itself.
preload_app = True
no_control_socket = True
accesslog = None
errorlog = "-"
loglevel = "warning"
limit_request_line = 4094
limit_request_fields = 50


def on_starting(server: "Arbiter") -> None:
    """Demo mode lets anyone be any reader, so nobody on another machine may reach it."""
    for host, _port in server.cfg.address:
        if not _is_this_machine(host):
            sys.stderr.write(
                f"Nyttja does not start: demo mode listens on 127.0.0.1 only, not {host}\n"
            )
            sys.exit(2)


def post_worker_init(worker: "Worker") -> None:
    """Show every page once to nobody, so that the first reader waits for nothing."""
    from dashboard.warming import warm  # noqa: PLC0415 - the dashboard is loaded once, by the app

    warm(worker.app.callable)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
