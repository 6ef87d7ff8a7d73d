"""Backup and restore: what a city cannot make anew, as a folder or as one file.

That is batches with their rejects, sealed periods and booking files, the journal, and what the
city has declared itself. Builds are left out: ``build`` and ``publish`` make the same again, to
the byte. A backup may be taken while files are loaded: batches never change once they are there,
and the journal is copied first, so that it speaks of nothing the files do not hold.
"""

import contextlib
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from chargeback.builds import sha256_of
from chargeback.home import journal_url
from etl import clock
from etl.batches import rests_on_itself
from journal.chain import verify
from journal.copy import copy
from journal.store import Journal

JOURNAL = "journal/journal.sqlite"
#: Folders and files of a home that are copied as they are.
WHOLE = (
    "periods", "reviewed", "plan_files", "booking", "rejects", "sources", "reference",
    "settings.yaml",
)  # fmt: skip
BATCHES = "batches"
#: Written last: a backup without it is no backup.
LIST = "backup.json"
ENTRIES = "*/*.json"
DELIVERED = ".delivered.parquet"
#: Ending of a backup that is one file.
FILE = ".tar"
Listed = dict[str, Any]
OWNER_ONLY, OWNERS_FOLDER = 0o600, 0o700


class BackupError(Exception):
    """The place is taken, or what lies there is no whole backup."""


def backup(home: Path, to: Path) -> Listed:
    """Write a backup, whole or not at all, readable by its owner only.

    Args:
        home: Folder of the city.
        to: A folder that is not there yet, or a file that ends with .tar.

    Returns:
        The list that lies in it: when, how many facts, the head of their chain, and each file.

    Raises:
        BackupError: Something is there already, or the journal is not as it was written.
    """
    if to.exists():
        raise BackupError(f"{to} is there already")
    with tempfile.TemporaryDirectory(prefix=".backup-", dir=to.parent) as scratch:
        gathered = Path(scratch) / "home"
        gathered.mkdir(mode=OWNERS_FOLDER)
        facts, head = _journal(home, gathered)
        _batches(home, gathered)
        for name in WHOLE:
            _whole(home / name, gathered / name)
        files = _described(gathered)
        listed: Listed = {
            "taken_at": clock.now().isoformat(), "facts": facts, "head": head, "files": files,
        }  # fmt: skip
        text = json.dumps(listed, indent=1, ensure_ascii=False, sort_keys=True)
        _write(gathered / LIST, text.encode())
        if to.suffix == FILE:
            packed = Path(scratch) / "packed"
            _pack(gathered, [*files, LIST], packed)
            packed.replace(to)
        else:
            gathered.replace(to)
    return listed


def _journal(home: Path, gathered: Path) -> tuple[int, str]:
    """Copy the journal; how many facts it holds and their head."""
    url = journal_url(home)
    to = gathered / JOURNAL
    _folder(to.parent)
    found = verify(Journal(f"sqlite:///{to}" if copy(Journal(url), to) else url))
    if found.broken is not None:
        raise BackupError(f"fact {found.broken} of the journal is not as it was written")
    if to.exists():
        to.chmod(OWNER_ONLY)
    return found.facts, found.head


def _batches(home: Path, gathered: Path) -> None:
    """Copy the batches there are at one moment, their entries as they stood then."""
    folder = home / BATCHES
    entries: dict[Path, bytes] = {}
    before: dict[Path, bytes] | None = None
    # One that was replaced while we read is followed by what replaced it: then look again.
    while before is None or (before != entries and not rests_on_itself(entries.values())):
        before = dict(entries)
        entries |= {path: path.read_bytes() for path in sorted(folder.glob(ENTRIES))}
    for path, content in entries.items():
        target = gathered / path.relative_to(home)
        _copy(path.with_suffix(".parquet"), target.with_suffix(".parquet"))
        # A file that an earlier version took in has none.
        if path.with_suffix(DELIVERED).exists():
            _copy(path.with_suffix(DELIVERED), target.with_suffix(DELIVERED))
        _write(target, content)
    log = folder / "deliveries.jsonl"
    if log.exists():
        _copy(log, gathered / BATCHES / log.name)


def _whole(path: Path, target: Path) -> None:
    """Copy a file, or a folder with all in it but what is being written."""
    if path.is_file():
        _copy(path, target)
    elif path.is_dir():
        for part in sorted(path.iterdir()):
            if not part.name.startswith("."):
                _whole(part, target / part.name)


def _folder(path: Path) -> None:
    """Make a folder and those above it, each its owner's only."""
    if not path.exists():
        _folder(path.parent)
        path.mkdir(mode=OWNERS_FOLDER)


def _copy(path: Path, target: Path) -> None:
    _folder(target.parent)
    shutil.copyfile(path, target)
    target.chmod(OWNER_ONLY)


def _write(target: Path, content: bytes) -> None:
    _folder(target.parent)
    target.touch(OWNER_ONLY)
    target.write_bytes(content)


def _described(gathered: Path) -> dict[str, str]:
    """Name and sha256 of each file."""
    paths = sorted(path for path in gathered.rglob("*") if path.is_file())
    return {path.relative_to(gathered).as_posix(): sha256_of(path) for path in paths}


def _pack(gathered: Path, names: list[str], packed: Path) -> None:
    packed.touch(OWNER_ONLY)
    with tarfile.open(packed, "w") as archive:
        for name in names:
            archive.add(gathered / name, name)
    with packed.open("rb") as file:
        os.fsync(file.fileno())


def restore(backed_up: Path, home: Path) -> Listed:
    """Put a backup into an empty home, after each of its files was found whole.

    Args:
        backed_up: The folder or the file.
        home: Folder of a city in which nothing has been loaded or decided.

    Returns:
        The list that lies in it.

    Raises:
        BackupError: It is no whole backup, or the home is not empty.
    """
    taken = [name for name in (*WHOLE, BATCHES, "journal") if (home / name).exists()]
    if taken:
        raise BackupError(f"{home} holds {', '.join(taken)} already")
    if Path(journal_url(home).removeprefix("sqlite:///")) != home / JOURNAL:
        raise BackupError("NYTTJA_JOURNAL_URL names another journal")
    home.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".restoring-", dir=home) as scratch:
        unpacked = Path(scratch) / "home"
        with _opened(backed_up, Path(scratch)) as folder:
            listed = _checked(folder)
            for name in listed["files"]:
                _copy(folder / name, unpacked / name)
        for part in sorted(unpacked.iterdir()):
            part.replace(home / part.name)
    return listed


@contextlib.contextmanager
def _opened(backed_up: Path, scratch: Path) -> Iterator[Path]:
    """A backup as a folder."""
    if backed_up.is_dir():
        yield backed_up
        return
    folder = scratch / "packed"
    try:
        with tarfile.open(backed_up, "r:") as archive:
            archive.extractall(folder, filter="data")
    except (tarfile.TarError, EOFError) as error:
        raise BackupError(f"{backed_up.name} cannot be unpacked: {error}") from error
    yield folder


def _checked(folder: Path) -> Listed:
    """The list of a backup, each of whose files is as it was written."""
    try:
        listed: Listed = json.loads((folder / LIST).read_text(encoding="utf-8"))
        files = listed["files"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupError(f"{folder.name} is no backup: {LIST} is missing or not whole") from error
    for name, digest in files.items():
        inside = not PurePosixPath(name).is_absolute() and ".." not in PurePosixPath(name).parts
        path = folder / name
        if not inside or not path.is_file() or sha256_of(path) != digest:
            raise BackupError(f"{name} is not as it was written")
    return listed
