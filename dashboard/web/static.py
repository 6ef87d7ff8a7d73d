"""What the browser fetches once and keeps: styles, scripts, type and Dash's own files.

Every file is asked for by an address that changes with its content, so it can be
kept for ever; it is packed once with brotli at its best and held in memory.
"""

import contextlib
import functools
import gzip
import hashlib
import os
import re
from collections.abc import Callable
from http import HTTPStatus
from pathlib import Path

import brotli
from flask import Flask, Response, abort, request

from chargeback.home import REPOSITORY

ASSETS = REPOSITORY / "assets"
BUILT = ASSETS / "build"
A_DAY = "public, max-age=86400"
FOREVER = "public, max-age=31536000, immutable"
BUILT_ADDRESS = "/assets/build/"
SUITES = "/_dash-component-suites/"
FINGERPRINTED = re.compile(r"\.v[\w-]+m\d+\.")
SMALLEST_PACKED = 500
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")
# Light styles before ours, ours by name; print.css is last in the alphabet that matters.
STYLES = ("build/bootstrap.css", "build/type.css", "tokens.css", "shell.css", "components.css")
LAST_STYLE = "print.css"


def set_up(server: Flask) -> None:
    """Serve our two bundles and pack every answer that is text."""
    server.add_url_rule("/assets/nyttja-<mark>.css", "styles", _serve(styles, "text/css"))
    server.add_url_rule("/assets/nyttja-<mark>.js", "scripts", _serve(scripts, "text/javascript"))
    server.after_request(pack)


def styles() -> bytes:
    """Every style in one file: what we use of Bootstrap, the type, the theme, print."""
    own = sorted(path.name for path in ASSETS.glob("*.css"))
    rest = [name for name in own if name not in {*STYLES, LAST_STYLE}]
    return _joined((*STYLES, *rest, LAST_STYLE))


def scripts() -> bytes:
    """Our own scripts in one file."""
    return _joined(sorted(path.name for path in ASSETS.glob("*.js")))


def address_of(kind: str) -> str:
    """Address of a bundle, ``css`` or ``js``; another one when its content changes."""
    content = styles() if kind == "css" else scripts()
    return f"/assets/nyttja-{_mark(content)}.{kind}"


@functools.cache
def built(pattern: str) -> str:
    """Address of a file the front-end build made, whose name holds its mark.

    Raises:
        FileNotFoundError: The front end is not built.
    """
    found = sorted(BUILT.glob(pattern))
    if not found:
        raise FileNotFoundError(f"assets/build/{pattern} is missing: run make assets/build/stamp")
    return f"/assets/build/{found[-1].name}"


def pack(response: Response) -> Response:
    """Pack a text answer the way the browser takes it; mark what may be kept."""
    if response.status_code == HTTPStatus.OK and "immutable" not in _caching(response):
        _say_how_long(response)
    if not _worth_packing(response):
        return response
    response.direct_passthrough = False
    response.vary.add("Accept-Encoding")
    kept = "max-age" in _caching(response)
    if request.accept_encodings["br"]:
        body = response.get_data()
        response.set_data(_best(body) if kept else brotli.compress(body, quality=4))
        response.headers["Content-Encoding"] = "br"
    elif request.accept_encodings["gzip"]:
        response.set_data(gzip.compress(response.get_data(), 6))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _caching(response: Response) -> str:
    return response.headers.get("Cache-Control", "")


def _say_how_long(response: Response) -> None:
    """For ever where the address names the content, a day for other files, else not at all."""
    marked = FINGERPRINTED.search(request.path) or request.path.startswith(BUILT_ADDRESS)
    if request.path.startswith((SUITES, "/assets/")):
        response.headers["Cache-Control"] = FOREVER if marked else A_DAY


def _worth_packing(response: Response) -> bool:
    return (
        response.status_code in {200, 400, 403, 404, 500}
        and "Content-Encoding" not in response.headers
        and (response.mimetype or "").startswith(TEXT)
        and (response.content_length is None or response.content_length >= SMALLEST_PACKED)
    )


@functools.lru_cache(maxsize=64)
def _best(body: bytes) -> bytes:
    """Packed as small as brotli can; that takes seconds, so it is kept for the next start."""
    kept = BUILT / "packed" / f"{_mark(body)}.br"
    if kept.is_file():
        return kept.read_bytes()
    packed: bytes = brotli.compress(body, quality=11)
    with contextlib.suppress(OSError):  # a folder that cannot be written costs time, nothing else
        _keep(kept, packed)
    return packed


def _keep(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    unfinished = path.with_suffix(f".{os.getpid()}")
    unfinished.write_bytes(content)
    unfinished.replace(path)


def _serve(content: Callable[[], bytes], mimetype: str) -> Callable[[str], Response]:
    def serve(mark: str) -> Response:
        body = content()
        if mark != _mark(body):
            abort(404)
        response = Response(body, mimetype=mimetype)
        response.headers["Cache-Control"] = FOREVER
        return response

    return serve


def _joined(names: tuple[str, ...] | list[str]) -> bytes:
    stamps = tuple((name, _changed(ASSETS / name)) for name in names)
    return _read_joined(stamps)


@functools.lru_cache(maxsize=4)
def _read_joined(stamps: tuple[tuple[str, int], ...]) -> bytes:
    return b"\n".join((ASSETS / name).read_bytes() for name, changed in stamps if changed)


def _changed(path: Path) -> int:
    return path.stat().st_mtime_ns if path.is_file() else 0


@functools.lru_cache(maxsize=8)
def _mark(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
