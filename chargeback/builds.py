"""Published builds on disk: their names, their manifests and the pointer CURRENT.

``warehouse/`` holds for each build ``<build id>.duckdb`` and ``<build id>.json``;
``CURRENT`` names the build that is served. The ETL writes here, the dashboard reads.
"""

import dataclasses
import hashlib
import json
import os
from pathlib import Path

CURRENT = "CURRENT"
CHUNK = 1 << 20


@dataclasses.dataclass(frozen=True)
class Manifest:
    """What a published file must be: whoever serves it compares before and during use.

    Args:
        build_id: UTC time of publishing and the first twelve digits of the content hash.
        content_hash: sha256 over the rows of every published table.
        size: Bytes of the file.
        sha256: Of the file.
        tables: Content hash of each ``schema.table``.
    """

    build_id: str
    content_hash: str
    size: int
    sha256: str
    tables: dict[str, str]


def warehouse(home: Path) -> Path:
    """The folder of published builds."""
    return home / "warehouse"


def build_path(home: Path, build_id: str) -> Path:
    """The DuckDB file of a build."""
    return warehouse(home) / f"{build_id}.duckdb"


def manifest_path(home: Path, build_id: str) -> Path:
    """The manifest beside it."""
    return warehouse(home) / f"{build_id}.json"


def current_id(home: Path) -> str | None:
    """The build CURRENT points at, or None before the first one is published.

    A pointer that has been spoilt names a build that is not there, and not nothing: whoever
    serves looks for a whole build then.
    """
    try:
        text = (warehouse(home) / CURRENT).read_text(encoding="utf-8", errors="replace")
    except FileNotFoundError:
        return None
    # No path may hold a zero byte, and asking for one would be another error.
    return text.replace("\0", "?").strip()


def build_ids(home: Path) -> list[str]:
    """Every whole build (file and manifest), newest first: the id begins with its time."""
    files = warehouse(home).glob("*.duckdb")
    return sorted((f.stem for f in files if f.with_suffix(".json").exists()), reverse=True)


def read_manifest(home: Path, build_id: str) -> Manifest:
    """The manifest of a build.

    Raises:
        OSError: There is none, or it cannot be read.
        ValueError: It is not a manifest.
    """
    text = manifest_path(home, build_id).read_text(encoding="utf-8")
    try:
        return Manifest(**json.loads(text))
    except TypeError as error:
        raise ValueError(f"not a manifest: {build_id}.json") from error


def write_manifest(home: Path, manifest: Manifest) -> None:
    """Put a manifest beside its build, whole or not at all."""
    text = json.dumps(dataclasses.asdict(manifest), indent=1, sort_keys=True)
    write_whole(manifest_path(home, manifest.build_id), text + "\n")


def write_whole(path: Path, content: str | bytes) -> None:
    """Write a small file so that a reader, or a power cut, sees the old or the new, never half."""
    beside = path.with_name(f".{path.name}.new")
    try:
        with beside.open("wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make renames in a folder last through a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sha256_of(path: Path) -> str:
    """sha256 of a file, read in pieces."""
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
    return digest.hexdigest()
